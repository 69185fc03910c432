import torch
from transformers import MPNetConfig

from qa.training.model import empty_model, rivals_loss

CONFIG = MPNetConfig(
    vocab_size=60, hidden_size=24, num_hidden_layers=3, num_attention_heads=4, intermediate_size=48,
    max_position_embeddings=64,
)  # fmt: skip


def test_padding_changes_nothing() -> None:
    torch.manual_seed(0)
    model = empty_model(CONFIG).eval()
    ids = torch.randint(3, 60, (1, 9))
    padded = torch.cat([ids, torch.ones(1, 4, dtype=torch.long)], 1)
    attended = torch.cat([torch.ones_like(ids), torch.zeros(1, 4, dtype=torch.long)], 1)
    with torch.inference_mode():
        alone, beside = model(ids, torch.ones_like(ids)), model(padded, attended)
    for one, other in zip(alone, beside, strict=True):
        torch.testing.assert_close(one[0], other[0, :9] if other.ndim > 1 else other[0])


def test_frozen_layers_stay_as_they_are() -> None:
    model = empty_model(CONFIG)
    model.freeze(2)
    learning = {name for name, parameter in model.named_parameters() if parameter.requires_grad}
    assert {name.split(".")[3] for name in learning if ".layer." in name} == {"2"}
    assert {name.split(".")[0] for name in learning} == {"encoder", "span", "helps", "relevance", "relevance_hidden"}
    assert not [name for name in learning if "embeddings" in name or "attention_bias" in name]


def test_relevance_competes_only_within_a_question() -> None:
    relevance = torch.tensor([2.0, 0.0, 9.0, 9.0])
    answers = torch.tensor([True, False, True, False])
    expected = -torch.log_softmax(torch.tensor([2.0, 0.0]), 0)[0]
    torch.testing.assert_close(rivals_loss(relevance, answers, torch.tensor([4, 4, 5, 6])), expected)


def test_rows_that_answer_do_not_compete_with_each_other() -> None:
    answers, groups = torch.tensor([True, True, False]), torch.tensor([1, 1, 1])
    apart = rivals_loss(torch.tensor([5.0, -5.0, -20.0]), answers, groups)
    assert float(apart) < 1e-3
    assert float(rivals_loss(torch.tensor([5.0, -5.0, 5.0]), answers, groups)) > 4
    assert float(rivals_loss(torch.tensor([1.0, 2.0]), torch.tensor([True, False]), torch.tensor([1, 2]))) == 0
