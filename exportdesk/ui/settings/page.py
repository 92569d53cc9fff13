"""The Settings page."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from exportdesk.core.changes import Changes
from exportdesk.core.company import Settings, Theme
from exportdesk.core.errors import ExportDeskError
from exportdesk.core.figures import FiguresWish
from exportdesk.core.i18n import _
from exportdesk.operations.schedule import Schedule
from exportdesk.screening import ALGORITHM, DEFAULT_THRESHOLD
from exportdesk.ui.jobs import Latest
from exportdesk.ui.settings import subjects
from exportdesk.ui.settings.about_card import AboutCard
from exportdesk.ui.settings.backup_card import BackupCard
from exportdesk.ui.settings.company_card import CompanyCard
from exportdesk.ui.settings.health_card import HealthCard
from exportdesk.ui.settings.lists_card import ListsCard
from exportdesk.ui.settings.measuring import Measuring
from exportdesk.ui.settings.papers_card import PapersCard
from exportdesk.ui.settings.password_card import PasswordCard
from exportdesk.ui.settings.policy_card import PolicyCard
from exportdesk.ui.settings.privacy_card import PrivacyCard
from exportdesk.ui.settings.retention_card import RetentionCard
from exportdesk.ui.settings.rulebook_card import RulebookCard
from exportdesk.ui.settings.schedule_card import ScheduleCard
from exportdesk.ui.settings.small_cards import AppearanceCard, OperatorCard, ScoresCard
from exportdesk.ui.shell import Shell
from exportdesk.ui.theme import Tone
from exportdesk.ui.typed_names import typed_names_of
from exportdesk.ui.unsaved import Unsaved
from exportdesk.ui.widgets import Card, Page, px
from exportdesk.wiring import Desk

_NARROW = 720  # below this, all cards stand in one column
_MARGINS = 2 * 28 + 12  # of the page, and its scroll bar


class SettingsPage(Page):
    """Forms that are kept by "Save changes"; the appearance is kept at once."""

    def __init__(self, desk: Desk, shell: Shell) -> None:
        super().__init__(_("Settings"), _("Kept in this workspace."), scrolls=True)
        self._desk, self._shell = desk, shell
        self._company, self._settings = desk.company(), desk.settings()
        self._policy = desk.cases.policy()
        self.undo = self.add_action(_("Un&do changes"), self.forget)
        self.keep = self.add_action(_("&Save changes"), self.save, primary=True, hint="Ctrl+S")
        countries = desk.rulebook.countries.choices()
        self.company = CompanyCard(countries)
        self.operator = OperatorCard()
        self._operators: Latest[tuple[str, ...]] = Latest(shell.background)
        self.appearance = AppearanceCard()
        self.lists = ListsCard()
        self.scores = ScoresCard()
        self.measuring = Measuring(desk, shell, self._threshold)
        self.scores.body.addWidget(self.measuring)
        self.policy = PolicyCard(
            countries,
            desk.country_name,
            desk.rulebook.policy,
        )
        self.papers = PapersCard(desk, shell)
        self.rulebook = RulebookCard(desk, shell)
        self.backup = BackupCard(desk, shell)
        self.privacy = PrivacyCard(desk, shell)
        self.password = PasswordCard(desk, shell)
        self.health = HealthCard(desk, shell)
        self.retention = RetentionCard(desk.rulebook)
        self.schedule = ScheduleCard(lambda: Schedule(desk.folder), shell, read_only=desk.read_only)
        self.about = AboutCard(desk.folder, shell.ask, ALGORITHM)
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._sides = (QVBoxLayout(), QVBoxLayout())
        self._compose()
        for card in (self.company, self.operator, self.lists, self.scores, self.policy):
            card.set_read_only(desk.read_only)
            card.changed.connect(self._follow)
        self.appearance.chosen.connect(self._wear)
        self.appearance.spoken.connect(self._speak)
        self.appearance.written.connect(self._write)
        self.privacy.version.turned.connect(self._turn_version_check)
        self.appearance.again.connect(
            lambda: shell.bus.reopen_asked.emit("settings", subjects.LANGUAGE)
        )
        self.unsaved = Unsaved(self, shell, "settings", save=self.save, is_saving=self._is_saving)
        self._names = typed_names_of(shell)
        self._names.save_asked.connect(self._save_with)
        keys = QShortcut(QKeySequence(QKeySequence.StandardKey.Save), self)
        keys.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        keys.activated.connect(self.keep.click)
        self._load()

    def _compose(self) -> None:
        left, right = self._sides
        for column, cards in (
            (
                left,
                (
                    self.company,
                    self.operator,
                    self.appearance,
                    self.papers,
                    self.policy,
                    self.privacy,
                    self.password,
                ),
            ),
            (
                right,
                (
                    self.backup,
                    self.lists,
                    self.schedule,
                    self.scores,
                    self.rulebook,
                    self.retention,
                    self.health,
                    self.about,
                ),
            ),
        ):
            column.setSpacing(px(14))
            for card in cards:
                column.addWidget(card)
            column.addStretch(1)
        self._columns.setSpacing(px(14))
        self._columns.addLayout(left, 11)
        self._columns.addLayout(right, 9)
        self.body.addLayout(self._columns)
        self.body.addStretch(1)

    @property
    def is_changed(self) -> bool:
        """Whether something is typed that is not kept yet."""
        typed = (self.company.read(), self._read_settings(), self.policy.read(self._policy))
        return typed != (self._company, self._settings, self._policy)

    @override
    def arrive(self, subject: object = None) -> None:
        self.schedule.look()
        records = self._desk.records
        self._operators.start(lambda _progress: records.operators(), done=self.operator.offer)
        card = self._card(subject)
        field = self._field(subject) or first_field(card or self.company)
        field.setFocus(Qt.FocusReason.OtherFocusReason)
        if card is not None:
            self.show_part(card)

    def _card(self, subject: object) -> Card | None:
        """Return the card that a person is sent to."""
        return {
            subjects.COMPANY: self.company,
            subjects.OPERATOR: self.operator,
            subjects.PAPERS: self.papers,
            subjects.POLICY: self.policy,
            subjects.LANGUAGE: self.appearance,
            subjects.PRIVACY: self.privacy,
            subjects.PASSWORD: self.password,
            subjects.BACKUP: self.backup,
            subjects.LISTS: self.lists,
            subjects.SCHEDULE: self.schedule,
            subjects.SCORES: self.scores,
            subjects.RULEBOOK: self.rulebook,
            subjects.RETENTION: self.retention,
            subjects.HEALTH: self.health,
            subjects.ABOUT: self.about,
        }.get(str(subject))

    def _field(self, subject: object) -> QWidget | None:
        """Return where the keyboard goes in a card, where that is not its first field."""
        return {
            subjects.RULEBOOK: self.rulebook.choose,
            subjects.BACKUP: self.backup.now,
            subjects.PRIVACY: self.privacy.connections,
            subjects.PASSWORD: self.password.first,
            subjects.HEALTH: self.health.check,
            subjects.LANGUAGE: self.appearance.language,
        }.get(str(subject))

    @override
    def help_topic(self) -> str:
        topics: tuple[tuple[Card, str], ...] = (
            (self.papers, "how-papers-look"),
            (self.policy, "due-diligence"),
            (self.appearance, "settings#language"),
            (self.privacy, "settings#privacy"),
            (self.password, "password"),
            (self.backup, "backups"),
            (self.lists, "keeping-lists-fresh"),
            (self.schedule, "keeping-lists-fresh"),
            (self.scores, "threshold"),
            (self.rulebook, "rulebook"),
            (self.retention, "records#how-long-to-keep-them"),
            (self.health, "when-something-goes-wrong"),
        )
        at = self.focusWidget()
        return next((topic for card, topic in topics if at and card.isAncestorOf(at)), "")

    @override
    def reload(self, changes: Changes) -> None:
        if changes & Changes.RULEBOOK:
            self.rulebook.look()
            self.retention.show_rulebook(self._desk.rulebook)
        if changes & Changes.BACKUPS:
            self.backup.look()
            self.password.look()
        if not changes & (Changes.COMPANY | Changes.SETTINGS):
            return
        typed = self.is_changed
        self._read_kept()
        self.appearance.load(self._settings)
        self.privacy.look()
        if not typed:
            self._load()
        self._follow()

    @property
    @override
    def has_work(self) -> bool:
        return self.is_changed

    @override
    def may_leave(self) -> bool:
        if self._desk.read_only or not self.is_changed:
            return True
        return self.unsaved.may_close(
            _("Save your settings?"), _("What you changed on the Settings page is not saved yet.")
        )

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if self.is_changed and not self._desk.read_only:
            self.unsaved.tell_left(event, _("Your settings are not saved yet."))

    def save(self) -> None:
        """Keep what was changed, or say beside the field why that cannot be."""
        company, settings = self.company.read(), self._read_settings()
        policy, asked = self.policy.read(self._policy), self._policy
        touched = company != self._company
        if (touched and not self.company.check()) or not self.lists.check():
            return
        self.banner.clear()
        if self.keep.hasFocus():  # Qt would put the cursor into the first field
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.keep.setEnabled(False)
        self.undo.setEnabled(False)
        desk = self._desk

        def keep(_progress: object) -> Changes:
            changes = desk.profile.save_company(company) if touched else Changes.NOTHING
            # The appearance is kept by itself, and may have been since this form was read.
            kept = desk.settings()
            now = with_looks_of(settings, kept)
            changes |= desk.profile.save_settings(now)
            if policy != asked or desk.cases.policy().list_days != now.list_age_limit_days:
                told = replace(policy, list_days=now.list_age_limit_days)
                changes |= desk.cases.save_policy(told)
            return changes

        self._shell.jobs.start(keep, done=self._saved, failed=self._not_saved)

    def forget(self) -> None:
        """Show what is kept again."""
        self.banner.clear()
        self._load()

    def _load(self) -> None:
        self.company.load(self._company)
        for card in (self.operator, self.appearance, self.lists, self.scores):
            card.load(self._settings)
        self.policy.load(self._policy)
        self._follow()

    def _read_kept(self) -> None:
        desk = self._desk
        self._company, self._settings = desk.company(), desk.settings()
        self._policy = desk.cases.policy()

    def _read_settings(self) -> Settings:
        return self.scores.read(self.lists.read(self.operator.read(self._settings)))

    def _threshold(self) -> float:
        own = self._read_settings().threshold
        return DEFAULT_THRESHOLD if own is None else own

    def _follow(self) -> None:
        changed = self.is_changed and not self._desk.read_only
        self.keep.setEnabled(changed)
        self.undo.setEnabled(changed)
        self.chip.say(_("Not saved") if changed else "", Tone.AMBER)
        self._shell.window.unsaved("settings", changed)
        company, person = self.company.read().name, self._read_settings().operator
        self._names.tell(
            company if changed and company != self._company.name else "",
            person if changed and person != self._settings.operator else "",
        )

    def _save_with(self, company: str, person: str) -> None:
        """Save what is typed here, with names that were given on another page."""
        if company:
            self.company.name.setText(company)
        if person:
            self.operator.operator.setText(person)
        self._follow()
        self.unsaved.save_here()

    def _saved(self, changes: Changes) -> None:
        self._read_kept()
        self._load()
        self._shell.bus.tell(changes)
        self._shell.window.toast(_("Settings saved."))
        self.unsaved.saved()

    def _is_saving(self) -> bool:
        return self.is_changed and not self.keep.isEnabled()

    def _not_saved(self, error: ExportDeskError) -> None:
        self._follow()
        self.show_trouble(error)
        self.unsaved.fail()

    def _wear(self, theme: Theme) -> None:
        self._shell.appearance.wear(theme)
        self._keep_look(lambda settings: replace(settings, theme=theme))

    def _speak(self, language: str) -> None:
        self._keep_look(lambda settings: replace(settings, language=language))

    def _write(self, wish: FiguresWish) -> None:
        self._keep_look(lambda settings: replace(settings, figures=wish))

    def _turn_version_check(self, on: bool) -> None:
        self._keep_look(lambda settings: replace(settings, check_version=on))

    def _keep_look(self, change: Callable[[Settings], Settings]) -> None:
        if self._desk.read_only:
            return
        desk = self._desk
        self._shell.jobs.start(
            lambda _progress: desk.profile.save_settings(change(desk.settings())),
            done=self._look_kept,
            failed=self.show_trouble,
        )

    def _look_kept(self, changes: Changes) -> None:
        kept = self._desk.settings()
        self._settings = with_looks_of(self._settings, kept)
        self.appearance.load(self._settings)
        self.privacy.look()
        self.privacy.version.begin()
        self._shell.bus.tell(changes)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # Never narrower than what is in the columns: nothing scrolls sideways, it would be cut off.
        needed = sum(side.minimumSize().width() for side in self._sides) + px(14 + _MARGINS)
        narrow = self.width() < max(px(_NARROW), needed)
        direction = QBoxLayout.Direction
        self._columns.setDirection(direction.TopToBottom if narrow else direction.LeftToRight)


def with_looks_of(settings: Settings, kept: Settings) -> Settings:
    """Return `settings` with what is kept at once, without the button."""
    return replace(
        settings,
        theme=kept.theme,
        language=kept.language,
        figures=kept.figures,
        check_version=kept.check_version,
    )


def first_field(card: Card) -> QWidget:
    """Return the first part of a card that takes the keyboard, or the card itself."""
    return next(
        (
            one
            for one in card.findChildren(QWidget)
            if one.focusPolicy() & Qt.FocusPolicy.TabFocus
            and one.isEnabled()
            and not one.focusProxy()
            and one.isVisibleTo(card)
        ),
        card,
    )
