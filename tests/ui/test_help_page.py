"""The guide in the window: F1, contents, search, links and the way back."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt, QUrl
from PySide6.QtGui import QImage, QTextDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractSlider, QApplication
from pytestqt.qtbot import QtBot

from exportdesk.core.cases import CaseStep
from exportdesk.core.company import Theme
from exportdesk.core.guide import Guide, GuidePage
from exportdesk.rulebook.hs_codes import dotted
from exportdesk.ui.cases.dialog import Sheet
from exportdesk.ui.cases.resolve_sheet import ResolveSheet
from exportdesk.ui.cases.subjects import NewLetter
from exportdesk.ui.cases.words import step_topic
from exportdesk.ui.customers.detail import RELATED
from exportdesk.ui.customers.page import CustomersPage
from exportdesk.ui.help.over import HelpDialog
from exportdesk.ui.help.page import HelpPage
from exportdesk.ui.help.render import page_html, pictures_of
from exportdesk.ui.help.topics import TOPICS, HelpAsked
from exportdesk.ui.lists.page import ListsPage
from exportdesk.ui.log_sheet import LogSheet
from exportdesk.ui.main_window import MainWindow
from exportdesk.ui.pages import PAGES
from exportdesk.ui.papers.sheet import PaperSheet
from exportdesk.ui.papers.template_sheet import TemplateSheet
from exportdesk.ui.papers.wording_editor import WordingEditor
from exportdesk.ui.papers.wording_sheet import WordingSheet
from exportdesk.ui.settings.connections_sheet import ConnectionsSheet
from exportdesk.ui.theme import Appearance
from exportdesk.ui.widgets.dialog_help import GuideAsked
from tests.ui.desks import open_desk
from tests.ui.scripted import ScriptedAsk
from tests.ui.whole import whole_window


@pytest.fixture
def window(tmp_path: Path, qtbot: QtBot, appearance: Appearance) -> Iterator[MainWindow]:
    settings = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
    with (
        closing(open_desk(tmp_path / "ws")) as desk,
        whole_window(desk, appearance, settings, qtbot) as made,
    ):
        yield made


def help_of(window: MainWindow) -> HelpPage:
    page = window.page
    assert isinstance(page, HelpPage)
    return page


def shown(page: HelpPage) -> str:
    assert page.reader.page is not None
    return page.reader.page.name


def test_f1_opens_the_guide_where_one_is_and_esc_goes_back(window: MainWindow) -> None:
    for key in PAGES:
        if key == "help":
            continue
        window.go(key)
        QTest.keyClick(window, Qt.Key.Key_F1)
        assert shown(help_of(window)) == TOPICS[key]
        page = help_of(window)
        assert page.return_to.text() == f"Back to {window.make(key).title.text()}"
        # Whatever was read before, and is read from here, one key or the link leads back.
        page.reader.anchorClicked.emit(QUrl("records.md"))
        if key == "cases":
            page.return_to.click()
        else:
            QTest.keyClick(window, Qt.Key.Key_Escape)
        assert window.page_key == key
        assert page.return_to.isHidden()


def test_every_topic_is_a_page_of_the_guide() -> None:
    names = {page.name for page in Guide().pages}
    assert set(TOPICS) == set(PAGES) - {"help"}
    assert set(TOPICS.values()) <= names


def test_links_lead_through_the_guide_and_back(window: MainWindow) -> None:
    window.go("help")
    page = help_of(window)
    page.reader.anchorClicked.emit(QUrl("backups.md#restore"))
    assert shown(page) == "backups"
    assert page.reader.verticalScrollBar().value() > 0
    page.reader.anchorClicked.emit(QUrl("#keep-backups-safe"))
    page.reader.anchorClicked.emit(QUrl("records.md"))
    assert shown(page) == "records"
    QTest.mouseClick(page.before, Qt.MouseButton.LeftButton)
    QTest.mouseClick(page.before, Qt.MouseButton.LeftButton)
    assert (shown(page), page.after.isEnabled()) == ("backups", True)
    QTest.mouseClick(page.after, Qt.MouseButton.LeftButton)
    QTest.mouseClick(page.after, Qt.MouseButton.LeftButton)
    assert (shown(page), page.after.isEnabled()) == ("records", False)


def test_links_are_reached_by_keys_and_tab_leaves_the_text(window: MainWindow) -> None:
    window.go("help")
    page = help_of(window)
    page.reader.setFocus()
    for _times in range(2):
        QTest.keyClick(page.reader, Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(page.reader, Qt.Key.Key_Up, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(page.reader, Qt.Key.Key_Return)
    assert shown(page) == Guide().pages[1].name  # the first link of the first page
    QTest.keyClick(page.reader, Qt.Key.Key_Tab)
    assert not page.reader.hasFocus()


def test_a_page_of_the_web_opens_outside_and_a_lost_page_is_told(window: MainWindow) -> None:
    window.go("help")
    page = help_of(window)
    page.reader.anchorClicked.emit(QUrl("https://www.example.org/rule"))
    ask = window.shell.ask
    assert isinstance(ask, ScriptedAsk)
    assert "https://www.example.org/rule" in ask.pages
    page.reader.anchorClicked.emit(QUrl("gone.md"))
    assert "gone" in page.banner.words


def test_a_search_lists_the_places_and_opens_the_one_chosen(
    window: MainWindow, qtbot: QtBot
) -> None:
    window.go("help")
    page = help_of(window)
    QTest.keyClicks(page.field, "restore backup")
    QTest.keyClick(page.field, Qt.Key.Key_Return)
    assert page.list.model().rowCount() > 1
    assert page.list.hasFocus()
    assert shown(page) == "backups"
    marked = {one.cursor.selectedText().casefold() for one in page.reader.extraSelections()}
    assert {"restore", "backup"} <= marked, "the words looked for are marked"
    first = page._way[-1]
    QTest.keyClick(page.list, Qt.Key.Key_Down)
    assert page._way[-1] != first
    page.field.setFocus()
    page.field.setText("zzzzzz")
    page.field.search_now()
    assert page.list.model().rowCount() == 0
    QTest.keyClick(page.field, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: page.list.model().rowCount() == len(Guide().pages), timeout=2000)


def test_the_high_priority_codes_are_found_and_come_into_view(window: MainWindow) -> None:
    window.go("help")
    page = help_of(window)
    codes = page._desk.rulebook.high_priority.all()
    text = page._guide.page("high-priority-codes")
    assert text is not None
    assert [one.hs6 for one in codes if f"| {one.hs6} |" not in text.markdown] == []
    assert "BIS asks for a customer certification" in text.markdown
    last = [one for one in codes if one.tier.tier == "3.A"][-1]  # far below its heading
    for typed in (dotted(last.hs6), last.hs6):
        page.field.setText(typed)
        page.field.search_now()
        QTest.keyClick(page.field, Qt.Key.Key_Return)
        assert shown(page) == "high-priority-codes"
        here = [
            page.reader.cursorRect(one.cursor)
            for one in page.reader.extraSelections()
            if one.cursor.selectedText() in (last.hs6, dotted(last.hs6)[:4])
        ]
        inside = page.reader.viewport().rect()
        assert any(inside.contains(one.center()) for one in here), typed
    found = [{one.page.name for one in page._guide.find(f"high{sign}priority HS")} for sign in "- "]
    assert found[0] == found[1]
    assert "high-priority-codes" in found[0]


def test_what_each_list_means_comes_from_the_rulebook(window: MainWindow) -> None:
    window.go("help", HelpAsked("what-lists-mean"))
    text = help_of(window).reader.toPlainText()
    assert "Specially Designated Nationals List (SDN)" in text
    assert "31 CFR 501.603" in text
    assert "Checked against" in text


@pytest.mark.parametrize("theme", [Theme.LIGHT, Theme.DARK])
def test_pictures_are_as_wide_as_there_is_room(
    window: MainWindow, appearance: Appearance, theme: Theme
) -> None:
    appearance.wear(theme)
    window.go("help", HelpAsked("review"))
    QApplication.processEvents()
    reader = help_of(window).reader
    folder = QUrl.fromLocalFile(str(Guide().folder.parent / "pictures" / "review-light.png"))
    kind = QTextDocument.ResourceType.ImageResource.value
    picture = reader.loadResource(kind, folder)
    assert isinstance(picture, QImage)
    assert 100 < picture.width() <= reader.viewport().width()
    for page in ("cases-from-files", "who-owns-a-customer"):  # what is to be typed breaks, too
        window.go("help", HelpAsked(page))
        QApplication.processEvents()
        assert reader.horizontalScrollBar().maximum() == 0
    assert reader.loadResource(kind, QUrl("https://example.org/x.png")) is None


def test_a_page_is_html_with_its_anchors_and_none_of_its_own() -> None:
    html = page_html(
        "# One & two\n\n<script>x</script> [a](b.md#c)\n\n![p](../pictures/a-light.png)"
    )
    assert '<a name="one--two"></a>' in html
    assert "<script>" not in html
    assert '<p style="line-height: 100%"><img' in html  # more would be a gap below the picture
    assert 'href="b.md#c"' in html
    mixed = page_html("شركة فجر الصحراء (United Arab Emirates)")  # what follows is not turned round
    assert "\u200eشركة فجر الصحراء\u200e (United" in mixed
    assert 'src="/p/a-dark.png"' in pictures_of(html, "/p", dark=True)
    assert 'src="/p/a-light.png"' in pictures_of(html, "/p", dark=False)


def test_f1_knows_more_than_the_page(window: MainWindow) -> None:
    guide = Guide()

    def asked() -> str:
        page = window.page
        assert page is not None
        topic = page.help_topic()
        name, _sign, part = topic.partition("#")
        told = guide.page(name)
        assert not topic or (told is not None and (not part or _has(told, part))), topic
        return topic

    window.go("customers")
    customers = window.page
    assert isinstance(customers, CustomersPage)
    assert asked() == ""
    customers.detail.tabs.setCurrentIndex(RELATED)
    assert asked() == "who-owns-a-customer"
    customers.begin_import()
    assert asked() == "importing-customers"
    customers.back()
    customers.begin_check()
    assert asked() == "customers#check-customers"
    window.go("cases", NewLetter())
    assert asked() == "letters-from-bis"
    window.go("lists")
    lists = window.page
    assert isinstance(lists, ListsPage)
    lists.own.begin()
    assert asked() == "importing-a-list#lists-of-your-own"
    for subject, topic in (
        ("", ""),
        ("backup", "backups"),
        ("rulebook", "rulebook"),
        ("papers", "how-papers-look"),
        ("privacy", "settings#privacy"),
        ("health", "when-something-goes-wrong"),
    ):
        window.go("settings", subject)
        assert asked() == topic


def _has(page: GuidePage, part: str) -> bool:
    return any(section.anchor == part for section in page.sections)


def test_f1_in_a_dialog_opens_the_guide_over_it(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    window.go("certifications")
    qtbot.waitUntil(lambda: window.findChild(GuideAsked) is not None)
    for dialog, topic in (
        (LogSheet(window, tmp_path / "ws", window.shell), "when-something-goes-wrong"),
        (Sheet(window, "T", "w", yes="Y", take=list), "certifications"),
    ):
        dialog.show()
        QApplication.processEvents()
        dialog.activateWindow()
        qtbot.waitUntil(dialog.isActiveWindow)
        QTest.keyClick(dialog, Qt.Key.Key_F1)
        over = dialog.findChild(HelpDialog)
        assert isinstance(over, HelpDialog)
        assert shown(over.page) == topic
        QTest.keyClick(over, Qt.Key.Key_Escape)
        assert not over.isVisible()
        assert dialog.isVisible()
        dialog.reject()


def test_the_contents_show_which_page_is_open(window: MainWindow, qtbot: QtBot) -> None:
    window.go("help", HelpAsked("settings", "settings"))
    listed = help_of(window).list
    assert listed.current is not None
    assert listed.current.page.name == "settings"
    place = listed.currentIndex()
    inside = listed.viewport().rect()
    qtbot.waitUntil(lambda: inside.contains(listed.visualRect(place).center()))
    assert listed.verticalScrollBar().value() > 0


def test_the_heading_that_was_asked_for_stays_at_the_top_as_the_page_gets_its_room(
    window: MainWindow, qtbot: QtBot
) -> None:
    window.go("help", HelpAsked(ResolveSheet.help_topic, "cases"))
    reader = help_of(window).reader

    def heading() -> int:
        found = reader.document().find("What is open, and what settles it")
        return reader.cursorRect(found).top()

    for wide in (1500, 900):
        window.resize(wide, 700)
        qtbot.waitUntil(lambda: not reader._later.isActive())
        assert -8 <= heading() < 60
    reader.verticalScrollBar().triggerAction(QAbstractSlider.SliderAction.SliderPageStepAdd)
    window.resize(1300, 700)
    qtbot.waitUntil(lambda: not reader._later.isActive())
    assert heading() < -60, "who reads on stays there"


def test_in_a_low_window_text_and_list_take_each_others_place(
    window: MainWindow, qtbot: QtBot
) -> None:
    window.resize(680, 500)
    window.go("help")
    page = help_of(window)
    assert page.reader.isVisible()
    assert not page.field.isVisible()
    qtbot.waitUntil(lambda: page.reader.height() > page.height() // 2)
    QTest.mouseClick(page.look_for, Qt.MouseButton.LeftButton)
    assert page.field.hasFocus()
    assert not page.reader.isVisible()
    QTest.keyClicks(page.field, "threshold")
    page.field.search_now()
    QTest.keyClick(page.field, Qt.Key.Key_Return)
    assert page.reader.hasFocus()
    assert shown(page) == "threshold"
    page.search()
    assert page.back()
    assert page.back(), "the words are cleared first"
    assert page.reader.isVisible()
    window.resize(1280, 800)
    assert page.reader.isVisible()
    assert page.field.isVisible()
    assert not page.look_for.isVisible()


def test_every_sheet_and_step_leads_to_a_page_of_the_guide() -> None:
    guide = Guide()
    assert len({step_topic(step) for step in CaseStep}) == len(CaseStep), "each at its own part"
    for step in CaseStep:
        name, _sign, part = step_topic(step).partition("#")
        there = guide.page(name)
        assert there is not None
        assert _has(there, part), step
    for kind in (
        ConnectionsSheet,
        LogSheet,
        PaperSheet,
        ResolveSheet,
        TemplateSheet,
        WordingEditor,
        WordingSheet,
    ):
        name, _sign, part = kind.help_topic.partition("#")
        told = guide.page(name)
        assert told is not None, kind
        assert not part or _has(told, part), kind
