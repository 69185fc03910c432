"""MathML on one line."""

import pytest
from lxml import etree

from index.loading.mathml import formula


def n(figure: str) -> str:
    return f"<mn>{figure}</mn>"


X = "<mi>x</mi>"
FROM = "<mi>i</mi><mo>=</mo><mn>1</mn>"
SUM = "<mrow><mo>(</mo><mi>x</mi><mo>+</mo><mn>1</mn><mo>)</mo></mrow>"


@pytest.mark.parametrize(
    ("inner", "shown"),
    [
        (f"<mfrac>{n('3')}{n('4')}</mfrac>", "3/4"),
        (f"{n('3')}<mfrac>{n('1')}{n('2')}</mfrac>", "3 1/2"),
        (f"<mrow>{n('3')}</mrow><mrow><mfrac>{n('1')}{n('2')}</mfrac></mrow>{X}", "3 1/2 x"),
        (f"<mfrac><mrow>{X}<mo>+</mo>{n('1')}</mrow>{n('2')}</mfrac>", "(x+1)/2"),
        (f"<msup>{n('10')}{n('6')}</msup>", "10⁶"),
        (f"<msup>{SUM}{n('2')}</msup>", "(x+1)²"),
        (f"<msub>{X}<mi>max</mi></msub>{X}", "x_max x"),
        (f"<msubsup>{X}{n('1')}{n('2')}</msubsup>", "x₁²"),
        (f"<msqrt>{X}<mo>+</mo>{n('1')}</msqrt>", "√(x+1)"),
        (f"<mroot>{n('8')}{n('3')}</mroot>", "∛8"),
        (
            f"<munderover><mo>∑</mo><mrow><mi>i</mi><mo>=</mo>{n('1')}</mrow><mi>n</mi></munderover>{SUM}",
            "∑_{i=1}^{n}(x+1)",
        ),
        ("<mover><mi>x</mi><mo>¯</mo></mover>", "x\u0305"),
        ("<mfenced><mi>a</mi><mi>b</mi></mfenced>", "(a,b)"),
        (f"<semantics><mrow>{n('5')}</mrow><annotation>StarMath 5</annotation></semantics>", "5"),
        ("<mmultiscripts><mi>C</mi><mprescripts/><none/><mn>14</mn></mmultiscripts>", "¹⁴C"),
        (
            "<mtable><mtr><mtd><mn>1</mn></mtd><mtd><mn>2</mn></mtd></mtr><mtr><mtd><mn>3</mn></mtd></mtr></mtable>",
            "(1, 2; 3)",
        ),
    ],
)
def test_a_formula_is_written_on_one_line(inner: str, shown: str) -> None:
    for tag in ("<math>{}</math>", '<math xmlns="http://www.w3.org/1998/Math/MathML">{}</math>'):
        assert formula(etree.fromstring(tag.format(inner))) == shown
