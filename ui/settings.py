"""Settings from flags, else the environment, else defaults; nothing else reads the environment."""

import atexit
import os
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from platformdirs import user_data_path

from index.embedding.embedder import BUILT_IN_EMBEDDERS, DEFAULT_MODEL
from index.library.opening import location_of
from qa.answering import PASSAGES_READ
from qa.reading.registry import BUILT_IN_READERS, DEFAULT_READER

DEFAULT_PORT = 7860
QUIET = {
    "GRADIO_ANALYTICS_ENABLED": "False",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "HF_HUB_DISABLE_PROGRESS_BARS": "1",
    "TRANSFORMERS_VERBOSITY": "error",
    "TOKENIZERS_PARALLELISM": "false",
    "DO_NOT_TRACK": "1",
}
OFFLINE = {"HF_HUB_OFFLINE": "1", "TRANSFORMERS_OFFLINE": "1"}


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of one run of Quoth; `refuse_below` is None to use the reader's own refusal line."""

    library: Path | str
    embedder: str = DEFAULT_MODEL
    reader: str = DEFAULT_READER
    port: int = DEFAULT_PORT
    browser: bool = True
    passages: int = PASSAGES_READ
    refuse_below: float | None = None

    @classmethod
    def read(cls, flags: Mapping[str, Any]) -> "Settings":
        """Each value from its flag, else from QUOTH_…, else its default. Raises ValueError for an invalid one.

        `flags` have the names of the fields, except `no_browser`; one that is None or missing was not given.
        """
        refuse_below = _value(flags, "refuse_below", None)
        if flags.get("library") == "":
            raise ValueError("--library needs the path of a folder.")
        settings = cls(
            library=location_of(_value(flags, "library", str(user_data_path("quoth")))),
            embedder=_value(flags, "embedder", DEFAULT_MODEL) or DEFAULT_MODEL,
            reader=_value(flags, "reader", DEFAULT_READER) or DEFAULT_READER,
            port=_number(_value(flags, "port", str(DEFAULT_PORT)), "port", 0, 65535),
            browser=not (flags.get("no_browser") or os.environ.get("QUOTH_NO_BROWSER")),
            passages=_number(_value(flags, "passages", str(PASSAGES_READ)), "passages", 1, 200),
            refuse_below=None if refuse_below is None else _probability(refuse_below),
        )
        return settings


def quiet_environment(settings: Settings) -> None:
    """Makes the libraries send nothing and stay off the network, unless a model on the hub was asked for by name.

    Call it before gradio or a model is imported, since they read the environment then.
    """
    os.environ.update(QUIET)
    here = settings.embedder in BUILT_IN_EMBEDDERS or Path(settings.embedder).is_dir()
    if here and (settings.reader in BUILT_IN_READERS or Path(settings.reader).is_dir()):
        os.environ.update(OFFLINE)


def upload_to_private_folder() -> Path:
    """Has gradio keep uploads in a new folder that only its owner may look into, which is deleted at the end.

    Its own default is one folder in the system's temporary one, which everybody may read.
    """
    folder = Path(tempfile.mkdtemp(prefix="quoth-uploads-"))
    os.environ["GRADIO_TEMP_DIR"] = str(folder)
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def offline() -> bool:
    """Whether the libraries are set to stay off the network."""
    return all(os.environ.get(name) == value for name, value in OFFLINE.items())


def _value(flags: Mapping[str, Any], name: str, default: str | None) -> str:
    flag = flags.get(name)
    chosen = flag if flag is not None else os.environ.get(f"QUOTH_{name.upper()}") or default
    return chosen  # type: ignore[return-value]


def _number(text: str, name: str, least: int, most: int) -> int:
    try:
        number = int(text)
    except ValueError:
        number = least - 1
    if not least <= number <= most:
        raise ValueError(f"--{name} must be a whole number from {least} to {most}, not {text!r}.")
    return number


def _probability(text: str) -> float:
    try:
        number = float(text)
    except ValueError:
        number = -1.0
    if not 0 <= number <= 1:
        raise ValueError(f"--refuse-below must be a number from 0 to 1, not {text!r}.")
    return number
