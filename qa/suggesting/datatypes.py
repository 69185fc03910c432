"""Drawn and Suggestion: a question on its way from a sentence to the page."""

from dataclasses import dataclass
from enum import Enum


class Form(Enum):
    """What a question is drawn from, so that the page does not show several of one form only."""

    OWN = "a question of the document's"
    SUM = "a sum of money"
    DATE = "a date"
    PERSON = "a person introduced"
    THING = "a thing or term explained"
    ABBREVIATION = "an abbreviation written out"
    HEADING = "a heading"


@dataclass(frozen=True, slots=True)
class Drawn:
    """A question, where its answer stands in the document, half-open characters, and words the lit answer must hold.

    A heading is no question: its words are looked up.
    """

    question: str
    form: Form
    start: int
    end: int
    gives: str = ""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A question that the library answers, and the document it was drawn from."""

    question: str
    document_id: str
