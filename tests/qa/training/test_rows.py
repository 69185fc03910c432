import random
from pathlib import Path

from index.embedding.network import load_tokenizer
from qa.training.rows import SEPARATOR, Item, RowMaker, collate

TOKENIZER = Path(__file__).parents[3] / "index/embedding/models/all-MiniLM-L6-v2-int8"
PASSAGE = "The mill was built in 1820. It burnt down twice. Nobody knows why."
ANSWER = (PASSAGE.index("1820"), PASSAGE.index("1820") + 4)


def maker() -> RowMaker:
    return RowMaker(load_tokenizer(TOKENIZER))


def item(**given: object) -> Item:
    fields: dict[str, object] = {"spans": (ANSWER,)} | given
    return Item("test", "When was the mill built?", "Mills > North", PASSAGE, **fields)  # type: ignore[arg-type]


def test_a_row_holds_question_context_and_passage_and_points_at_the_answer() -> None:
    row = maker().row(item(), 128, random.Random(0))
    assert row is not None and row.ids.count(SEPARATOR) == 3
    tokenizer = load_tokenizer(TOKENIZER)
    assert tokenizer.decode(row.ids[row.start : row.end + 1]) == "1820"
    assert tokenizer.decode(row.ids[row.begin : row.begin + 3]) == "the mill was"
    assert row.answers and [helps for *_, helps in row.sentences] == [True, False, False]


def test_sentences_that_help_are_those_said_to_and_no_span_is_not_here() -> None:
    burnt = PASSAGE.index("It"), PASSAGE.index("twice.") + 6
    row = maker().row(item(spans=(), helps=(burnt,)), 128, random.Random(0))
    assert row is not None and (row.start, row.end) == (0, 0)
    assert row.answers and [helps for *_, helps in row.sentences] == [False, True, False]
    nothing = maker().row(item(spans=()), 128, random.Random(0))
    assert nothing is not None and not nothing.answers and not any(helps for *_, helps in nothing.sentences)


def test_a_cut_passage_keeps_its_answer_and_an_answer_that_does_not_fit_gives_no_row() -> None:
    long = "Filler words stand here. " * 60 + PASSAGE
    at = long.index("1820")
    moved = Item("test", "When?", "", long, ((at, at + 4),))
    for seed in range(20):
        row = maker().row(moved, 40, random.Random(seed))
        assert row is not None and len(row.ids) == 40
        assert load_tokenizer(TOKENIZER).decode(row.ids[row.start : row.end + 1]) == "1820"
    assert maker().row(Item("test", "When?", "", long, ((0, at),)), 40, random.Random(0)) is None


def test_collate_pads_and_numbers_the_sentences_of_all_rows() -> None:
    rows = [maker().row(one, 128, random.Random(0)) for one in (item(), item(spans=()))]
    batch = collate([(row, 7) for row in rows if row])
    assert batch.helps.tolist() == [1, 0, 0, 0, 0, 0] and batch.answers.tolist() == [True, False]
    assert int(batch.sentence_of.max()) == 5 and batch.candidates[:, 0].all() and batch.groups.tolist() == [7, 7]
