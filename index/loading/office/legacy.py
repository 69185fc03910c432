"""Old Office files (.doc, .xls, .ppt) → Document, through LibreOffice where it is installed: converted, then read.

LibreOffice runs with a profile of its own in a folder that is thrown away, so that it neither finds nor leaves
anything.
"""

import hashlib
import shutil
import subprocess
import tempfile
import time
from dataclasses import replace
from pathlib import Path

from index.documents.datatypes import Document, document_id
from index.errors import LoadError
from index.loading.bounds import Bounds
from index.loading.registry import by_media_type

_COMMANDS = ("soffice", "libreoffice")
_LONGEST = 180.0  # seconds; it starts in a few, and converts a long document in some twenty


def load(path: Path, data: bytes, bounds: Bounds, media_type: str) -> Document:
    """The document as the newer format of `media_type` shows it. Raises LoadError, with what to do, where it cannot."""
    newer = by_media_type(media_type)
    if newer is None:
        raise LoadError(str(path), f"There is no format {media_type}.")
    suffix = newer.suffixes[0]
    command = next((found for name in _COMMANDS if (found := shutil.which(name))), None)
    if command is None:
        raise LoadError(
            str(path),
            f"It is in the old {newer.words} format. Save it as {suffix}, or install LibreOffice and try again.",
        )
    with tempfile.TemporaryDirectory(prefix="quoth-") as folder:
        converted = _converted(command, Path(folder), data, suffix, path, bounds)
    document = newer.loader().load(path, converted, bounds, media_type)
    sha256 = hashlib.sha256(data).hexdigest()
    title = path.name if document.title == "old" else document.title
    return replace(document, id=document_id(path, sha256), sha256=sha256, title=title)


def _converted(command: str, folder: Path, data: bytes, suffix: str, path: Path, bounds: Bounds) -> bytes:
    """The bytes of the file in the newer format. Raises LoadError when LibreOffice fails or takes too long."""
    old = folder / "old"
    old.write_bytes(data)
    started = time.monotonic()
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    options = ["--headless", "--norestore", "--convert-to", suffix.lstrip("."), "--outdir", str(folder)]
    try:
        with subprocess.Popen(
            [command, profile, *options, str(old)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        ) as process:
            while process.poll() is None:
                bounds.page(0, 1)
                if time.monotonic() - started > _LONGEST:
                    process.kill()
                    raise LoadError(
                        str(path), f"LibreOffice took longer than {_LONGEST:.0f} seconds. Save it as {suffix}."
                    )
                time.sleep(0.05)
    except OSError as error:
        reason = f"LibreOffice could not be started: {error.strerror or error}. Save it as {suffix}."
        raise LoadError(str(path), reason) from error
    made = old.with_suffix(suffix)
    if not made.is_file():
        raise LoadError(str(path), f"LibreOffice could not read it: it is damaged or protected. Save it as {suffix}.")
    return made.read_bytes()
