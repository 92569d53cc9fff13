"""How long a first order takes: everything shown is read once, everything asked is answered."""

# ruff: noqa: T201 - the figures are shown with `pytest -s`

import itertools
import re
import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QToolButton, QWidget

from exportdesk.core.cases import CaseState, CaseStep, Outcome
from exportdesk.core.clock import today
from exportdesk.diligence.flow import StepState
from tests.journeys.conftest import Start
from tests.journeys.test_due_diligence import AtCases, at_cases, filled, said, until
from tests.rulebook.ear import FOLDER
from tests.sampling import sample
from tests.ui.desks import open_desk

__all__ = ["filled"]

WORDS_A_MINUTE = 200
SECONDS_AN_INPUT = 3
MOST_SECONDS = 5 * 60


class Reader:
    """Reads everything that is shown of a case, each text once, and counts its words.

    A text in which only a figure is another one was read before, and so was the name of a step
    where a button leads to it. What unfolds only when somebody asks for it (why, on which rule) is
    not shown until then; it is not read here.
    """

    def __init__(self, at: AtCases) -> None:
        self._at = at
        self._read: set[str] = set()
        self.words = 0
        self.by_step: dict[CaseStep, int] = {}

    def read(self) -> None:
        """Read what is in view of the case and was not read yet."""
        self._at.settle()
        self.read_all(self._at.page.pane)

    def read_all(self, root: QWidget) -> None:
        """Read every text of a dialog or page; what stands in tables is looked through."""
        for one in root.findChildren(QWidget):
            if not one.isVisible() or not isinstance(one, QLabel | QAbstractButton):
                continue
            is_icon = isinstance(one, QToolButton) and (
                one.toolButtonStyle() is Qt.ToolButtonStyle.ToolButtonIconOnly
            )
            text = one.text().replace("&", "").strip()
            if text and not is_icon:
                self.read_text(text)

    def has_read(self, text: str) -> bool:
        """Whether a text was read."""
        return re.sub(r"\d+", "#", text) in self._read

    def read_text(self, text: str) -> None:
        """Read one text, where it was not read yet."""
        if text.startswith("Next: ") and self.has_read(text.removeprefix("Next: ")):
            text = "Next"
        seen = re.sub(r"\d+", "#", text)
        if seen not in self._read:
            self._read.add(seen)
            count = sum(1 for word in text.split() if re.search(r"\w", word))
            self.words += count
            step = self._at.page.pane.step
            self.by_step[step] = self.by_step.get(step, 0) + count


def first_order(at: AtCases, reader: Reader, customer: str, sku: str) -> None:
    """Enter the first order of a customer, with everything that only a person knows."""
    person = at.person
    person.click("From a customer")
    pick(at, reader, customer)
    person.wait(lambda: not at.page.is_list, "the case to open")
    at.inputs += 1
    reader.read()
    at.type("reference", "PO-4711")
    person.click("Add products", at.page)
    at.inputs += 1
    pick(at, reader, sku)
    until(at, lambda view: bool(view.case.items), "the product")
    product = at.view.case.items[0].product.id
    reader.read()
    at.type(f"quantity-{product}", "400")
    at.type(f"value-{product}", "900")
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


def pick(at: AtCases, reader: Reader, words: str) -> None:
    """Pick what the dialog offers, by typing what it is called."""
    sheet = at.person.dialog()
    search = sheet.findChild(QLineEdit)
    assert search is not None
    reader.read_all(sheet)
    at.person.bot.keyClicks(search, words)
    at.person.bot.keyClick(search, Qt.Key.Key_Return)
    at.inputs += 1


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
    waiting = [one for one in at.view.flow.signs.groups if one.open]
    left = [one.question for one in at.view.flow.of(step).questions if not one.value]
    if step is CaseStep.PARTIES:
        at.press("parties-usual")
        return False
    if step is CaseStep.TRADE_INTEGRITY:
        at.press("look-up=not_found")
    elif not left:
        return False
    elif step is CaseStep.RED_FLAGS and waiting:
        at.read_on()
        at.press("none-of-all")
    elif left[0].code == "military":
        at.press("no-to-all")
    elif left[0].code == "formed_on":
        at.type("formed_on", "1998")
    else:
        at.press(f"{left[0].code}={said(left[0].code, left[0].values)}")
    return True


def seconds(at: AtCases, reader: Reader, who: str) -> float:
    """Return how long all of it takes, and print where the reading is."""
    took = reader.words / WORDS_A_MINUTE * 60 + at.inputs * SECONDS_AN_INPUT
    steps = ", ".join(f"{step} {count}" for step, count in reader.by_step.items())
    print(f"\n{who}: {reader.words} words ({steps}), {at.inputs} inputs, {took:.0f} s")
    return took


@pytest.fixture(scope="module")
def stocked(filled: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The workspace with the tables of the EAR in it, which are loaded once for all orders."""
    folder = Path(shutil.copytree(filled, tmp_path_factory.mktemp("stocked") / "ws"))
    desk = open_desk(folder)
    for part in (738, 740, 774):
        desk.rulebooks.take_in(FOLDER / f"part-{part}.xml", as_of=today(desk.clock))
    desk.close()
    return folder


@pytest.mark.parametrize(
    ("customer", "sku"),
    sample(
        # The one that takes longest, and one with both things otherwise.
        [("Stillfeld", "NI-IC-MCU32"), ("Ladin", "NI-IC-OPA2")],
        list(itertools.product(("Stillfeld", "Ladin"), ("NI-IC-MCU32", "NI-IC-OPA2"))),
    ),
    ids=lambda value: {"NI-IC-OPA2": "EAR99", "NI-IC-MCU32": "3A991"}.get(value, value),
)
def test_a_first_order_takes_less_than_five_minutes(
    start: Start,
    stocked: Path,
    tmp_path: Path,
    customer: str,
    sku: str,
) -> None:
    at = at_cases(start, stocked, tmp_path, True)
    reader = Reader(at)
    first_order(at, reader, customer, sku)
    # Nothing that the person answers for is behind a link.
    assert all(reader.has_read(one.words) for one in at.view.flow.signs.signs)
    assert all(one.looked for one in at.view.flow.signs.signs)
    open_now = {one.finding.code for one in at.view.assessment.open}
    if customer == "Stillfeld":
        assert open_now == set()
        at.go(CaseStep.DECISION)
        at.inputs += 1
        reader.read()
        at.sign("Known customer, clean order.")
        at.inputs += 1  # the question whether it is to be signed, which is read first
        reader.read_text(f"{at.person.ask.asked[-1]} {at.person.ask.told[-1]}")
        assert at.view.case.state is CaseState.SIGNED
        assert at.view.outcome is Outcome.NO_OBJECTION
    else:
        assert open_now == {"certification-missing", "destination-transshipment"}
    assert seconds(at, reader, customer) < MOST_SECONDS
