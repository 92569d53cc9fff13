"""Choosing a customer: looked up as one types, the first ones shown until then."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from exportdesk.core.progress import Silent
from exportdesk.operations.demo_run import fill_demo
from exportdesk.storage.customer_rows import CustomerRow
from exportdesk.ui.cases import customer_picking
from exportdesk.ui.cases.customer_picking import CustomerPicker
from exportdesk.ui.shell import Shell
from exportdesk.wiring import Desk
from tests.ui.desks import open_desk


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with closing(open_desk(tmp_path / "ws")) as made:
        yield made


@pytest.fixture
def parent(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    return made


def names(picker: CustomerPicker) -> list[str]:
    model = picker.table.model()
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def test_the_first_are_shown_and_typing_finds_the_others(
    desk: Desk, shell: Shell, parent: QWidget, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(customer_picking, "MOST_SHOWN", 5)
    fill_demo(desk, Silent())
    picker = CustomerPicker(parent, desk, shell)
    picker.show()
    assert len(names(picker)) == 5
    assert picker.table.model().index(0, 2).data() == "Not screened"
    assert names(picker) == sorted(names(picker), key=str.casefold)
    assert "5 of 40" in picker._count.text()
    taken: list[tuple[CustomerRow, ...]] = []
    picker.picked.connect(taken.append)
    QTest.keyClicks(picker.search, "sagitta")
    QTest.keyClick(picker.search, Qt.Key.Key_Return)
    assert [row.name for row in taken[0]] == ["Sagitta Instruments Ltd"]


def test_enter_waits_for_what_was_typed_last(desk: Desk, shell: Shell, parent: QWidget) -> None:
    fill_demo(desk, Silent())
    picker = CustomerPicker(parent, desk, shell)
    picker.show()
    taken: list[tuple[CustomerRow, ...]] = []
    picker.picked.connect(taken.append)
    picker._is_looking = True  # as while the answer is on its way
    picker._give_rows()
    assert taken == []
    picker._found((1, desk.workspace().customer_rows.offer("baltex", 1)))
    assert [row.name for row in taken[0]] == ["Baltex Messtechnik GmbH"]


def test_an_empty_book_and_nothing_found_are_told_apart(
    desk: Desk, shell: Shell, parent: QWidget
) -> None:
    picker = CustomerPicker(parent, desk, shell)
    picker.show()
    assert not picker.yes.isEnabled()
    assert names(picker) == []
    assert "holds none" in picker._nothing.words.text()
    fill_demo(desk, Silent())
    other = CustomerPicker(parent, desk, shell)
    other.show()
    other.search.setText("no such customer anywhere")
    other.search.search_now()
    assert names(other) == []
    assert "holds none" not in other._nothing.words.text()
    for typed in ("turkey", "Türki"):  # another name, and the beginning of that in the table
        other.search.setText(typed)
        other.search.search_now()
        model = other.table.model()
        assert {model.index(row, 1).data() for row in range(model.rowCount())} == {"Türkiye"}
