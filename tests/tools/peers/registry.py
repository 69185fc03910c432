"""The peers that are measured: what each is called, where it is driven from, and which packages it is."""

import importlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import cast

from peers.passages import Peer, Weights

QUOTH = "quoth"


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of the table: a class in a module beside this one, and what it is made with."""

    label: str
    module: str
    made: str
    packages: tuple[str, ...]
    options: Mapping[str, bool] = field(default_factory=dict)
    searches_words: bool = False

    def versions(self) -> dict[str, str]:
        """The versions of its packages. Raises PackageNotFoundError where one is missing."""
        return {package: version(package) for package in self.packages}

    def missing(self) -> str | None:
        """The package that keeps it from being measured here, if one does."""
        try:
            self.versions()
        except PackageNotFoundError as error:
            return str(error.name)
        return None

    def open(self, place: Path, weights: Weights, own: bool) -> Peer:
        """The peer, empty, in a folder."""
        made = getattr(importlib.import_module(f"peers.{self.module}"), self.made)
        return cast(Peer, made(place, weights, own, **self.options))


_MILVUS = ("verbatim-rag", "pymilvus", "milvus-lite")

PEERS: Mapping[str, Entry] = {
    QUOTH: Entry("**Quoth**", "with_quoth", "Quoth", ("quoth",), {"words": True}, True),
    "quoth-meaning": Entry("Quoth, by meaning alone", "with_quoth", "Quoth", ("quoth",), {"words": False}),
    "txtai": Entry("txtai", "with_txtai", "Txtai", ("txtai",), {"words": False}),
    "txtai-words": Entry("txtai, hybrid", "with_txtai", "Txtai", ("txtai",), {"words": True}, True),
    "haystack": Entry("Haystack, in memory", "with_haystack", "HaystackInMemory", ("haystack-ai",), {"words": False}),
    "haystack-words": Entry(
        "Haystack, in memory, hybrid", "with_haystack", "HaystackInMemory", ("haystack-ai",), {"words": True}, True
    ),
    "haystack-faiss": Entry("Haystack, FAISS", "with_haystack", "HaystackFaiss", ("haystack-ai", "faiss-haystack")),
    "langchain": Entry("LangChain, FAISS", "with_langchain", "LangChain", ("langchain-community", "langchain-core")),
    "llama-index": Entry(
        "LlamaIndex, FAISS",
        "with_llama_index",
        "LlamaIndex",
        ("llama-index-core", "llama-index-vector-stores-faiss"),
    ),
    "verbatim-rag": Entry("verbatim-rag, Milvus Lite", "with_verbatim_rag", "VerbatimRag", _MILVUS),
}
