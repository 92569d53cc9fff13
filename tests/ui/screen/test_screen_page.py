"""The Screen page: a real desk, the demo's list, real keys."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLabel,
    QPushButton,
    QScrollArea,
    QWidget,
)
from pytestqt.qtbot import QtBot

from exportdesk.core.changes import Changes
from exportdesk.core.company import Company
from exportdesk.core.demo_mark import DEMO_MARK
from exportdesk.core.errors import StorageFault
from exportdesk.core.parties import Party, PartyKind, Role
from exportdesk.core.progress import Silent
from exportdesk.core.screenings import Screening, Verdict
from exportdesk.operations.demo import demo_name
from exportdesk.operations.demo_run import fill_demo
from exportdesk.operations.screening import Saved, Screenings
from exportdesk.ui.matches.reasons import objection
from exportdesk.ui.names.detail import NamesakeDetail
from exportdesk.ui.screen.draft import ScreeningDraft
from exportdesk.ui.screen.match_table import COUNTRY_COLUMN
from exportdesk.ui.screen.page import ScreenPage
from exportdesk.ui.screen.party_draft import worst
from exportdesk.ui.settings.page import SettingsPage
from exportdesk.ui.shell import Shell
from exportdesk.ui.widgets.table_model import SUBTITLE_ROLE
from exportdesk.wiring import Desk
from tests.fakes import FakeClock
from tests.ui.conftest import NotedWindow
from tests.ui.desks import open_desk
from tests.ui.screen.conftest import HELD, shown
from tests.ui.scripted import ScriptedAsk
from tests.ui.walk import hints_cut, unnamed

Type = Callable[[str], None]
IMPULS = "Severny Impuls Trading"


def click(root: QWidget, words: str, qtbot: QtBot) -> None:
    """Click the visible button with these words."""
    found = [
        b
        for b in root.findChildren(QPushButton)
        if b.isVisible() and words in b.text().replace("&", "")
    ]
    assert found, f"no button {words!r}"
    qtbot.mouseClick(found[0], Qt.MouseButton.LeftButton)


def texts(root: QWidget) -> list[str]:
    return [label.text() for label in root.findChildren(QLabel) if label.isVisible()]


def focused(page: ScreenPage) -> QWidget:
    found = page.window().focusWidget()
    assert found is not None
    return found


def names(page: ScreenPage) -> list[str]:
    return [seen.match.name for seen in page.session.current.matches]


def columns_at(page: ScreenPage) -> list[bool]:
    """Return whether the country has a column, with more and more room."""
    table, had = page.matches.table, page.matches.table.size()
    found = []
    for wide in range(360, 620, 10):
        table.resize(wide, had.height())
        found.append(table.isColumnHidden(COUNTRY_COLUMN))
    table.resize(had)
    return found


def test_matches_appear_while_typing_and_nothing_waits(
    desk: Desk, threads: Shell, qtbot: QtBot
) -> None:
    page = shown(ScreenPage(desk, threads), qtbot)
    assert page.form.name.hasFocus()
    qtbot.keyClicks(page.form.name, IMPULS)
    qtbot.waitUntil(lambda: page.session.current.is_answered, timeout=10_000)
    assert names(page)[0] == "Severnyi Impuls LLC"
    assert "1 possible match" in page.matches.title.text()
    assert "13 lists, 322 names in" in page.matches.caption.text()
    assert page.matches.table.current is not None


def test_country_by_name_address_and_identifier_are_looked_up(
    page: ScreenPage, type_name: Type, qtbot: QtBot, window: NotedWindow
) -> None:
    type_name("Brightwell Harbour Logistics Ltd")
    assert names(page) == []
    assert "No possible match found in the lists of 20 Nov 2026" in texts(page)
    assert not any("cleared" in text.lower() for text in texts(page))
    type_name("Severny")
    assert names(page) == []
    assert any('"Severny" is in the names of 2 listed parties' in one for one in texts(page))
    assert page.matches._none.title.text() == (
        'No match for the whole name, but 2 listed parties share "Severny"'
    )
    assert not any("No possible match" in one for one in texts(page))
    assert page.matches._none._glyph._colour == "amber"
    assert not page.matches._none.other.isVisible(), "the search has other names than those meant"
    page.session.save()
    assert page.banner.words.startswith("Severny shares a word with listed parties, and nobody has")
    cross = next(one for one in page.banner.findChildren(QAbstractButton) if not one.text())
    cross.setFocus(Qt.FocusReason.TabFocusReason)
    for _press in range(2):  # past the other button of the banner
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is page.matches._none.action
    assert page.session.draft.saved is None
    page.matches._none.action.click()
    sheet = page.naming.sheet
    assert sheet is not None
    chosen = sheet.table.current
    assert chosen is not None
    assert chosen.name in texts(sheet), "what is known of the one chosen stands beside"
    long = replace(chosen, names=(replace(chosen.names[0], text="SEVERNY ZAVOD " * 20),))
    (detail,) = sheet.findChildren(NamesakeDetail)
    detail.show_listing(long)
    QApplication.processEvents()
    around = detail.parentWidget().parentWidget().parentWidget()
    assert isinstance(around, QScrollArea)
    assert around.verticalScrollBar().maximum() == 0, "one bar for one of them"
    sheet.open_match.click()
    assert names(page) == [chosen.name]
    assert page.session.current.matches[0].match.score < 90
    assert page.session.current.result.mention is None, "whoever decides it has seen the name"
    assert page.banner.words == "1 match is undecided; the record will say so."
    assert window.toasts[-1] == f"{chosen.name} is a possible match now, to be decided."
    page.session.undo()
    assert names(page) == []
    page.matches._none.action.click()
    sheet = page.naming.sheet
    assert sheet is not None
    assert sheet.table.model().rowCount() == 2
    sheet.reason.setPlainText("A ski club")
    sheet.take.click()
    assert any("none of them is meant. A ski club" in one for one in texts(page))
    assert page.session.draft.unsaved_decisions == 1
    assert "This is kept once the screening is saved." in page.matches._none.words.text()
    page.session.save()
    assert page.matches._none.words.text().endswith("none of them is meant. A ski club")
    said = page.session.draft.saved.parties[0].looked
    assert said is not None
    assert [len(said.listings), said.reason] == [2, "A ski club"]
    page.matches._none.action.click()  # taken back, in a copy
    assert page.session.draft.unsaved_decisions == 0
    assert page.matches._none._glyph._colour == "amber"
    type_name("Brightwell Harbour Logistics Ltd")
    qtbot.keyClicks(page.form.address, "18th Floor, Lantern Commercial Centre, 64 Saltfish Street")
    page.form.country.choose_at(page.form.country.findText("Hong Kong"))
    page.session.flush()
    assert names(page)
    assert page.session.current.party.country == "HK"


def test_beside_the_score_stands_what_ofacs_search_would_score(
    page: ScreenPage, type_name: Type
) -> None:
    type_name("Rubezh Elektronika")
    assert "OFAC's search would score about 100." in texts(page.detail)
    type_name("Rubesh Elektronika")
    said = next(text for text in texts(page.detail) if text.startswith("OFAC's search would"))
    assert "100" not in said
    assert "FAQ 249" in page.detail._ofac.toolTip()
    assert page.detail._ofac.accessibleDescription() == page.detail._ofac.toolTip()
    type_name(IMPULS)  # on the Entity List, which is not OFAC's
    assert not any("OFAC's search" in text for text in texts(page.detail))


def test_the_word_for_a_strength_is_tied_to_its_measured_rate(
    page: ScreenPage, type_name: Type
) -> None:
    type_name("Rubezh Elektronika")
    hint = page.detail._heading.chip.toolTip()
    assert hint.startswith("Very likely (from ")
    assert "of 1,000 unrelated names" in hint
    index = page.matches.table.model().index(0, 0)
    assert index.data(Qt.ItemDataRole.ToolTipRole) == hint


def test_a_key_asks_why_and_a_digit_decides(
    page: ScreenPage, type_name: Type, qtbot: QtBot, desk: Desk
) -> None:
    type_name(IMPULS)
    qtbot.keyClick(page.form.name, Qt.Key.Key_Return)
    assert page.matches.table.hasFocus()
    shown = columns_at(page)
    qtbot.keyClick(page.matches.table, Qt.Key.Key_S, HELD)
    assert page.bar.is_asking
    assert any("Stop until there is a license" in text for text in texts(page.bar))
    assert hints_cut(page.bar) == []
    qtbot.keyClick(focused(page), Qt.Key.Key_1)
    assert page.bar._reason._own.text() == "Same name and address"
    assert page.bar._reason.common.buttons[0].property("kind") == "chosen"
    assert page.bar.is_asking, "Enter decides, as on Review"
    qtbot.keyClick(focused(page), Qt.Key.Key_Return)
    assert page.bar._reason._mark.text().startswith("But no address of your party is given here.")
    number = objection(
        "Different birth date or number", page.session.current.matches[0].match, Party(IMPULS), str
    )
    assert number.startswith("But no identifier of your party is given here.")
    qtbot.keyClick(focused(page), Qt.Key.Key_Return)
    decision = page.session.current.matches[0].decision
    assert decision is not None
    assert (decision.verdict, decision.reason) == (Verdict.SAME, "Same name and address")
    assert decision.by == desk.settings().operator
    assert not page.bar.is_asking
    assert page.matches.table.hasFocus()
    assert "License likely required" in texts(page.bar)
    assert page.matches.table.model().index(0, 0).data() == "Same party"
    assert columns_at(page) == shown, "the country goes for want of room, not for a decision"
    page.form.country.choose_at(page.form.country.findText("Russia"))
    page.session.flush()
    page.bar.ask(Verdict.NOT_SAME)
    assert not any("Stop until there is a license" in text for text in texts(page.bar))
    page.bar._reason.common.buttons[1].click()
    qtbot.keyClick(focused(page), Qt.Key.Key_Return)
    assert page.bar.is_asking, "both are in Russia: asked before it is kept"
    assert page.bar._reason._mark.text().startswith("But by the data they agree: Russia")
    click(page.bar, "Decide", qtbot)
    decision = page.session.current.matches[0].decision
    assert decision is not None
    assert decision.reason == "Different country"


def test_what_is_asked_is_whole_in_a_low_window_with_a_message_above(
    page: ScreenPage, type_name: Type, qtbot: QtBot
) -> None:
    type_name("Golden Kite Components")
    page.telling.say_undecided()
    page.resize(992, 600)
    for verdict in Verdict:
        page.bar.ask(verdict)
        page.bar._reason.object_with("But no address of your party is given here. Decide again.")
        for _turn in range(4):
            QApplication.processEvents()
        reason = page.bar._reason
        lowest = max(one.geometry().bottom() for one in reason.common.buttons if one.isVisible())
        assert lowest < reason._mark.geometry().top()
        assert reason._mark.geometry().bottom() < reason._take.geometry().top()
        assert page.bar.height() >= page.bar.heightForWidth(page.bar.width())
        assert page.bar.mapTo(page.detail, QPoint(0, page.bar.height())).y() <= page.detail.height()


def test_tab_comes_from_the_list_to_the_verdicts_and_shows_where_it_is(
    page: ScreenPage, type_name: Type, qtbot: QtBot
) -> None:
    type_name("Golden Kite Components")
    for wide in (748, 1068, 748):
        page.resize(wide, 604)
        QApplication.processEvents()
        page.matches.table.setFocus()
        qtbot.keyClick(focused(page), Qt.Key.Key_Tab)
        assert page.bar.isAncestorOf(focused(page))
        bare = page.detail.area.grab().toImage()
        while focused(page) is not page.detail.area:
            qtbot.keyClick(focused(page), Qt.Key.Key_Tab)
            assert page.detail.isAncestorOf(focused(page))
        assert page.detail.area.grab().toImage() != bare


def test_the_page_fits_a_small_screen_whatever_it_tells_and_asks(
    page: ScreenPage, type_name: Type, desk: Desk
) -> None:
    type_name("Impuls Komplekt")
    page.age_banner.say("The lists are 40 days old. " * 8, action="Control lists", closable=False)
    page.who.ask(Company(), desk.settings())
    page.resize(1068, 764)
    for verdict, reason in (
        (Verdict.NOT_SAME, "Different address"),
        (Verdict.SAME, "Same name and address"),
    ):
        page.bar.ask(verdict)
        page.bar._reason.given.emit(reason)
        QApplication.processEvents()
        assert page.bar._reason._mark.isVisible()
        assert page.minimumSizeHint().height() <= 764
        banner = page.age_banner
        assert banner.height() >= banner.heightForWidth(banner.width()), "no line of it is cut"


def test_a_name_typed_on_a_match_is_the_next_name_and_decides_nothing(
    page: ScreenPage, type_name: Type, qtbot: QtBot
) -> None:
    type_name(IMPULS)
    for typed in (f"N {IMPULS}", "Sensor 4 Ltd"):
        qtbot.keyClick(page.form.name, Qt.Key.Key_Return)
        assert page.matches.table.hasFocus()
        for letter in typed:
            qtbot.keyClicks(focused(page), letter)
        qtbot.keyClick(focused(page), Qt.Key.Key_Return)
        assert page.form.name.text() == typed
        assert not page.bar.is_asking
        page.session.flush()
    assert page.session.unsaved_decisions == 0
    assert not page.session.current.matches
    page.form.begin()
    qtbot.keyClick(page.form.name, Qt.Key.Key_Return)
    assert focused(page) is page.form.name


def test_undone_on_a_saved_screening_it_counts_as_saved_again(
    page: ScreenPage, type_name: Type, qtbot: QtBot, desk: Desk
) -> None:
    type_name(IMPULS)
    seen = page.session.current.matches[0]
    page.session.decide(seen, Verdict.RESEARCH, "Ask Rob")
    click(page, "Save and print record", qtbot)
    saved, paper = page.session.draft.saved, page.session.draft.paper
    assert saved is not None
    assert paper.startswith(b"%PDF")
    click(page.bar, "Undo", qtbot)
    assert page.session.draft.saved is None
    assert page.banner.words.startswith("This is a new screening now")
    page.telling.undo()
    assert page.session.draft.saved is saved
    assert (page.chip.text(), page.banner.words) == (f"Saved as {saved.number}", "")
    page.form.country.choose_at(page.form.country.findText("Russia"))
    page.session.flush()
    assert page.session.draft.saved is None
    page.form.country.choose_at(0)
    page.session.flush()
    assert page.session.draft.saved is saved
    page.form.reference.setFocus()
    qtbot.keyClicks(page.form.reference, "7")
    click(page, "Save and print record", qtbot)
    assert page.session.draft.saved is not saved


def test_a_name_typed_over_and_undone_brings_its_screening_back(
    page: ScreenPage, type_name: Type, qtbot: QtBot
) -> None:
    type_name(IMPULS)
    page.form.country.choose_at(page.form.country.findText("Russia"))
    page.session.flush()
    page.session.decide(page.session.current.matches[0], Verdict.RESEARCH, "Ask Rob")
    former = page.session.draft
    page.form.begin()
    qtbot.keyClicks(page.form.name, IMPULS + " Two")
    page.session.flush()
    assert page.session.draft is not former, "a longer name on the way, not the former again"
    assert page.telling.held.words
    qtbot.keyClick(page.form.name, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert page.session.draft is former
    assert (page.form.name.text(), page.form.country.currentText()) == (IMPULS, "Russia")
    assert page.session.unsaved_decisions == 1
    assert (page.telling.held.words, page.form._aside.words) == ("", "")
    page.form.begin()
    qtbot.keyClicks(page.form.name, "Olive")
    page.matches.take_focus()
    page.telling.undo()
    assert page.session.draft is former


def test_the_one_that_gave_way_is_told_of_until_it_is_brought_back(
    page: ScreenPage, type_name: Type, qtbot: QtBot
) -> None:
    type_name(IMPULS)
    page.arrive("Quiet Meadow Honey Farm")
    gave_way = page.banner.words
    assert gave_way.startswith(f"The screening of {IMPULS} gave way")
    click(page, "Save and print record", qtbot)
    assert page.session.draft.saved is not None
    assert page.banner.words == gave_way
    click(page.banner, "Bring it back", qtbot)
    assert page.form.name.text() == IMPULS


def test_a_reason_of_ones_own_and_esc(page: ScreenPage, type_name: Type, qtbot: QtBot) -> None:
    type_name(IMPULS)
    page.matches.take_focus()
    qtbot.keyClick(page.matches.table, Qt.Key.Key_N, HELD)
    assert page.back()
    assert not page.bar.is_asking
    assert page.matches.table.hasFocus()
    assert not page.back()
    qtbot.keyClick(page.matches.table, Qt.Key.Key_R, HELD)
    # The first letter typed goes to one's own words.
    qtbot.keyClicks(focused(page), "A")
    qtbot.keyClicks(focused(page), "sk Rob")
    qtbot.keyClick(focused(page), Qt.Key.Key_Return)
    decision = page.session.current.matches[0].decision
    assert decision is not None
    assert (decision.verdict, decision.reason) == (Verdict.RESEARCH, "Ask Rob")
    click(page.bar, "Undo", qtbot)
    assert page.session.current.matches[0].decision is None


def test_the_next_undecided_match_comes_into_view(
    page: ScreenPage, type_name: Type, qtbot: QtBot, desk: Desk, window: NotedWindow
) -> None:
    desk.profile.save_settings(replace(desk.settings(), threshold=20.0))
    type_name("Severny Trading")
    before = [seen.match.uid for seen in page.session.current.matches]
    assert len(before) > 1
    page.matches.take_focus()
    for _uid in before[:-1]:
        qtbot.keyClick(page.matches.table, Qt.Key.Key_N, HELD)
        qtbot.keyClicks(focused(page), "5")
        qtbot.keyClick(focused(page), Qt.Key.Key_Return)
    current = page.matches.table.current
    assert current is not None
    assert current.match.uid == before[-1]
    assert page.session.current.undecided == 1
    decided = [one.match for one in page.session.current.matches if one.decision]
    name = next(one.name for one in decided if one.uid == before[-2])
    assert window.toasts[-1] == f"Not the same party: {name}"
    qtbot.keyClick(page.matches.table, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert window.toasts[-1] == "Taken back."
    assert page.session.current.undecided == 2
    current = page.matches.table.current
    assert current is not None
    assert current.match.uid == before[-2], "the one that waits again is in view"
    assert not page.bar._offer.isHidden()
    page.session.decide(current.seen, Verdict.SAME, "Same identifier")
    page.session.undo_decision(current.seen)
    assert page.session.current.undecided == 2
    for left in (1, 2):
        qtbot.keyClick(page.matches.table, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        assert page.session.current.undecided == left
    page.session.save(undecided=True)
    qtbot.keyClick(page.matches.table, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert window.toasts[-1] == "S-2026-0001 is saved, and stays as it is."


def test_a_decision_sleeps_while_the_party_looks_otherwise(
    page: ScreenPage, type_name: Type, qtbot: QtBot
) -> None:
    type_name(IMPULS)
    page.session.decide(page.session.current.matches[0], Verdict.NOT_SAME, "Different address")
    qtbot.keyClicks(page.form.address, "Zavodskaya 12/4")
    page.session.flush()
    assert page.session.current.matches[0].decision is None
    assert any("Decided before: Not the same party" in text for text in texts(page.bar))
    page.form.address.clear()
    page.session.flush()
    assert page.session.current.matches[0].decision is not None
    qtbot.keyClicks(page.form.address, "Moscow")
    page.session.flush()
    told = "1 decision was made before this party or its listing changed."
    assert page.matches.before.words == told
    below = page.matches.table.model().index(0, 1).data(SUBTITLE_ROLE)
    assert below.startswith("before: Not the same party")
    click(page.bar, "Keep it", qtbot)
    decision = page.session.current.matches[0].decision
    assert decision is not None
    assert decision.reason == "Different address"
    assert not page.matches.before.isVisible()
    qtbot.keyClicks(page.form.address, " 4")
    page.session.flush()
    assert page.session.current.undecided == 1
    click(page.matches.before, "Keep it", qtbot)
    assert page.session.current.undecided == 0
    page.session.undo()
    assert page.session.current.undecided == 1


def test_several_parties_keep_their_own(page: ScreenPage, type_name: Type, qtbot: QtBot) -> None:
    assert page.parties.isHidden()
    type_name(IMPULS)
    page.form.role.choose(Role.BANK)
    page.form.role.picked.emit(Role.BANK)
    qtbot.keyClick(page.form.name, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert page.form.name.text() == ""
    assert page.form.name.hasFocus()
    type_name("Quietwater & Sons")
    assert page.parties.texts == [
        "\u2068Severny Impuls Trading\u2069: 1 to decide",
        "\u2068Quietwater & Sons\u2069: no possible match",
    ]
    click(page.parties, "Severny", qtbot)
    assert page.form.name.text() == IMPULS
    assert page.form.role.value is Role.BANK
    assert names(page) == ["Severnyi Impuls LLC"]
    page.session.decide(page.session.current.matches[0], Verdict.SAME, "Same identifier")
    page.parties.take_focus()
    qtbot.keyClick(focused(page), Qt.Key.Key_Delete)
    assert [p.party.name for p in page.session.draft.parties] == ["Quietwater & Sons"]
    click(page.banner, "Undo", qtbot)
    assert page.parties.texts[0] == "\u2068Severny Impuls Trading\u2069: same party"


def test_save_says_what_is_undecided_saves_and_shows_the_paper(
    page: ScreenPage, type_name: Type, qtbot: QtBot, desk: Desk, shell: Shell, window: NotedWindow
) -> None:
    told: list[Changes] = []
    shell.bus.changed.connect(told.append)
    assert not page.buttons.save.isEnabled()
    type_name(IMPULS)
    page.resize(935, 736)
    page.layout().activate()
    places = [one.geometry() for one in (page.buttons.new, page.buttons.add, page.buttons.save)]
    qtbot.keyClicks(page.form.reference, "PO 4711")
    qtbot.keyClick(page.form.reference, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert page.banner.words == "1 match is undecided; the record will say so."
    assert desk.records.screenings() == []
    qtbot.keyClick(focused(page), Qt.Key.Key_Space)
    row = desk.records.screenings()[0]
    assert (row.number, row.reference, row.undecided) == ("S-2026-0001", "PO 4711", 1)
    assert page.chip.text() == "Saved as S-2026-0001"
    page.layout().activate()
    now = [one.geometry() for one in (page.buttons.new, page.buttons.keep, page.buttons.save)]
    assert now == places, "nothing moves under the hand that saved"
    assert page.banner.words == ""  # said once, and the button to begin anew is there once
    assert window.papers[0][0].startswith(b"%PDF")
    assert window.papers[0][2] == "S-2026-0001.pdf"
    assert told == [Changes.SCREENINGS | Changes.EVENTS]
    assert page.buttons.save.text() == "&Open record"
    page.print_out()
    assert len(window.papers) == 2
    assert page.may_leave()


def test_another_screening_that_is_begun_while_one_is_saved_is_not_called_saved(
    page: ScreenPage, type_name: Type, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    save = Screenings.save

    def saved_meanwhile(*given: Any, **named: Any) -> Saved:
        page.session.begin(ScreeningDraft())
        return save(*given, **named)

    monkeypatch.setattr(Screenings, "save", saved_meanwhile)
    type_name("Calm Bakery")
    page.print_out()
    assert len(desk.records.screenings()) == 1
    assert page.session.draft.saved is None
    assert page.session.held is None


def test_an_edit_after_the_save_begins_a_copy(
    page: ScreenPage, type_name: Type, qtbot: QtBot, desk: Desk
) -> None:
    type_name(IMPULS)
    page.session.decide(page.session.current.matches[0], Verdict.SAME, "Same identifier")
    page.print_out()
    saved = desk.screenings.get("S-2026-0001")
    page.form.name.setFocus()
    qtbot.keyClicks(page.form.name, " Ltd")
    page.session.flush()
    assert "S-2026-0001 stays as it was saved" in page.banner.words
    assert page.buttons.save.text() == "&Save and print record"
    page.session.save(undecided=True)
    assert desk.screenings.get("S-2026-0001") == saved
    assert desk.screenings.get("S-2026-0002").parties[0].party.name == f"{IMPULS} Ltd"


def test_new_can_be_undone_and_leaving_asks(
    page: ScreenPage, type_name: Type, qtbot: QtBot, ask: ScriptedAsk
) -> None:
    assert page.may_leave()
    type_name(IMPULS)
    page.session.decide(page.session.current.matches[0], Verdict.SAME, "Same identifier")
    ask.answers = [None, "Close without saving"]
    assert not page.may_leave()
    assert page.may_leave()
    assert ask.asked[-1] == f"Save the screening of {IMPULS}?"
    page.layout().activate()
    place = page.form.mapTo(page, QPoint())
    page.new()
    assert page.form.name.text() == ""
    held = page.telling.held
    assert held.words == f"The screening of {IMPULS}, with 1 decision, was not saved."
    page.layout().activate()
    assert page.form.mapTo(page, QPoint()) == place, "what is said does not move the fields"
    page.banner.clear()  # Esc
    page.new()  # a blank one given up, or one with nothing decided, does not take it away either
    type_name("Quietwater & Sons")
    page.new()
    said = "The screening of Quietwater & Sons gave way to this one; it was not saved."
    assert page.banner.words == said
    assert page.has_work
    ask.answers = [False]
    assert not page.may_leave()
    type_name("Calm Bakery")
    click(page.banner, "Bring it back", qtbot)
    assert page.form.name.text() == "Quietwater & Sons"
    assert "Calm Bakery gave way" in page.banner.words, "what was typed meanwhile is told of"
    click(held, "Bring it back", qtbot)
    assert page.form.name.text() == IMPULS
    assert page.session.current.matches[0].decision is not None
    assert held.isHidden()
    click(page.banner, "Bring it back", qtbot)
    assert page.form.name.text() == "Quietwater & Sons"
    ask.answers = [False, True]
    click(held, "Discard it", qtbot)
    assert not held.isHidden()
    click(held, "Discard it", qtbot)
    assert held.isHidden()


def test_a_name_typed_on_home_is_asked_about_as_well(page: ScreenPage, ask: ScriptedAsk) -> None:
    page.arrive(Party(IMPULS))  # such as another page proposes: nothing of it would be missed
    page.session.flush()
    assert page.may_leave()
    page.arrive(IMPULS)
    page.session.flush()
    ask.answers = [None]
    assert not page.may_leave()
    assert ask.asked[-1] == f"Save the screening of {IMPULS}?"


def test_what_was_typed_is_saved_as_the_window_closes(
    page: ScreenPage, type_name: Type, ask: ScriptedAsk, window: NotedWindow, desk: Desk
) -> None:
    type_name(IMPULS)
    ask.answers = ["Save and close"]
    assert not page.may_leave()
    assert [row.undecided for row in desk.records.screenings()] == [1]
    QApplication.processEvents()
    assert window.closed == 1
    assert window.papers == [], "nobody reads the record now"
    assert page.may_leave()
    page.arrive(desk.screenings.get("S-2026-0001"))
    assert page.may_leave(), "nothing of it was typed here"


def test_another_name_typed_over_one_takes_nothing_of_it_along(
    page: ScreenPage, type_name: Type, qtbot: QtBot
) -> None:
    type_name("Calm Bakery")
    page.form.country.choose_at(page.form.country.findText("Russia"))
    qtbot.keyClicks(page.form.reference, "PO 4711")
    page.form.name.selectAll()
    qtbot.keyClicks(page.form.name, "Quiet Dairy")
    page.form.country.choose_at(page.form.country.findText("Estonia"))
    page.form.begin_with("S")
    for name, country in (("Quiet Dairy", "EE"), ("Calm Bakery", "RU")):
        qtbot.keyClick(page.form.name, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        former = page.session.current.party
        assert (former.name, former.country) == (name, country), "taken back, all of it"
        assert page.form._aside.words == ""
    qtbot.keyClick(page.form.name, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    assert page.session.current.party.country == "EE"
    qtbot.keyClick(page.form.name, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    page.form.name.selectAll()
    qtbot.keyClicks(page.form.name, "Quiet Dairy")
    asked, aside = page.session.current.party, page.form._aside
    assert (asked.name, asked.country) == ("Quiet Dairy", "")
    assert aside.words == "Emptied with the former name: Russia"
    click(aside, "Put back", qtbot)
    assert page.session.current.party.country == "RU"
    assert aside.words == ""
    page.session.save()
    for _letter in range(3):
        qtbot.keyClick(page.form.name, Qt.Key.Key_Backspace)
    assert page.session.current.party.country == "RU", "it is corrected, not another one"
    page.session.save()
    page.form.name.selectAll()
    qtbot.keyClicks(page.form.name, IMPULS)
    assert "S-2026-0002 stays as it was saved" in page.banner.words
    assert aside.words == "Emptied with the former name: Russia; PO 4711"
    assert page.session.draft.reference == ""
    click(page.banner, "Bring it back", qtbot)
    assert page.chip.text() == "Saved as S-2026-0002"
    assert page.form.read().country == "RU"
    click(page.banner, "Bring it back", qtbot)
    assert page.form.name.text() == IMPULS
    page.session.flush()
    page.session.decide(page.session.current.matches[0], Verdict.SAME, "Same identifier")
    page.form.name.selectAll()
    qtbot.keyClick(page.form.name, Qt.Key.Key_Delete)
    qtbot.keyClicks(page.form.name, "Quiet Dairy")
    assert page.banner.words == f"The screening of {IMPULS} gave way to this one; it was not saved."
    click(page.banner, "Bring it back", qtbot)
    assert page.session.draft.unsaved_decisions == 1


def test_a_customer_fills_the_form(page: ScreenPage, qtbot: QtBot) -> None:
    qtbot.keyClicks(page.form.name, "lindisf")
    finder = page.form.name.completer()
    qtbot.waitUntil(lambda: finder.popup().isVisible())
    steps_back: list[None] = []  # as the window has it, for Esc
    of_window = QShortcut(QKeySequence(Qt.Key.Key_Escape), page.window())
    of_window.activated.connect(lambda: steps_back.append(None))
    qtbot.keyClick(finder.popup(), Qt.Key.Key_Down)
    qtbot.keyClick(finder.popup(), Qt.Key.Key_Escape)
    assert not finder.popup().isVisible()
    assert (page.form.name.text(), steps_back) == ("lindisf", [])
    finder.complete()
    page.buttons.new.setFocus()  # as what a shortcut asks puts the cursor on its answer
    assert not finder.popup().isVisible(), "Enter would go to the list still"
    page.form.name.setFocus()
    finder.complete()
    qtbot.keyClick(finder.popup(), Qt.Key.Key_Down)
    qtbot.keyClick(finder.popup(), Qt.Key.Key_Return)
    page.session.flush()
    party = page.session.current.party
    assert party == Party(
        "MV Lindisfarne Star",
        PartyKind.VESSEL,
        "SG",
        "c/o Selat Chandlers, 41 Bumboat Quay",
        "IMO 9900001",
    )
    assert names(page)


def test_other_names_of_a_party_are_screened_along(page: ScreenPage, qtbot: QtBot) -> None:
    page.arrive([Party("Quietwater", other_names=(IMPULS,))])
    assert names(page) == ["Severnyi Impuls LLC"]
    assert any(f"Also screened as: {IMPULS}" in text for text in texts(page))
    click(page.form, "Leave out", qtbot)
    page.session.flush()
    assert names(page) == []


def test_arriving_with_a_name_or_a_saved_screening(
    page: ScreenPage, type_name: Type, desk: Desk, qtbot: QtBot
) -> None:
    page.arrive(IMPULS)
    assert names(page) == ["Severnyi Impuls LLC"]
    page.session.decide(page.session.current.matches[0], Verdict.SAME, "Same identifier")
    page.session.save()
    page.matches.take_focus()
    page.arrive()  # by the sidebar: the next name is typed over the one that was saved
    assert page.form.name.hasFocus()
    assert page.form.name.selectedText() == IMPULS
    page.arrive(desk.screenings.get("S-2026-0001"))
    assert page.session.draft.saved is None
    assert page.session.current.matches[0].decision is None
    assert any("Decided before: Same party" in text for text in texts(page.bar))
    assert page.matches.before.words == "1 match was decided in an earlier screening."


def test_what_is_left_of_a_saved_screening_is_gone_on_with(
    page: ScreenPage, type_name: Type, desk: Desk
) -> None:
    """What was decided in it stays decided, and what was said of a name is remembered."""
    type_name(IMPULS)
    (first,) = page.session.current.matches
    page.session.decide(first, Verdict.SAME, "Same identifier")
    page.session.add()
    type_name("Severny")
    key = page.session.current.key
    page.session.look(key, "A ski club", ())
    page.session.add()
    type_name("Rubezh")
    page.session.open_match(page.session.current.key, first.listing)
    page.session.save(undecided=True)
    (row,) = desk.records.screenings()
    assert (row.confirmed, row.undecided) == (1, 1)
    page.arrive(desk.screenings.get(row.number))
    one, two, three = page.session.draft.parties
    assert [one.undecided, worst(one)] == [0, Verdict.SAME]
    assert two.looked is not None
    assert two.looked.reason == "A ski club"
    assert [seen.match.uid for seen in three.matches] == [first.match.uid]
    assert page.session.draft.unsaved_decisions == 0, "they are in the record"


def test_no_list_yet(tmp_path: Path, shell: Shell, window: NotedWindow, qtbot: QtBot) -> None:
    desk = open_desk(tmp_path / "empty")
    (desk.folder / DEMO_MARK).write_text("made up", encoding="utf-8")
    page = shown(ScreenPage(desk, shell), qtbot)
    top = page.form.mapTo(page, QPoint()).y()
    qtbot.keyClicks(page.form.name, IMPULS)
    assert page.form.mapTo(page, QPoint()).y() == top  # nothing moves under the mouse
    assert "No control list yet" in texts(page)
    assert not page.buttons.save.isEnabled()
    click(page.matches, "Go to Control lists", qtbot)
    assert window.went[-1] == ("lists", None)
    fill_demo(desk, Silent())
    shell.bus.tell(Changes.LISTS)
    assert names(page)[0] == "Severnyi Impuls LLC"
    page.new()
    click(page.matches, f"Try: {demo_name()}", qtbot)  # nobody has to think of a name
    assert page.form.name.text() == demo_name()
    assert page.session.current.matches
    desk.close()


def test_old_lists_are_said_to_be_old(
    desk: Desk, shell: Shell, clock: FakeClock, qtbot: QtBot, window: NotedWindow
) -> None:
    clock.advance(days=12)
    page = shown(ScreenPage(desk, shell), qtbot)
    assert page.age_banner.words == (
        "Old list: Consolidated Screening List (12 days). The record will say so."
    )
    click(page.age_banner, "Control lists", qtbot)
    assert window.went == [("lists", None)]


def test_a_missing_company_name_is_asked_for_in_place(
    tmp_path: Path, shell: Shell, qtbot: QtBot
) -> None:
    desk = open_desk(tmp_path / "empty")
    page = shown(ScreenPage(desk, shell), qtbot)
    shell.bus.changed.connect(page.reload)
    assert page.who.isVisible()
    assert "Records will show neither your company nor your name." in texts(page)
    page.who.company.setText("Calm Harbor")
    page.who.person.setText("Dana")
    click(page.who, "Save", qtbot)
    assert desk.company() == Company("Calm Harbor")
    assert desk.settings().operator == "Dana"
    assert page.who.isHidden()
    desk.close()


def test_names_typed_in_settings_and_not_saved_are_not_asked_for_again(
    tmp_path: Path, shell: Shell, qtbot: QtBot
) -> None:
    desk = open_desk(tmp_path / "empty")
    settings = SettingsPage(desk, shell)
    qtbot.addWidget(settings)
    page = shown(ScreenPage(desk, shell), qtbot)
    shell.bus.changed.connect(page.reload)
    qtbot.keyClicks(settings.company.name, "Calm Harbor")
    page.arrive()
    assert page.who.company.text() == "Calm Harbor"
    assert "Records will show neither your company nor your name." in texts(page)
    qtbot.keyClicks(settings.operator.operator, "Dana")
    qtbot.keyClicks(settings.company.email, "info@calmharbor.example")
    page.arrive()
    assert "Typed in Settings, but not saved yet." in texts(page)
    assert page.who.person.text() == "Dana"
    settings.forget()
    page.arrive()
    assert not page.who.person.text(), "it is typed nowhere any more"
    qtbot.keyClicks(settings.operator.operator, "Dana")
    qtbot.keyClicks(settings.company.email, "info@calmharbor.example")
    page.arrive()
    qtbot.keyClicks(page.who.company, "Calm Harbor")
    click(page.who, "Save", qtbot)
    assert desk.company() == Company("Calm Harbor", email="info@calmharbor.example")
    assert desk.settings().operator == "Dana"
    assert not settings.is_changed
    assert page.who.isHidden()
    desk.close()


def test_a_read_only_workspace_screens_and_does_not_save(
    demo_folder: Path, shell: Shell, qtbot: QtBot
) -> None:
    desk = open_desk(demo_folder, read_only=True)
    page = shown(ScreenPage(desk, shell), qtbot)
    qtbot.keyClicks(page.form.name, IMPULS)
    page.session.flush()
    assert names(page)
    assert not page.buttons.save.isEnabled()
    assert "reading only" in page.buttons.save.toolTip()
    desk.close()


@pytest.mark.parametrize("asking", [False, True])
def test_everything_has_a_name(
    page: ScreenPage, type_name: Type, qtbot: QtBot, asking: bool
) -> None:
    type_name(IMPULS)
    page.add_party()
    type_name("Impuls Komplekt")
    if asking:
        page.bar.ask(Verdict.NOT_SAME)
    assert unnamed(page) == []


def test_the_table_speaks(page: ScreenPage, type_name: Type) -> None:
    type_name(IMPULS)
    index = page.matches.table.model().index(0, 0)
    said = index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert (
        said
        == f"Very likely, {round(page.session.current.matches[0].match.score)} of 100, undecided"
    )


def test_an_address_block_pasted_into_the_name_is_taken_apart(page: ScreenPage) -> None:
    block = "Quiet Meadow Cheese Cooperative\r\n12 Harbor St\n\n Portland, OR\n"
    QGuiApplication.clipboard().setText(block)
    page.form.name.paste()
    asked = page.session.current.party
    assert asked.name == "Quiet Meadow Cheese Cooperative"
    assert asked.address == "12 Harbor St, Portland, OR"
    assert any("Several lines" in one.text() for one in page.form.findChildren(QLabel))
    page.new()
    QGuiApplication.clipboard().setText("Quiet Meadow\n")
    page.form.name.paste()
    assert page.session.current.party.name == "Quiet Meadow"
    assert not page.session.current.party.address


def test_esc_on_a_question_goes_back_to_the_matches(
    page: ScreenPage, type_name: Type, qtbot: QtBot
) -> None:
    type_name(IMPULS)
    page.print_out()
    assert page.banner.isAncestorOf(focused(page))
    assert page.back()
    assert page.banner.isHidden()
    assert page.matches.table.hasFocus()
    assert not page.back()


def test_what_another_page_sends_is_met_with_the_cursor_in_the_name(
    page: ScreenPage, type_name: Type
) -> None:
    type_name(IMPULS)
    page.findChildren(QPushButton)[0].setFocus()
    page.arrive(Party("Quiet Meadow Cheese"))
    assert page.form.name.hasFocus()
    assert page.form.name.text() == "Quiet Meadow Cheese"


def test_a_screening_whose_paper_could_not_be_made_is_not_saved_twice(
    page: ScreenPage, type_name: Type, desk: Desk
) -> None:
    def broken(screening: Screening) -> bytes:
        raise StorageFault("fonts-missing", folder="fonts", name=screening.number)

    desk.screenings._make_record = broken
    type_name("Quiet Meadow Honey Farm")
    page.session.save()
    page.session.save()
    assert [row.number for row in desk.records.screenings()] == ["S-2026-0001"]
    assert page.session.draft.saved is not None
