"""The command `quoth`: which verbs there are, and what is done where none is named."""

import sys
from collections.abc import Sequence
from importlib.metadata import version

import click

from index.errors import QuothError
from ui.cli import asking, chatting, checking, evaluating, managing
from ui.cli.verbs import FAILED, INTERRUPTED

VERBS = (
    *(chatting.open_, chatting.serve),
    *(managing.add, managing.sync, managing.rename, managing.tag, managing.remove, managing.list_),
    *(asking.ask, evaluating.eval_, checking.verify, checking.doctor),
)
_STANDS_ALONE = ("-h", "--help", "--version")


class _Verbs(click.Group):
    """Verbs that may stand behind their own options; where none is named, what stands there is opened."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        options = [
            option for verb in self.commands.values() for option in verb.params if option.param_type_name == "option"
        ]
        with_value = {name for option in options if not getattr(option, "is_flag", False) for name in option.opts}
        at = 0
        while at < len(args) and args[at].startswith("-") and args[at] not in ("-", "--"):
            if args[at] in _STANDS_ALONE:
                return super().parse_args(ctx, [args[at]])
            at += 2 if args[at] in with_value else 1
        if at < len(args) and args[at] in self.commands:
            return super().parse_args(ctx, [args[at], *args[:at], *args[at + 1 :]])
        return super().parse_args(ctx, ["open", *args])

    def list_commands(self, ctx: click.Context) -> list[str]:
        """In the order in which one meets them."""
        return list(self.commands)

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """With a verb, and without."""
        formatter.write_usage("quoth", "[--library DIR] [PATH]...")
        formatter.write_usage("quoth", "[--library DIR] VERB ...", prefix="       ")


@click.group(
    cls=_Verbs,
    commands=VERBS,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="`quoth VERB --help` says more. QUOTH_LIBRARY, QUOTH_READER and so on stand in for options.",
)
@click.version_option(version("quoth"), prog_name="quoth", message="%(prog)s %(version)s")
def quoth() -> None:
    """Ask your own documents a question; get the answer in their own words, with the place it stands."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command; 0 when it did what was asked, 1 when something failed, 2 when it was called wrongly."""
    try:
        return int(quoth.main(arguments, prog_name="quoth", standalone_mode=False) or 0)
    except QuothError as error:
        click.echo(f"quoth: {error}", err=True)
        return FAILED
    except click.Abort:
        return INTERRUPTED
    except click.ClickException as error:
        error.show()
        return error.exit_code


if __name__ == "__main__":
    sys.exit(main())
