"""README's and the model card's figures of quality, from expected.json and tests/data/measured."""

from typing import Any

from measured import read
from seed_questions import KINDS

from qa.evaluation.expected import row_of

_DOCUMENTS_READ = ("squad2", "squad_paraphrased", "nq", "clapnq")
_SETS = {"seed_questions.jsonl": "used while building", "seed_questions_held_out.jsonl": "held out"}


def targets() -> str:
    """The table of targets: what was measured, beside the baseline and the target, met or missed."""
    rows = [*_reading_targets(), *_library_targets(), *_seed_and_speed_targets()]
    head = [
        "| What, and `quoth eval` … | Baseline | Target | This version (95 % interval) | |",
        "|---|---|---|---|---|",
    ]
    return "\n".join([*head, *("| " + " | ".join(row) + " |" for row in rows)])


def seed_questions() -> str:
    """How many questions over seeds/ are right at the first finding, a row for each set."""
    figures = read("seed_questions")
    count = figures["questions"]
    rows = [
        "| Right at the first finding | fact | why, how | several documents | follow-up | rightly refused | all |",
        "|---|---|---|---|---|---|---|",
    ]
    for row in figures["rows"]:
        kinds = [f"{row[kind]} of {count[kind]}" for kind in KINDS]
        total = f"{sum(row[kind] for kind in KINDS)} of {sum(count.values())}"
        cells = [_SETS[row["file"]], *kinds, total]
        rows.append("| " + " | ".join(cells) + " |")
    return "\n".join(rows)


def reader() -> str:
    """The model card's table: the reader alone, on each file of questions."""
    rows = [
        "| file | questions | best span F1, answerable | F1 at the line (has / no answer) | AUROC | calibration |",
        "|---|---|---|---|---|---|",
    ]
    for name in _DOCUMENTS_READ:
        cells = [name, f"{_value('reading', name, 'questions'):,}", _with_interval("reading", name, "span_f1")]
        rows.append("| " + " | ".join([*cells, *_at_the_line(name)]) + " |")
    return "\n".join(rows)


def _at_the_line(name: str) -> list[str]:
    """F1 at the refusal line, AUROC and calibration error; no AUROC where every question has an answer."""
    f1, ece = _value("reading", name, "f1"), _value("reading", name, "ece")
    auroc = _row("reading", name, "auroc")["value"]
    if auroc is None:
        return [f"{f1:.1f}", "–", f"{ece:.2f}"]
    parts = f"{_value('reading', name, 'has_f1'):.1f} / {_value('reading', name, 'no_f1'):.1f}"
    best = _value("reading", name, "best_f1")
    return [f"{f1:.1f} ({parts}); {best:.1f} at its best line", f"{auroc:.3f}", f"{ece:.3f}"]


def _reading_targets() -> list[list[str]]:
    span, paraphrased = _value("reading", "squad2", "span_f1"), _value("reading", "squad_paraphrased", "span_f1")
    precision, recall = (_value("reading", "clapnq", f"refusal_{name}") for name in ("precision", "recall"))
    ece = _value("reading", "squad2", "ece")
    others = f"nq {_value('reading', 'nq', 'ece'):.2f}, clapnq {_value('reading', 'clapnq', 'ece'):.2f}"
    has, none = _value("reading", "squad2", "has_f1"), _value("reading", "squad2", "no_f1")
    return [
        [
            "`reading squad2`: half of SQuAD 2.0's dev set, F1 at the refusal line (answerable / not)",
            "minilm-uncased-squad2, 12 layers: 79.6 (85.1 / 73.9)",
            "≥ 78",
            f"{_with_interval('reading', 'squad2', 'f1')}, {has:.1f} / {none:.1f}",
            _verdict(_value("reading", "squad2", "f1") >= 78),
        ],
        ["the same, best span, nothing refused", "", "", _with_interval("reading", "squad2", "span_f1"), ""],
        [
            "`reading squad_paraphrased`: the questions in other words, best span",
            "the same on SQuAD 2.0's answerable questions",
            "within 5",
            f"{_with_interval('reading', 'squad_paraphrased', 'span_f1')}, {span - paraphrased:.1f} below",
            _verdict(span - paraphrased <= 5),
        ],
        [
            "`reading nq`: Natural Questions with the right passage, best span F1 (then at the refusal line)",
            "65.7",
            "≥ 76",
            f"{_with_interval('reading', 'nq', 'span_f1')}; {_with_interval('reading', 'nq', 'f1')}",
            _verdict(_value("reading", "nq", "span_f1") >= 76),
        ],
        [
            "`reading clapnq`: refusals, precision / recall",
            "best published peer: 0.33 / 0.44",
            "0.85 / 0.80",
            f"{precision:.2f} / {recall:.2f}",
            _verdict(precision >= 0.85 and recall >= 0.80),
        ],
        ["`reading squad2`: calibration error", "", "≤ 0.05", f"{ece:.3f} ({others})", _verdict(ece <= 0.05)],
    ]


