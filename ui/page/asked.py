"""What a call of the page brings: one JSON object, whose parts are of the types that they should be."""

from typing import Any, TypeVar

Part = TypeVar("Part")

_LARGEST = 2**53  # what JavaScript counts without gaps


class CallError(Exception):
    """A call that cannot be done as it was made: the HTTP `status`, and the reason in a sentence."""

    def __init__(self, reason: str, status: int = 400) -> None:
        super().__init__(reason)
        self.reason = reason
        self.status = status


class Asked(dict[str, Any]):
    """A JSON object. Each method, and [ ], raises CallError where a part is missing or of another type."""

    def __missing__(self, name: str) -> Any:
        raise CallError(f"This call needs {name!r}.")

    def text(self, name: str) -> str:
        """A text."""
        return self._of(name, self[name], str, "a text")

    def some_text(self, name: str) -> str:
        """A text, empty where none was given."""
        return self._of(name, self.get(name) or "", str, "a text")

    def texts(self, name: str) -> list[str]:
        """A list of texts, empty where none was given."""
        return [self._of(name, item, str, "a list of texts") for item in self.list(name)]

    def list(self, name: str) -> list[Any]:
        """A list, empty where none was given."""
        return self._of(name, self.get(name) or [], list, "a list")

    def number(self, name: str, otherwise: int = 0) -> int:
        """A whole number; `otherwise` where none was given, or 0."""
        number = self._of(name, self.get(name) or otherwise, int, "a whole number")
        if abs(number) > _LARGEST:
            raise CallError(f"{name!r} may be at most {_LARGEST:,}; no document is as long as {number}."[:200])
        return number

    def object(self, name: str) -> "Asked":
        """An object."""
        return self.object_of(name, self[name])

    def object_of(self, name: str, item: Any) -> "Asked":
        """An item of the list `name` as an object."""
        return Asked(self._of(name, item, dict, "an object"))

    def _of(self, name: str, part: Any, kind: type[Part], words: str) -> Part:
        if not isinstance(part, kind):
            raise CallError(f"{name!r} has to be {words}, not {part!r}."[:200])
        return part
