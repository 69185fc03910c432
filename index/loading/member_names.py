"""Names for the files of one container that lead to one path each."""

from pathlib import Path

from index.loading.members import inside


class MemberNames:
    """Gives the later of two files of one name another: `a.txt`, `a (2).txt`."""

    def __init__(self, container: Path) -> None:
        self._container = container
        self._taken: set[Path] = set()
        self._copies: dict[Path, int] = {}

    def unique(self, name: str) -> str:
        """`name`, or with a number in it that makes its path the only one of its kind."""
        path = wanted = inside(self._container, name)
        while path in self._taken:
            self._copies[wanted] = self._copies.get(wanted, 1) + 1
            path = wanted.with_name(f"{wanted.stem} ({self._copies[wanted]}){wanted.suffix}")
        self._taken.add(path)
        return name if path == wanted else str(path.relative_to(self._container))
