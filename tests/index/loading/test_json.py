import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from loading_laws import FORMATS, kinds, load_bytes, read_all
from mutants import mutants

from index.documents.datatypes import Document
from index.errors import LoadError


def lines(value: object, suffix: str = ".json") -> list[str]:
    written = value if isinstance(value, str) else json.dumps(value)
    return [text for _, _, text in kinds(load_bytes(written, suffix))]


def test_a_file_by_pythons_json() -> None:
    document = load_bytes((FORMATS / "osk_stations.json").read_bytes(), ".json")
    assert [text for _, _, text in kinds(document)] == [
        "railway.name: Osk Valley Railway",
        "railway.opened: 1899",
        "railway.gauge_mm: 760.0",
        "railway.electric: false",
        "stations[0].name: Vell; altitude_m: 412; address.street: Lime Walk 3; address.postcode: OV-7",
        "stations[1].name: Tarn; altitude_m: 988; address.street: Upper Gate 1; address.postcode: OV-9",
        "tags: narrow gauge; heritage",
        "notes: The line closes in heavy snow.",
        "Tickets are sold on board only.",
    ]
    assert document.title == "given.json" and document.media_type == "application/json"


def test_json_lines_are_rows_and_a_bad_line_is_told() -> None:
    document = load_bytes((FORMATS / "osk_questions.jsonl").read_bytes(), ".jsonl")
    assert [text for _, _, text in kinds(document)] == [
        "question: Who keeps the Tarn signal box?; answer: Edda Molin has kept it since 2016.",
        "question: What does a dog pay on the Osk Valley Railway?; answer: Half of an adult's fare.",
    ]
    assert document.warnings == ("Line 2 is not JSON and was not read.",)


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("12345678901234567890123", ["12345678901234567890123"]),
        (
            '{"a": 1.10, "b": 1e400, "c": NaN, "d": -Infinity, "e": null}',
            ["a: 1.10", "b: 1e400", "c: NaN", "d: -Infinity", "e: null"],
        ),
        ('{"a": 1, "a": 2, "": 3}', ["a: 1", "a: 2", "3"]),
        ('"only text"', ["only text"]),
        ("[true, [1, 2], {}]", ["[0]: true", "1; 2"]),
        ('[{"a": [{"b": 1}, {"b": 2}]}]', ["[0].a[0].b: 1", "[0].a[1].b: 2"]),
        ('{"a": "\\ud800x\\u0000y"}', ["a: xy"]),
        ('{"a": "one\\ntwo"}', ["a: one two"]),
    ],
)
def test_values(written: str, shown: list[str]) -> None:
    assert lines(written) == shown


def test_records_too_large_for_a_row_are_taken_apart() -> None:
    wide = [{f"k{at}": at for at in range(100)}]
    assert lines(wide)[:2] == ["[0].k0: 0", "[0].k1: 1"] and len(lines(wide)) == 100
    assert lines([{"title": "Fog", "body": "First.\n\nSecond."}]) == ["[0].title: Fog", "[0].body: First.", "Second."]


def test_lines_under_another_name() -> None:
    assert lines('{"a": 1}\n{"a": 2}\n', ".json") == ["a: 1", "a: 2"]
    assert lines('{\n"a": 1\n}', ".jsonl") == ["a: 1"]


def test_many_bad_lines_are_counted() -> None:
    document = load_bytes('{"a": 1}\n' + "bad\n" * 12, ".ndjson")
    assert document.warnings == ("12 lines are not JSON and were not read: 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, ….",)


@pytest.mark.parametrize("written", ["{bad", "// comment\n1x", "{'a': 1}", "[1, 2", "plain text"])
@pytest.mark.parametrize("suffix", [".json", ".jsonl"])
def test_what_is_no_json_is_refused_with_the_way_out(written: str, suffix: str) -> None:
    with pytest.raises(LoadError, match=r"JSON.*rename it to \.txt"):
        lines(written, suffix)


@pytest.mark.parametrize("opening", ["[", '{"a":'])
def test_values_a_hundred_thousand_deep_are_refused(opening: str) -> None:
    with pytest.raises(LoadError, match="too deep"):
        lines(opening * 100_000)


def test_a_long_key_is_not_said_again_in_full_before_all_that_it_holds() -> None:
    written = json.dumps({"k" * 100_000: {f"a{at}": {"b": at} for at in range(1000)}})
    assert len(load_bytes(written, ".json").text) < 400_000


@settings(max_examples=50, deadline=None)
@given(
    st.recursive(
        st.sampled_from(["qa", "qb"]), lambda below: st.lists(below) | st.dictionaries(st.sampled_from("xy"), below)
    )
)
def test_no_value_is_lost(value: object) -> None:
    written = json.dumps(value)
    found = read_all(written.encode(), ".json")
    text = found[0].text if found and isinstance(found[0], Document) else ""
    assert [text.count("qa"), text.count("qb")] == [written.count("qa"), written.count("qb")]


@pytest.mark.parametrize("name", ["osk_stations.json", "osk_questions.jsonl"])
def test_damaged_files_are_read_or_refused(name: str) -> None:
    @settings(max_examples=25, deadline=None)
    @given(mutants((FORMATS / name).read_bytes()))
    def check(data: bytes) -> None:
        read_all(data, Path(name).suffix)

    check()
