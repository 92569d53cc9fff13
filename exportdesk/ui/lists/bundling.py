"""Lists for another computer, from the Control lists page: writing a bundle, and taking one in."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from exportdesk.core.changes import Changes
from exportdesk.core.clock import today
from exportdesk.core.errors import ExportDeskError, ListRefused
from exportdesk.core.i18n import _, ngettext
from exportdesk.core.ids import SourceKey
from exportdesk.core.progress import Progress
from exportdesk.core.words import say, sentence
from exportdesk.operations.bundle import (
    BundledState,
    BundleOutcome,
    BundleTaken,
    BundleWritten,
)
from exportdesk.operations.lists_status import SourceStatus
from exportdesk.ui.lists.refusal_card import RefusalCard
from exportdesk.ui.lists.words import in_force_words, size_text
from exportdesk.ui.lists_under_way import under_way_of
from exportdesk.ui.shell import Shell
from exportdesk.ui.widgets import Card, Page, ProgressLine, Tone
from exportdesk.ui.widgets.grown import Grown
from exportdesk.wiring import Desk


class Bundling(QObject):
    """Writes the lists in use to one file, and takes such a file in; one at a time.

    `cards` shows how far it is, then each list that was refused, one after the other; `turned`
    tells that it began or ended.
    """

    turned = Signal()
    wants_file = Signal()

    def __init__(self, page: Page, desk: Desk, shell: Shell) -> None:
        super().__init__(page)
        self._page = page
        self._desk, self._shell = desk, shell
        self.busy = False
        self.line = ProgressLine(sentence)
        self._card = Card()
        self._card.body.addWidget(self.line)
        self.refusal = RefusalCard()
        self._path = Path()
        self._refused: list[BundleOutcome] = []
        self.cards = Grown()
        for card in (self._card, self.refusal):
            self.cards.column.addWidget(card)
        self._turn(None)
        self.refusal.another.connect(self.wants_file)
        self.refusal.closed.connect(self.dismiss)
        self.refusal.taken_anyway.connect(self._take_anyway)

    def choose_target(self) -> None:
        """Ask where to and write the lists in use."""
        name = f"exportdesk-lists-{today(self._desk.clock).isoformat()}.zip"
        kinds = _("Lists for another computer (*.zip)")
        path = self._shell.ask.save_file(
            self._page, _("Save the lists for another computer"), name, kinds
        )
        if path is None or self.busy:
            return
        if not path.suffix:
            path = path.with_suffix(".zip")
        desk, target = self._desk, path

        def write(progress: Progress) -> BundleWritten:
            return desk.bundles.write(target, progress)

        self._begin(_("Saving {file}").format(file=path.name))
        job = self._shell.background.start(
            write,
            done=self._written,
            failed=self._fail,
            cancelled=self._stop,
            progress=self.line.step,
        )
        if self.busy:  # work done at once has ended already
            self.line.begin(_("Saving {file}").format(file=path.name), job)

    def take_in(self, path: Path) -> None:
        """Take in the lists that another computer saved."""
        if self.busy:
            return
        self._path, self._refused = path, []
        desk = self._desk
        self._take(lambda progress: desk.bundles.take_in(path, progress), self._taken)

    def dismiss(self) -> bool:
        """Leave a refused list as it is and show the next; tell whether one was shown."""
        if self.busy or not self._refused:
            return False
        self._refused.pop(0)
        self._show_refused()
        return True

    def _take_anyway(self, reason: str) -> None:
        desk, path, key = self._desk, self._path, self._refused[0].source

        def take(progress: Progress) -> BundleTaken:
            return desk.bundles.take_in(path, progress, only=key, override_reason=reason)

        self._take(take, self._taken_anyway)

    def _take(
        self, work: Callable[[Progress], BundleTaken], done: Callable[[BundleTaken], object]
    ) -> None:
        words = _("Importing {file}").format(file=self._path.name)
        self._begin(words)
        under_way_of(self._shell.bus).say_import()
        job = self._shell.background.start(
            work,
            done=done,
            failed=self._fail,
            cancelled=self._stop,
            progress=self.line.step,
        )
        if self.busy:
            self.line.begin(words, job)

    def _begin(self, words: str) -> None:
        self.busy = True
        self._page.banner.clear()
        self.line.begin(words)
        self._turn(self._card)

    def _end(self) -> None:
        self.busy = False
        under_way_of(self._shell.bus).end_import()
        self.line.end()
        self._turn(None)

    def _turn(self, shown: QWidget | None) -> None:
        for card in (self._card, self.refusal):
            card.setVisible(card is shown)
        self.cards.setVisible(shown is not None)
        self.turned.emit()

    def _written(self, written: BundleWritten) -> None:
        self._end()
        count = len(written.verified.bundle.sources)
        words = ngettext(
            "{count} list is saved in {file}, and read back ({size}).",
            "{count} lists are saved in {file}, and read back ({size}).",
            count,
        ).format(count=count, file=written.path.name, size=size_text(written.verified.size))
        detail = _("On the other computer, open it with “Import from file…”. SHA-256: {sha256}")
        self._page.banner.say(
            words, Tone.GREEN, detail=detail.format(sha256=written.verified.sha256)
        )

    def _taken(self, taken: BundleTaken) -> None:
        self._end()
        self._shell.bus.tell(Changes.LISTS | Changes.EVENTS)
        came = sum(one.state is BundledState.TAKEN for one in taken.outcomes)
        words = ngettext(
            "{count} of {all} list came in.",
            "{count} of {all} lists came in.",
            len(taken.outcomes),
        ).format(count=came, all=len(taken.outcomes))
        self._refused = [one for one in taken.outcomes if isinstance(one.error, ListRefused)]
        name_of = self._desk.lists.catalogue.name_of
        detail = "\n".join(
            f"{name_of(one.source)}: {say(one.error)}"
            for one in taken.outcomes
            if one.error and one not in self._refused
        )
        whole = came == len(taken.outcomes)
        self._page.banner.say(words, Tone.GREEN if whole else Tone.AMBER, detail=detail)
        self._show_refused()

    def _taken_anyway(self, taken: BundleTaken) -> None:
        self._end()
        self._shell.bus.tell(Changes.LISTS | Changes.EVENTS)
        outcome = taken.outcomes[0]
        name = self._desk.lists.catalogue.name_of(outcome.source)
        self._refused = [one for one in self._refused if one.source != outcome.source]
        if outcome.state is BundledState.TAKEN:
            self._page.banner.say(
                _("{name} is in force. Your reason is on the record.").format(name=name),
                Tone.AMBER,
            )
        elif outcome.error is not None:
            self._page.show_trouble(outcome.error)
        self._show_refused()

    def _show_refused(self) -> None:
        """Show the first list of the bundle that was refused, with what can be done about it."""
        if not self._refused:
            self._turn(None)
            return
        outcome = self._refused[0]
        source = self._desk.lists.catalogue.source(outcome.source)
        error = outcome.error
        assert isinstance(error, ListRefused)
        self._turn(self.refusal)
        self.refusal.show_refusal(
            error,
            self._path,
            in_force_words(self._standing(outcome.source)),
            "",
            heading=_("{name} was not imported").format(name=source.name),
            bundled=True,
        )

    def _standing(self, key: SourceKey) -> SourceStatus | None:
        sources = self._desk.lists.status().sources
        return next((one for one in sources if one.source.key == key), None)

    def _stop(self) -> None:
        self._end()
        self._shell.bus.tell(Changes.LISTS | Changes.EVENTS)
        self._shell.window.toast(_("Stopped."))

    def _fail(self, error: ExportDeskError) -> None:
        self._end()
        self._page.show_trouble(error)
        self._show_refused()
