"""At 200 % on a screen of 1280 x 800, every page fits beside the sidebar, and can be reached.

What remains there is as much as 640 x 400 is at 100 %. The sidebar takes 212 of it, the bar that
scrolls the page 12.
"""

import json
import shutil
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import QRect, QSettings, QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from exportdesk.core import i18n
from exportdesk.core.company import Theme
from exportdesk.core.parties import Party
from exportdesk.core.screenings import Verdict
from exportdesk.ui.cases.page import CasesPage
from exportdesk.ui.cases.subjects import NewLetter
from exportdesk.ui.lists.page import ListsPage
from exportdesk.ui.lists.source_pane import CHANGES, CHECKS
from exportdesk.ui.pages import PAGES, pages
from exportdesk.ui.records.page import RecordsPage
from exportdesk.ui.screen.page import ScreenPage
from exportdesk.ui.shell import PageSpec, Shell
from exportdesk.ui.sidebar import Sidebar
from exportdesk.ui.theme import Appearance, Tone, px
from exportdesk.ui.widgets import Page
from exportdesk.ui.widgets.buttons import button
from exportdesk.ui.widgets.flow import FlowLayout
from exportdesk.ui.widgets.page_head import HeadLayout
from exportdesk.ui.widgets.text import label
from exportdesk.wiring import Desk
from tests import several_lists as several
from tests.fakes import FakeClock
from tests.lists.samples import DATA
from tests.sampling import sample
from tests.ui.desks import DEMO_CSV, DEMO_LIST, NEXT_LIST, fill, open_desk, ready_up
from tests.ui.walk import cut_off, cut_short, words_cut
from tests.ui.whole import whole_window

WIDE, HIGH = 640 - 212, 400
ROOM = WIDE - 12


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("filled") / "workspace"
    with closing(open_desk(folder)) as desk:
        fill(desk)
        several.put_several(folder / "lists.db")
        desk.lists.catch_up()
        ready_up(desk)
    return folder


@pytest.fixture
def desk(tmp_path: Path, filled: Path) -> Iterator[Desk]:
    folder = tmp_path / "workspace"
    shutil.copytree(filled, folder)
    with closing(open_desk(folder)) as made:
        made.lists.catch_up()
        ready_up(made)
        yield made


@pytest.fixture(params=sample([2.0], [1.0, 2.0]))
def scale(request: pytest.FixtureRequest, appearance: Appearance) -> float:
    """Text as large as usual, and twice that: the page has the same room, in the same units."""
    large = float(request.param)
    appearance.wear(Theme.LIGHT, scale=large)
    return large


def settled(page: Page, scale: float, qtbot: QtBot) -> None:
    """Give the page the room there is, and let its parts find their places."""
    qtbot.addWidget(page, before_close_func=lambda closing: closing.close_page())
    page.resize(round(WIDE * scale), round(HIGH * scale))
    page.show()
    QApplication.processEvents()


def expect_to_fit(page: Page, scale: float, qtbot: QtBot) -> None:
    """Wait until the page is no wider than it may be, and whole; layouts take turns of the loop."""

    def fits() -> None:
        assert page.minimumSizeHint().width() <= ROOM * scale
        assert cut_off(page) == []
        assert words_cut(page) == []

    qtbot.waitUntil(fits, timeout=3000)


@pytest.mark.parametrize("name", PAGES)
def test_a_page_fits(name: str, scale: float, desk: Desk, shell: Shell, qtbot: QtBot) -> None:
    page = next(spec for spec in pages(desk) if spec.key == name).make(shell)
    settled(page, scale, qtbot)
    page.arrive()
    expect_to_fit(page, scale, qtbot)


