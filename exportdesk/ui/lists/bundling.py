"""Lists for another computer, from the Control lists page: writing a bundle, and taking one in."""

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from exportdesk.core.changes import Changes
from exportdesk.core.clock import today
from exportdesk.core.errors import ExportDeskError
from exportdesk.core.i18n import _, ngettext
from exportdesk.core.progress import Progress
from exportdesk.core.words import say, sentence
from exportdesk.operations.bundle import BundledState, BundleTaken, BundleWritten
from exportdesk.ui.lists.words import size_text
from exportdesk.ui.shell import Shell
from exportdesk.ui.widgets import Card, Page, ProgressLine, Tone
from exportdesk.wiring import Desk


class Bundling(QObject):
    """Writes the lists in use to one file, and takes such a file in; one at a time.

    `card` shows how far it is; `turned` tells that it began or ended.
    """

    turned = Signal()

    def __init__(self, page: Page, desk: Desk, shell: Shell) -> None:
        super().__init__(page)
        self._page = page
        self._desk, self._shell = desk, shell
        self.busy = False
        self.line = ProgressLine(sentence)
        self.card = Card()
        self.card.body.addWidget(self.line)
        self.card.hide()

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
        desk = self._desk
        words = _("Taking in {file}").format(file=path.name)

        def take(progress: Progress) -> BundleTaken:
            return desk.bundles.take_in(path, progress)

        self._begin(words)
        job = self._shell.background.start(
            take,
            done=self._taken,
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
        self.card.show()
        self.turned.emit()

    def _end(self) -> None:
        self.busy = False
        self.line.end()
        self.card.hide()
        self.turned.emit()

    def _written(self, written: BundleWritten) -> None:
        self._end()
        count = len(written.verified.bundle.sources)
        words = ngettext(
            "{count} list is saved in {file}, and read back ({size}).",
            "{count} lists are saved in {file}, and read back ({size}).",
            count,
        ).format(count=count, file=written.path.name, size=size_text(written.verified.size))
        detail = _("On the other computer, take it in with “Import from file…”. SHA-256: {sha256}")
        self._page.banner.say(
            words, Tone.GREEN, detail=detail.format(sha256=written.verified.sha256)
        )

    def _taken(self, taken: BundleTaken) -> None:
        self._end()
        self._shell.bus.tell(Changes.LISTS | Changes.EVENTS)
        came = sum(one.state is BundledState.TAKEN for one in taken.outcomes)
        words = ngettext(
            "{count} of {all} list came in and is in force.",
            "{count} of {all} lists came in and are in force.",
            came,
        ).format(count=came, all=len(taken.outcomes))
        name_of = self._desk.lists.catalogue.name_of
        detail = "\n".join(
            f"{name_of(one.source)}: {say(one.error)}" for one in taken.outcomes if one.error
        )
        whole = came == len(taken.outcomes)
        self._page.banner.say(words, Tone.GREEN if whole else Tone.AMBER, detail=detail)

    def _stop(self) -> None:
        self._end()
        self._shell.bus.tell(Changes.LISTS | Changes.EVENTS)
        self._shell.window.toast(_("Stopped."))

    def _fail(self, error: ExportDeskError) -> None:
        self._end()
        self._page.show_trouble(error)
