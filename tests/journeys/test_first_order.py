"""How long a first order takes: everything shown is read once, everything asked is answered."""

# ruff: noqa: T201 - the figures are shown with `pytest -s`

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QWidget

from exportdesk.core.cases import CaseState, CaseStep, Outcome
from exportdesk.core.clock import today
from exportdesk.core.parties import Role
from exportdesk.diligence.flow import StepState
from tests.journeys.conftest import Start
from tests.journeys.test_due_diligence import AtCases, at_cases, filled, said, until

__all__ = ["filled"]

WORDS_A_MINUTE = 200
SECONDS_AN_INPUT = 3
MOST_SECONDS = 5 * 60
MOST_FINE_PRINT = 700  # words of captions: why something is asked, sources, what was filled in


class Reader:
    """Reads what a step shows, and what is open beside it, each text once, and counts its words.

    A text in which only a figure is another one was read before. Captions (why something is asked,
    sources, what was filled in) are counted by themselves; what leads from step to step, and
    what unfolds only when somebody asks for it, is not read.
    """

    def __init__(self, at: AtCases) -> None:
        self._at = at
        self._read: set[str] = set()
        self.words = 0
        self.fine_print = 0
        self.by_step: dict[CaseStep, int] = {}

    def read(self) -> None:
        """Read what is in view and was not read yet."""
        self._at.settle()
        for text, is_fine in self._texts():
            seen = re.sub(r"\d+", "#", text)
            if seen not in self._read:
                self._read.add(seen)
                count = len(text.split())
                if is_fine:
                    self.fine_print += count
                    continue
                self.words += count
                step = self._at.page.pane.step
                self.by_step[step] = self.by_step.get(step, 0) + count

    def _texts(self) -> Iterator[tuple[str, bool]]:
        pane = self._at.page.pane
        assert pane.body is not None
        for one in pane.body.findChildren(QWidget):
            if one.isVisible() and isinstance(one, QLabel | QAbstractButton):
                text = one.text().replace("&", "").strip()
                if text:
                    yield text, one.property("kind") == "caption"
        for card in pane.side.cards:
            if card.weighed.is_open:
                yield card.words, False


def first_order(at: AtCases, reader: Reader, customer: str) -> None:
    """Enter the first order of a customer, with everything that only a person knows."""
    person = at.person
    at.begin(customer)
    at.inputs += 2  # the button, and whom
    reader.read()
    at.go(CaseStep.TRIGGER)
    reader.read()
    at.type("reference", "PO-4711")
    person.click("Add products", at.page)
    search = person.dialog().findChild(QLineEdit)
    assert search is not None
    person.bot.keyClicks(search, "NI-IC-OPA2")
    person.bot.keyClick(search, Qt.Key.Key_Return)
    at.inputs += 2
    until(at, lambda view: bool(view.case.items), "the product")
    product = at.view.case.items[0].product.id
    reader.read()
    at.type(f"quantity-{product}", "400")
    at.type(f"value-{product}", "900")
    at.go(CaseStep.PARTIES)
    reader.read()
    for role in (Role.ULTIMATE_CONSIGNEE, Role.END_USER):
        at.choose(f"role-{role}-0", "Same as purchaser")
    for role in (Role.INTERMEDIATE_CONSIGNEE, Role.FREIGHT_FORWARDER, Role.BANK):
        at.choose(f"role-{role}-0", "Nobody")
    reader.read()
    at.go(CaseStep.DESTINATION)
    reader.read()
    at.type("export_on", today(person.desk.clock).isoformat())
    left: set[CaseStep] = set()
    for _each in range(60):
        step = next_step(at, left)
        if step is None:
            break
        if at.page.pane.step is not step:
            at.go(step)
            at.inputs += 1
        reader.read()
        if not answer_next(at, step):
            left.add(step)
        reader.read()


def next_step(at: AtCases, left: set[CaseStep]) -> CaseStep | None:
    """Return the first step that is open and was not left with something to settle later."""
    later = (CaseStep.DECISION, CaseStep.CERTIFICATION, CaseStep.FOLLOW_UP)
    for one in at.view.flow.steps:
        waits = one.state in (StepState.OPEN, StepState.BLOCKED)
        if waits and one.step not in left and one.step not in later:
            return one.step
    return None


def answer_next(at: AtCases, step: CaseStep) -> bool:
    """Answer the first question of a step that nobody answered; tell whether there was one."""
    left = [one.question for one in at.view.flow.of(step).questions if not one.value]
    if step is CaseStep.TRADE_INTEGRITY:
        at.press("look-up=not_found")
    elif not left:
        return False
    elif left[0].code == "formed_on":
        at.type("formed_on", "1998")
    else:
        at.press(f"{left[0].code}={said(left[0].code, left[0].values)}")
    return True


def seconds(at: AtCases, reader: Reader, who: str) -> float:
    """Return how long all of it takes, and print where the reading is."""
    took = reader.words / WORDS_A_MINUTE * 60 + at.inputs * SECONDS_AN_INPUT
    steps = ", ".join(f"{step} {count}" for step, count in reader.by_step.items())
    print(f"\n{who}: {reader.words} words ({steps}),")
    print(f"{reader.fine_print} of fine print, {at.inputs} inputs, {took:.0f} s")
    return took


@pytest.mark.parametrize("customer", ["Stillfeld", "Ladin"])
def test_a_first_order_takes_less_than_five_minutes(
    start: Start,
    filled: Path,
    tmp_path: Path,
    customer: str,
) -> None:
    at = at_cases(start, filled, tmp_path, True)
    reader = Reader(at)
    first_order(at, reader, customer)
    open_now = {one.finding.code for one in at.view.assessment.open}
    if customer == "Stillfeld":
        assert open_now == set()
        at.sign("Known customer, clean order.")
        reader.read()
        assert at.view.case.state is CaseState.SIGNED
        assert at.view.outcome is Outcome.NO_OBJECTION
    else:
        assert open_now == {"certification-missing", "destination-transshipment"}
    assert seconds(at, reader, customer) < MOST_SECONDS
    assert reader.fine_print < MOST_FINE_PRINT
