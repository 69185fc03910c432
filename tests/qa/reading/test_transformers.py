"""Any extractive question answering model will do: a tiny one, made here, of BERT's and of RoBERTa's kind."""

from itertools import pairwise
from pathlib import Path

import pytest
import torch
from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from tokenizers.pre_tokenizers import Whitespace
from tokenizers.processors import TemplateProcessing
from transformers import BertConfig, BertForQuestionAnswering, BertModel, PreTrainedTokenizerFast

from index.documents.datatypes import Hit, Passage
from index.errors import ModelError
from qa.reading.transformers import TransformersReader

WORDS = [f"w{at}" for at in range(40)]
TEXT = " ".join(WORDS)


def hit(number: int, start: int, end: int) -> Hit:
    return Hit(Passage(number, "d", start, end), TEXT[start:end], "Title", (), 1.0, number + 1)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("model")
    vocabulary = {"[PAD]": 0, "[CLS]": 1, "[SEP]": 2, "[UNK]": 3} | {word: at + 4 for at, word in enumerate(WORDS)}
    tokenizer = Tokenizer(WordLevel(vocabulary, "[UNK]"))
    tokenizer.pre_tokenizer = Whitespace()
    tokenizer.post_processor = TemplateProcessing(
        "[CLS] $A [SEP]", "[CLS] $A [SEP] $B:1 [SEP]:1", [("[CLS]", 1), ("[SEP]", 2)]
    )
    PreTrainedTokenizerFast(
        tokenizer_object=tokenizer,
        pad_token="[PAD]",
        cls_token="[CLS]",
        sep_token="[SEP]",
        unk_token="[UNK]",
        model_max_length=24,
    ).save_pretrained(place)
    torch.manual_seed(0)
    config = BertConfig(
        vocab_size=len(vocabulary),
        hidden_size=16,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=16,
        max_position_embeddings=64,
    )
    BertForQuestionAnswering(config).save_pretrained(place)
    return place


def test_its_spans_stand_in_the_passage_over_all_windows(folder: Path) -> None:
    reader = TransformersReader(str(folder))
    hits = [hit(0, 0, len(TEXT)), hit(1, TEXT.index("w15"), TEXT.index("w25"))]
    found = reader.read("w1 w2", hits)
    assert found and all(0 <= each.start < each.end <= each.passage.end - each.passage.start for each in found)
    assert all(0 <= each.score <= 1 for each in found)
    assert all(one.score >= other.score for one, other in pairwise(found))
    assert found == reader.read("w1 w2", hits)
    starts = {word for each in found for word in TEXT[each.passage.start + each.start :].split()[:1]}
    assert starts <= set(WORDS)


def test_a_model_without_a_head_for_answers_is_refused(folder: Path, tmp_path: Path) -> None:
    BertModel(BertForQuestionAnswering.from_pretrained(folder).config).save_pretrained(tmp_path)
    for name in ("tokenizer.json", "tokenizer_config.json"):
        (tmp_path / name).write_bytes((folder / name).read_bytes())
    with pytest.raises(ModelError, match="no head that answers"):
        TransformersReader(str(tmp_path))
    (tmp_path / "model.safetensors").write_bytes(b"damaged")
    with pytest.raises(ModelError, match="--reader"):
        TransformersReader(str(tmp_path))


def test_a_very_long_question_is_cut(folder: Path) -> None:
    reader = TransformersReader(str(folder))
    assert reader.read("w1 " * 12, [hit(0, 0, len(TEXT))])
