"""The Settings page, on a real workspace."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, QSize, Qt
from PySide6.QtGui import QGuiApplication, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QStackedWidget
from pytestqt.qtbot import QtBot

from exportdesk.core.changes import Changes
from exportdesk.core.company import Company, Settings, Theme
from exportdesk.operations.schedule import Ran, Schedule
from exportdesk.rulebook import Tier
from exportdesk.ui.settings.page import SettingsPage
from exportdesk.ui.settings.schedule_card import ScheduleCard
from exportdesk.ui.shell import Shell
from exportdesk.ui.theme import Appearance
from exportdesk.wiring import Desk
from tests.patience import settle
from tests.ui.conftest import NotedWindow
from tests.ui.desks import open_desk
from tests.ui.render import LOOKS, colours_of, render
from tests.ui.scripted import ScriptedAsk
from tests.ui.walk import unnamed

COMPANY = Company(
    "Calm Harbor Instruments",
    "12 Harbor Street",
    "Portland",
    "OR",
    "97201",
    "US",
    "info@calmharbor.example",
    "+1 503 555 0100",
    "calmharbor.example",
)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = open_desk(tmp_path / "workspace")
    made.profile.save_company(COMPANY)
    made.profile.save_settings(Settings(operator="Dana Whitfield"))
    yield made
    made.close()


@pytest.fixture
def page(desk: Desk, shell: Shell, qtbot: QtBot) -> SettingsPage:
    made = SettingsPage(desk, shell)
    qtbot.addWidget(made)
    made.resize(1068, 800)
    made.show()
    return made


def test_what_is_kept_is_shown_and_nothing_is_to_save(page: SettingsPage) -> None:
    assert page.company.read() == COMPANY
    assert not page.is_changed
    assert not page.keep.isEnabled()
    assert page.may_leave()


def test_a_change_is_typed_and_saved(
    page: SettingsPage, desk: Desk, shell: Shell, window: NotedWindow
) -> None:
    told: list[Changes] = []
    shell.bus.changed.connect(told.append)
    page.operator.operator.selectAll()
    QTest.keyClicks(page.operator.operator, "  Lee   Park ")
    page.lists.days.setValue(14)
    assert page.keep.isEnabled()
    QTest.mouseClick(page.keep, Qt.MouseButton.LeftButton)
    assert not page.company.name.hasFocus(), "nobody types into it unawares"
    assert desk.settings() == Settings(operator="Lee Park", list_age_limit_days=14)
    # Whoever worked here before is offered to who types the beginning of the name.
    page.arrive()
    finder = page.operator.operator.completer()
    finder.setCompletionPrefix("lee")
    assert finder.currentCompletion() == "Lee Park"
    assert told == [Changes.SETTINGS | Changes.EVENTS]
    assert window.toasts == ["Settings saved."]
    assert not page.keep.isEnabled()
    assert page.operator.operator.text() == "Lee Park"


def test_the_company_and_its_country_are_saved(page: SettingsPage, desk: Desk) -> None:
    page.company._country.choose("CA")
    page.company._city.setText("Halifax")
    page.save()
    assert desk.company().country == "CA"
    assert desk.company().city == "Halifax"


def test_what_cannot_be_kept_is_said_beside_the_field(page: SettingsPage, desk: Desk) -> None:
    page.company.name.clear()
    page.company.email.setText("someone at home")
    page.save()
    assert desk.company() == COMPANY
    marks = [mark.text() for mark in page.company._form._marks.values() if mark.isVisible()]
    assert len(marks) == 2
    assert page.company.name.accessibleDescription() == marks[0]
    QTest.keyClicks(page.company.name, "Prairie")
    marks = [mark.text() for mark in page.company._form._marks.values() if mark.isVisible()]
    assert [one.split()[0] for one in marks] == ["An"], "the other one is still wrong"


def test_settings_are_kept_before_there_is_a_company(
    tmp_path: Path, shell: Shell, qtbot: QtBot
) -> None:
    desk = open_desk(tmp_path / "new")
    page = SettingsPage(desk, shell)
    qtbot.addWidget(page)
    page.operator.operator.setText("Dana Whitfield")
    page.save()
    assert desk.settings().operator == "Dana Whitfield"
    desk.close()


def test_undo_brings_back_what_is_kept(page: SettingsPage) -> None:
    assert page.policy.whose.text() == "This is the recommended setting."
    page.policy.tiers[Tier.ONE].click()
    assert "your own policy" in page.policy.whose.text()
    page.scores.whose.button_of(False).click()
    page.scores.score.set_value(90)
    page.company._street.setText("elsewhere")
    page.company._street.textEdited.emit("elsewhere")
    assert page.undo.isEnabled()
    QTest.mouseClick(page.undo, Qt.MouseButton.LeftButton)
    assert not page.is_changed
    assert page.scores.whose.value
    assert page.policy.whose.text() == "This is the recommended setting."


def test_the_score_is_the_programs_own_until_one_is_chosen(page: SettingsPage, desk: Desk) -> None:
    assert page.scores.whose.value
    assert not page.scores.score.isEnabled()
    page.scores.whose.button_of(False).click()
    page.scores.score.set_value(95)
    assert "may not be shown" in page.scores._warning.text()
    page.save()
    assert desk.settings().threshold == 95.0
    page.scores.whose.button_of(True).click()
    page.save()
    assert desk.settings().threshold is None


def test_slider_and_number_go_together_and_say_what_the_score_finds(
    page: SettingsPage, qtbot: QtBot
) -> None:
    score = page.scores.score
    assert not score.slider.isEnabled()
    assert page.scores._rates.text().startswith("At 60: finds about ")
    page.scores.whose.button_of(False).click()
    qtbot.keyClick(score.slider, Qt.Key.Key_Right)
    assert (score.slider.value(), score.number.value()) == (61, 61)
    qtbot.keyClick(score.slider, Qt.Key.Key_PageUp)
    assert page.scores._rates.text().startswith("At 71: finds about ")
    score.number.setValue(20)
    assert score.slider.value() == 20
    said = page.scores._rates.text()
    assert said.startswith("At 20: ")
    assert "unrelated names show as possible match (measured on our benchmark of " in said
    assert score.slider.accessibleDescription() == said
    page.scores.whose.button_of(True).click()
    assert score.slider.value() == 60
    assert not score.number.isEnabled()


def test_scrolling_the_page_moves_no_score(page: SettingsPage) -> None:
    page.scores.whose.button_of(False).click()
    for part in (page.scores.score.slider, page.scores.score.number, page.lists.days):
        before = part.value()
        wheel = QWheelEvent(
            QPointF(4, 4), QPointF(4, 4), QPoint(), QPoint(0, 120), Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(part, wheel)
        assert part.value() == before
        assert part.focusPolicy() is not Qt.FocusPolicy.WheelFocus


def test_a_score_with_decimals_stays_as_it_was_given(
    desk: Desk, shell: Shell, qtbot: QtBot
) -> None:
    desk.profile.save_settings(Settings(operator="Dana Whitfield", threshold=61.5))
    page = SettingsPage(desk, shell)
    qtbot.addWidget(page)
    assert not page.is_changed
    page.operator.operator.setText("Lee Park")
    page.save()
    assert desk.settings().threshold == 61.5


def test_the_appearance_is_worn_and_kept_at_once(
    page: SettingsPage, desk: Desk, appearance: Appearance
) -> None:
    page.company.name.setText("Something unsaved")
    QTest.mouseClick(page.appearance.choice.button_of(Theme.DARK), Qt.MouseButton.LeftButton)
    assert appearance.wish is Theme.DARK
    assert desk.settings().theme is Theme.DARK
    assert page.company.name.text() == "Something unsaved"
    page.save()
    assert desk.settings().theme is Theme.DARK
    assert desk.company().name == "Something unsaved"


def test_the_language_is_kept_at_once_and_worn_when_the_window_opens_again(
    page: SettingsPage, desk: Desk, qtbot: QtBot
) -> None:
    card = page.appearance
    assert not card.again_button.isVisibleTo(page)
    page.resize(748, 560)
    area = page._area
    assert area is not None
    QApplication.processEvents()
    area.ensureWidgetVisible(card.language, 0, 0)
    spanish = card.language.button_of("es")
    place = spanish.mapTo(page, QPoint(0, 0))
    QTest.mouseClick(spanish, Qt.MouseButton.LeftButton)
    assert desk.settings().language == "es"
    assert card.again_button.isVisibleTo(page)
    settle(0.15)
    assert spanish.mapTo(page, QPoint(0, 0)) == place, "it stays under the mouse"
    again = card.again_button
    assert again.visibleRegion().boundingRect() == again.rect()
    with qtbot.waitSignal(page._shell.bus.reopen_asked) as asked:
        QTest.mouseClick(card.again_button, Qt.MouseButton.LeftButton)
    assert asked.args == ["settings", "language"]
    page.arrive("language")
    assert card.isAncestorOf(page.focusWidget())
    QTest.mouseClick(card.language.button_of(""), Qt.MouseButton.LeftButton)
    assert desk.settings().language == ""
    assert not card.again_button.isVisibleTo(page)
    page.operator.operator.setFocus()
    assert not page.is_changed


def test_closing_asks_about_what_is_not_saved(
    page: SettingsPage, desk: Desk, ask: ScriptedAsk, window: NotedWindow, qtbot: QtBot
) -> None:
    page.company.name.setText("Something unsaved")
    ask.answers = [None, "Close without saving", "Save and close"]
    assert not page.may_leave()
    assert page.may_leave()
    assert not page.may_leave()
    qtbot.waitUntil(lambda: window.closed == 1)
    assert desk.company().name == "Something unsaved"


def test_leaving_the_page_tells_of_what_is_not_saved_and_ctrl_s_saves(
    desk: Desk,
    shell: Shell,
    qtbot: QtBot,
    window: NotedWindow,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    pages = QStackedWidget()
    qtbot.addWidget(pages)
    page = SettingsPage(desk, shell)
    pages.addWidget(page)
    pages.addWidget(QLabel("another page"))
    pages.show()
    qtbot.waitUntil(pages.isActiveWindow)
    QTest.keyClicks(page.company.name, "!")
    pages.setCurrentIndex(1)
    assert window.toasts == ["Your settings are not saved yet."]
    assert window.warned
    assert window.not_saved == {"settings"}  # and stays so, after the word is gone
    assert page.chip.text() == "Not saved"
    page.company.email.setText("nobody")

    def go(_key: str) -> None:
        pages.setCurrentIndex(0)
        page.arrive()

    monkeypatch.setattr(window, "go", go)
    assert window.undo is not None
    window.undo()  # "Save" in that word, on another page
    assert page.focusWidget() is page.company.email, "where it is wrong"
    page.company.email.setText(COMPANY.email)
    page.company.name.setFocus()
    QTest.keyClick(page.company.name, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert desk.company().name == f"!{COMPANY.name}"
    assert not window.not_saved
    assert page.chip.isHidden()
    pages.setCurrentIndex(1)
    assert window.toasts.count("Your settings are not saved yet.") == 1


def test_a_change_made_elsewhere_shows_but_never_over_what_is_typed(
    page: SettingsPage, desk: Desk
) -> None:
    desk.profile.save_settings(Settings(operator="Somebody Else"))
    page.reload(Changes.SETTINGS)
    assert page.operator.operator.text() == "Somebody Else"
    page.operator.operator.setText("Typed here")
    desk.profile.save_settings(Settings(operator="A Third"))
    page.reload(Changes.SETTINGS)
    assert page.operator.operator.text() == "Typed here"
    assert page.keep.isEnabled()


def test_folders_are_copied_and_opened(page: SettingsPage, desk: Desk, ask: ScriptedAsk) -> None:
    page.about.folders[0].field.copy()
    assert QGuiApplication.clipboard().text() == str(desk.folder)
    page.about.folders[1].open()
    assert ask.opened == [desk.folder / "logs"]
    assert ask.tells_where(page.about.folders[1].open, desk.folder / "logs")


def test_the_notices_are_shown_in_the_page(page: SettingsPage) -> None:
    QTest.mouseClick(page.about.licenses, Qt.MouseButton.LeftButton)
    assert page.about.text.isVisible()
    assert "LGPL" in page.about.text.toPlainText()
    page.about.turn_notices()
    assert not page.about.text.isVisible()


def test_reading_only_nothing_can_be_changed(desk: Desk, shell: Shell, qtbot: QtBot) -> None:
    reader = open_desk(desk.folder, read_only=True)
    page = SettingsPage(reader, shell)
    qtbot.addWidget(page)
    assert page.company.name.isReadOnly()
    assert not page.lists.days.isEnabled()
    assert not page.scores.score.isEnabled()
    assert not page.keep.isEnabled()
    assert page.may_leave()
    QTest.mouseClick(page.appearance.choice.button_of(Theme.DARK), Qt.MouseButton.LeftButton)
    assert reader.settings().theme is Theme.SYSTEM
    reader.close()


@pytest.mark.parametrize("wide", [748, 860, 1068])
def test_no_card_is_cut_at_the_side(page: SettingsPage, qtbot: QtBot, wide: int) -> None:
    page.resize(wide, 640)
    area = page._area
    assert area is not None
    inner = area.widget()
    qtbot.waitUntil(lambda: inner.width() <= area.viewport().width() < wide)
    form = page.company._form
    fields = form.findChildren(QLineEdit)
    qtbot.waitUntil(
        lambda: max(one.mapTo(form, one.rect().topRight()).x() for one in fields) < form.width()
    )


def test_everything_has_a_name(page: SettingsPage) -> None:
    page.about.turn_notices()
    assert unnamed(page) == []


@pytest.mark.parametrize(("theme", "scale"), LOOKS)
def test_it_draws(
    desk: Desk, shell: Shell, appearance: Appearance, theme: Theme, scale: float
) -> None:
    made: list[SettingsPage] = []

    def make() -> SettingsPage:
        made.append(SettingsPage(desk, shell))
        return made[-1]

    size = QSize(1068, 800) if scale == 1.0 else QSize(856, 800)
    assert len(colours_of(render(make, appearance, theme, scale, size))) > 10
    assert made[-1].minimumSizeHint().width() <= size.width()
    made[-1].deleteLater()


def test_a_proxy_is_kept_or_said_to_be_none(page: SettingsPage, desk: Desk) -> None:
    field = page.lists.proxy
    QTest.keyClicks(field, "ftp://x:1")
    QTest.mouseClick(page.keep, Qt.MouseButton.LeftButton)
    assert desk.settings().proxy == ""
    assert page.lists._form._marks[field].isVisible()
    assert field.hasFocus() or field.window().focusWidget() is field
    field.selectAll()
    QTest.keyClicks(field, " http://proxy.example:8080 ")
    assert not page.lists._form._marks[field].isVisible()
    QTest.mouseClick(page.keep, Qt.MouseButton.LeftButton)
    assert desk.settings().proxy == "http://proxy.example:8080"
    assert not page.is_changed


def test_a_check_nobody_decided_on_stays_undecided_until_it_is_clicked(
    page: SettingsPage, desk: Desk
) -> None:
    lists = page.lists
    assert lists.on_start.isChecked()
    assert lists.daily.isChecked()
    assert lists._when.isVisible()
    lists.days.setValue(10)
    QTest.mouseClick(page.keep, Qt.MouseButton.LeftButton)
    assert desk.settings().check_on_start is None
    lists.daily.click()
    assert page.keep.isEnabled()
    QTest.mouseClick(page.keep, Qt.MouseButton.LeftButton)
    kept = desk.settings()
    assert (kept.check_on_start, kept.check_daily) == (None, False)
    assert not lists.daily.isChecked()
    lists.on_start.click()
    lists.on_start.click()
    QTest.mouseClick(page.keep, Qt.MouseButton.LeftButton)
    assert desk.settings().check_on_start is True
    assert not lists._when.isVisible()


def test_undo_brings_the_checks_and_the_proxy_back(page: SettingsPage) -> None:
    page.lists.daily.click()
    QTest.keyClicks(page.lists.proxy, "http://p.example:1")
    QTest.mouseClick(page.undo, Qt.MouseButton.LeftButton)
    assert page.lists.daily.isChecked()
    assert page.lists.proxy.text() == ""
    assert not page.keep.isEnabled()


class Timer:
    """A system's timer that notes what it is told; a schedule on it is otherwise the real one."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.fails = ""

    def run(self, words: Sequence[str], given: str = "") -> Ran:
        if self.fails and "enable" in words:
            return Ran(1, said=self.fails)
        return Ran(0)

    def make(self, folder: Path) -> Schedule:
        return Schedule(folder, system="linux", home=self.home, run=self.run)