@pytest.fixture
def spanish(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.delenv(i18n.OVERRIDE)
    assert i18n.speak("es") == "es"
    yield
    i18n.speak("en")


@pytest.mark.usefixtures("spanish")
def test_in_spanish_every_page_fits_in_the_window(
    desk: Desk, appearance: Appearance, ini: QSettings, qtbot: QtBot
) -> None:
    appearance.wear(Theme.LIGHT, scale=2.0)
    with whole_window(desk, appearance, ini, qtbot) as window:

        def fits() -> None:
            assert window.page is not None
            assert window.page.minimumSizeHint().width() <= ROOM * 2
            assert [*cut_off(window), *words_cut(window), *cut_short(window)] == []

        for key in PAGES:
            window.go(key)
            qtbot.waitUntil(fits, timeout=3000)


def refused(folder: Path) -> Path:
    data = json.loads(DEMO_LIST.read_text("utf-8"))
    data["results"] = [row for row in data["results"] if "Entity List" not in row["source"]]
    path = folder / "cut.json"
    path.write_text(json.dumps(data), "utf-8")
    return path


def look_alike(page: ListsPage, folder: Path) -> None:
    path = folder / "a download with a name that goes on for quite a while.xml"
    path.write_bytes((DATA / "un-traps.xml").read_bytes())
    page.take_in(path)
    assert page.panel.looks_like.isVisible()


def own_sheet(page: ListsPage, folder: Path) -> None:
    path = folder / "letter.csv"
    path.write_text("No.,Company,Where\n1,Quillmere Trading FZE,AE\n", "utf-8")
    page.own.begin()
    page.own.sheet.open_file(path)
    page.own.sheet.about.kind.choose("red_flag")


def own_list(page: ListsPage, folder: Path) -> None:
    own_sheet(page, folder)
    page.own._press()
    assert page.sources.status is not None
    assert page.sources.status.source.is_own


def refusal(page: ListsPage, folder: Path) -> None:
    page.take_in(refused(folder))
    page.panel._refusal.use_anyway()
    assert page.panel._refusal._form.isVisible()


def changes(page: ListsPage, folder: Path) -> None:
    del folder
    page.take_in(NEXT_LIST)
    page.pane.tabs.setCurrentIndex(CHANGES)


def failed(page: ListsPage, folder: Path) -> None:
    del folder
    page.pane.failure.say("The check failed.", Tone.RED, detail="Try it again later. " * 12)


LISTS: dict[str, Callable[[ListsPage, Path], object]] = {
    "filled": lambda page, folder: None,
    "question": lambda page, folder: page.take_in(DEMO_CSV),
    "failed": failed,
    "refusal": refusal,
    "look-alike": look_alike,
    "own sheet": own_sheet,
    "own list": own_list,
    "changes": changes,
    "checks": lambda page, folder: page.pane.tabs.setCurrentIndex(CHECKS),
}


@pytest.mark.parametrize("state", sample(("question", "refusal", "changes"), tuple(LISTS)))
def test_control_lists_fit_in_every_state(
    state: str, scale: float, desk: Desk, shell: Shell, qtbot: QtBot, tmp_path: Path
) -> None:
    page = ListsPage(desk, shell)
    settled(page, scale, qtbot)
    qtbot.waitUntil(lambda: page._pane is not None)  # made a turn of the loop later
    LISTS[state](page, tmp_path)
    expect_to_fit(page, scale, qtbot)


def test_day_one_comes_before_the_sources_where_one_stands_below_the_other(
    scale: float, tmp_path: Path, shell: Shell, qtbot: QtBot
) -> None:
    with closing(open_desk(tmp_path / "nothing")) as empty:
        page = ListsPage(empty, shell)
        settled(page, scale, qtbot)
        expect_to_fit(page, scale, qtbot)
        assert page.first.mapTo(page, page.first.rect().topLeft()).y() < (
            page.sources.mapTo(page, page.sources.rect().topLeft()).y()
        )
        page.resize(round(1068 * scale), round(800 * scale))
        qtbot.waitUntil(
            lambda: (
                page.first.mapTo(page, page.first.rect().topLeft()).x()
                > page.sources.mapTo(page, page.sources.rect().topLeft()).x()
            )
        )


def test_what_asks_a_person_is_in_view(
    scale: float, desk: Desk, shell: Shell, qtbot: QtBot, tmp_path: Path
) -> None:
    page = ListsPage(desk, shell)
    settled(page, scale, qtbot)
    expect_to_fit(page, scale, qtbot)
    assert page._area is not None
    bar = page._area.verticalScrollBar()
    bar.setValue(bar.maximum())
    page.take_in(refused(tmp_path))
    assert bar.value() == 0


def test_what_an_export_asks_is_read_and_filled_in(
    scale: float, desk: Desk, shell: Shell, qtbot: QtBot
) -> None:
    page = RecordsPage(desk, shell)
    settled(page, scale, qtbot)
    page.ask_for_days()
    expect_to_fit(page, scale, qtbot)
    for one in (page.days.first, page.days.go):
        qtbot.waitUntil(lambda one=one: one.visibleRegion().boundingRect() == one.rect())


def decided(page: ScreenPage) -> None:
    page.arrive([Party(several.NAME)])
    page.matches._turn(True)
    page.bar.decided.emit(Verdict.NOT_SAME, "Born in another century, in another place")


def reason(page: ScreenPage) -> None:
    page.arrive([Party(several.NAME)])
    page.bar.ask(Verdict.SAME)


def saved(page: ScreenPage) -> None:
    page.arrive([Party(several.NAME), Party("Nobody in particular")])
    page.session.save(undecided=True)


def old(page: ScreenPage) -> None:
    clock = page._desk.clock
    assert isinstance(clock, FakeClock)
    clock.advance(days=40)
    page.arrive([Party(several.NAME)])
    assert page.age_banner.isVisible()


def nobody(page: ScreenPage) -> None:
    page.who.ask(type(page._desk.company())(""), type(page._desk.settings())())
    assert page.who.isVisible()


SCREEN: dict[str, Callable[[ScreenPage], object]] = {
    "empty": lambda page: None,
    "group": lambda page: page.arrive([Party(several.NAME)]),
    "none": lambda page: page.arrive([Party("Zyxwobble")]),
    "decided": decided,
    "reason": reason,
    "saved": saved,
    "old": old,
    "nobody": nobody,
}


@pytest.mark.parametrize("state", sample(("group", "reason", "saved"), tuple(SCREEN)))
def test_screen_fits_in_every_state(
    state: str, scale: float, desk: Desk, shell: Shell, qtbot: QtBot
) -> None:
    page = ScreenPage(desk, shell)
    settled(page, scale, qtbot)
    SCREEN[state](page)
    expect_to_fit(page, scale, qtbot)


def test_a_letter_with_parties_and_goods_fits(
    scale: float, desk: Desk, shell: Shell, qtbot: QtBot
) -> None:
    page = CasesPage(desk, shell)
    settled(page, scale, qtbot)
    page.arrive(NewLetter())
    form = page.letters.form
    form.parties.add_row()
    form.items.add_row()
    expect_to_fit(page, scale, qtbot)
    name, others, country, _address = form.parties.rows[0].fields
    assert name.y() == others.y() < country.y()  # two by two
    page.resize(round(1068 * scale), round(800 * scale))
    qtbot.waitUntil(lambda: name.y() == country.y())


class Sides(QWidget):
    """A sidebar with as many pages as the program has, and more to say of the lists than usual."""

    def __init__(self) -> None:
        super().__init__()
        specs = [
            PageSpec(f"page{at}", f"Page {at}", "home-outline", Page, foot=at == 9)
            for at in range(10)
        ]
        self.bar = Sidebar(specs, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.bar)
        self.bar.note("3 lists were not updated", "warn")

    def in_view(self, key: str) -> bool:
        """Whether the whole of a page's button is seen."""
        one = self.bar._buttons[key]
        top = one.mapTo(self.bar._area.viewport(), one.rect().topLeft()).y()
        return top >= 0 and top + one.height() <= self.bar._area.viewport().height()


def test_the_sidebar_is_no_higher_than_the_screen_and_every_page_is_reached(
    scale: float, qtbot: QtBot
) -> None:
    sides = Sides()
    qtbot.addWidget(sides)
    sides.resize(round(212 * scale), round(HIGH * scale))
    with qtbot.waitActive(sides):
        sides.show()
        sides.activateWindow()
    assert sides.minimumSizeHint().height() <= HIGH * scale
    assert sides.height() <= HIGH * scale
    keys = list(sides.bar._buttons)
    sides.resize(round(212 * scale), round(220 * scale))
    first = sides.bar._buttons[keys[0]]
    first.setFocus(Qt.FocusReason.TabFocusReason)
    bar = sides.bar._area.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)  # there are more than are seen
    bar.setValue(0)
    assert not sides.in_view(keys[-1])
    for key in keys[1:]:
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Down)
        assert sides.bar._buttons[key].hasFocus()
        assert sides.in_view(key)
    for key in reversed(keys[:-1]):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Backtab)
        assert sides.bar._buttons[key].hasFocus()
        assert sides.in_view(key)
    sides.bar.mark(keys[-1])  # as Ctrl+9 does
    assert sides.in_view(keys[-1])
    assert first.width() <= sides.bar._area.viewport().width()


