"""`quoth doctor --check` and `--rebuild`: a library examined, and what can be rebuilt of it, in lines for people."""

from index.embedding.embedder import Embedder, Vectors, encode_document, load_embedder
from index.errors import NoLibraryError, QuothError
from index.library.examination import Examination
from index.library.opening import examine_library, open_library, rebuild_library
from ui.page.facts import counted
from ui.settings import Settings
from ui.words import say

_MOST_SHOWN = 20  # faults of one kind; a library that was cut has one for each document


def checked(settings: Settings) -> tuple[bool, list[str]]:
    """Whether the library is as it should be, and the lines to print. Nothing is changed."""
    try:
        found = examine_library(settings.library)
    except NoLibraryError as error:
        return True, [str(error)]
    except QuothError as error:
        return False, [str(error)]
    return not found.faults, [*_lines(found), _way_out(found)]


def rebuilt(settings: Settings) -> tuple[bool, list[str]]:
    """Rebuilds what can be rebuilt without loss: whether the library is as it should be then, and the lines to print.

    Vectors are made by the embedder that made the library's.
    """
    try:
        before = examine_library(settings.library)
        if not before.can_be_rebuilt:
            return not before.faults, [*_lines(before), _way_out(before)]
        embedders = list[Embedder]()

        def embed(texts: list[str]) -> Vectors:
            if not embedders:
                embedders.append(load_embedder(_maker(settings)))
            return encode_document(embedders[0], texts)

        done = rebuild_library(settings.library, embed)
        after = examine_library(settings.library)
    except QuothError as error:
        return False, [str(error)]
    lines = [*_lines(before), say("command.rebuilt", vectors=counted(done.embedded, "vector"))]
    lines += [say("command.old_kept", path=done.kept)] if done.kept else []
    return not after.faults, [*lines, *_lines(after)]


def _lines(found: Examination) -> list[str]:
    """What was looked at, what is wrong and what is worth knowing."""
    parts = ", ".join(found.checked)
    looked = say("command.examined", library=found.location, parts=parts) if parts else ""
    verdict = counted(len(found.faults), "fault") if found.faults else say("command.no_faults")
    faults = [f"  {fault.where}: {fault.what}" for fault in found.faults[:_MOST_SHOWN]]
    left = len(found.faults) - len(faults)
    more = [say("command.more_faults", faults=counted(left, "fault"))] if left else []
    return [f"{looked} {verdict}".strip(), *faults, *more, *(say("command.note", note=note) for note in found.notes)]


def _way_out(found: Examination) -> str:
    if not found.faults:
        return say("command.in_order")
    if found.can_be_rebuilt:
        wheres = ", ".join(dict.fromkeys(fault.where for fault in found.faults))
        return say("command.can_be_rebuilt", parts=wheres)
    return say("command.cannot_be_rebuilt")


def _maker(settings: Settings) -> str:
    """The embedder that made the library's vectors; the one asked for where it does not say."""
    library = open_library(settings.library, create=False)
    try:
        return library.fact("embedder") or settings.embedder
    finally:
        library.close()
