"""The verb that asks. Answers go to standard output, everything else to standard error."""

import json
import sys
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import click

from index.errors import QuothError
from ui.cli.managing import ids_of
from ui.cli.plain import answer_text
from ui.cli.verbs import FAILED, READING, verb
from ui.service import Scope, Service, open_service
from ui.settings import Settings
from ui.words import say


@verb("ask", *READING)
@click.argument("question", required=False)
@click.option("--history", multiple=True, metavar="QUESTION", help="An earlier question, the oldest first.")
@click.option("--document", multiple=True, metavar="DOCUMENT", help="Look only in this document (id or path).")
@click.option("--tag", multiple=True, metavar="TAG", help="Look only in documents with this tag.")
@click.option("--since", metavar="DATE", help="Look only in documents dated on or after this day, month or year.")
@click.option("--until", metavar="DATE", help="Look only in documents dated on or before this day, month or year.")
@click.option("--json", "as_json", is_flag=True, help="Print the answer as JSON.")
@click.option(
    "--jsonl",
    metavar="FILE",
    help='Answer a file with one {"id", "question", "history"} per line (- is standard input).',
)
def ask(
    settings: Settings,
    question: str | None,
    history: Sequence[str],
    document: Sequence[str],
    tag: Sequence[str],
    since: str | None,
    until: str | None,
    as_json: bool,
    jsonl: str | None,
) -> int:
    """Answer a question, or a file of them."""
    if (question is None) == (jsonl is None):
        raise QuothError("Give either a question or --jsonl FILE.")
    with closing(open_service(settings, create=False)) as service:
        scope = Scope(ids_of(service.index, document) if document else (), tag, since, until)
        if jsonl is not None:
            return _ask_lines(service, jsonl, scope)
        if not service.documents():
            print(say("command.no_documents", library=settings.library), file=sys.stderr)
        answer = service.answer(question or "", history, scope)
        print(json.dumps(answer.to_json(), ensure_ascii=False) if as_json else answer_text(answer))
        return 0


def _ask_lines(service: Service, name: str, scope: Scope) -> int:
    """Answers line by line; a line that is not a question is reported, and the rest are still answered."""
    failed = 0
    try:
        with sys.stdin if name == "-" else Path(name).open(encoding="utf-8-sig", errors="replace") as lines:
            for number, line in enumerate(lines, start=1):
                if not line.strip():
                    continue
                try:
                    asked = _question(line)
                    answer = service.ask(asked["question"], asked.get("history") or (), scope)
                except QuothError as error:
                    failed = FAILED
                    print(say("command.line_failed", file=name, line=str(number), reason=error), file=sys.stderr)
                else:
                    printed = json.dumps({"id": asked.get("id"), **answer}, ensure_ascii=False)
                    print(printed.encode("utf-8", "replace").decode("utf-8"), flush=True)
    except OSError as error:
        raise QuothError(f"{name}: {error.strerror or error}.") from error
    return failed


def _question(line: str) -> dict[str, Any]:
    try:
        asked = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise QuothError(f"this is not JSON: {error}") from error
    history = asked.get("history") or [] if isinstance(asked, dict) else None
    if not isinstance(asked, dict) or not isinstance(asked.get("question"), str) or not isinstance(history, list):
        raise QuothError('each line must be {"id": …, "question": "…", "history": ["…", …]}.')
    return asked
