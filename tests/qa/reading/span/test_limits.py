from pathlib import Path

import pytest

from index.errors import ModelError
from qa.reading.registry import reader_path
from qa.reading.span.limits import read_limits
from qa.training.rows import LIMITS


def test_the_shipped_reader_reads_as_it_was_trained_to() -> None:
    assert read_limits(reader_path()) == LIMITS


def test_missing_or_damaged_settings_are_named(tmp_path: Path) -> None:
    for text in (None, "{", '{"reading": {"window_tokens": 288}}'):
        if text is not None:
            (tmp_path / "model.json").write_text(text)
        with pytest.raises(ModelError, match=r"model\.json"):
            read_limits(tmp_path)
