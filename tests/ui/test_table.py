"""The one table model, and the view that remembers."""

from dataclasses import dataclass, replace

import pytest
from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QSettings, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QStyleOptionViewItem
from pytestqt.qtbot import QtBot

from exportdesk.ui.theme import Appearance, Tone, px
from exportdesk.ui.widgets.row_delegate import RowDelegate
from exportdesk.ui.widgets.table_model import ROW_ROLE, SUBTITLE_ROLE, TONE_ROLE, Column, TableModel
from exportdesk.ui.widgets.table_view import TableView


@dataclass(frozen=True)
class Fruit:
    """A row."""

    name: str
    weight: int
    ripe: bool = True


FRUITS = (Fruit("pear", 150), Fruit("Apple", 90, False), Fruit("melon", 1200))


def columns() -> tuple[Column[Fruit], ...]:
    return (
        Column("Name", lambda f: f.name, subtitle=lambda f: f"a {f.name}", stretch=True),
        Column("Weight", lambda f: f"{f.weight} g", sort=lambda f: f.weight, right=True),
        Column(
            "State",
            lambda f: "ripe" if f.ripe else "green",
            tone=lambda f: Tone.GREEN if f.ripe else Tone.AMBER,
            speak=lambda f: "ready to eat" if f.ripe else "not ready",
            hint=lambda f: "by hand",
        ),
    )


@pytest.fixture
def model(qtmodeltester: object, qtbot: QtBot) -> TableModel[Fruit]:
    made = TableModel(columns(), identity=lambda f: f.name)
    made.show(FRUITS)
    return made


@pytest.fixture
def view(
    model: TableModel[Fruit], qtbot: QtBot, ini: QSettings, appearance: Appearance
) -> TableView[Fruit]:
    made = TableView(model, "Fruits", settings=ini, key="fruits")
    qtbot.addWidget(made)
    made.resize(600, 400)
    made.show()
    return made


def names(model: TableModel[Fruit]) -> list[str]:
    return [row.name for row in model.rows]


def test_the_model_is_a_sound_model(model: TableModel[Fruit], qtmodeltester: object) -> None:
    qtmodeltester.check(model, force_py=True)  # type: ignore[attr-defined] # untyped


def test_an_empty_model_is_sound_too(qtmodeltester: object) -> None:
    qtmodeltester.check(TableModel(columns()), force_py=True)  # type: ignore[attr-defined] # untyped


def test_a_cell_says_what_its_column_says(model: TableModel[Fruit]) -> None:
    name, weight, state = (model.index(1, at) for at in range(3))
    assert name.data() == "Apple"
    assert name.data(SUBTITLE_ROLE) == "a Apple"
    assert name.data(ROW_ROLE) == FRUITS[1]
    assert name.data(Qt.ItemDataRole.AccessibleTextRole) == "Apple, a Apple"
    assert weight.data() == "90 g"
    assert state.data(TONE_ROLE) == Tone.AMBER
    assert state.data(Qt.ItemDataRole.AccessibleTextRole) == "not ready"
    assert state.data(Qt.ItemDataRole.ToolTipRole) == "by hand"
    assert model.headerData(1, Qt.Orientation.Horizontal) == "Weight"
    assert model.headerData(1, Qt.Orientation.Vertical) is None
    assert model.data(QModelIndex()) is None
    assert model.row(QModelIndex()) is None


def test_the_model_sorts_itself(model: TableModel[Fruit]) -> None:
    model.sort(0)
    assert names(model) == ["Apple", "melon", "pear"]
    model.sort(1, Qt.SortOrder.DescendingOrder)
    assert names(model) == ["melon", "pear", "Apple"]
    model.sort(-1)
    assert names(model) == ["pear", "Apple", "melon"]


def test_what_was_pointed_at_moves_with_its_row(model: TableModel[Fruit]) -> None:
    kept = QPersistentModelIndex(model.index(0, 0))
    model.sort(1)
    assert kept.row() == 1
    assert kept.data() == "pear"


def test_rows_shown_later_keep_the_order_chosen(model: TableModel[Fruit]) -> None:
    model.sort(1)
    model.show([*FRUITS, Fruit("fig", 40)])
    assert names(model) == ["fig", "Apple", "pear", "melon"]


def test_one_row_can_be_replaced(model: TableModel[Fruit]) -> None:
    model.sort(0)
    model.replace(Fruit("pear", 1))
    assert names(model) == ["Apple", "melon", "pear"]
    assert model.index(2, 1).data() == "1 g"
    model.sort(-1)
    assert model.rows[0] == Fruit("pear", 1)
    model.replace(Fruit("unknown", 1))
    assert len(model.rows) == 3


def test_thousands_of_rows_are_sorted_with_one_key_each() -> None:
    asked: list[str] = []

    def name(fruit: Fruit) -> str:
        asked.append(fruit.name)
        return fruit.name

    model = TableModel([Column[Fruit]("Name", name)])
    model.show([Fruit(f"fruit {n * 7919 % 5_000}", n) for n in range(5_000)])
    model.sort(0)
    assert len(asked) == 5_000
    assert [row.name for row in model.rows] == sorted(asked)


