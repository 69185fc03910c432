from hypothesis import given
from hypothesis import strategies as st

from qa.reading.boundaries.pairs import balanced

NESTED = st.recursive(
    st.sampled_from(["a", "bc ", "12, "]),
    lambda inner: st.builds(
        lambda pair, held: pair[0] + "".join(held) + pair[1],
        st.sampled_from([("(", ")"), ("[", "]"), ("“", "”")]),
        st.lists(inner, max_size=3),
    ),
    max_leaves=8,
)


@given(st.lists(NESTED, min_size=1, max_size=5).map("".join), st.data())
def test_a_span_of_a_balanced_paragraph_is_balanced(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    first, last = balanced(text, start, end)
    lit = text[first:last]
    assert first < last
    assert len(lit.strip()) <= 1 or all(lit.count(one) == lit.count(other) for one, other in ("()", "[]", "“”"))


def test_a_bracket_that_closes_far_away_is_left_out() -> None:
    text = f"Bell (who {'wrote ' * 40}of it) left."
    assert balanced(text, 0, 16) == (0, len("Bell "))
    assert balanced(text, text.index("of it"), len(text)) == (text.index(" left"), len(text))


def test_a_bracket_without_another_is_no_pair() -> None:
    assert balanced("a) the first", 0, 4) == (0, 4)
    assert balanced('a 5" pipe', 2, 9) == (2, 9)
