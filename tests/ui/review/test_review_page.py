"""The Review page on a real book: looking, deciding, taking back, several at once."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QItemSelectionModel, QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from exportdesk.core.company import Theme
from exportdesk.core.listings import ListedName, NameRole
from exportdesk.core.matches import Strength
from exportdesk.core.screenings import Verdict
from exportdesk.core.standing import MatchState
from exportdesk.operations.deciding import Word
from exportdesk.ui.review.offer import only_research
from exportdesk.ui.review.page import ReviewPage
from exportdesk.ui.review.rows import matches_of
from exportdesk.ui.review.side_grid import SideGrid
from exportdesk.ui.shell import Shell
from exportdesk.ui.theme import DARK, LIGHT, Appearance, Tone, px
from exportdesk.ui.widgets import Page
from exportdesk.ui.widgets.table_model import SUBTITLE_ROLE
from exportdesk.wiring import Desk
from tests.fakes import FakeClock
from tests.listed import listing, put
from tests.reviewing import customer, keep, moved, screen_book, waits
from tests.ui.conftest import NotedWindow
from tests.ui.desks import open_desk, open_filled
from tests.ui.render import colours_of, render
from tests.ui.review.conftest import MakePage, Press
from tests.ui.scripted import ScriptedAsk
from tests.ui.walk import clashing, cut_off, unnamed

LEFT = Qt.MouseButton.LeftButton
ENTER, ESC, DOWN = Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_Down


def names(page: ReviewPage) -> list[str]:
    return [row.queued.party for row in page.queue.rows]


def choose(page: ReviewPage, party: str, at: int = 0) -> None:
    """Choose a line of a party of ours."""
    places = [place for place, name in enumerate(names(page)) if name == party]
    page.queue.table.keep_only(places[at])


def choose_lines(page: ReviewPage, places: list[int]) -> None:
    """Choose several lines, as Ctrl and clicks do."""
    flag = QItemSelectionModel.SelectionFlag
    page.queue.table.keep_only(places[0])
    for place in places[1:]:
        index = page.queue.table.model().index(place, 0)
        page.queue.table.selectionModel().select(index, flag.Select | flag.Rows)


def in_view(page: ReviewPage) -> str:
    return page.pane._heading.name.text() if page.pane._stack.currentIndex() == 2 else ""


def decide(desk: Desk, party: str, verdict: Verdict, **more: object) -> None:
    """Decide the strongest match of a party, beside the page."""
    (subject,) = desk.deciding.subjects([waits(desk, party).match])
    desk.deciding.decide([subject], Word(verdict, "Looked into it", **more))  # type: ignore[arg-type] # fields by name


def test_the_strongest_comes_first_and_is_shown(
    page: ReviewPage, desk: Desk, window: NotedWindow
) -> None:
    scores = [row.match.score for row in page.queue.rows]
    assert scores == sorted(scores, reverse=True)
    assert len(matches_of(page.queue.rows)) == desk.deciding.waiting() == window.badges["review"]
    assert in_view(page) == names(page)[0]
    assert str(desk.deciding.waiting()) in page.chip.text()
    assert page.queue.table.hasFocus()


def test_lists_are_named_in_full_as_elsewhere(page: ReviewPage, desk: Desk) -> None:
    table = page.queue.table
    model, row = table.model(), page.queue.rows[0]
    title = desk.list_title(row.match.list)
    assert title != row.match.list
    table.resize(px(1100), px(400))
    assert not table.isColumnHidden(2)
    assert model.index(0, 2).data() == title
    table.resize(px(400), px(400))
    assert table.isColumnHidden(2)
    assert model.index(0, 1).data(SUBTITLE_ROLE).splitlines()[1].startswith(f"{title} · ")


def test_both_sides_are_set_side_by_side(page: ReviewPage) -> None:
    choose(page, "Impuls Komplekt")
    told = page.pane.sides.text
    assert "Names | ✓ Impuls Komplekt | ✓ IMPULS KOMPLEKT" in told[0]
    chips = {chip.text(): chip.property("tone") for *_rest, chip in page.pane.sides._rows}
    assert chips["agree"] == Tone.RED.value, "that they agree is no good news"
    assert Tone.GREEN.value not in chips.values()
    met = [how for _ours, _theirs, how, _points in page.pane._why._rows if how.isVisible()]
    assert {how.property("tone") for how in met} <= {Tone.RED.value, Tone.AMBER.value, "grey"}
    assert any(line.startswith("Kind") and line.endswith("agree") for line in told)
    assert any(line.startswith("Numbers | ✓ 9900417725") for line in told)
    assert not page.pane.back.isVisible()
    choose(page, "Kontur Radiokomponent")
    assert any(
        line.startswith("Countries | ") and line.endswith("differ") for line in page.pane.sides.text
    )


def test_a_related_party_says_whose_it_is(page: ReviewPage) -> None:
    choose(page, "Viktor Sokolenko")
    assert "Director of Quiet Meadow Honey Farm" in page.pane._whose.text()


def test_three_keys_decide_and_the_next_comes(
    page: ReviewPage, desk: Desk, press: Press, window: NotedWindow
) -> None:
    choose(page, "Impuls Komplekt")
    place = page.queue.table.currentIndex().row()
    after = names(page)[place + 1]
    press("n", "2", ENTER)
    assert in_view(page) == "Impuls Komplekt", "both are in Russia: asked before it is kept"
    said = page.foot.reason._mark.text()
    assert said.startswith("But by the data they agree: Russia")
    press(ENTER)
    assert "Impuls Komplekt" not in names(page)
    assert in_view(page) == after
    assert page.queue.table.hasFocus()
    (one,) = desk.workspace().matches.with_state(MatchState.NOT_SAME)
    decision = desk.workspace().decisions.get(one.decision)
    assert decision is not None
    assert (decision.reason, decision.by) == ("Different country", "Dana Whitfield")
    assert window.toasts == ["Not the same party: Impuls Komplekt"]
    assert window.badges["review"] == desk.deciding.waiting()


@pytest.mark.parametrize(
    ("key", "state"),
    [("n", MatchState.NOT_SAME), ("r", MatchState.RESEARCH), ("s", MatchState.SAME)],
)
def test_each_verdict_has_its_key(
    page: ReviewPage, desk: Desk, press: Press, key: str, state: MatchState
) -> None:
    choose(page, "Impuls Komplekt")
    row = page.queue.chosen[0]
    press(key, "Their own words, from a call", ENTER)
    found = {one.state for one in desk.workspace().matches.of_party(row.key[0])}
    assert state in found


def test_a_row_has_a_menu(page: ReviewPage, window: NotedWindow, press: Press) -> None:
    menu = {action.text(): action for action in page.queue.table.actions()}
    menu["Same party…"].trigger()
    assert page.foot.reason.verdict is Verdict.SAME
    press(ESC)
    menu["Show the customer"].trigger()
    assert window.went == [("customers", page.queue.chosen[0].queued.match.customer)]


def test_next_and_previous_by_letters(page: ReviewPage, press: Press) -> None:
    first, second = names(page)[:2]
    press("j")
    assert in_view(page) == second
    press("k")
    assert in_view(page) == first
    press("k")
    assert in_view(page) == first


def test_letters_do_not_wander_through_the_table(page: ReviewPage, press: Press) -> None:
    before = page.queue.table.currentIndex().row()
    press("v", "i")
    assert page.queue.table.currentIndex().row() == before


def test_a_digit_chooses_and_can_be_changed_and_added_to(
    page: ReviewPage, desk: Desk, press: Press
) -> None:
    choose(page, "Impuls Komplekt")
    press("n", "1")
    assert page.foot.reason.reason.toPlainText() == "Only a common word agrees"
    press(ENTER)
    said = page.foot.reason._mark.text()
    assert said.startswith("But more than a common word agrees: Impuls Komplekt."), said
    press("3", ": their register says Kiel 24", ENTER)
    decision = desk.workspace().decisions.of_customer(
        desk.workspace().matches.with_state(MatchState.NOT_SAME)[0].customer
    )[0]
    assert decision.reason == "Different address: their register says Kiel 24"


def test_without_a_reason_nothing_is_decided(page: ReviewPage, desk: Desk, press: Press) -> None:
    press("n", ENTER)
    assert page.foot.reason._mark.isVisible()
    press(ESC)
    assert not page.foot.is_asking
    assert page.queue.table.hasFocus()
    assert desk.workspace().decisions.count() == 0


def test_the_window_can_leave_the_question(page: ReviewPage, press: Press) -> None:
    assert not page.back()
    press("s")
    assert page.back()
    assert not page.foot.is_asking


def test_what_follows_is_said_before_it_is_kept(page: ReviewPage, press: Press) -> None:
    choose(page, "Impuls Komplekt")
    assert page.foot.offer.same.text() == "S  Same party: stop…"
    assert page.foot.offer.same.toolTip().startswith("Stop. Nothing may go to this party")
    press("n")
    assert page.foot.reason.follows == ""
    press(ESC, "s")
    assert "Nothing may go to this party unless the agency allows it" in page.foot.reason.follows


def test_a_review_date_and_files_go_with_it(
    page: ReviewPage, desk: Desk, press: Press, ask: ScriptedAsk, tmp_path: Path
) -> None:
    letter = tmp_path / "register extract.pdf"
    letter.write_bytes(b"%PDF of the register")
    ask.answers = [letter]
    choose(page, "Impuls Komplekt")
    press("r", "1")
    page.foot.reason.attach.click()
    page.foot.reason.review_on.setFocus()
    press("2026-12-24", ENTER)
    (one,) = desk.workspace().matches.with_state(MatchState.RESEARCH)
    choose(page, "Impuls Komplekt")
    decision = page._shown.case.earlier[0] if page._shown else None
    assert decision is not None
    assert decision.id == one.decision
    assert decision.review_on == date(2026, 12, 24)
    assert decision.evidence[0].name == "register extract.pdf"

    copy = tmp_path / "copy.pdf"
    ask.answers = [copy]
    (link,) = [b for b in page.pane.earlier.findChildren(QPushButton) if b.isVisible()]
    link.click()
    assert copy.read_bytes() == b"%PDF of the register"


def test_a_file_that_is_gone_keeps_it_from_being_decided(
    page: ReviewPage, desk: Desk, press: Press, ask: ScriptedAsk, tmp_path: Path
) -> None:
    ask.answers = [tmp_path / "gone.pdf"]
    first = names(page)[0]
    press("n", "5")
    page.foot.reason.attach.click()
    press(ENTER)
    assert "gone.pdf" in page.banner.words
    assert names(page)[0] == first
    assert desk.workspace().decisions.count() == 0


def test_a_file_can_be_taken_out_again(
    page: ReviewPage, desk: Desk, press: Press, ask: ScriptedAsk, tmp_path: Path
) -> None:
    ask.answers = [tmp_path / "gone.pdf"]
    press("n", "5")
    page.foot.reason.attach.click()
    (made,) = [b for b in page.foot.findChildren(QPushButton) if b.text() == "gone.pdf"]
    made.click()
    press(ENTER)
    assert desk.workspace().decisions.count() == 1


@pytest.mark.parametrize("typed", ["2026-11-20", "2020-01-01", "soon"])
def test_a_day_that_is_past_or_none_is_refused(
    page: ReviewPage, desk: Desk, press: Press, typed: str
) -> None:
    press("n", "5")
    page.foot.reason.review_on.setFocus()
    press(typed, ENTER)
    assert page.foot.is_asking
    panel = page.foot.reason
    assert panel._mark.isVisible() or panel.review_on.doubt.isVisible()
    assert desk.workspace().decisions.count() == 0


def test_the_last_decision_is_taken_back(
    page: ReviewPage, desk: Desk, press: Press, window: NotedWindow, qtbot: QtBot
) -> None:
    choose(page, "Impuls Komplekt")
    press("n", "5", ENTER)
    press("n", "5", ENTER)
    qtbot.keyClick(page.queue.table, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert window.undo is None
    assert window.toasts[-1] == "Taken back. It waits again."
    qtbot.keyClick(page.queue.table, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert in_view(page) == "Impuls Komplekt"
    revoked = page._shown.case.earlier[-1] if page._shown else None
    assert revoked is not None
    assert (revoked.verdict, revoked.reason) == (None, "Undone")
    assert desk.workspace().matches.with_state(MatchState.NOT_SAME) == []
    page.undo()
    assert window.toasts[-1] == "Taken back. It waits again."


def test_the_last_of_all_is_taken_back_too(
    page: ReviewPage, desk: Desk, press: Press, qtbot: QtBot
) -> None:
    others = list(matches_of(page.queue.rows))[1:]
    desk.deciding.decide(
        desk.deciding.subjects(one.match for one in others), Word(Verdict.NOT_SAME, "Looked into")
    )
    page.look()
    (last,) = names(page)
    for by_key in (True, False):
        press("n", "5", ENTER)
        assert names(page) == []
        focus = page.focusWidget()
        assert isinstance(focus, QWidget)
        assert focus.isVisible(), "keys are heard by the page that promised"
        again = page.queue._nothing.action
        assert (again.isVisible(), again.text()) == (True, "Undo the last decision")
        if by_key:
            qtbot.keyClick(focus, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        else:
            again.click()
        assert (names(page), in_view(page)) == ([last], last)
        assert page.queue.table.hasFocus()
    assert not page.queue._nothing.action.isVisible()


def test_the_toast_offers_to_undo(page: ReviewPage, desk: Desk, press: Press,
                                  window: NotedWindow) -> None:  # fmt: skip
    press("n", "5", ENTER)
    assert window.undo is not None
    window.undo()
    assert desk.workspace().matches.with_state(MatchState.NOT_SAME) == []


def test_identical_cases_are_asked_about_with_their_count(
    page: ReviewPage, desk: Desk, press: Press, ask: ScriptedAsk, window: NotedWindow
) -> None:
    choose(page, "Kontur Radiokomponent")
    press("n", "2")
    assert page.foot.reason.alike.isVisible()
    assert "And the 2 identical cases" in page.foot.reason.alike.text().replace("&", "")
    page.foot.reason.alike.setChecked(True)
    ask.answers = [False]
    press(ENTER)
    assert ask.asked == ["Decide 3 matches: Not the same party?"]
    assert desk.workspace().decisions.count() == 0
    ask.answers = [True]
    press(ENTER)
    decided = desk.workspace().matches.with_state(MatchState.NOT_SAME)
    assert len({one.decision for one in decided}) == len({one.customer for one in decided}) == 3
    assert window.toasts[-1] == "Not the same party: 3 matches"
    page.undo()
    assert desk.workspace().matches.with_state(MatchState.NOT_SAME) == []
    assert window.toasts[-1] == "Taken back. They wait again."


def test_identical_lines_are_decided_with_one_reason(
    page: ReviewPage, desk: Desk, press: Press, ask: ScriptedAsk
) -> None:
    places = [at for at, name in enumerate(names(page)) if name == "Kontur Radiokomponent"]
    assert len(places) == 3
    choose_lines(page, places)
    assert page.pane._several.title.text() == "3 matches chosen"
    assert not page.foot.offer.questions.isVisible()
    assert page.foot.offer.not_same.isEnabled()
    before = desk.deciding.waiting()
    ask.answers = [True]
    press("n", "5", ENTER)
    assert ask.asked == ["Decide 3 matches: Not the same party?"]
    assert desk.deciding.waiting() == before - 3
    assert len(page.queue.chosen) == 1
    page.undo()
    assert desk.deciding.waiting() == before


def test_unlike_lines_only_need_research(
    page: ReviewPage, desk: Desk, press: Press, ask: ScriptedAsk, window: NotedWindow, qtbot: QtBot
) -> None:
    shift = Qt.KeyboardModifier.ShiftModifier
    page.queue.table.keep_only(0)
    for _each in range(2):
        qtbot.keyClick(page.queue.table, DOWN, shift)
    chosen = len(matches_of(page.queue.chosen))
    assert len({row.queued.party for row in page.queue.chosen}) > 1
    offer = page.foot.offer
    assert [one.isEnabled() for one in (offer.not_same, offer.research, offer.same)] == [
        False, True, False,
    ]  # fmt: skip
    assert "not the same question" in offer._hint.text()
    for key in ("n", "s"):
        press(key)
        assert not page.foot.is_asking
        assert "not the same question" in window.toasts[-1]
    assert desk.workspace().decisions.count() == 0
    ask.answers = [True]
    press("r", "1", ENTER)
    assert ask.asked == [f"Decide {chosen} matches: Needs research?"]
    assert len(desk.workspace().matches.with_state(MatchState.RESEARCH)) == chosen
    below = page.queue.table._shown.columns[-1].below
    assert below is not None
    told = {
        below(row).partition(" · ")[0]
        for row in page.queue.rows
        if row.state is MatchState.RESEARCH
    }
    assert told == {"Needs research"}, "seen also where the list's title is cut"
    choose(page, "Skylark Freight Forwarding")
    assert offer.not_same.isEnabled()  # alone, it may be anything


def test_a_namesake_elsewhere_is_no_identical_case(page: ReviewPage, desk: Desk) -> None:
    keep(desk, customer("Kontur Radiokomponent", "TR"))
    page.look()
    places = [at for at, name in enumerate(names(page)) if name == "Kontur Radiokomponent"]
    assert len(places) == 4
    choose_lines(page, places)
    assert not page.foot.offer.not_same.isEnabled()


def test_the_filters_show_less(page: ReviewPage, desk: Desk) -> None:
    everything = len(page.queue.rows)
    filters = page.queue.filters
    filters.search.setText("sokolenko")
    filters.search.search_now()
    assert set(names(page)) == {"Viktor Sokolenko"}
    filters.clear()
    assert len(page.queue.rows) == everything
    filters.list.choose("EL")
    filters.changed.emit()
    assert {row.match.list for row in page.queue.rows} == {"EL"}
    assert "Entity List (" in filters.list.currentText()
    filters.clear()
    filters.strength.choose(Strength.UNLIKELY)
    filters.changed.emit()
    assert page.queue.rows == ()
    assert page.queue._none_fits.isVisible()
    assert in_view(page) == ""
    page.queue._none_fits.action.click()
    assert len(page.queue.rows) == everything


def test_the_filter_by_state_and_age(page: ReviewPage, desk: Desk, clock: FakeClock) -> None:
    decide(desk, "Impuls Komplekt", Verdict.RESEARCH)
    page.look()
    filters = page.queue.filters
    filters.state.choose(MatchState.RESEARCH)
    filters.changed.emit()
    assert names(page) == ["Impuls Komplekt"]
    clock.advance(days=10)
    filters.clear()
    everything = len(page.queue.rows)
    filters.age.choose(7)
    filters.changed.emit()
    assert page.queue.rows == ()
    filters.age.choose(30)
    filters.changed.emit()
    assert len(page.queue.rows) == everything


def test_one_party_on_two_lists_is_one_line(
    page: ReviewPage, desk: Desk, press: Press, ask: ScriptedAsk
) -> None:
    wholes = [row for row in page.queue.rows if row.whole]
    assert [row.queued.party for row in wholes] == ["Skylark Freight Forwarding"]
    choose(page, "Skylark Freight Forwarding")
    everything = len(page.queue.rows)
    press(Qt.Key.Key_Right)
    assert len(page.queue.rows) == everything + 2
    press(Qt.Key.Key_Right)
    assert page.queue.chosen[0].is_part
    press(Qt.Key.Key_Left, Qt.Key.Key_Left)
    assert len(page.queue.rows) == everything
    ask.answers = [True]
    press("n", "5")
    assert page.foot.reason.group.isChecked()
    press(ENTER)
    assert len(desk.workspace().matches.with_state(MatchState.NOT_SAME)) == 2


def test_it_says_which_field_changed_since(page: ReviewPage, desk: Desk, clock: FakeClock) -> None:
    party = waits(desk, "Impuls Komplekt").match.customer
    decide(desk, "Impuls Komplekt", Verdict.NOT_SAME)
    page.look()
    assert "Impuls Komplekt" not in names(page)
    keep(desk, moved(desk.customers.get(party), "DE"))
    page.look()
    choose(page, "Impuls Komplekt")
    said = page.pane.back.words
    assert "your party looks different" in said
    assert "Your party: countries | Russia | Germany" in said
    assert "Not the same party. Looked into it" in said
    assert page.pane._state.text() == "Came back"


def test_it_says_that_its_review_date_came(page: ReviewPage, desk: Desk, clock: FakeClock) -> None:
    day = clock.now().local.date() + timedelta(days=30)
    decide(desk, "Impuls Komplekt", Verdict.NOT_SAME, review_on=day)
    clock.advance(days=29)
    screen_book(desk)
    page.look()
    assert "Impuls Komplekt" not in names(page)
    clock.advance(days=1)
    screen_book(desk)
    page.look()
    choose(page, "Impuls Komplekt")
    assert "its review date, 20 Dec 2026, has come" in page.pane.back.words


def test_the_questions_write_the_reason(page: ReviewPage, desk: Desk, press: Press) -> None:
    choose(page, "Ana Lucia Moreno")
    press("q")
    assert page.foot.questions.text == "Whose list is this party on?"
    press(ENTER, ENTER)
    assert "How many parts" in page.foot.questions.text
    press(Qt.Key.Key_Backspace)
    assert "the same kind" in page.foot.questions.text
    press(ENTER, ENTER, ENTER, ENTER)
    assert page.foot.questions.text.startswith("Proposed: ")
    press(ENTER)
    reason = page.foot.reason.reason.toPlainText()
    assert "Both are persons." in reason
    assert "Different: date." in reason
    verdict = page.foot.reason.verdict
    press(" Called them on 4 May.", ENTER)
    decision = next(
        one
        for one in desk.workspace().decisions.of_party(
            next(
                k.id for c in desk.workspace().customers.all() for k in c.parties()
                if k.profile.name == "Ana Lucia Moreno"
            )
        )
    )  # fmt: skip
    assert decision.verdict is verdict
    assert decision.reason.endswith("Called them on 4 May.")
    assert dict(decision.answers) == {
        "list": "ofac", "kind": "same", "name": decision.answers["name"], "detail": "enough",
        "exact": "one",
    }  # fmt: skip


def test_an_answer_can_be_another_than_the_data_says(page: ReviewPage, press: Press) -> None:
    choose(page, "Severny Impuls")
    press("q", "5", "2")
    assert page.foot.questions.text.startswith("Proposed: not the same party")
    press("3")
    assert page.foot.reason.verdict is Verdict.SAME
    assert "Kind: another kind." in page.foot.reason.reason.toPlainText()
    press(ESC)
    press("q", ESC)
    assert not page.foot.is_asking
    shown = page._shown
    assert shown is not None
    known = shown.known(page._desk)
    page.foot.ask_questions(replace(known, answers={**known.answers, "name": ""}))
    press(ENTER, ENTER, ENTER)  # the third answers nothing: the data does not settle it
    asking = page.foot.questions
    assert "How many parts" in asking.text
    assert not any(one.property("kind") == "chosen" for one in asking.answers)
    press("2")
    assert "How many parts" not in asking.text


def test_another_program_decided_meanwhile(
    page: ReviewPage, desk: Desk, press: Press, shell: Shell
) -> None:
    choose(page, "Impuls Komplekt")
    press("n", "5")
    decide(desk, "Impuls Komplekt", Verdict.SAME)
    page.look()
    assert "does not wait any more" in page.banner.words
    assert not page.foot.is_asking
    assert "Impuls Komplekt" not in names(page)


def test_the_customer_changed_while_it_was_in_view(
    page: ReviewPage, desk: Desk, press: Press
) -> None:
    choose(page, "Impuls Komplekt")
    press("n", "5")
    party = waits(desk, "Impuls Komplekt").match.customer
    desk.customers.save(moved(desk.customers.get(party), "DE"))
    press(ENTER)
    assert "looks different from when it was shown" in page.banner.words
    assert desk.workspace().decisions.count() == 0
    assert "Impuls Komplekt" in names(page)


def test_the_match_is_gone_when_it_is_decided(page: ReviewPage, desk: Desk, press: Press) -> None:
    choose(page, "Impuls Komplekt")
    press("n", "5")
    party = waits(desk, "Impuls Komplekt").match.customer
    desk.customers.delete([party])
    keep(desk)
    press(ENTER)
    assert page.banner.words
    assert "Impuls Komplekt" not in names(page)


def test_when_nothing_waits_nobody_is_called_safe(
    page: ReviewPage, desk: Desk, press: Press, ask: ScriptedAsk, window: NotedWindow
) -> None:
    while page.queue.rows:
        if page.queue.rows[0].whole:
            ask.answers = [True]
        press("n", "5", ENTER)
    assert page.queue._nothing.isVisible()
    said = page.queue._nothing.words.text()
    assert "no possible match is left undecided" in said
    assert "says nothing of" in said
    assert not page.chip.isVisible()
    assert window.badges["review"] == 0
    assert not page.foot.isVisible()
    page.ask(Verdict.SAME)
    page.ask_questions()
    assert not page.foot.is_asking


def test_without_customers_it_says_what_this_is_for(
    tmp_path: Path, shell: Shell, qtbot: QtBot, window: NotedWindow
) -> None:
    desk = open_desk(tmp_path / "empty")
    page = ReviewPage(desk, shell)
    qtbot.addWidget(page, before_close_func=Page.close_page)
    page.show()
    page.arrive()
    assert page.queue._no_customers.isVisible()
    page.queue._no_customers.action.click()
    assert window.went == [("customers", None)]
    desk.close()


def test_customers_never_screened_can_be_screened_here(
    book_folder: Path, tmp_path: Path, shell: Shell, qtbot: QtBot
) -> None:
    desk = open_filled(tmp_path / "new")
    desk.customers.save(customer("Impuls Komplekt", "RU"))
    page = ReviewPage(desk, shell)
    qtbot.addWidget(page, before_close_func=Page.close_page)
    shell.bus.changed.connect(page.reload)
    page.show()
    page.arrive()
    assert page.queue._not_screened.isVisible()
    page.queue._not_screened.action.click()
    assert names(page) == ["Impuls Komplekt"]
    desk.close()


def test_a_workspace_open_for_reading_is_only_looked_at(
    desk: Desk, tmp_path: Path, shell: Shell, qtbot: QtBot
) -> None:
    reader = open_desk(tmp_path / "workspace", read_only=True)
    page = ReviewPage(reader, shell)
    qtbot.addWidget(page, before_close_func=Page.close_page)
    page.show()
    page.arrive()
    assert in_view(page)
    assert not page.foot.offer.not_same.isEnabled()
    qtbot.keyClick(page.queue.table, Qt.Key.Key_N)
    qtbot.keyClick(page.queue.table, Qt.Key.Key_Q)
    assert not page.foot.is_asking
    assert "open for reading" in page.foot.offer._hint.text()
    reader.close()


def test_it_can_be_sent_here_with_a_name_or_a_customer(page: ReviewPage, desk: Desk) -> None:
    page.arrive("Sokolenko")
    assert set(names(page)) == {"Viktor Sokolenko"}
    page.arrive(waits(desk, "Impuls Komplekt").match.customer)
    assert set(names(page)) == {"Impuls Komplekt"}
    page.arrive(waits(desk, "Viktor Sokolenko").match.customer)
    assert set(names(page)) == {"Viktor Sokolenko"}


def test_of_a_party_on_several_lists_the_gravest_says_what_follows(
    tmp_path: Path, shell: Shell, qtbot: QtBot
) -> None:
    desk = open_desk(tmp_path / "lists")
    put(
        tmp_path / "lists" / "lists.db",
        "us-csl",
        listing("us-csl:UVL:a", "Severnyi Impuls", "RU"),
        listing("us-csl:SDN:b", "SEVERNYI IMPULS KOMPANIYA", "RU",
                names=(ListedName("SEVERNYI IMPULS", NameRole.PRIMARY),)),
    )  # fmt: skip
    keep(desk, customer("Severnyi Impuls", "RU"))
    page = ReviewPage(desk, shell)
    qtbot.addWidget(page, before_close_func=Page.close_page)
    page.show()
    page.arrive()
    assert len(page.queue.rows[0].whole) == 2
    page.ask(Verdict.SAME)
    assert "Nothing may go to this party" in page.foot.reason.follows
    desk.close()


def test_the_search_is_reached_by_key(page: ReviewPage) -> None:
    assert page.search()
    assert page.queue.filters.search.hasFocus()


def test_everything_has_a_name_and_a_letter_of_its_own(page: ReviewPage, press: Press) -> None:
    assert unnamed(page) == []
    for keys in (("n",), (ESC, "q"), (ESC,)):
        press(*keys)
        assert unnamed(page) == []
        assert clashing(page) == []


def test_the_model_is_sound(page: ReviewPage, qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(page.queue.table.model(), force_py=True)


@pytest.mark.parametrize(("theme", "scale"), [(Theme.LIGHT, 1.0), (Theme.DARK, 2.0)])
def test_it_is_drawn(
    desk: Desk, shell: Shell, appearance: Appearance, qtbot: QtBot, theme: Theme, scale: float
) -> None:
    def make() -> ReviewPage:
        page = ReviewPage(desk, shell)
        qtbot.addWidget(page, before_close_func=Page.close_page)
        page.arrive()
        page.ask(Verdict.SAME)
        return page

    size = QSize(round(1068 * scale), round(800 * scale))
    colours = LIGHT if theme is Theme.LIGHT else DARK
    seen = colours_of(render(make, appearance, theme, scale, size))
    assert {colours.background.lower(), colours.card.lower()} <= seen
    other = DARK if theme is Theme.LIGHT else LIGHT
    assert other.background.lower() not in seen


def test_make_page_is_told_of_changes(make_page: MakePage, desk: Desk, shell: Shell) -> None:
    page = make_page()
    before = len(page.queue.rows)
    party = waits(desk, "Impuls Komplekt").match.customer
    shell.bus.tell(desk.customers.delete([party]).changes)
    assert len(page.queue.rows) == before - 1


def test_where_there_is_little_room_queue_and_match_take_turns(
    page: ReviewPage, press: Press
) -> None:
    table, area = page.queue.table, page.pane.area
    assert table.isVisible()
    assert area.isVisible()
    page.resize(page.minimumSizeHint().width(), 640)
    QApplication.processEvents()
    assert page.minimumSizeHint().width() <= 428  # half of what 1280 px leave beside the sidebar
    assert page.minimumSizeHint().height() <= 640, "nothing scrolls around what scrolls"
    assert not area.isVisible()
    # Several chosen by mouse are answered by mouse, below the queue, which does not move by it.
    several = page.foot.several
    assert several is not None
    assert not several.offer.research.isEnabled(), "one is answered where it is looked at"
    page.resize(428, 640)
    for _turn in range(4):
        QApplication.processEvents()
    before = table.geometry()
    choose_lines(page, [0, len(names(page)) - 1])  # no same question: the longest words
    QApplication.processEvents()
    assert several.offer._hint.text() == only_research()
    assert table.geometry() == before
    assert several.minimumSizeHint().height() >= several.heightForWidth(several.width())
    at = [place for place, name in enumerate(names(page)) if name == "Kontur Radiokomponent"]
    table.keep_only(at[0])
    for place in at[1:]:
        where = table.visualRect(table.model().index(place, 1)).center()
        held = Qt.KeyboardModifier.ControlModifier
        QTest.mouseClick(table.viewport(), LEFT, held, where)
    QApplication.processEvents()
    assert table.isVisible()
    assert (len(page.queue.chosen), table.geometry()) == (3, before)
    QTest.mouseClick(several.offer.not_same, LEFT)
    assert page.foot.reason.isVisible()
    assert page.back()  # the reason is not given after all
    assert page.back()
    choose(page, "Impuls Komplekt")
    QTest.mouseClick(table.viewport(), LEFT, pos=table.visualRect(table.currentIndex()).center())
    for _turn in range(4):
        QApplication.processEvents()
    assert not table.isVisible()
    assert page.minimumSizeHint().height() <= 640
    assert cut_off(page) == []
    side = page.findChild(SideGrid)
    assert side is not None
    assert side.minimumSizeHint().width() <= px(300), "with longer words, too"
    # Decided, the next one comes at once; the keys go through the queue from there.
    after = names(page)[table.currentIndex().row() + 1]
    press("n", "2", ENTER, ENTER)
    assert in_view(page) == after
    assert area.hasFocus()
    press("j")
    assert in_view(page) != after
    assert page.back()
    assert table.hasFocus()
    press("n")  # a verdict by key brings what is decided on
    assert page.foot.isVisible()
    assert page.back()
    assert area.hasFocus()


def test_a_screening_asked_for_where_there_is_no_list_says_so(
    tmp_path: Path, shell: Shell, qtbot: QtBot
) -> None:
    desk = open_desk(tmp_path / "without")
    page = ReviewPage(desk, shell)
    qtbot.addWidget(page, before_close_func=Page.close_page)
    page.screen_book()
    assert not page.banner.isHidden()
    assert "list" in page.banner.words
    desk.close()


def test_a_reason_that_is_typed_keeps_the_page(page: ReviewPage, press: Press) -> None:
    choose(page, "Impuls Komplekt")
    assert not page.has_work
    press("n")
    assert page.has_work  # another rulebook must not have the page made anew now
    press(ESC)
    assert not page.has_work


def test_words_after_a_common_reason_are_a_sentence_of_their_own(
    page: ReviewPage, press: Press
) -> None:
    press("n", "3", "Ours is in Mexico")
    assert page.pane._foot.reason.reason.toPlainText() == "Different address. Ours is in Mexico"


@pytest.mark.parametrize("size", [QSize(900, 560), QSize(962, 690)])
@pytest.mark.parametrize("verdict", [Verdict.NOT_SAME, Verdict.SAME])
def test_what_is_asked_has_its_height_in_a_low_window(
    page: ReviewPage, size: QSize, verdict: Verdict
) -> None:
    page.resize(size)
    page.pane._foot.ask(verdict)
    for _turn in range(3):
        QApplication.processEvents()
    asked = page.pane._foot.reason
    lowest = max(one.geometry().bottom() for one in asked.common.buttons if one.isVisible())
    assert lowest < asked.reason.geometry().top()
    assert asked.take.geometry().bottom() < asked.height()