def test_rows_are_as_high_as_their_lines(view: TableView[Fruit], qtbot: QtBot) -> None:
    assert view.rowHeight(0) == px(56)
    one = TableView(TableModel([Column[Fruit]("Name", lambda f: f.name)]), "Fruits")
    qtbot.addWidget(one)
    assert one.verticalHeader().defaultSectionSize() == px(36)


def test_the_chosen_row_is_told_and_kept(view: TableView[Fruit], qtbot: QtBot) -> None:
    told: list[object] = []
    view.chosen.connect(told.append)
    view.choose(FRUITS[1])
    assert told == [FRUITS[1]]
    view.show_rows([Fruit("fig", 1), Fruit("Apple", 95)])
    assert view.current == Fruit("Apple", 95)
    assert told[-1] == Fruit("Apple", 95)
    view.show_rows([])
    assert view.current is None
    assert told[-1] is None
    view.show_rows(FRUITS, choose_first=True)
    assert view.current == FRUITS[0]


def test_sorting_keeps_the_chosen_row(view: TableView[Fruit]) -> None:
    view.choose(FRUITS[2])
    view.sortByColumn(0, Qt.SortOrder.AscendingOrder)
    assert view.current == FRUITS[2]
    assert view.selected == (FRUITS[2],)


def test_enter_opens(view: TableView[Fruit], qtbot: QtBot) -> None:
    view.choose(FRUITS[0])
    with qtbot.waitSignal(view.opened) as told:
        qtbot.keyClick(view, Qt.Key.Key_Return)
    assert told.args == [FRUITS[0]]


