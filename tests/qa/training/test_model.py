from pathlib import Path

import pytest
import torch
from transformers import BertConfig, BertModel

from qa.training.model import SpanRelevanceModel, listwise_loss, load_model, save_model


@pytest.fixture
def model() -> SpanRelevanceModel:
    torch.manual_seed(0)
    config = BertConfig(
        vocab_size=50,
        hidden_size=16,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=32,
        max_position_embeddings=24,
        initializer_range=0.5,
    )
    return SpanRelevanceModel(BertModel(config, add_pooling_layer=False)).eval()


def rows() -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    ids = torch.randint(1, 50, (3, 11), generator=torch.Generator().manual_seed(1))
    attended = torch.ones_like(ids)
    attended[1, 6:] = 0
    segments = torch.zeros_like(ids)
    segments[:, 4:] = 1
    return ids, attended, segments


def test_a_saved_model_loads_the_same(model: SpanRelevanceModel, tmp_path: Path) -> None:
    save_model(model, tmp_path)
    with torch.inference_mode():
        for ours, theirs in zip(model(*rows()), load_model(tmp_path).eval()(*rows()), strict=True):
            torch.testing.assert_close(ours, theirs)


def test_listwise_loss_compares_only_within_a_group() -> None:
    relevance = torch.tensor([2.0, 0.0, 9.0, 9.0])
    answered = torch.tensor([True, False, True, False])
    groups = torch.tensor([4, 4, 5, 6])
    expected = -torch.log_softmax(torch.tensor([2.0, 0.0]), 0)[0]
    torch.testing.assert_close(listwise_loss(relevance, answered, groups), expected)


def test_listwise_loss_of_lone_rows_is_zero() -> None:
    assert listwise_loss(torch.ones(2), torch.tensor([True, False]), torch.tensor([0, 1])).item() == 0.0
