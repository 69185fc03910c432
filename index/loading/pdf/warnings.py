"""What could not be read of a PDF, page by page, → warnings in plain words, pages that follow one another together."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby

from index.loading.pdf.annotations import UNTICKED, Annotations

_FEWEST_UNKNOWN = 3  # characters of a page, below which it is no news that their letters are not known
_END_WITHIN = 4096  # bytes from the end, in which a file that is whole says so


@dataclass(slots=True)
class Findings:
    """Pages counted from 1: pictures, with the characters found beside them; those that Tesseract read, could not read
    or found no word on; damaged ones; and those with characters that stand for no known letter; how many stretches are
    struck out on a page, and how many comments stand beside it; pages that show drawn shapes alone."""

    pictures: list[tuple[int, int]] = field(default_factory=list)
    read: list[int] = field(default_factory=list)
    wordless: list[int] = field(default_factory=list)
    unread: list[tuple[int, str]] = field(default_factory=list)
    damaged: list[int] = field(default_factory=list)
    unknown: list[tuple[int, int]] = field(default_factory=list)
    struck: list[tuple[int, int]] = field(default_factory=list)
    comments: list[tuple[int, int]] = field(default_factory=list)
    drawn: list[int] = field(default_factory=list)
    empty_fields: int = 0
    other: list[str] = field(default_factory=list)

    def of_file(self, data: bytes) -> None:
        """Finds what concerns the whole file: that it is cut short."""
        if b"%%EOF" not in data[-_END_WITHIN:]:
            self.other.append("The file has no proper end and may be cut short: pages may be missing.")

    def of_page(self, page: int, annotations: Annotations, text: str) -> None:
        """Finds what stands on a page beside its text; a comment that repeats the words it marks is none."""
        said = "".join(text.split())
        comments = sum("".join(words.split()) not in said for words in annotations.comments)
        if comments:
            self.comments.append((page, comments))
        filled = sum(bool(each.text) and each.text != UNTICKED for each in annotations.typed if each.is_field)
        self.empty_fields += annotations.fields - filled

    def warnings(self) -> list[str]:
        """Every warning, those of single pages in the order of their first page."""
        by_page = [
            *_told(
                (page for page, count in self.pictures if not count),
                "{} is a picture: 0 characters.",
                "{} are pictures: 0 characters.",
            ),
            *(
                (page, f"Page {page} is mostly a picture: {count} characters.")
                for page, count in self.pictures
                if count
            ),
            *_told(
                self.read,
                "{} is a picture; its text was read by Tesseract and may contain errors.",
                "{} are pictures; their text was read by Tesseract and may contain errors.",
            ),
            *_told(
                self.wordless,
                "{} is a picture on which Tesseract found no text.",
                "{} are pictures on which Tesseract found no text.",
            ),
            *((page, f"Page {page} is a picture that could not be read: {reason}") for page, reason in self.unread),
            *_told(self.damaged, "{} is damaged and could not be read.", "{} are damaged and could not be read."),
            *_told(
                self.drawn,
                "{} shows drawn shapes and no text.",
                "{} show drawn shapes and no text.",
            ),
            *self._unknown(),
            *_counted(self.struck, "{} of struck-out text {} left out.", "stretch", "stretches"),
            *_counted(self.comments, "{} {} left out.", "comment", "comments"),
        ]
        return [*self.other, *(words for _, words in sorted(by_page))]

    def why_no_text(self, total: int, allowed: bool, installed: bool) -> str:
        """Why a file has no text at all, and what to do."""
        if len(self.damaged) == total:
            return "All its pages are damaged. Save it again from the program that made it."
        if self.unread:
            return f"Its pages are pictures that could not be read: {self.unread[0][1]}"
        if self.wordless:
            return "Its pages are pictures, and Tesseract found no text on them."
        if self.struck:
            return "All its text is struck out."
        if self.empty_fields:
            fields = "1 field" if self.empty_fields == 1 else f"{self.empty_fields:,} fields"
            if not self.pictures:
                return f"It is a form without any text: {fields}, nothing filled in."
        if not self.pictures:
            return self._blank(total)
        many = f"All its {total:,} pages are pictures" if total > 1 else "Its only page is a picture"
        if len(self.pictures) < total:
            many = "All its pages are pictures or blank"
        if installed and not allowed:
            return f"{many}: 0 characters. Tesseract, which reads pictures, is switched off."
        return f"{many}: 0 characters. Install Tesseract to have pictures read."

    def _blank(self, total: int) -> str:
        """Why pages without text and without pictures have none."""
        if self.drawn:
            what = "Its only page shows" if total == 1 else "Its pages show"
            return f"{what} drawn shapes and no text. If they are letters, install Tesseract to have them read."
        return "Its pages are blank." if not self.damaged else "Its pages are blank or damaged."

    def _unknown(self) -> Iterator[tuple[int, str]]:
        counts = {page: count for page, count in self.unknown if count >= _FEWEST_UNKNOWN}
        for first, last in _spans(counts):
            total = sum(counts[page] for page in range(first, last + 1))
            where = f"page {first}" if first == last else f"pages {first} to {last}"
            yield (
                first,
                f"On {where}, {total:,} characters may be wrong: the file does not say which letters they are.",
            )


def _counted(pages: Iterable[tuple[int, int]], told: str, one: str, several: str) -> Iterator[tuple[int, str]]:
    """A sentence for each page, with how many there are on it."""
    for page, count in pages:
        words = told.format(f"{count:,} {one if count == 1 else several}", "was" if count == 1 else "were")
        yield page, f"On page {page}, {words}"


def _told(pages: Iterable[int], one: str, several: str) -> Iterator[tuple[int, str]]:
    """A sentence for each stretch of pages."""
    for first, last in _spans(pages):
        yield first, one.format(f"Page {first}") if first == last else several.format(f"Pages {first} to {last}")


def _spans(pages: Iterable[int]) -> Iterator[tuple[int, int]]:
    """The first and the last of pages that follow one another."""
    for _, group in groupby(enumerate(pages), key=lambda counted: counted[1] - counted[0]):
        stretch = [page for _, page in group]
        yield stretch[0], stretch[-1]
