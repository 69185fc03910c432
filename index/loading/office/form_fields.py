"""Word's older form fields (ECMA-376 part 1, 17.16): ticks, choices and fillings that stand in no run of text."""

from index.loading.office.openxml import W, is_on
from index.loading.zipped_xml import Element, whole

TICKED, UNTICKED = "☒", "☐"


class FormField:
    """The form field that is open in a paragraph. Its value is shown where the file gives no text for it."""

    def __init__(self) -> None:
        self._value = ""
        self._begun_at = -1

    def shown(self, mark: Element, said: int) -> str:
        """What a w:fldChar shows itself; `said` counts the stretches of text before it."""
        data, kind = mark.find(f"{W}ffData"), mark.get(f"{W}fldCharType")
        if kind == "end":
            return self.ended(said)
        if data is None or kind != "begin":
            return ""
        box = data.find(f"{W}checkBox")
        if box is not None:
            return TICKED if _is_ticked(box) else UNTICKED
        self._value, self._begun_at = _chosen(data) or _default(data), said
        return ""

    def ended(self, said: int) -> str:
        """The value of a field that ends, if no text has been said since it began."""
        value, self._value = self._value, ""
        return value if said == self._begun_at else ""


def _is_ticked(box: Element) -> bool:
    marks = (box.find(f"{W}{name}") for name in ("checked", "default"))
    mark = next((mark for mark in marks if mark is not None), None)
    return is_on(mark, mark.get(f"{W}val") if mark is not None else None)


def _chosen(data: Element) -> str:
    """The entry of a list that was chosen; the first where none was."""
    entries = data.findall(f"{W}ddList/{W}listEntry")
    marks = (data.find(f"{W}ddList/{W}{name}") for name in ("result", "default"))
    index = next((whole(mark.get(f"{W}val")) for mark in marks if mark is not None), 0)
    return str(entries[index].get(f"{W}val") or "") if 0 <= index < len(entries) else ""


def _default(data: Element) -> str:
    mark = data.find(f"{W}textInput/{W}default")
    return "" if mark is None else str(mark.get(f"{W}val") or "")
