"""What was typed into a field of a case that it could not take: which field, and where that is."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from exportdesk.core.cases import Case, CaseStep
from exportdesk.core.i18n import _
from exportdesk.operations.cases import CaseView

AMOUNTS = ("quantity", "unit", "value", "currency")  # what is typed of a product of the order
_LONGEST = 24  # letters of what was typed, where it is told in few words


@dataclass(frozen=True, slots=True)
class NotTaken:
    """A text in the field of a `name`, and the steps that show this field."""

    name: str
    text: str
    steps: tuple[CaseStep, ...]

    @property
    def short(self) -> str:
        """The text, its end left out where it is long."""
        text = self.text.strip()
        return text if len(text) <= _LONGEST else f"{text[:_LONGEST].rstrip()}…"


def not_taken(typed: Mapping[str, str], case: Case) -> Iterator[NotTaken]:
    """Yield what of the texts in fields of a case, by their names, waits at one of its steps."""
    steps = {"export_on": (CaseStep.TRIGGER, CaseStep.DESTINATION), "ordered_on": _FIRST}
    steps |= {f"{name}-{item.product.id}": _FIRST for item in case.items for name in AMOUNTS}
    for name, shown_at in steps.items():
        if name in typed:
            yield NotTaken(name, typed[name], shown_at)


def at_step(left: Iterable[NotTaken], step: CaseStep) -> list[NotTaken]:
    """Return those of which the field is shown at a step."""
    return [one for one in left if step in one.steps]


def field_words(one: NotTaken, view: CaseView) -> str:
    """Return what the field is called, with its product where the order has several."""
    kind, _dash, product = one.name.partition("-")
    words = {
        "export_on": _("Planned date of export"),
        "ordered_on": _("Ordered on"),
        "quantity": _("Quantity"),
        "unit": _("Unit"),
        "value": _("Value of the line"),
        "currency": _("Currency"),
    }[kind]
    items = view.facts.items
    name = next((each.name for each in items if each.item.product.id == product), "")
    return f"{words}: {name}" if name and len(items) > 1 else words


_FIRST = (CaseStep.TRIGGER,)
