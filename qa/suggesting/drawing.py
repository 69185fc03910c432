"""A document → questions whose answer is known, since each is drawn from the sentence that answers it.

What people, things and abbreviations are, sums and years give questions of a fixed form; a question that the document
asks itself is taken as it is, and a heading is looked up.
"""

import re
from collections.abc import Iterator
from itertools import chain, zip_longest

from index.documents.datatypes import Document
from index.documents.outline import document_headings, heading_text
from index.documents.sentences import sentences
from index.search import lexical
from qa.language.forms import is_search
from qa.language.names import person_names
from qa.suggesting.amounts import sums, years
from qa.suggesting.datatypes import Drawn, Form
from qa.suggesting.definitions import abbreviations, sorts, terms, things
from qa.suggesting.people import people
from qa.suggesting.questions import own_questions, points_back

_READ_OF_EACH = 60_000  # characters: enough for a dozen questions of any document tried so far
_LONGEST = 90  # characters of a question, which is one line of the page
_SHORTEST_SECTION = 100  # characters under a heading: less is the next heading, or a link
_PLAIN = re.compile(r"^[A-Z][\w’'&-]*(?: [\w’'&-]+){2,6}$")  # three to seven words: fewer say too little


def drawn(document: Document) -> Iterator[Drawn]:
    """The questions of a document: of each kind the first, then of each kind the second, and so on; headings last."""
    text = document.text[:_READ_OF_EACH]
    places = list(sentences(text))
    kinds = [kind(text, places) for kind in (own_questions, sums, years, people, things, sorts, terms, abbreviations)]
    seen = set[str]()
    for each in chain(chain.from_iterable(zip_longest(*kinds)), _headings(document)):
        if each and len(each.question) <= _LONGEST and each.question not in seen:
            seen.add(each.question)
            yield each


def _headings(document: Document) -> Iterator[Drawn]:
    """Headings of a few words that name what the document is about, each with what stands under it up to the next one.

    Others say nothing where they stand alone: "Causes and Treatment", "Purpose and Framework".
    """
    spans = document_headings(document)
    ends = [start for start, _ in spans[1:]] + [len(document.text)]
    about = set(lexical.question_terms(document.title))
    for span, end in zip(spans, ends, strict=False):
        words = heading_text(document.text, span)
        says = (
            _PLAIN.match(words)
            and not words.isupper()
            and is_search(words)
            and not points_back(words)
            and not person_names(words)
        )
        if (
            says
            and about & set(lexical.terms(words))
            and len(document.text[span[1] : end].strip()) >= _SHORTEST_SECTION
        ):
            yield Drawn(words, Form.HEADING, span[1], end)
