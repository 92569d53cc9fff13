"""A date that is typed, pasted or picked."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCalendarWidget
from pytestqt.qtbot import QtBot

from exportdesk.ui.dates import day_text
from exportdesk.ui.theme import Appearance
from exportdesk.ui.widgets.day_field import DayField
from exportdesk.ui.widgets.form import FormGrid


@pytest.fixture
def field(qtbot: QtBot, appearance: Appearance) -> DayField:
    made = DayField()
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.mark.parametrize(
    ("typed", "day", "bad"),
    [
        ("2026-11-18", date(2026, 11, 18), False),
        ("20261118", date(2026, 11, 18), False),
        ("2026.1.2", date(2026, 1, 2), False),
        ("11/25/26", date(2026, 11, 25), False),
        ("", None, False),
        ("  ", None, False),
        ("2026-02-30", None, True),
        ("18 Nov", None, True),
    ],
)
def test_what_is_typed(field: DayField, typed: str, day: date | None, bad: bool) -> None:
    QTest.keyClicks(field, typed)
    assert field.value == day
    assert field.is_bad is bad
    assert field.toolTip() == ("" if day is None else day_text(day))


def test_leaving_the_field_settles_and_tells_it_once(field: DayField) -> None:
    told: list[object] = []
    field.picked.connect(told.append)
    QTest.keyClicks(field, "2026/1/2")
    QTest.keyClick(field, Qt.Key.Key_Return)
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert field.text() == "2026-01-02"
    assert told == [date(2026, 1, 2)]


def test_a_day_is_picked_from_the_calendar(field: DayField) -> None:
    field.end_at(date(2026, 11, 20))
    field.choose(date(2026, 11, 2))
    QTest.keyClick(field, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    month = field.findChildren(QCalendarWidget)[0]
    assert month.selectedDate().toPython() == date(2026, 11, 2)
    assert month.maximumDate().toPython() == date(2026, 11, 20)
    month.clicked.emit(month.selectedDate().addDays(3))
    assert field.value == date(2026, 11, 5)


def test_what_cannot_be_read_is_said_below_when_the_field_is_left(
    qtbot: QtBot, appearance: Appearance
) -> None:
    form = FormGrid()
    qtbot.addWidget(form)
    field = form.add("&Day", DayField())
    told: list[object] = []
    field.picked.connect(told.append)
    form.show()
    field.choose(date(2026, 3, 4))
    field.setText("12/01/2026")
    assert not field.doubt.isVisible()
    field.settle()
    assert field.doubt.isVisible()
    assert [one.text() for one in field.doubt.choices if one.isVisible()] == [
        "1 Dec 2026",
        "12 Jan 2026",
    ]
    assert told == [], "the day before stays until another is understood"
    field.doubt.choices[0].click()
    assert told == [date(2026, 12, 1)]
    assert not field.doubt.isVisible()
    field.setText("soon")
    form.mark(field, "Wrong.")
    assert field.doubt.words.startswith("That is no date")
    assert not any(one.isVisible() for one in field.doubt.choices)
    assert field.property("invalid") is True
    field.setText("")
    assert not field.doubt.isVisible()
    assert field.property("invalid") is False
