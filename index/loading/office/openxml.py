"""Office Open XML (ECMA-376): how the parts of a .docx, .pptx or .xlsx point to one another, and its properties."""

import posixpath
import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from lxml import etree

from index.errors import LoadError
from index.loading.bounds import Bounds
from index.loading.dating import seconds_of
from index.loading.zipped_xml import Element, Parts, local

OFFICE = "http://schemas.openxmlformats.org"
W = f"{{{OFFICE}/wordprocessingml/2006/main}}"
A = f"{{{OFFICE}/drawingml/2006/main}}"
P = f"{{{OFFICE}/presentationml/2006/main}}"
R = f"{{{OFFICE}/officeDocument/2006/relationships}}"
MATH = f"{{{OFFICE}/officeDocument/2006/math}}"
_STRICT = re.compile(r"\{http://purl\.oclc\.org/ooxml/(\w+)/(\w+)\}")
_MADE_UP = re.compile(
    r"(?i)(microsoft (word|excel|powerpoint) - .*|powerpoint presentation|(untitled|document|presentation|book)\s*\d*"
    r"|slide 1|title|.*\.(docx?|pptx?|xlsx?|od[tsp]|dotx?|potx?|rtf))"
)


@dataclass(frozen=True, slots=True)
class Relation:
    """One part's link to another; `kind` is the last word of its type."""

    kind: str
    target: str


class Package:
    """An Office Open XML file. `main` is the name of the part that everything hangs from."""

    def __init__(self, path: Path, data: bytes, bounds: Bounds, root: str) -> None:
        """Raises LoadError when the file cannot be opened, or its main part's element is not `root`."""
        self.parts = Parts(path, data, bounds)
        self._relations: dict[str, dict[str, Relation]] = {}
        self.main = next((link.target for link in self.relations("").values() if link.kind == "officeDocument"), "")
        main = self.xml(self.main)
        if main is None or local(main) != root:
            raise LoadError(str(path), f"Despite its name, this is not a {path.suffix.lower()} file.")
        self.root = main

    def xml(self, name: str) -> Element | None:
        """A part's root element, strict files' names turned into the usual ones; None where there is no such part."""
        root = self.parts.xml(name)
        if root is not None and isinstance(root.tag, str) and "purl.oclc.org" in "".join(root.nsmap.values()):
            _loosen(root)
        return root

    def relations(self, part: str) -> dict[str, Relation]:
        """The relations of a part by their ids; those to places outside the file are left out."""
        if part not in self._relations:
            self._relations[part] = self._read_relations(part)
        return self._relations[part]

    def _read_relations(self, part: str) -> dict[str, Relation]:
        folder, name = posixpath.split(part)
        root = self.parts.xml(posixpath.join(folder, "_rels", f"{name}.rels"))
        relations: dict[str, Relation] = {}
        for link in root if root is not None else ():
            if local(link) == "Relationship" and link.get("TargetMode") != "External":
                target = posixpath.normpath(
                    posixpath.join("/", folder, (link.get("Target") or "").replace("\\", "/"))
                ).lstrip("/")
                relations[link.get("Id") or ""] = Relation((link.get("Type") or "").rpartition("/")[2], target)
        return relations

    def related(self, part: str, kind: str) -> list[str]:
        """The names of the parts that `part` is related to by `kind`, each once."""
        return list(dict.fromkeys(link.target for link in self.relations(part).values() if link.kind == kind))

    def related_xml(self, kind: str) -> Element | None:
        """The root of the one part that the main part is related to by `kind`; None where there is none."""
        names = self.related(self.main, kind)
        return self.xml(names[0]) if names else None

    @cached_property
    def _core(self) -> dict[str, str]:
        names = self.related("", "core-properties")
        root = self.parts.xml(names[0]) if names else None
        return {local(child): child.text or "" for child in root} if root is not None else {}

    @property
    def title(self) -> str:
        """The title in the file's properties; empty where a program made it up."""
        return sensible(self._core.get("title", ""))

    @property
    def modified(self) -> float | None:
        """When it was saved last, in seconds since 1970."""
        return seconds_of(self._core.get("modified", ""))


def sensible(title: str) -> str:
    """A title from a file's properties; empty for one that only a program can have given."""
    return "" if _MADE_UP.fullmatch(title.strip()) else title.strip()


def is_on(element: Element | None, value: str | None) -> bool:
    """Whether an on/off property is there and not switched off."""
    return element is not None and (value or "1").lower() not in ("0", "false", "off")


def chosen(alternatives: Element) -> Element | None:
    """What an mc:AlternateContent shows: its first choice, else what it falls back on."""
    return next(iter(alternatives), None)


def _loosen(root: Element) -> None:
    for element in root.iter(etree.Element):
        if "purl.oclc.org" in element.tag:
            element.tag = _STRICT.sub(rf"{{{OFFICE}/\1/2006/\2}}", element.tag)
        for name, value in element.attrib.items():
            if "purl.oclc.org" in name:
                element.set(_STRICT.sub(rf"{{{OFFICE}/\1/2006/\2}}", name), value)
