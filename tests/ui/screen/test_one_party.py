"""One listed party on several lists: one line, its listings below, decided together or apart."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from exportdesk.core.company import Theme
from exportdesk.core.ids import ListingUid
from exportdesk.core.parties import Party
from exportdesk.core.screenings import Verdict
from exportdesk.operations.lists_status import Freshness, SourceStatus
from exportdesk.ui.matches import words
from exportdesk.ui.screen.match_rows import MatchRow
from exportdesk.ui.screen.match_table import in_lines
from exportdesk.ui.screen.page import ScreenPage
from exportdesk.ui.shell import Shell
from exportdesk.ui.theme import Appearance, px
from exportdesk.wiring import Desk
from tests import several_lists as several
from tests.fakes import FakeClock
from tests.listed import listing, put
from tests.ui.desks import open_desk, ready_up
from tests.ui.render import colours_of, render
from tests.ui.screen.conftest import HELD, shown
from tests.ui.walk import unnamed


@pytest.fixture
def desk(demo_folder: Path, tmp_path: Path, clock: FakeClock) -> Iterator[Desk]:
    """A desk on a copy of the demo with OFAC's own list, the EU's and the UK's beside it."""
    folder = tmp_path / "workspace"
    shutil.copytree(demo_folder, folder)
    several.put_several(folder / "lists.db")
    made = open_desk(folder, clock)
    made.lists.catch_up()
    ready_up(made)
    yield made
    made.close()


def rows(page: ScreenPage) -> list[MatchRow]:
    model = page.matches.table.model()
    found = [
        model.index(at, 0).data(Qt.ItemDataRole.UserRole + 1) for at in range(model.rowCount())
    ]
    assert all(isinstance(row, MatchRow) for row in found)
    return found


def uids(page: ScreenPage) -> list[tuple[str, bool]]:
    return [(row.match.uid, bool(row.whole)) for row in rows(page)]


def verdicts(page: ScreenPage) -> dict[ListingUid, Verdict | None]:
    return {
        seen.match.uid: seen.decision.verdict if seen.decision else None
        for seen in page.session.current.matches
    }


def texts(root: QWidget) -> list[str]:
    return [label.text() for label in root.findChildren(QLabel) if label.isVisible()]


def click(root: QWidget, said: str, qtbot: QtBot) -> None:
    found = [b for b in root.findChildren(QPushButton) if b.isVisible() and said in b.text()]
    qtbot.mouseClick(found[0], Qt.MouseButton.LeftButton)


def focused(page: ScreenPage) -> QWidget:
    found = page.window().focusWidget()
    assert found is not None
    return found


def key(
    page: ScreenPage,
    qtbot: QtBot,
    pressed: Qt.Key,
    held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
) -> None:
    qtbot.keyClick(page.matches.table, pressed, held)


CLOSED = [(several.OFAC, True)]
OPEN = [*CLOSED, (several.OFAC, False), (several.EU, False), (several.UK, False)]


@pytest.fixture
def page(desk: Desk, shell: Shell, qtbot: QtBot) -> ScreenPage:
    """The page with the party looked up and the focus on its one line."""
    made = shown(ScreenPage(desk, shell), qtbot)
    qtbot.keyClicks(made.form.name, several.NAME)
    made.session.flush()
    made.matches.take_focus()
    return made


def test_it_is_one_line_that_names_its_lists(page: ScreenPage) -> None:
    assert uids(page) == CLOSED
    assert page.matches.title.text() == "3 possible matches, 1 listed party"
    model = page.matches.table.model()
    said = [model.index(0, at).data(Qt.ItemDataRole.AccessibleTextRole) for at in range(4)]
    assert said[0] == "Very likely, 100 of 100, 0 of 3 listings decided, closed"
    assert said[1] == "IMPULS KOMPLEKT, Russia · one party on 3 lists"
    assert said[2] == "Specially Designated Nationals, EU Financial Sanctions, UK Sanctions List"
    page.matches.table.copy_selection()
    assert unnamed(page) == []


def test_keys_open_it_go_in_and_out_and_close_it(page: ScreenPage, qtbot: QtBot) -> None:
    key(page, qtbot, Qt.Key.Key_Left)
    assert uids(page) == CLOSED
    key(page, qtbot, Qt.Key.Key_Right)
    assert uids(page) == OPEN
    assert page.matches.whole
    key(page, qtbot, Qt.Key.Key_Right)
    current = page.matches.table.current
    assert current is not None
    assert current.is_part
    key(page, qtbot, Qt.Key.Key_Right)
    key(page, qtbot, Qt.Key.Key_Down)
    assert page.matches.seen is not None
    assert page.matches.seen.match.uid == several.EU
    assert page.detail.area.isVisible()
    assert "OOO Impuls Komplekt" in texts(page.detail)
    key(page, qtbot, Qt.Key.Key_Left)
    assert page.matches.whole
    key(page, qtbot, Qt.Key.Key_Left)
    assert uids(page) == CLOSED
    key(page, qtbot, Qt.Key.Key_Return)
    assert uids(page) == OPEN


