import os
from pathlib import Path

import pytest

from index.embedding.embedder import DEFAULT_MODEL
from ui.settings import Settings, offline, quiet_environment


@pytest.fixture(autouse=True)
def _clean(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith("QUOTH_") and name != "QUOTH_BROWSER"]:
        monkeypatch.delenv(name)


def test_flags_over_environment_over_defaults(monkeypatch: pytest.MonkeyPatch) -> None:
    assert Settings.read({}).port == 7860 and Settings.read({}).embedder == DEFAULT_MODEL
    monkeypatch.setenv("QUOTH_PORT", "9000")
    monkeypatch.setenv("QUOTH_LIBRARY", "/somewhere")
    monkeypatch.setenv("QUOTH_NO_BROWSER", "1")
    settings = Settings.read({"port": None, "library": "/elsewhere"})
    assert (settings.port, settings.library, settings.browser) == (9000, Path("/elsewhere"), False)
    assert Settings.read({"port": "1234"}).port == 1234


@pytest.mark.parametrize("flags", [{"port": "x"}, {"port": "70000"}, {"passages": "0"}, {"refuse_below": "1.5"}])
def test_senseless_values_are_named(flags: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="--" + next(iter(flags)).replace("_", "-")):
        Settings.read(flags)


def test_only_a_model_of_the_hub_leaves_the_network_open(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE"):
        monkeypatch.setenv(name, "0")
    quiet_environment(Settings(tmp_path, embedder="some/model"))
    assert not offline() and os.environ["GRADIO_ANALYTICS_ENABLED"] == "False"
    quiet_environment(Settings(tmp_path, reader="some/model"))
    assert not offline()
    quiet_environment(Settings(tmp_path, embedder=str(tmp_path), reader=str(tmp_path)))
    assert offline()


def test_an_address_stays_as_it_was_written_and_a_path_gets_its_home(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/home/somebody")
    monkeypatch.setenv("USERPROFILE", "/home/somebody")
    assert Settings.read({"library": "postgresql://host/db"}).library == "postgresql://host/db"
    assert Settings.read({"library": "~/library"}).library == Path("/home/somebody/library")
