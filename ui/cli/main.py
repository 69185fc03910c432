"""The command `quoth`: its verbs, their options, and what each exits with."""

import argparse
import sys
from collections.abc import Callable, Sequence
from importlib.metadata import version

from index.documents.chunking import DEFAULT_SIZE
from index.errors import QuothError
from ui.settings import Settings, quiet_environment

VERBS = {
    "open": "make the library hold what files and folders hold, then open the chat (what `quoth PATH…` does)",
    "serve": "open the chat on the library as it is",
    "add": "add files and folders to the library",
    "sync": "make the library hold what folders hold: added, changed, renamed and deleted files",
    "rename": "give a document another title",
    "tag": "give a document tags, to ask only those",
    "remove": "take documents out of the library",
    "list": "list the documents in the library",
    "ask": "answer a question, or many",
    "eval": "measure reading, answering, retrieval or follow-ups on files of questions with known answers",
    "verify": "check every quote of a saved answer against the library and the file",
    "doctor": "say what is installed, which weights, which library, and what would need the network",
}

EVALUATED = ("reading", "answering", "retrieval", "followup")
_WITH_VALUE = (
    "--library",
    "--embedder",
    "--reader",
    "--port",
    "--passages",
    "--refuse-below",
    "--history",
    "--document",
    "--tag",
    "--since",
    "--until",
    "--jsonl",
    "--sample",
    "--passage-tokens",
    "--overlap",
    "--among",
    "--keep",
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command; 0 when it did what was asked, 1 when something failed, 2 when it was called wrongly."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    parser = _parser()
    flags = parser.parse_args(_with_verb(given))
    try:
        settings = Settings.read(flags)
    except ValueError as error:
        parser.error(str(error))
    quiet_environment(settings)
    try:
        return int(_run_of(flags.verb)(settings, flags))
    except QuothError as error:
        print(f"quoth: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        sys.stderr.close()
        return 1


def _run_of(verb: str) -> Callable[[Settings, argparse.Namespace], int]:
    """What a verb does; imported now, so that `quoth --help` waits for nothing."""
    if verb == "eval":
        from ui.cli.evaluating import eval_

        return eval_
    from ui.cli import asking, managing

    room = managing if hasattr(managing, f"{verb}_") else asking
    run: Callable[[Settings, argparse.Namespace], int] = getattr(room, f"{verb}_")
    return run


def _with_verb(given: list[str]) -> list[str]:
    """The arguments with the verb in front; `open` where none is named."""
    at = 0
    while at < len(given) and given[at].startswith("-") and given[at] not in ("-", "--"):
        if given[at] in ("-h", "--help", "--version"):
            return given
        at += 2 if given[at] in _WITH_VALUE else 1
    if at < len(given) and given[at] in VERBS:
        return [given[at], *given[:at], *given[at + 1 :]]
    return ["open", *given]


def _common() -> argparse.ArgumentParser:
    """The options of every verb, which may stand before it or after it."""
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--library", metavar="DIR", help="the library's folder (default: the user's data folder)")
    common.add_argument(
        "--embedder",
        metavar="NAME_OR_PATH",
        help="a sentence-transformers model, or all-MiniLM-L6-v2 in float32 (default: the same in int8)",
    )
    return common


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="quoth",
        usage="quoth [--library DIR] [PATH …]\n       quoth [--library DIR] VERB …",
        description="Ask your own documents a question; get the answer in their own words, with the place it stands.",
        epilog="`quoth VERB --help` tells more. QUOTH_LIBRARY, QUOTH_READER and so on stand in for options.",
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"quoth {version('quoth')}")
    common, verbs = _common(), parser.add_subparsers(dest="verb", metavar="VERB", required=True, prog="quoth")
    each = {
        verb: verbs.add_parser(
            verb, help=does, description=f"{does[0].upper()}{does[1:]}.", parents=[common], allow_abbrev=False
        )
        for verb, does in VERBS.items()
    }
    each["open"].add_argument("paths", nargs="*", metavar="PATH", help="files and folders")
    for verb in ("open", "serve"):
        each[verb].add_argument(
            "--port", help="the port on 127.0.0.1; the next free one if it is taken (default: 7860)"
        )
        each[verb].add_argument("--no-browser", action="store_true", help="do not open a browser")
    each["add"].add_argument("paths", nargs="+", metavar="PATH", help="files and folders")
    each["sync"].add_argument("paths", nargs="+", metavar="FOLDER", help="folders")
    each["sync"].add_argument("--watch", action="store_true", help="go on keeping them in step until Ctrl-C")
    for verb in ("rename", "tag"):
        each[verb].add_argument("document", metavar="DOCUMENT", help="an id or a path, as `quoth list` shows it")
    each["rename"].add_argument("title", metavar="TITLE", help="the new title; an empty one gives it back its own")
    each["tag"].add_argument("tags", nargs="*", metavar="TAG", help="its tags from now on; none takes all away")
    each["remove"].add_argument(
        "documents", nargs="+", metavar="DOCUMENT", help="an id or a path, as `quoth list` shows it"
    )
    each["list"].add_argument("--json", action="store_true", help="print JSON")
    each["verify"].add_argument(
        "answer", metavar="ANSWER.json", help="what `quoth ask --json` printed; - for standard input"
    )
    _add_ask_options(each["ask"])
    _add_eval_options(each["eval"])
    for verb in ("open", "serve", "ask", "eval", "doctor"):
        each[verb].add_argument(
            "--reader",
            metavar="NAME_OR_PATH",
            help="span (the default), sentence, or a Hugging Face extractive question answering model",
        )
    for verb in ("open", "serve", "ask", "eval"):
        each[verb].add_argument("--passages", metavar="K", help="how many passages to read for an answer (default: 10)")
        each[verb].add_argument(
            "--refuse-below", metavar="P", help="the probability, 0 to 1, under which nothing is an answer"
        )
    return parser


