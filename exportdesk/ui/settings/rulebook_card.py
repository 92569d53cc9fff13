"""The rulebook in use, taking in a newer one after a look at what differs, tables of the EAR."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from exportdesk.core.ear import EarTable
from exportdesk.core.errors import ExportDeskError
from exportdesk.core.i18n import _
from exportdesk.core.words import say, sentence
from exportdesk.core.words.choices import word
from exportdesk.operations.rulebooks import (
    OWN,
    TOUCHED,
    OfferedRulebook,
    RulebookStatus,
    TakenRulebook,
    TakenTables,
)
from exportdesk.rulebook import Edition, TableSource
from exportdesk.ui.dates import day_text
from exportdesk.ui.help.topics import HelpAsked
from exportdesk.ui.jobs import Latest
from exportdesk.ui.settings.rulebook_words import changes_words, offer_words
from exportdesk.ui.shell import Shell
from exportdesk.ui.theme import Tone
from exportdesk.ui.widgets import Banner, Card, button, label, px, selectable
from exportdesk.ui.widgets.buttons import PushButton
from exportdesk.ui.widgets.drop_sheet import FileDrops, one_dropped
from exportdesk.ui.widgets.flow import FlowLayout
from exportdesk.wiring import Desk

Taken = TakenRulebook | TakenTables


class RulebookCard(Card):
    """What is in use; a newer one is compared first, and taken in when the person says so."""

    def __init__(self, desk: Desk, shell: Shell) -> None:
        super().__init__(_("Rulebook"))
        self._desk, self._shell = desk, shell
        self._reading: Latest[RulebookStatus] = Latest(shell.background)
        self._looking: Latest[OfferedRulebook | None] = Latest(shell.background)
        self._offer: OfferedRulebook | None = None
        self._source = Path()
        self.body.addWidget(
            label(
                _("What the program knows of regulation, each statement with its source."),
                "quiet",
                wrap=True,
            )
        )
        self.says = selectable(label("", "strong", wrap=True))
        self.tables = selectable(label("", "caption", wrap=True))
        self.banner = Banner()
        self._kept = QWidget()
        self.offer = QWidget()
        self.offer_title = selectable(label("", "strong", wrap=True))
        self.offer_changes = selectable(label("", wrap=True))
        self.accept = button("", self.take)
        self.leave = button(_("Leave it"), self.forget)
        self.choose = button(_("Import from a file…"), self.choose_file, glyph="tray-arrow-down")
        self.choose_dir = button(_("From a folder…"), self.choose_folder, kind="link")
        self.fetch = button(_("How to get them from ecfr.gov"), self._show_how, kind="link")
        self._compose()
        if not desk.read_only:
            FileDrops(
                self,
                _("Let go to compare this rulebook with the one in use"),
                lambda paths: self.open(paths[0]),
                found=one_dropped,
            )
        self.look()

    def _compose(self) -> None:
        offered = QVBoxLayout(self.offer)
        offered.setContentsMargins(0, px(4), 0, px(4))
        offered.setSpacing(px(8))
        decide = FlowLayout(px(8))
        decide.addWidget(self.accept)
        decide.addWidget(self.leave)
        offered.addWidget(self.offer_title)
        offered.addWidget(self.offer_changes)
        offered.addLayout(decide)
        self.offer.hide()
        foot = FlowLayout(px(8))
        foot.addWidget(self.choose)
        foot.addWidget(self.choose_dir)
        how = QHBoxLayout()
        how.addWidget(self.fetch)
        how.addStretch(1)
        self.fetch.hide()
        for part in (self.says, self.banner, self.offer, self._kept, self.tables):
            self.body.addWidget(part)
        self.body.addLayout(how)
        self.body.addLayout(foot)
        for one in (self.choose, self.choose_dir):
            one.setVisible(not self._desk.read_only)

    def look(self) -> None:
        """Look at what is in use and what else is there."""
        rulebooks = self._desk.rulebooks
        self._reading.start(
            lambda _progress: rulebooks.status(), done=self._show, failed=self._fail
        )

    def choose_file(self) -> None:
        """Ask for a zip archive with a rulebook, or a file with tables of the EAR."""
        kinds = _("Rulebooks and tables of the EAR (*.zip *.xml *.json *.gz);;All files (*)")
        path = self._shell.ask.open_file(self, _("Choose a rulebook"), kinds)
        if path is not None:
            self.open(path)

    def choose_folder(self) -> None:
        """Ask for a folder with a rulebook."""
        path = self._shell.ask.folder(self, _("Choose the folder of a rulebook"))
        if path is not None:
            self.open(path)

    def open(self, path: Path) -> None:
        """Compare what lies at `path` with what is in use; nothing is kept by that."""
        self.banner.clear()
        self.forget()
        self._source = path
        rulebooks = self._desk.rulebooks
        self._looking.start(
            lambda _progress: rulebooks.look_at(path), done=self._compared, failed=self._fail
        )

    def _show_how(self) -> None:
        """Open the guide where it tells how the tables are fetched."""
        asked = HelpAsked("rulebook#tables-of-the-ear-from-ecfrgov", "settings", _("Settings"))
        self._shell.window.go("help", asked)

    def take(self) -> None:
        """Take in what was compared."""
        offer, rulebooks = self._offer, self._desk.rulebooks
        if offer is not None and offer.is_new:
            source = offer.source
            self.accept.setEnabled(False)
            self._shell.jobs.start(
                lambda _progress: rulebooks.take_in(source, older=True),
                done=self._taken,
                failed=self._fail,
            )

    def forget(self) -> None:
        """Put away what was compared."""
        self._offer = None
        self.offer.hide()

    def use(self, name: str) -> None:
        """Work by an edition that is kept."""
        rulebooks = self._desk.rulebooks
        self._shell.jobs.start(
            lambda _progress: rulebooks.use(name), done=self._used, failed=self._fail
        )

    def _compared(self, offer: OfferedRulebook | None) -> None:
        if offer is None:
            rulebooks, source = self._desk.rulebooks, self._source
            self._shell.jobs.start(
                lambda _progress: rulebooks.take_in(source), done=self._taken, failed=self._fail
            )
            return
        self._offer = offer
        self.offer_title.setText(offer_words(offer))
        said = [changes_words(one) for one in offer.changes]
        if offer.left:
            said.append(_("Left out: {names}").format(names=", ".join(offer.left)))
        self.offer_changes.setText("\n".join(said))
        self.offer_changes.setVisible(bool(said))
        self.accept.setText(_("Use the older one") if offer.is_older else _("Use it"))
        self.accept.setVisible(offer.is_new)
        self.accept.setEnabled(True)
        self.offer.show()
        first = self.accept if offer.is_new else self.leave
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _taken(self, taken: Taken) -> None:
        self.forget()
        if isinstance(taken, TakenTables):
            self._desk.read_tables_again()
            names = ", ".join(word(one) for one in taken.tables.sources)
            words = _("Imported: {names}.").format(names=names)
            left = ""
            if taken.unplaced:
                left = sentence("ear-unplaced", {"names": ", ".join(taken.unplaced)})
            self.banner.say(words, Tone.GREEN, detail=left)
        # The window has another rulebook read and says so once it works by it: `rules_watch`.
        self._shell.bus.tell(TOUCHED)
        self.look()

    def _used(self, _edition: Edition) -> None:
        self._shell.bus.tell(TOUCHED)
        self.look()

    def _fail(self, error: ExportDeskError) -> None:
        self.accept.setEnabled(True)
        self.banner.say(say(error), Tone.RED)

    def _show(self, status: RulebookStatus) -> None:
        now = self._desk.rulebook_edition
        is_own = now.fingerprint == status.own.fingerprint
        whose = _("it comes with the program") if is_own else _("imported")
        self.says.setText(
            _("In use: as of {day}, {whose}.").format(day=day_text(now.as_of), whose=whose)
        )
        self.says.setToolTip(now.name)
        if status.in_use.fault is not None:
            self.banner.say(say(status.in_use.fault), Tone.AMBER)
        self._show_kept(status)
        self._show_tables(status)

    def _show_kept(self, status: RulebookStatus) -> None:
        place = QWidget()
        column = QVBoxLayout(place)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(2))
        others = [(status.own, OWN), *((one, one.name) for one in status.kept)]
        chosen = status.in_use.edition.fingerprint
        for edition, name in others:
            if edition.fingerprint != chosen and not self._desk.read_only:
                column.addWidget(KeptEdition(edition, name, self.use))
        former = self._kept
        self.body.replaceWidget(former, place)
        former.hide()
        former.deleteLater()
        self._kept = place

    def _show_tables(self, status: RulebookStatus) -> None:
        said = [
            _("Tables of the EAR. They are public, on ecfr.gov, and are loaded here from a file:")
        ]
        missing = []
        for table in EarTable:
            name, source = word(table), status.tables.get(table)
            name = name[:1].upper() + name[1:]
            if source is None:
                missing.append(name)
            else:
                state = _table_words(source)
                said.append(_("{table}: {state}").format(table=name, state=state))
        if missing:
            said.append(
                _("Not loaded yet, so that checks which need them stay open: {tables}.").format(
                    tables="; ".join(missing)
                )
            )
        self.fetch.setVisible(bool(missing))
        if status.tables_fault is not None:
            said.append(say(status.tables_fault))
        self.tables.setText("\n".join(said))


class KeptEdition(PushButton):
    """An edition that is kept beside the one in use, to go back to."""

    def __init__(self, edition: Edition, name: str, use: Callable[[str], object]) -> None:
        words = _("Use the one as of {day} again").format(day=day_text(edition.as_of))
        if name == OWN:
            words = _("Use the program's own, as of {day}").format(day=day_text(edition.as_of))
        super().__init__(words)
        self._name, self._use = name, use
        self.setProperty("kind", "link")
        self.setAutoDefault(False)
        self.setToolTip(edition.name)
        self.clicked.connect(self._choose)

    def _choose(self) -> None:
        self._use(self._name)


def _table_words(source: TableSource) -> str:
    how = sentence("ear-not-tried" if source.is_official else "ear-derived")
    return _("as of {day}. {how}").format(day=day_text(source.as_of), how=how)
