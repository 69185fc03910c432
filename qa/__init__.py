"""Questions → answers in the documents' own words, cited, or a refusal."""

from qa.answering import Answerer
from qa.datatypes import Answer, Citation, Extraction, Finding

__all__ = ["Answer", "Answerer", "Citation", "Extraction", "Finding"]
