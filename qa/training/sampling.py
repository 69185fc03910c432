"""Examples as rows to train on: a window that holds the answer, at a random place in it."""

import random

from qa.evaluation.questions import Example
from qa.reading.span.limits import Limits, TimeLimit
from qa.reading.span.windows import Window, Windower, token_span

LIMITS = Limits(question_tokens=64, window_tokens=288, stride_tokens=144, answer_tokens=48, spans=3)
"""What the network is trained to read at once: windows as long as those of the last stage, which overlap by half. A
question of 64 tokens leaves most of a window to the passage; 48 and 3 are guesses."""

TIME_LIMIT = TimeLimit(seconds=10.0, least_passages=3)
"""As long as somebody may be kept waiting for an answer on a slow machine: a guess."""


def training_window(windower: Windower, example: Example, width: int, rng: random.Random) -> Window | None:
    """A window of at most `width` tokens that holds the answer; None when the answer does not fit.

    Of several answers one is drawn. Passages that fit are taken whole.
    """
    question = windower.question(example.question)
    passage = windower.tokenizer.encode(example.context, add_special_tokens=False)
    room = width - len(question) - 3
    spare = max(0, len(passage.ids) - room)
    if not example.spans:
        return windower.window(question, passage, rng.randint(0, spare), room)
    answer = token_span(passage.offsets, *rng.choice(example.spans))
    if answer is None or answer[1] - answer[0] >= room:
        return None
    first = rng.randint(max(0, answer[1] - room + 1), min(spare, answer[0]))
    return windower.window(question, passage, first, room, answer)
