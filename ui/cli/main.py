"""The command `quoth`: its verbs, and what it does when none is named."""

import sys
from collections.abc import Sequence
from importlib.metadata import version
from io import TextIOWrapper

import click

from ui.cli import asking, chatting, checking, evaluating, managing
from ui.cli.plain import plain
from ui.cli.verbs import FAILED, INTERRUPTED
from ui.telling import sentence, threads_told

VERBS = (
    *(chatting.open_, chatting.serve),
    *(managing.add, managing.sync, managing.rename, managing.tag),
    *(managing.remove, managing.restore, managing.list_),
    *(asking.ask, evaluating.eval_, checking.verify, checking.doctor),
)
_WITHOUT_VERB = ("-h", "--help", "--version")


class _Verbs(click.Group):
    """Verbs, which may come after their own options; without a verb, the arguments are what to open."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        options = [
            option for verb in self.commands.values() for option in verb.params if option.param_type_name == "option"
        ]
        with_value = {name for option in options if not getattr(option, "is_flag", False) for name in option.opts}
        position = 0
        while position < len(args) and args[position].startswith("-") and args[position] not in ("-", "--"):
            if args[position] in _WITHOUT_VERB:
                return super().parse_args(ctx, [args[position]])
            position += 2 if args[position] in with_value else 1
        if position < len(args) and args[position] in self.commands:
            return super().parse_args(ctx, [args[position], *args[:position], *args[position + 1 :]])
        return super().parse_args(ctx, ["open", *args])

    def list_commands(self, ctx: click.Context) -> list[str]:
        """In the order in which a newcomer needs them."""
        return list(self.commands)

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Two ways: with a verb and without."""
        formatter.write_usage("quoth", "[--library DIR] [PATH]...")
        formatter.write_usage("quoth", "[--library DIR] VERB ...", prefix="       ")


@click.group(
    cls=_Verbs,
    commands=VERBS,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="`quoth VERB --help` explains each verb. QUOTH_LIBRARY, QUOTH_READER and so on set the defaults.",
)
@click.version_option(version("quoth"), prog_name="quoth", message="%(prog)s %(version)s")
def quoth() -> None:
    """Ask your own documents a question; get the answer in their own words, with the place it was found."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command. Returns 0 if it did what was asked, 1 if something failed, 2 if it was called wrongly."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # a name that is not text, or a terminal without the letter, ends nothing
            stream.reconfigure(errors="backslashreplace")
    try:
        with threads_told("quoth"):
            return int(quoth.main(arguments, prog_name="quoth", standalone_mode=False) or 0)
    except click.Abort:
        return INTERRUPTED
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except Exception as error:  # the last place that can say it in words
        click.echo(f"quoth: {plain(sentence(error))}", err=True)
        return FAILED


if __name__ == "__main__":
    sys.exit(main())
