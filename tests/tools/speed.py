"""README's figures of speed and robustness, from what the tools beside this file measured last."""

from typing import Any

from measured import read
from peers.table import table as peers_table


def bench() -> str:
    """What `tests/tools/bench.py --keep` measured: a row for each thing that was timed."""
    figures = read("bench")
    cores, passages = figures["cores"], figures["passages"]
    rows = [f"| On {cores} cores; {passages} passages | median | least to most | runs |", "|---|---|---|---|"]
    for row in figures["rows"]:
        unit = row["unit"]
        spread = f"{_time(row['least'])} to {_time(row['most'])}"
        rows.append(f"| {row['what']} | {_time(row['median'])} {unit} | {spread} | {row['n']} |")
    return "\n".join(rows)


def formats() -> str:
    """What `tests/tools/bench_formats.py --keep` measured: a row for each format, then one long PDF."""
    figures = read("formats")
    rows = ["| Format | pages a second (median) | least to most |", "|---|---|---|"]
    for row in figures["rows"]:
        spread = f"{row['least']:,.1f} to {row['most']:,.1f}" if row["least"] is not None else ""
        rows.append(f"| `{row['suffix']}` | {row['median']:,.1f} | {spread} |")
    return "\n".join([*rows, "", _long_pdf(figures["long_pdf"])])


def library() -> str:
    """What `tests/tools/bench_library.py --keep` measured: milliseconds of the processor and the clock."""
    figures = read("library")
    size = f"{figures['passages']:,} passages in {figures['documents']:,} documents"
    rows = [f"| {size} | processor | of FAISS alone | clock |", "|---|---|---|---|"]
    for row in figures["rows"]:
        of_faiss = "" if row["of_faiss"] is None else f"× {row['of_faiss']:.2f}"
        rows.append(f"| {row['what']} | {row['processor']:,.1f} ms | {of_faiss} | {row['clock']:,.0f} ms |")
    return "\n".join(rows)


def scale() -> str:
    """What `tests/tools/bench_scale.py --keep` measured: a row for each library."""
    figures = read("scale")
    rows = [
        "| passages | by meaning, median / 95th percentile | by words | both, joined | in 20 documents | start "
        "| memory | disk | of the best ten found: by meaning / in 20 documents / by words |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    for row in figures["rows"]:
        stages = (row[stage] for stage in ("meaning", "words", "retrieve", "restricted"))
        times = " | ".join(f"{stage['processor_p50']:,.0f} / {stage['processor_p95']:,.0f} ms" for stage in stages)
        found = " / ".join(f"{row['recall'][name]:.3f}" for name in ("meaning", "restricted", "words"))
        space = f"{row['start_processor_s']:.1f} s | {row['resident_mb']:,} MB | {row['disk_mb']:,} MB"
        rows.append(f"| {row['passages']:,} | {times} | {space} | {found} |")
    return "\n".join(rows)


def peers() -> str:
    """Quoth's search beside five other programs."""
    return peers_table(read("peers"))


def robustness() -> str:
    """What `make kill` and `make fuzz` found last."""
    kill, fuzz = read("kill"), read("fuzz")
    broken = "none broke" if not fuzz["findings"] else f"{fuzz['findings']} broke"
    return (
        f"- `make kill` kills its own work at {kill['times']} random moments: adding, syncing, removing, renaming, and "
        f"uploads to the running page. {kill['passed']} of {kill['times']} times the library opened, held what had "
        "been reported, answered, and finished when told to go on.\n"
        f"- `make fuzz` reads {fuzz['mutants']:,} damaged files of each of {fuzz['formats']} formats. Each was read "
        f"or refused with a reason; {broken} the process that reads files, and none took over {fuzz['slowest']} s."
    )


def _long_pdf(row: dict[str, Any]) -> str:
    return (
        f"A PDF of {row['pages']:,} pages is read at {row['pages_a_second']:,.1f} pages a second. Adding it takes "
        f"{row['seconds_to_add']:.1f} s for {row['passages']:,} passages, with at most {row['program_mb']:,.0f} MB in "
        f"the program and {row['reading_process_mb']:,.0f} MB in the process that reads it. (It repeats four pages, so "
        "most of its passages are embedded once.)"
    )


def _time(value: float) -> str:
    """Three significant digits, but no exponent."""
    return f"{value:.3f}" if value < 10 else f"{value:.0f}"