def _library_targets() -> list[list[str]]:
    rows = []
    for name, title in (("nq", "Natural Questions"), ("clapnq", "CLAPnq")):
        alone, among = _value("reading", name, "f1"), _value("answering", name, "f1")
        document, exact = (_value("answering", name, measure) for measure in ("right_document", "quote_exact"))
        rows += [
            [
                f"`answering {name}`: {title} over a library of all passages, share of the F1 with the right passage",
                "",
                "≥ 0.85",
                f"{among / alone:.2f} ({among:.1f} of {alone:.1f})",
                _verdict(among / alone >= 0.85),
            ],
            ["the same, right document", "", "≥ 90 %", f"{100 * document:.1f} %", _verdict(document >= 0.9)],
            ["the same, quotes exact", "", "100 %", f"{100 * exact:g} %", _verdict(exact == 1)],
        ]
    precision, recall = (_value("answering", "clapnq", f"refusal_{name}") for name in ("precision", "recall"))
    met = _verdict(precision >= 0.85 and recall >= 0.80)
    rows.append(["the same, refusals, precision / recall", "", "0.85 / 0.80", f"{precision:.2f} / {recall:.2f}", met])
    fused, reranked = (_value("retrieval", "chunking", measure) for measure in ("fused ndcg@10", "ndcg@10"))
    gain = 100 * (reranked / fused - 1)
    what = "`retrieval chunking`: nDCG@10, reranked against fused"
    rows.append([what, "", "≥ +10 %", f"{gain:+.1f} % ({fused:.3f} to {reranked:.3f})", _verdict(gain >= 10)])
    return rows


def _seed_and_speed_targets() -> list[list[str]]:
    (timed,) = [row for row in read("bench")["rows"] if row["what"] == "read 10 passages of 200 tokens"]
    figures = read("seed_questions")
    rows = figures["rows"]
    kinds = ("fact", "why", "unanswerable")
    shares = [100 * sum(row[kind] for row in rows) / (len(rows) * figures["questions"][kind]) for kind in kinds]
    spread = f"{timed['median']:.0f} ms ({timed['least']:.0f} to {timed['most']:.0f})"
    return [
        [
            "ten passages of 200 tokens read, median (`make bench`)",
            "426 ms, torch float32",
            "≤ 150 ms",
            spread,
            _verdict(timed["median"] <= 150),
        ],
        [
            "both sets of sixty questions over `seeds/`: facts / why and how / rightly refused",
            "70 % of facts",
            "95 / 80 / 90 %",
            " / ".join(f"{share:.0f}" for share in shares) + " %",
            _verdict(all(share >= wanted for share, wanted in zip(shares, (95, 80, 90), strict=True))),
        ],
    ]


def _row(mode: str, name: str, measure: str) -> dict[str, Any]:
    return row_of(mode, f"{name}.jsonl.gz", measure)


def _value(mode: str, name: str, measure: str) -> Any:
    return _row(mode, name, measure)["value"]


def _with_interval(mode: str, name: str, measure: str) -> str:
    row = _row(mode, name, measure)
    interval = f" ({row['interval'][0]:.1f} to {row['interval'][1]:.1f})" if row["interval"] else ""
    return f"{row['value']:.1f}{interval}"


def _verdict(met: bool) -> str:
    return "met" if met else "missed"
