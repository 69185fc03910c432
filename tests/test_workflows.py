"""The workflow runs what .ci/run runs, and the files about the project say the same version."""

import re
import tomllib
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parents[1]


def loaded(name: str) -> Any:
    return yaml.safe_load((ROOT / name).read_text(encoding="utf-8"))


def commands_of(target: str) -> list[str]:
    """What a target of the Makefile runs, without the folder of the virtual environment and without ARGS."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    found = re.search(rf"^{target}:.*\n((?:\t.*\n)+)", makefile, re.MULTILINE)
    assert found, f"the Makefile has no target {target}"
    return [line.strip().removeprefix("$(BIN)/").removesuffix(" $(ARGS)") for line in found[1].splitlines()]


def steps() -> dict[str, dict[str, Any]]:
    job = loaded(".github/workflows/check.yml")["jobs"]["check"]
    return {step["name"]: step for step in job["steps"] if "name" in step}


def test_windows_runs_what_make_runs() -> None:
    assert steps()["Check without make"]["run"].splitlines() == commands_of("check")
    assert steps()["Test without make"]["run"].splitlines() == commands_of("test")


def test_the_others_run_what_ci_runs() -> None:
    ci = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    made = re.findall(r"^make \w+$", ci, re.MULTILINE)
    assert made == [steps()["Check"]["run"], steps()["Test"]["run"]]


def test_every_supported_python_is_tried_on_every_system() -> None:
    matrix = loaded(".github/workflows/check.yml")["jobs"]["check"]["strategy"]["matrix"]
    assert {name.split("-")[0] for name in matrix["os"]} == {"ubuntu", "macos", "windows"}
    assert matrix["python"] == ["3.11", "3.12", "3.13"]
    assert project()["requires-python"] == ">=" + matrix["python"][0]


def test_pre_commit_runs_the_checks_of_make() -> None:
    hooks = [hook["entry"] for hook in loaded(".pre-commit-config.yaml")["repos"][0]["hooks"]]
    tools = [re.sub(r"^python -m | --force-exclude", "", entry) for entry in hooks]
    assert tools == [command.removesuffix(" .") for command in commands_of("check")][: len(tools)]


def test_the_citation_is_of_this_version() -> None:
    citation = loaded("CITATION.cff")
    assert citation["version"] == project()["version"] and citation["title"].lower() == project()["name"]
    assert f"## {project()['version']}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def project() -> dict[str, Any]:
    table: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return table
