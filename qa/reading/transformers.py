"""`TransformersReader`: any Hugging Face extractive question answering model, with torch."""

import threading
from collections.abc import Sequence
from typing import Any

from index.documents.datatypes import Hit
from index.errors import ModelError
from qa.datatypes import Extraction
from qa.reading.calibration import logistic
from qa.reading.span.finder import Reading
from qa.reading.span.limits import Limits
from qa.reading.span.spans import ScoredSpan, apart, best_spans
from qa.reading.span.stretches import stretches
from qa.reading.span.windows import Window

SQUAD = Limits(question_tokens=64, window_tokens=384, stride_tokens=128, answer_tokens=48, spans=3)
"""How such models are trained on SQuAD (Devlin et al. 2019), but with longer answers and several per passage."""


class TransformersReader:
    """Reads with a model that gives start and end logits, as those trained on SQuAD 2.0 do.

    A span's score is the sigmoid of its logits' sum over that of the first token, which stands for "not here"
    (Devlin et al. 2019). It is not calibrated: models differ in how sure they sound.
    """

    refuse_below = 0.5

    def __init__(self, name_or_path: str, limits: Limits = SQUAD) -> None:
        """`limits` count the model's own tokens; they give way to what it can take.

        Raises ModelError if the model cannot be had, or does not answer questions.
        """
        from transformers import AutoModelForQuestionAnswering, AutoTokenizer

        try:
            self._tokenizer: Any = AutoTokenizer.from_pretrained(name_or_path, use_fast=True)
            model, facts = AutoModelForQuestionAnswering.from_pretrained(name_or_path, output_loading_info=True)
            if missing := sorted(facts["missing_keys"]):
                raise ValueError(f"it has no head that answers questions ({', '.join(missing)} are missing).")
        except Exception as error:  # a damaged or foreign folder may raise anything
            raise ModelError(
                f"The reader {name_or_path!r} could not be loaded: {error} Give the path or the hub name of an "
                "extractive question answering model, or leave out --reader to use the built-in one."
            ) from error
        self._model: Any = model.float().eval()
        self._limits = limits
        self._lock = threading.Lock()  # the tokenizer changes its own settings, which fails when threads share it

    def read(self, question: str, hits: Sequence[Hit]) -> list[Extraction]:
        """Up to three spans per passage, best first, ties by place."""
        readings = [self._read(question, hit.text) for hit in hits]
        best_first = sorted(
            stretches(hits, readings, whole_sentences=False),
            key=lambda stretch: (-stretch.margin, stretch.hit.passage.id, stretch.start),
        )
        return [
            Extraction(stretch.hit.passage, stretch.start, stretch.end, logistic(stretch.margin))
            for stretch in best_first
        ]

    def _read(self, question: str, text: str) -> Reading:
        import torch

        encoded = self._encode(question, text)
        inputs = {name: encoded[name] for name in self._tokenizer.model_input_names if name in encoded}
        with torch.inference_mode():
            output = self._model(**inputs)
        spans: list[ScoredSpan] = []
        for row, (start, end) in enumerate(zip(output.start_logits.numpy(), output.end_logits.numpy(), strict=True)):
            window = _window(encoded["input_ids"][row], encoded["offset_mapping"][row], encoded.sequence_ids(row))
            best = best_spans(window, start, end, self._limits.answer_tokens, self._limits.spans)
            spans += [span for span in best if text[span.start : span.end].strip()]
        return Reading(tuple(apart(spans, self._limits.spans)), (), 0.0)

    def _encode(self, question: str, text: str) -> Any:
        """Overlapping windows of a text, each after the question; of a long question, its first tokens."""
        width = min(self._limits.window_tokens, self._tokenizer.model_max_length)
        with self._lock:
            alone = self._tokenizer(question, add_special_tokens=False, return_offsets_mapping=True)
            places = alone["offset_mapping"][: min(self._limits.question_tokens, width // 4)]
            return self._tokenizer(
                question[: places[-1][1]] if places else question,
                text,
                truncation="only_second",
                max_length=width,
                stride=min(self._limits.stride_tokens, width // 4),
                return_overflowing_tokens=True,
                return_offsets_mapping=True,
                padding=True,
                return_tensors="pt",
            )


def _window(ids: Any, offsets: Any, sequences: Sequence[int | None]) -> Window:
    """A tokenizer's row as a Window; its passage tokens are consecutive."""
    inside = [position for position, sequence in enumerate(sequences) if sequence == 1]
    places = [(int(offsets[position][0]), int(offsets[position][1])) for position in inside]
    return Window(ids.tolist(), inside[0] if inside else len(ids), places)
