"""The comparison with other programs: what counts as found, the ratios, the table. No peer has to be installed."""

import ast
import os
import re
import subprocess
import sys
import time
import tomllib
from pathlib import Path
from typing import Any

import bench_peers
import pytest
from peers.measuring import Work, measured
from peers.memory import Watch, resident
from peers.passages import Piece, Weights, pieces
from peers.questions import Asked, found_at, read_asked
from peers.registry import PEERS, QUOTH, Entry
from peers.table import figures_of, percentile, table

from index import PassageIndex, open_library

ROOT = Path(__file__).parents[1]
TOOLS = ROOT / "tests" / "tools" / "peers"
HERONS = "# Herons\n\nHerons stand still.\n\nThey fish at dawn."
ASKED = Asked("When do herons fish?", ("herons.md",), ("They fish at dawn.", "Fishing begins early."))


def measured_round(add: float, questions: list[float], peak: float, ranks: list[int | None]) -> dict[str, Any]:
    beside = [seconds / 2 for seconds in questions]
    return {
        "passages": 7,
        "add": add,
        "add_beside_embedding": add / 2,
        "questions": questions,
        "questions_beside_embedding": beside,
        "peak_mb": peak,
        "ranks": ranks,
    }


def figures(**rounds: list[dict[str, Any]]) -> dict[str, Any]:
    by_name = {name.replace("_", "-"): measured for name, measured in rounds.items()}
    return figures_of(by_name) | {"questions": 4, "own": False, "missing": {}}


def test_gold_is_found_in_the_right_file_alone_and_whole() -> None:
    wrong_file, half = Piece("owls.md", "They fish at dawn."), Piece("herons.md", "They fish at")
    right = Piece("herons.md", "Early on.\nThey  fish\nat dawn. And then?")
    assert ASKED.rank([wrong_file, half, right]) == 3
    assert ASKED.rank([Piece("herons.md", "Fishing begins early."), right]) == 1
    assert ASKED.rank([wrong_file, half]) is None and ASKED.rank([]) is None


def test_found_among_the_first_counts_ranks() -> None:
    assert found_at([1, 5, 6, None]) == {"1": 0.25, "5": 0.5, "10": 0.75}


def test_only_questions_that_have_an_answer_and_stand_alone_are_asked(tmp_path: Path) -> None:
    lines = (
        '{"question": "a?", "document": "one", "support": [{"quote": "A"}, {"quote": "AA"}]}',
        '{"question": "none?", "document": "one"}',
        '{"question": "and b?", "history": ["a?"], "rewrite": "b?", "document": "two", "support": [{"quote": "B"}]}',
        '{"question": "and c?", "history": ["a?"], "documents": ["three"], "sentences": ["C"]}',
        '{"question": "d?", "history": [], "documents": ["four", "five"], "sentences": ["D"]}',
    )
    (tmp_path / "asked.jsonl").write_text("\n".join(lines), encoding="utf-8")
    asked = read_asked([tmp_path / "asked.jsonl"])
    wanted = [Asked("a?", ("one",), ("A", "AA")), Asked("b?", ("two",), ("B",)), Asked("d?", ("four", "five"), ("D",))]
    assert asked == wanted
    assert read_asked([tmp_path / "asked.jsonl"] * 2, most=2) == [wanted[0], wanted[0]]
    (tmp_path / "asked.jsonl").write_text(lines[1], encoding="utf-8")
    with pytest.raises(ValueError, match="has an answer"):
        read_asked([tmp_path / "asked.jsonl"])


def test_questions_of_this_repository_name_their_files() -> None:
    asked = read_asked(sorted((ROOT / "tests" / "data").glob("seed_questions*.jsonl")))
    seeds = {path.name for path in (ROOT / "seeds").iterdir()}
    assert len(asked) > 50 and all(seeds.issuperset(each.documents) for each in asked)


@pytest.mark.parametrize(("share", "value"), [(0.5, 3), (0.95, 5), (0.2, 1), (0.21, 2), (1.0, 5)])
def test_a_percentile_is_one_of_the_values(share: float, value: float) -> None:
    assert percentile([5, 3, 1, 2, 4], share) == value
    assert percentile([7], share) == 7


def test_ratios_are_of_the_same_round_with_their_spread() -> None:
    quoth = [measured_round(1, [0.01] * 4, 100, [1]), measured_round(10, [0.02] * 4, 100, [1])]
    other = [measured_round(2, [0.02] * 4, 300, [2]), measured_round(15, [0.01] * 4, 200, [2])]
    rows = {row["peer"]: row for row in figures(quoth=quoth, langchain=other)["rows"]}
    assert rows["langchain"]["add"] == {"median": 8.5, "ratio": 1.75, "least": 1.5, "most": 2.0}
    assert rows["langchain"]["p50"] == {"median": 0.015, "ratio": 1.25, "least": 0.5, "most": 2.0}
    assert rows["langchain"]["peak_mb"]["ratio"] == 2.5 and rows["quoth"]["add"]["ratio"] == 1.0
    assert rows["langchain"]["found"] == {"1": 0.0, "5": 1.0, "10": 1.0}


def test_the_table_shows_quoth_in_units_and_peers_as_ratios() -> None:
    quoth = measured_round(1.234, [0.001, 0.002, 0.003, 0.004], 123.4, [1, 1, 6, None])
    peer = measured_round(2.468, [0.002, 0.004, 0.006, 0.008], 246.8, [1, None, None, None])
    lines = table(figures(quoth=[quoth], txtai_words=[peer])).splitlines()
    assert {line.count("|") for line in lines[:4]} == {10}
    assert lines[2] == "| **Quoth** | 7 | 1.23 s | 0.617 s | 2 ms | 4 ms | 1 ms | 123 MB | 50.0 % / 50.0 % / 75.0 % |"
    twice = "× 2.00 (2.00 to 2.00)"
    assert lines[3] == f"| txtai, hybrid | 7 | {' | '.join([twice] * 6)} | 25.0 % / 25.0 % / 25.0 % |"
    assert lines[5:] == ["- No peer was better than Quoth in every round, in any column."]


