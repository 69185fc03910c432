"""Examples as rows to train on: a window that holds the answer, at a random place in it."""

import random

from qa.evaluation.questions import Example
from qa.reading.span.windows import Window, Windower, token_span


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