def test_actions_of_a_page_stand_beside_its_title_or_below(
    appearance: Appearance, qtbot: QtBot
) -> None:
    del appearance
    place, words, flow = QWidget(), QVBoxLayout(), FlowLayout(px(8))
    words.addWidget(label("A page", "title"))
    made = [button(f"Action number {at}") for at in range(3)]
    for one in made[1:]:
        flow.addWidget(one)
    flow.insertWidget(0, made[0])
    place.setLayout(HeadLayout(words, flow))
    qtbot.addWidget(place)
    place.show()
    title = place.findChildren(QWidget)[0]
    assert [flow.itemAt(at).widget() for at in range(3)] == made
    place.resize(QSize(1000, 100))
    QApplication.processEvents()
    assert len({one.y() for one in made}) == 1
    assert made[0].x() > title.geometry().x() + 260
    assert made[-1].geometry().right() == place.width() - 1  # at the right end
    flow.setGeometry(QRect(0, 0, -28, 0))  # as what is hidden may be told
    place.resize(QSize(300, 300))
    QApplication.processEvents()
    assert made[0].x() == 0
    assert made[0].y() > title.geometry().bottom()
    assert made[-1].y() > made[0].y()  # and in a second line
    assert place.layout().heightForWidth(300) > place.layout().heightForWidth(1000)
    for one in made:
        one.hide()
    QApplication.processEvents()
    assert isinstance(made[0], QPushButton)
    assert place.layout().heightForWidth(300) < 60
