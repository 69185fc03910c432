from pathlib import Path

import pytest
from hypothesis import given, settings
from loading_laws import load_bytes, read_all
from mutants import mutants

from index.errors import LoadError
from index.loading.registry import FORMATS

SOURCE = Path(__file__).read_bytes()
SUFFIXES = [suffix for format in FORMATS if format.module == ".code" for suffix in format.suffixes]


def test_source_code_is_kept_as_it_stands() -> None:
    written = "\ufeffdef ring(bell):\r\n\treturn bell * 3  # three times — always\r\n\r\n\r\n"
    document = load_bytes(written.encode(), ".py")
    assert document.text == written.removeprefix("\ufeff")
    assert (document.title, document.media_type, document.blocks) == ("given.py", "text/x-py", ())


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_every_suffix_is_read(suffix: str) -> None:
    document = load_bytes("Übung = 1\n", suffix)
    assert document.text == "Übung = 1\n" and document.media_type.startswith("text/")


def test_bytes_that_are_no_text_are_refused() -> None:
    with pytest.raises(LoadError, match="binary"):
        load_bytes(b"\x7fELF\x02\x01\x01" + b"\0" * 64 + bytes(range(200)), ".c")


@settings(max_examples=25, deadline=None)
@given(mutants(SOURCE))
def test_damaged_source_code_is_read_or_refused(data: bytes) -> None:
    read_all(data, ".py")
