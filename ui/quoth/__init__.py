"""Ask your own documents a question: `from quoth import Answerer, PassageIndex`. Nothing is loaded until it is used."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from index import PassageIndex
    from qa import Answer, Answerer

__all__ = ["Answer", "Answerer", "PassageIndex"]


def __getattr__(name: str) -> Any:
    """The three public names, imported when first used. Raises AttributeError for any other."""
    if name == "PassageIndex":
        from index import PassageIndex

        return PassageIndex
    if name in ("Answer", "Answerer"):
        import qa

        return getattr(qa, name)
    raise AttributeError(f"module 'quoth' has no attribute {name!r}")


def __dir__() -> list[str]:
    """The public names, for completion at a prompt."""
    return sorted(__all__)
