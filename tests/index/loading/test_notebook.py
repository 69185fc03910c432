import json
from typing import Any

import pytest
from loading_laws import FORMATS, kinds, load_bytes, read_all

from index.errors import LoadError


def notebook(*cells: dict[str, Any], **more: Any) -> str:
    return json.dumps({"cells": list(cells), "nbformat": 4, **more})


def test_a_notebook_reads_as_it_is_shown() -> None:
    document = load_bytes((FORMATS / "osk_catch.ipynb").read_bytes(), ".ipynb")
    assert document.title == "Catch of 2024"
    assert kinds(document) == [
        ("heading", 1, "Catch of 2024"),
        ("paragraph", 0, "The catch fell to 4.2 tonnes in March."),
        ("row", 1, "Month; Tonnes"),
        ("row", 0, "Month: April; Tonnes: 5.1"),
        ("code", 0, "df = load()\nprint('rows kept:', len(df))"),
        ("code", 0, "rows kept: 8812"),
        ("row", 1, "boat"),
        ("row", 0, "0; boat: Heron"),
        ("paragraph", 0, "ValueError: no tide"),
    ]
    assert document.warnings == ("1 picture was not read; text in pictures is missing.",)


def test_an_old_notebook_of_worksheets() -> None:
    cells = [
        {"cell_type": "heading", "level": 2, "source": ["Fees"]},
        {"cell_type": "code", "input": ["fee()"], "outputs": [{"output_type": "stream", "text": ["12 crowns"]}]},
        {"cell_type": "code", "input": "plot()", "outputs": [{"output_type": "display_data", "png": "iVBO"}]},
    ]
    document = load_bytes(json.dumps({"worksheets": [{"cells": cells}], "nbformat": 3}), ".ipynb")
    assert document.text == "Fees\n\nfee()\n\n12 crowns\n\nplot()"
    assert "1 picture" in document.warnings[0]


def test_formulas_and_struck_words_of_a_cell() -> None:
    cell = {"cell_type": "markdown", "source": "The rent is ~~$500~~ $450 for 10<sup>2</sup> days."}
    document = load_bytes(notebook(cell), ".ipynb")
    assert document.text == "The rent is $450 for 10² days." and "1 struck-out stretch" in document.warnings[0]


@pytest.mark.parametrize("text", ["{}", "[]", "no json", '{"cells": 3}', "[" * 9_000, notebook()])
def test_what_is_no_notebook_is_refused(text: str) -> None:
    with pytest.raises(LoadError, match="not a notebook"):
        load_bytes(text, ".ipynb")


@pytest.mark.parametrize(
    "cell",
    [{}, {"cell_type": 3}, {"source": {"a": 1}}, {"cell_type": "code", "outputs": [1, {"data": []}, {"text": [2]}]}],
)
def test_odd_cells_stop_nothing(cell: dict[str, Any]) -> None:
    text = notebook(cell, {"cell_type": "raw", "source": "Words."})
    assert [getattr(each, "text", "") for each in read_all(text.encode(), ".ipynb")] == ["Words."]
