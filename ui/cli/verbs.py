"""What the verbs of `quoth` have in common: the options that make up the settings, and the exit codes."""

from collections.abc import Callable
from functools import wraps
from typing import Any

import click

from index.embedding.embedder import DEFAULT_MODEL, FLOAT_MODEL
from qa.answering import PASSAGES_READ
from ui.settings import Settings, quiet_environment

FAILED = 1  # something that was asked for could not be done
INTERRUPTED = 130  # 128 and SIGINT, as a shell has it

Verb = Callable[..., int]

_SETTINGS = {
    "library": click.Option(
        ["--library"], metavar="DIR", help="The library's folder (default: one in your user data folder)."
    ),
    "embedder": click.Option(
        ["--embedder"],
        metavar="NAME_OR_PATH",
        help=f"A sentence-transformers model (default: {DEFAULT_MODEL}; {FLOAT_MODEL} is the same in float32).",
    ),
    "reader": click.Option(
        ["--reader"],
        metavar="NAME_OR_PATH",
        help="span (the default), or a Hugging Face extractive question answering model.",
    ),
    "passages": click.Option(
        ["--passages"], metavar="K", help=f"The most passages to read for an answer (default: {PASSAGES_READ})."
    ),
    "refuse_below": click.Option(
        ["--refuse-below"], metavar="P", help="Refuse to answer below this probability, from 0 to 1."
    ),
    "port": click.Option(
        ["--port"], metavar="PORT", help="The port on 127.0.0.1; the next free one if it is taken (default: 7860)."
    ),
    "no_browser": click.Option(["--no-browser"], is_flag=True, help="Do not open a browser."),
}
LIBRARY = ("library", "embedder")
READING = (*LIBRARY, "reader", "passages", "refuse_below")
SERVING = ("port", "no_browser", *READING)


def verb(name: str, *settings: str) -> Callable[[Verb], click.Command]:
    """Makes the verb `name` of a function of `Settings` and further options; its docstring is the help.

    `settings` name the options that make up the settings. The function returns the exit code.
    """

    def decorate(run: Verb) -> click.Command:
        @wraps(run)
        def with_settings(**options: Any) -> int:
            try:
                chosen = Settings.read({setting: options.pop(setting) for setting in settings})
            except ValueError as error:
                raise click.UsageError(str(error)) from error
            quiet_environment(chosen)
            return run(chosen, **options)

        command = click.command(name)(with_settings)
        command.params += [_SETTINGS[setting] for setting in settings]
        return command

    return decorate