def test_the_daily_update_is_set_up_and_taken_away_here(
    desk: Desk, shell: Shell, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    timer = Timer(tmp_path)
    card = ScheduleCard(lambda: timer.make(desk.folder), shell, read_only=False)
    qtbot.addWidget(card)
    card.show()
    card.look()
    assert "Not set up" in card.state.text()
    assert not card.take_away.isEnabled()
    card.time.setText("25:99")
    assert card.time.property("invalid") is True, "as it is typed: no other button keeps it"
    card.time.setText("25:9")
    assert card.time.property("invalid") is False
    QTest.mouseClick(card.set_up, Qt.MouseButton.LeftButton)
    assert card.time.property("invalid") is True
    assert not list(tmp_path.rglob("*.timer"))
    card.time.setText("6:05")
    QTest.mouseClick(card.set_up, Qt.MouseButton.LeftButton)
    (unit,) = tmp_path.rglob("*.timer")
    assert "06:05" in unit.read_text()
    assert str(unit) in card.state.text()
    QTest.mouseClick(card.take_away, Qt.MouseButton.LeftButton)
    assert not unit.exists()
    assert "Not set up" in card.state.text()
    timer.fails = "no bus"
    QTest.mouseClick(card.set_up, Qt.MouseButton.LeftButton)
    assert "no bus" in card.banner.words
    assert card.set_up.isEnabled()


def test_how_long_records_are_kept_stands_with_its_citations(page: SettingsPage) -> None:
    words = " ".join(one.text() for one in page.retention.findChildren(QLabel))
    assert "10 years" in words
    assert "15 CFR 762.6" in words
    assert "31 CFR 501.601" in words
    assert "was not checked" in words
