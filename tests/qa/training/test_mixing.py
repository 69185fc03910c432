from qa.evaluation.questions import Example
from qa.training.data import Unit
from qa.training.mixing import Mixture

Units = dict[str, list[tuple[Example, ...]]]
UNITS: Units = {name: [(Example(name, str(i), "q", "c", ()),) for i in range(7)] for name in ("few", "many")}
WEIGHTS = {"few": 1.0, "many": 3.0, "absent": 5.0}


def drawn(mixture: Mixture[Unit], count: int) -> list[tuple[Example, ...]]:
    return [mixture.draw(WEIGHTS)[0] for _ in range(count)]


def test_the_same_seed_draws_the_same_units() -> None:
    assert drawn(Mixture(UNITS, 5), 40) == drawn(Mixture(UNITS, 5), 40)


def test_a_restored_mixture_goes_on_where_the_other_stopped() -> None:
    whole = drawn(Mixture(UNITS, 5), 40)
    first = Mixture(UNITS, 5)
    drawn(first, 23)
    second = Mixture(UNITS, 5)
    second.restore(first.state())
    assert drawn(second, 17) == whole[23:]


def test_a_source_repeats_nothing_before_it_is_used_up() -> None:
    units = drawn(Mixture({"few": UNITS["few"]}, 1), 14)
    assert len(set(units[:7])) == len(set(units[7:])) == 7