def test_a_click_on_the_arrow_opens_it_and_one_on_the_name_does_not(
    page: ScreenPage, qtbot: QtBot
) -> None:
    table = page.matches.table
    cell = table.visualRect(table.model().index(0, 0))
    beside = table.visualRect(table.model().index(0, 1)).center()
    arrow = cell.topLeft() + QPoint(px(20), cell.height() // 2)
    for place, now in ((beside, CLOSED), (arrow, OPEN), (cell.center(), OPEN), (arrow, CLOSED)):
        qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
        assert uids(page) == now


def test_all_listings_are_decided_together_and_undone_together(
    page: ScreenPage, qtbot: QtBot
) -> None:
    key(page, qtbot, Qt.Key.Key_S, HELD)
    assert page.bar._together.text() == "Decide all 3 listings of this party"
    assert page.bar._together.isVisible()
    # What follows is told by the gravest of its lists.
    qtbot.keyClicks(focused(page), "3")
    qtbot.keyClick(focused(page), Qt.Key.Key_Return)
    assert set(verdicts(page).values()) == {Verdict.SAME}
    assert page.matches.table.model().index(0, 0).data() == "Same party"
    assert "Stop" in texts(page.bar)
    assert not page.bar._together.isVisible()
    click(page.bar, "Undo", qtbot)
    assert set(verdicts(page).values()) == {None}


def test_one_listing_is_decided_alone(page: ScreenPage, qtbot: QtBot) -> None:
    key(page, qtbot, Qt.Key.Key_Right)
    key(page, qtbot, Qt.Key.Key_Down)
    key(page, qtbot, Qt.Key.Key_Down)
    assert not page.bar._together.isChecked()
    key(page, qtbot, Qt.Key.Key_N, HELD)
    qtbot.keyClicks(focused(page), "5")
    qtbot.keyClick(focused(page), Qt.Key.Key_Return)
    assert verdicts(page) == {
        several.OFAC: None, several.EU: Verdict.NOT_SAME, several.UK: None,
    }  # fmt: skip
    assert page.matches.table.model().index(0, 0).data() == "1 of 3 decided"
    assert page.matches.seen is not None
    assert page.matches.seen.match.uid == several.UK
    assert page.matches.table.current is not None
    assert page.matches.table.current.is_part
    # And from there all of them, where that is asked for.
    page.bar._together.setChecked(True)
    key(page, qtbot, Qt.Key.Key_R, HELD)
    qtbot.keyClicks(focused(page), "1")
    qtbot.keyClick(focused(page), Qt.Key.Key_Return)
    assert set(verdicts(page).values()) == {Verdict.RESEARCH}


def test_the_line_of_a_closed_party_shows_what_is_still_to_decide(
    page: ScreenPage, qtbot: QtBot
) -> None:
    page.bar._together.setChecked(False)
    key(page, qtbot, Qt.Key.Key_N, HELD)
    qtbot.keyClicks(focused(page), "5")
    qtbot.keyClick(focused(page), Qt.Key.Key_Return)
    assert uids(page) == [(several.EU, True)]
    assert page.matches.seen is not None
    assert page.matches.seen.match.uid == several.EU


def test_sorting_keeps_listings_with_their_party(page: ScreenPage, qtbot: QtBot) -> None:
    more = ("Severny Impuls Trading", "Rubezh Elektronika")
    page.arrive(Party(several.NAME, other_names=more))
    page.matches.table.choose_place(uids(page).index(CLOSED[0]))
    key(page, qtbot, Qt.Key.Key_Right)
    assert len(rows(page)) > len(OPEN)
    for order in (Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder):
        page.matches.table.sortByColumn(1, order)
        found = uids(page)
        at = found.index(CLOSED[0])
        assert found[at : at + 4] == OPEN
        heads = [row.match.name.casefold() for row in rows(page) if not row.is_part]
        assert heads == sorted(heads, reverse=order is Qt.SortOrder.DescendingOrder)


def test_what_it_is_called_and_where_it_comes_from_is_told(page: ScreenPage, qtbot: QtBot) -> None:
    said = texts(page.detail)
    assert "Also in: Consolidated Screening List (the same entry, in less detail)" in said
    assert any(text.startswith("Listed 3 times, joined by OFAC Number 990107") for text in said)
    assert "UK Sanctions List" in page.detail._together.toolTip()
    assert "License requirement" not in said
    for _each in range(4):
        key(page, qtbot, Qt.Key.Key_Right)
        key(page, qtbot, Qt.Key.Key_Down)
    said = texts(page.detail)
    assert any(text.endswith("no US list") for text in said)
    assert "Measures as published" in said
    assert "License requirement" not in said
    assert not any(text.startswith("Also in") for text in said)


def test_a_decision_holds_for_the_list_in_full_that_comes_in_later_and_back(
    demo_folder: Path, tmp_path: Path, shell: Shell, qtbot: QtBot, clock: FakeClock
) -> None:
    folder = tmp_path / "workspace"
    shutil.copytree(demo_folder, folder)
    desk = open_desk(folder, clock)
    ready_up(desk)
    page = shown(ScreenPage(desk, shell), qtbot)
    qtbot.keyClicks(page.form.name, several.NAME)
    page.session.flush()
    assert list(verdicts(page)) == [several.CSL]
    page.session.decide(page.session.current.matches[0], Verdict.SAME, "Same identifier")
    several.put_several(folder / "lists.db")
    ready_up(desk)
    page.session.ask_again()
    assert verdicts(page) == {
        several.OFAC: Verdict.SAME, several.EU: None, several.UK: None,
    }  # fmt: skip
    page.session.undo_decision(page.session.current.matches[0])
    assert set(verdicts(page).values()) == {None}
    page.session.save(undecided=True)
    # A screening saved on the one is offered on the other.
    page.session.decide(page.session.current.matches[0], Verdict.NOT_SAME, "Different address")
    page.session.save(undecided=True)
    put(folder / "lists.db", "us-ofac-sdn", listing("us-ofac-sdn:SDN:1", "X"), published=None)
    (last, *_rest) = desk.records.screenings()
    again = desk.screenings.get(last.number)
    page.arrive(again)
    first = page.session.current.matches[0]
    assert page.session.current.earlier(first) is not None
    desk.close()


@pytest.mark.parametrize(("theme", "scale"), [(Theme.LIGHT, 1.0), (Theme.DARK, 2.0)])
def test_it_is_drawn(
    theme: Theme, scale: float, desk: Desk, shell: Shell, appearance: Appearance, qtbot: QtBot
) -> None:
    def make() -> ScreenPage:
        page = ScreenPage(desk, shell)
        qtbot.addWidget(page, before_close_func=ScreenPage.close_page)
        page.arrive([Party(several.NAME)])
        page.matches._turn(True)
        return page

    size = QSize(round(1068 * scale), round(800 * scale))
    picture = render(make, appearance, theme, scale, size)
    assert picture.size() == size, "the page asks for more room than there is"
    assert len(colours_of(picture)) > 20


@pytest.mark.parametrize(
    ("texts", "room", "lines"),
    [
        (["SDN", "EU", "UK"], 60, [["SDN", "EU"], ["UK"]]),
        (["SDN", "SDN"], 60, [["SDN"]]),
        (["SDN", "EU", "UK", "UN", "CA"], 60, [["SDN", "EU"], ["UK", "+2"]]),
        (["SDN", "EU", "UK", "UN"], 60, [["SDN", "EU"], ["UK", "UN"]]),
        (["CONSOLIDATED"], 60, [["CONSOLIDATED"]]),
        (["CONSOLIDATED", "CONSOLIDATED-2", "X"], 60, [["CONSOLIDATED"], ["CONSOLIDATED-2", "+1"]]),
    ],
)
def test_chips_stand_in_two_lines(texts: list[str], room: int, lines: list[list[str]]) -> None:
    assert in_lines(texts, lambda text: 10 * len(text), room, 4) == lines


def test_old_lists_are_named_in_one_line(desk: Desk) -> None:
    def status(key: str, days: int, freshness: Freshness = Freshness.OLD) -> SourceStatus:
        return SourceStatus(desk.lists.catalogue.source(key), None, days, freshness)

    assert words.old_lists([status("own:Letters", 900, Freshness.CURRENT)]) == ""
    assert words.old_lists([status("uk-sl", 8), status("un-sc", 3, Freshness.CURRENT)]) == (
        "Old list: UK Sanctions List (8 days). The record will say so."
    )
    many = [status("uk-sl", 8), status("eu-fsf", 31), status("ca-sema", 9), status("au-dfat", 10)]
    assert words.old_lists(many) == (
        "Old lists: EU Financial Sanctions (31 days), Australian Sanctions (10 days), "
        "Canadian Autonomous Sanctions (9 days) and 1 more. The record will say so."
    )