def _add_ask_options(ask: argparse.ArgumentParser) -> None:
    ask.add_argument("question", nargs="?", help="the question")
    ask.add_argument(
        "--history", action="append", default=[], metavar="QUESTION", help="an earlier question; oldest first"
    )
    ask.add_argument("--document", action="append", metavar="DOCUMENT", help="look only in this document (id or path)")
    ask.add_argument("--tag", action="append", metavar="TAG", help="look only in documents with this tag")
    ask.add_argument("--since", metavar="DATE", help="look only in documents of this day, month or year, or later")
    ask.add_argument("--until", metavar="DATE", help="look only in documents of this day, month or year, or earlier")
    ask.add_argument("--json", action="store_true", help="print the answer as JSON")
    ask.add_argument(
        "--jsonl", metavar="FILE", help='answer {"id", "question", "history"} a line (- for standard input)'
    )


def _add_eval_options(measure: argparse.ArgumentParser) -> None:
    measure.add_argument("mode", choices=EVALUATED, help="what to measure")
    measure.add_argument("files", nargs="+", metavar="FILE", help="questions with known answers, .jsonl or .jsonl.gz")
    measure.add_argument("--json", action="store_true", help="end with one line of JSON, a key a file")
    measure.add_argument("--sample", type=int, default=0, metavar="N", help="only N questions of each file, drawn")
    measure.add_argument("--passage-tokens", type=int, default=DEFAULT_SIZE.tokens, help="most tokens of a passage")
    measure.add_argument("--overlap", type=int, default=DEFAULT_SIZE.overlap, help="tokens that passages share")
    measure.add_argument(
        "--among",
        action="append",
        default=[],
        metavar="FILE",
        help="answering: add this file's contexts to the library",
    )
    measure.add_argument("--keep", metavar="DIR", help="keep outcomes here, go on from them next time, and draw plots")


if __name__ == "__main__":
    sys.exit(main())
