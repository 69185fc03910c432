from index.documents.datatypes import Hit, Passage
from qa.datatypes import Citation
from qa.evaluation.stages import MEANINGS, Stage, lost_at

GOLD = Hit(Passage(1, "d", 100, 200), "x" * 100, "Rules", (), 1.0, 1)


def cited(start: int, end: int, document: str = "d") -> Citation:
    return Citation(document, "Rules", "/f/rules.txt", "s", None, start, end, "x" * (end - start), start, end)


def lost(
    in_text: bool = True,
    read: tuple[Hit, ...] = (GOLD,),
    in_full: bool = False,
    top: Citation | None = None,
    right: bool = False,
) -> Stage:
    return lost_at(in_text, read, lambda: in_full, top, right)


def test_a_failure_is_lost_at_the_first_stage_that_lost_it() -> None:
    assert lost(in_text=False, read=()) is Stage.FILE
    assert lost(read=(), in_full=True) is Stage.REWRITE
    assert lost(read=()) is Stage.RETRIEVAL
    assert lost(top=cited(120, 130), right=True) is Stage.LINE
    assert lost(top=cited(120, 130)) is Stage.SPAN
    assert lost(top=cited(190, 210)) is Stage.RANKING
    assert lost(top=cited(120, 130, "other")) is Stage.RANKING
    assert lost() is Stage.RANKING


def test_the_full_form_is_asked_only_where_nothing_that_answers_was_read() -> None:
    def never() -> bool:
        raise AssertionError("asked again")

    assert lost_at(True, (GOLD,), never, None, False) is Stage.RANKING


def test_every_stage_has_a_meaning() -> None:
    assert list(MEANINGS) == list(Stage)
