import pytest

from qa.agreement.named import denied, is_same_name, named


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Ruth Akande", "Akande", True),
        ("L. M. Castellane", "Louise-Marie Castellane", True),
        ("European Central Energy Agency", "ECEA", True),
        ("United States", "USA", True),
        ("the Ministry of Trade", "the ECEA", False),
        ("Dolores Quintero", "Martin Ashby", False),
        ("A100", "A10", False),
        ("Orla-2", "Orla-3", False),
        ("Anna Bell", "Tom Bell", False),
    ],
)
def test_names_in_full_and_short_are_one_and_models_are_not(one: str, other: str, same: bool) -> None:
    assert is_same_name(one, other) is is_same_name(other, one) is same


def test_names_are_without_titles_and_without_what_was_asked() -> None:
    assert named("Dr Amira Haddad, Lindqvist Optics", "Who heads Lindqvist Optics?") == {"Amira Haddad"}


def test_a_name_that_is_denied_is_not_given() -> None:
    assert denied("by a pupil and not by Holbein himself", frozenset({"Hans Holbein"}))
    assert not denied("by Holbein", frozenset({"Hans Holbein"}))
