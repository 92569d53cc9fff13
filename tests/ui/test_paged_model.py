"""The model of very many rows, and the view that keeps what was chosen."""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass

import pytest
from PySide6.QtCore import QItemSelectionModel, QSettings, Qt
from pytestqt.qtbot import QtBot

from exportdesk.ui.theme import Appearance
from exportdesk.ui.widgets import Column, PagedModel, PagedView


@dataclass(frozen=True)
class Crate:
    """A row."""

    number: int
    name: str


class Store:
    """Ten thousand crates, some of them gone; notes what was read."""

    def __init__(self) -> None:
        self.gone: set[int] = set()
        self.reads = 0

    def read(self, numbers: Sequence[int]) -> list[Crate]:
        self.reads += 1
        return [Crate(number, f"crate {number}") for number in numbers if number not in self.gone]


def columns() -> tuple[Column[Crate], ...]:
    return (
        Column("Crate", lambda c: c.name, key="name", stretch=True),
        Column("Number", lambda c: f"{c.number}", key="number", right=True),
        Column("Half", lambda c: f"{c.number / 2}", key="half", hidden=True),
    )


@pytest.fixture
def store() -> Store:
    return Store()


@pytest.fixture
def model(store: Store) -> PagedModel[Crate]:
    made: PagedModel[Crate] = PagedModel(columns(), read=store.read, number=lambda c: c.number)
    made.show_numbers(array("q", range(10_000)))
    return made


@pytest.fixture
def view(
    model: PagedModel[Crate], qtbot: QtBot, ini: QSettings, appearance: Appearance
) -> PagedView[Crate]:
    made = PagedView(model, "Crates", settings=ini, key="crates")
    made.allow_several()
    qtbot.addWidget(made)
    made.resize(600, 400)
    made.show()
    return made


def test_it_is_a_sound_model(store: Store, qtmodeltester: object) -> None:
    made: PagedModel[Crate] = PagedModel(columns(), read=store.read, number=lambda c: c.number)
    qtmodeltester.check(made, force_py=True)  # type: ignore[attr-defined] # untyped
    made.show_numbers(array("q", range(200)))
    qtmodeltester.check(made, force_py=True)  # type: ignore[attr-defined] # untyped


def test_only_what_is_looked_at_is_read(
    model: PagedModel[Crate], view: PagedView[Crate], store: Store
) -> None:
    store.reads = 0
    assert model.index(9_999, 0).data() == "crate 9999"
    assert model.index(9_990, 1).data() == "9990"
    assert store.reads == 1
    view.scrollToBottom()
    view.grab()
    assert store.reads <= 3


def test_a_row_that_is_gone_is_empty(model: PagedModel[Crate], store: Store) -> None:
    store.gone = {3}
    model.read_again()
    assert model.index(3, 0).data() is None
    assert model.index(4, 0).data() == "crate 4"


def test_a_row_that_is_gone_is_painted_empty(
    view: PagedView[Crate], model: PagedModel[Crate], store: Store
) -> None:
    store.gone = {1}
    model.read_again()
    assert model.index(1, 0).data() is None
    view.grab()


def test_pages_that_were_left_long_ago_are_forgotten(
    model: PagedModel[Crate], store: Store
) -> None:
    for place in range(0, 10_000, 64):
        model.index(place, 0).data()
    before = store.reads
    assert model.index(0, 0).data() == "crate 0"
    assert store.reads == before + 1
    assert len(model._pages) <= 64


def test_sorting_is_asked_for_once(model: PagedModel[Crate], view: PagedView[Crate]) -> None:
    asked: list[object] = []
    model.sort_asked.connect(lambda: asked.append(model.sorted_by))
    view.sortByColumn(1, Qt.SortOrder.DescendingOrder)
    view.sortByColumn(1, Qt.SortOrder.DescendingOrder)
    assert asked == [(1, Qt.SortOrder.DescendingOrder)]
    assert model.index(0, 0).data() == "crate 0"  # whoever finds them sorts them


def test_what_was_chosen_stays_where_others_come_and_go(view: PagedView[Crate]) -> None:
    view.choose_number(500)
    select(view, 501)
    assert list(view.selected_numbers) == [500, 501]
    view.show_numbers(array("q", [*range(490, 600, 2), 501]))
    assert view.current == Crate(500, "crate 500")
    assert sorted(view.selected_numbers) == [500, 501]
    view.show_numbers(array("q", [*range(490, 600, 2), 501]))
    assert sorted(view.selected_numbers) == [500, 501]


def test_where_the_current_row_is_gone_its_place_or_the_first_is_chosen(
    view: PagedView[Crate],
) -> None:
    view.choose_number(500)
    left = array("q", [n for n in range(10_000) if n != 500])
    view.show_numbers(left, choose_first=True, near=True)
    assert view.current == Crate(501, "crate 501")
    view.show_numbers(array("q", [7, 8]), choose_first=True)
    assert view.current == Crate(7, "crate 7")
    view.show_numbers(array("q"), choose_first=True)
    assert view.current is None
    view.show_numbers(array("q", [1, 2, 3]), choose=3)
    assert view.current == Crate(3, "crate 3")


def test_many_selected_rows_are_told_quickly(view: PagedView[Crate]) -> None:
    view.selectAll()
    assert len(view.selected_numbers) == 10_000


def test_hidden_columns_are_chosen_and_remembered(
    view: PagedView[Crate], model: PagedModel[Crate], qtbot: QtBot, ini: QSettings
) -> None:
    assert view.isColumnHidden(2)
    menu = view.column_menu(view)
    assert [(a.text(), a.isChecked()) for a in menu.actions()] == [
        ("Number", True),
        ("Half", False),
    ]
    for action in menu.actions():
        action.trigger()
    assert (view.isColumnHidden(1), view.isColumnHidden(2)) == (True, False)
    again = PagedView(model, "Crates", settings=ini, key="crates")
    qtbot.addWidget(again)
    assert (again.isColumnHidden(1), again.isColumnHidden(2)) == (True, False)


def select(view: PagedView[Crate], place: int) -> None:
    flag = QItemSelectionModel.SelectionFlag
    index = view.model().index(place, 0)
    view.selectionModel().select(index, flag.Select | flag.Rows)
