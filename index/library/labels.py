"""What a title and a tag may be, in any library."""

_LONGEST_TITLE = 300  # characters
_LONGEST_TAG = 60  # characters


def checked_title(title: str) -> str:
    """A title as it is kept: blanks single. Raises ValueError."""
    kept = " ".join(title.split())
    if len(kept) > _LONGEST_TITLE:
        raise ValueError(f"A title has at most {_LONGEST_TITLE} characters, not {len(kept)}.")
    return kept


def checked_tag(tag: str) -> str:
    """A tag as it is kept: blanks single, no comma, not empty. Raises ValueError."""
    kept = " ".join(tag.split())
    if not kept or len(kept) > _LONGEST_TAG or "," in kept:
        raise ValueError(f"A tag has 1 to {_LONGEST_TAG} characters and no comma: {tag!r}.")
    return kept