def test_the_table_says_where_a_peer_is_better() -> None:
    quoth = [measured_round(1, [0.01] * 4, 100, [1, 9, None, None]), measured_round(1, [0.01] * 4, 100, [])]
    once = [measured_round(0.5, [0.005] * 4, 100, [1, 1, None, None]), measured_round(1.5, [0.005] * 4, 100, [])]
    same = [measured_round(0.1, [0.001] * 4, 10, [1, 1, 1, 1])] * 2
    said = table(figures(quoth=quoth, quoth_meaning=same, langchain=once) | {"missing": {"txtai": "it failed"}})
    assert "- question, p50: better than Quoth in every round: LangChain, FAISS × 0.50 (they search by meaning" in said
    assert "- gold passage among 1: better than Quoth: LangChain, FAISS 50.0 %." in said
    assert "- add:" not in said and "- memory:" not in said and "among 10: better" not in said
    assert "- txtai could not be measured: it failed." in said


def test_every_peer_is_given_the_passages_that_quoth_cuts(tmp_path: Path) -> None:
    documents = tmp_path / "documents"
    documents.mkdir()
    (documents / "herons.md").write_text(HERONS + "\n\n" + "A heron waits. " * 300, encoding="utf-8")
    (documents / "owls.txt").write_text("Owls hunt at night.", encoding="utf-8")
    weights = Weights()
    index = PassageIndex(open_library(tmp_path / "library"), weights)
    index.add([documents])
    names = {summary.id: Path(summary.path).name for summary in index.documents()}
    stored = index.library.passages_of(list(names))
    texts = index.library.passage_texts(stored)
    quoths = sorted((names[passage.document_id], texts[passage].text) for passage in stored)
    given = pieces(documents, weights)
    assert len(given) > 4 and [piece.document for piece in given].count("owls.txt") == 1
    for (name, text), piece in zip(quoths, sorted(given, key=lambda each: (each.document, each.text)), strict=True):
        assert name == piece.document
        assert piece.text.endswith(text) or text in [each.text.removeprefix("Herons\n") for each in given]
    index.close()
    own = pieces(documents, weights, own=lambda text: [text[:5], " "])
    assert own == [Piece("herons.md", "# Her"), Piece("owls.txt", "Owls ")] and weights.seconds > 0


def test_quoth_is_measured_in_a_process_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "herons.md").write_text(HERONS, encoding="utf-8")
    (tmp_path / "owls.txt").write_text("Owls hunt at night.", encoding="utf-8")
    for name in (QUOTH, "quoth-meaning"):
        row = measured(name, Work(tmp_path, [ASKED]), threads=1)
        assert row["passages"] == 2 and row["ranks"] == [1] and len(row["questions"]) == 1
        assert 0 < row["add_beside_embedding"] < row["add"] and row["questions_beside_embedding"][0] > 0
        assert row["peak_mb"] > 50 or not Path("/proc/self/status").exists()


def test_a_peer_that_fails_says_why(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_text("", encoding="utf-8")
    with pytest.raises(RuntimeError, match=r"(?s)quoth ended with 1.*empty\.txt"):
        measured(QUOTH, Work(tmp_path, [ASKED]), threads=1)


def test_a_peer_that_fails_is_left_out_and_the_others_go_on(tmp_path: Path) -> None:
    (tmp_path / "herons.md").write_text(HERONS, encoding="utf-8")
    missing: dict[str, str] = {}
    rounds = bench_peers.rounds_of(["no-such-peer", QUOTH], Work(tmp_path, [ASKED]), 2, 1, missing)
    counted = [{name: len(rows) for name, rows in each.items()} for each in rounds]
    assert counted == [{QUOTH: 1}, {QUOTH: 2}]
    assert missing == {"no-such-peer": "it failed (KeyError: 'no-such-peer')"}


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="memory is read from Linux's /proc")
def test_memory_counts_children_while_they_live() -> None:
    alone = resident(os.getpid())
    hold = "import time; held = bytearray(80_000_000); print('held', flush=True); time.sleep(60)"
    with subprocess.Popen([sys.executable, "-c", hold], stdout=subprocess.PIPE) as child:
        assert child.stdout and child.stdout.readline()
        with Watch(os.getpid()) as watch:
            while not watch.peak:
                time.sleep(0.01)
        assert resident(os.getpid()) > alone + 70_000_000 and watch.peak > alone + 70_000_000
        child.kill()
    assert resident(os.getpid()) < alone + 70_000_000 and resident(child.pid) == 0


def test_what_is_registered_exists_and_can_be_installed() -> None:
    extra = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["optional-dependencies"]
    lines = [*extra["peers"], *(TOOLS / "no-deps.txt").read_text(encoding="utf-8").splitlines()]
    installed = {re.split(r"[<>=]", line)[0] for line in lines} | {"quoth", "langchain-core"}  # brought by its others
    for entry in PEERS.values():
        tree = ast.parse((TOOLS / f"{entry.module}.py").read_text(encoding="utf-8"))
        assert entry.made in {node.name for node in tree.body if isinstance(node, ast.ClassDef)}
        assert set(entry.packages) <= installed
    assert next(iter(PEERS)) == QUOTH


def test_a_missing_package_is_named() -> None:
    assert Entry("", "", "", ("quoth", "no-such-package")).missing() == "no-such-package"
    assert PEERS[QUOTH].missing() is None