def test_rows_are_copied_as_they_are_shown(view: TableView[Fruit], qtbot: QtBot) -> None:
    view.allow_several()
    view.selectAll()
    view.horizontalHeader().moveSection(1, 0)
    qtbot.keyClick(view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text().splitlines() == [
        "150 g\tpear\tripe",
        "90 g\tApple\tgreen",
        "1200 g\tmelon\tripe",
    ]


def test_widths_and_order_are_remembered(
    view: TableView[Fruit], qtbot: QtBot, ini: QSettings
) -> None:
    view.horizontalHeader().resizeSection(1, 222)
    view.sortByColumn(1, Qt.SortOrder.DescendingOrder)
    model = TableModel(columns())
    again = TableView(model, "Fruits", settings=ini, key="fruits")
    qtbot.addWidget(again)
    assert again.columnWidth(1) == 222
    again.show_rows(FRUITS)
    assert names(model) == ["melon", "pear", "Apple"]


def test_the_wide_column_takes_what_is_left(view: TableView[Fruit]) -> None:
    def total() -> int:
        return sum(view.columnWidth(at) for at in range(3))

    assert total() == view.viewport().width()
    view.resize(900, 400)
    assert total() == view.viewport().width()


def test_a_cut_cell_tells_the_whole_in_its_tooltip(view: TableView[Fruit], qtbot: QtBot) -> None:
    view.show_rows([Fruit("a very long name of a fruit " * 8, 1)])
    index = view.model().index(0, 0)
    option = QStyleOptionViewItem()
    option.rect = view.visualRect(index)
    delegate = view.itemDelegate()
    assert isinstance(delegate, RowDelegate)
    assert delegate.hint_of(option, index).startswith("a very long name")
    assert delegate.hint_of(option, view.model().index(0, 1)) == ""
    assert delegate.hint_of(option, view.model().index(0, 2)) == "by hand"


def test_the_whole_row_shows_that_the_mouse_is_on_it(
    view: TableView[Fruit], qtbot: QtBot, appearance: Appearance
) -> None:
    spot = view.visualRect(view.model().index(1, 0)).center()
    qtbot.mouseMove(view.viewport(), spot)
    QGuiApplication.processEvents()
    shown = view.viewport().grab().toImage()
    scale = shown.devicePixelRatio()
    for column in range(3):
        cell = view.visualRect(view.model().index(1, column))
        at = cell.topLeft() + QPoint(px(3), px(3))
        assert shown.pixelColor(at * scale).name() == appearance.tokens.hover.lower()


def test_the_table_has_a_name(view: TableView[Fruit]) -> None:
    assert view.accessibleName() == "Fruits"


def test_rows_are_taken_out_without_showing_the_others_anew(model: TableModel[Fruit]) -> None:
    gone: list[tuple[int, int]] = []
    model.rowsRemoved.connect(lambda _parent, first, last: gone.append((first, last)))
    model.sort(1)
    model.take_out([0, 2])
    assert [row.name for row in model.rows] == ["pear"]
    assert gone == [(2, 2), (0, 0)]
    assert model.is_sorted
    model.sort(-1)
    assert [row.name for row in model.rows] == ["pear"]
    assert not model.is_sorted


def test_columns_that_yield_go_where_there_is_no_room_and_come_back(
    qtbot: QtBot, ini: QSettings, appearance: Appearance
) -> None:
    name, weight, state = columns()
    yielding = (name, replace(weight, yields=True), replace(state, yields=True))

    def shown() -> TableView[Fruit]:
        made = TableView(TableModel(yielding), "Fruits", settings=ini, key="narrow")
        qtbot.addWidget(made)
        made.resize(px(400), 300)
        made.show()
        return made

    table = shown()
    seen = []
    for wide in (400, 300, 200, 300, 400):
        table.resize(px(wide), 300)
        assert table.horizontalScrollBar().maximum() == 0, wide
        seen.append(tuple(at for at in range(3) if not table.isColumnHidden(at)))
    assert seen == [(0, 1, 2), (0, 1), (0,), (0, 1), (0, 1, 2)]
    table.resize(px(200), 300)
    table.horizontalHeader().resizeSection(0, px(125))
    assert not shown().isColumnHidden(2), "what was given up is no choice to be remembered"
    table.show_rows(FRUITS[:1])
    table.choose(FRUITS[0])
    table.copy_selection()
    copied = QGuiApplication.clipboard().text()
    assert copied == "\t".join(one.text(FRUITS[0]) for one in yielding), "nor lost in a copy"
    table.show_column(2, True)
    table.resize(px(190), 300)
    assert not table.isColumnHidden(2), "whoever asks for a column has it"
    table.resize(px(600), 300)
    for at in (1, 2):
        table.show_column(at, False)
    assert table.horizontalHeader().length() == table.viewport().width(), "no room is left empty"
    for at in (1, 2):
        table.show_column(at, True)
    again = shown()
    again.resize(px(190), 300)
    assert not again.isColumnHidden(2), "the next time too"


def test_what_is_given_up_is_said_below_and_the_name_is_whole(
    qtbot: QtBot, appearance: Appearance
) -> None:
    name, weight, state = columns()
    told = (
        replace(name, roomy=280),
        replace(weight, yields=True, below=weight.text),
        replace(state, yields=True, below=state.text, own_line=True),
    )
    view = TableView(TableModel(told), "Fruits")
    qtbot.addWidget(view)
    view.resize(px(600), 300)
    view.show()
    view.show_rows(FRUITS)
    index = view.model().index(0, 0)
    assert (index.data(SUBTITLE_ROLE), view.rowHeight(0)) == ("a pear", px(56))
    view.resize(px(450), 300)
    assert (index.data(SUBTITLE_ROLE), view.rowHeight(0)) == ("a pear\nripe", px(76))
    view.resize(px(330), 300)
    assert index.data(SUBTITLE_ROLE) == "a pear · 150 g\nripe"
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "pear, a pear · 150 g, ripe"
    assert view.columnWidth(0) >= px(280)
    view.resize(px(600), 300)
    assert (index.data(SUBTITLE_ROLE), view.rowHeight(0)) == ("a pear", px(56))


def test_a_column_of_chips_leaves_its_room_to_the_names(qtbot: QtBot, ini: QSettings) -> None:
    def made() -> TableView[str]:
        columns = (
            Column(
                "State", text=str, tone=lambda _r: Tone.RED, key="state", width=148, fitted=True
            ),
            Column("Name", text=str, key="name", width=96, stretch=True),
        )
        model: TableModel[str] = TableModel(columns, identity=lambda row: row)
        table = TableView(model, "Chips", settings=ini, key="chips")
        qtbot.addWidget(table)
        table.resize(400, 200)
        table.show()
        return table

    table = made()
    header = table.horizontalHeader()
    table.show_rows(["Likely"])
    narrow = header.sectionSize(0)
    assert narrow < px(100)
    assert narrow + header.sectionSize(1) == table.viewport().width()
    table.show_rows(["Likely", "Very likely indeed, and much more than that"])
    assert header.sectionSize(0) == px(148)
    header.resizeSection(0, 120)  # as a person drags it
    table.show_rows(["Likely"])
    assert header.sectionSize(0) == 120
    again = made()
    again.show_rows(["Likely"])
    assert again.horizontalHeader().sectionSize(0) == 120

    # What was measured is measured anew in larger letters.
    delegate, cell = again.itemDelegate(), again.model().index(0, 1)
    assert isinstance(delegate, RowDelegate)
    before, font = delegate.width_of(cell), again.font()
    font.setPixelSize(3 * px(13))
    again.setFont(font)
    assert delegate.width_of(cell) > 1.5 * before


def test_no_column_comes_or_goes_by_itself_with_other_rows(
    qtbot: QtBot, appearance: Appearance
) -> None:
    name, weight, state = columns()
    told = (
        replace(name, width=180),
        replace(weight, text=lambda f: f.name * 4, fitted=True, width=300),
        replace(state, yields=True),
    )
    view = TableView(TableModel(told), "Fruits")
    qtbot.addWidget(view)
    view.resize(px(480), 300)
    view.show()
    wide, narrow = [Fruit("pomegranate", 1, True)], [Fruit("fig", 1, True)]
    view.show_rows(wide)
    assert view.isColumnHidden(2)
    view.show_rows(narrow)  # room enough now, but nobody asked for another table
    assert view.isColumnHidden(2)
    view.resize(px(500), 300)
    assert not view.isColumnHidden(2)
