"""The wording of certifications by language: which is in use, how far reviewed, made one's own.

A wording of one's own is a text file in the workspace: it can be mailed to counsel, and every
certification names its version.
"""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from exportdesk.core import resources
from exportdesk.core.clock import today
from exportdesk.core.errors import BadInput, ExportDeskError
from exportdesk.core.i18n import _
from exportdesk.core.progress import Progress
from exportdesk.core.words import say
from exportdesk.documents.wording import Review, Wording
from exportdesk.documents.wording_file import (
    FORM,
    own_folder,
    read_pair,
    read_wording,
    wording_languages,
)
from exportdesk.storage.opening import fault
from exportdesk.ui.certifications.words import language_words
from exportdesk.ui.shell import Shell
from exportdesk.ui.theme import Tone, px
from exportdesk.ui.widgets import Banner, Column, TableModel, TableView, button, label
from exportdesk.wiring import Desk


@dataclass(frozen=True, slots=True)
class WordingLine:
    """One language. `wording` is None where its file cannot be used, and `fault` says why."""

    language: str
    wording: Wording | None
    fault: str = ""


def wording_columns() -> tuple[Column[WordingLine], ...]:
    """Return the columns of the table."""
    return (
        Column(
            _("Language"),
            text=lambda r: language_words(r.language),
            subtitle=lambda r: r.fault or (r.wording.review_note if r.wording else ""),
            hint=lambda r: r.fault or (r.wording.review_note if r.wording else ""),
            key="language",
            width=240,
            strong=True,
            stretch=True,
        ),
        Column(
            _("Version"),
            text=lambda r: r.wording.version if r.wording else "",
            key="version",
            width=130,
        ),
        Column(_("Whose"), text=_whose, tone=_whose_tone, key="whose", width=130),
        Column(_("Reviewed"), text=_reviewed, key="review", width=150),
    )


class WordingSheet(QDialog):
    """Shows the wordings, makes a copy to be changed, reads it again, puts it away."""

    def __init__(self, parent: QWidget, desk: Desk, shell: Shell) -> None:
        super().__init__(parent.window())
        self._desk, self._shell = desk, shell
        self._own = own_folder(desk.folder)
        title = _("Wording of certifications")
        self.setWindowTitle(title)
        self.setModal(True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.banner = Banner()
        model = TableModel(wording_columns(), identity=lambda line: line.language)
        self.table = TableView(model, title, key="wordings", settings=shell.settings)
        self.edit = button(_("&Change it…"), self.change, glyph="pencil-outline")
        self.read = button(_("Read &again"), self.look, glyph="refresh")
        self.away = button(_("&Back to the program's own…"), self.put_away, kind="danger")
        self.sample = button(_("&Sample…"), self.show_sample, glyph="file-document-outline")
        self._compose(title)
        self.table.chosen.connect(self._show_actions)
        self.look()

    def _compose(self, title: str) -> None:
        words = _(
            "What the customer signs. The English text binds; a translation stands beside it. A"
            " wording of your own is a text file with a version of its own: every certification"
            " names the version it was made with, and those sent stay as they are. Have counsel"
            " read what you change."
        )
        foot = QHBoxLayout()
        foot.setSpacing(px(8))
        for part in (self.edit, self.sample, self.read, self.away):
            foot.addWidget(part)
        foot.addStretch(1)
        foot.addWidget(button(_("Close"), self.accept, kind="primary"))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(px(20), px(16), px(20), px(16))
        whole.setSpacing(px(12))
        whole.addWidget(label(title, "card-title"))
        whole.addWidget(label(words, "quiet", wrap=True))
        whole.addWidget(self.banner)
        whole.addWidget(self.table, 1)
        whole.addLayout(foot)
        room = (self.parentWidget() or self).size()
        self.resize(min(px(880), round(room.width() * 0.94)), min(px(620), room.height()))

    def look(self) -> None:
        """Read every wording."""
        self.banner.clear()
        lines = [read_line(one, self._own) for one in wording_languages(self._own)]
        self.table.show_rows(lines, choose_first=True)
        bad = next((line for line in lines if line.fault), None)
        if bad is not None:
            self.banner.say(bad.fault, Tone.AMBER)
        self._show_actions()

    def change(self) -> None:
        """Open the text file of a language in the system's editor; a copy is made of the first."""
        line = self.table.current
        if line is None:
            return
        file = self._own / f"{line.language}.toml"
        day = today(self._desk.clock).isoformat()
        self._shell.jobs.start(
            lambda _progress: own_copy(line.language, file, day),
            done=self._open,
            failed=self._fail,
        )

    def put_away(self) -> None:
        """Use the program's wording again; the file of one's own is kept beside, renamed."""
        line = self.table.current
        if line is None or not self._shell.ask.confirm(
            self,
            _("Use the program's own wording again?"),
            _("Your file is kept beside it under another name. What was sent stays as it is."),
            yes=_("Use the program's own"),
        ):
            return
        file = self._own / f"{line.language}.toml"
        self._shell.jobs.start(lambda _progress: put_aside(file), done=self._put, failed=self._fail)

    def show_sample(self) -> None:
        """Show an empty certification in this language."""
        line, desk = self.table.current, self._desk
        if line is None:
            return
        language = line.language

        def work(_progress: Progress) -> bytes:
            read_pair(language, own_folder(desk.folder))
            one = desk.certifications.make.prepared(language=language)
            return desk.certifications.paper(one, mark="SAMPLE")

        self._shell.background.start(work, done=self._show_paper, failed=self._fail)

    def _show_paper(self, pdf: bytes) -> None:
        self._shell.window.preview(pdf, _("Sample of a certification"), "sample.pdf")

    def _open(self, file: Path) -> None:
        self.look()
        words = _("Change the texts, save, then read again. Give it another version each time.")
        if not self._shell.ask.open_outside(self, file):
            words = _("No program opened the file. Change it with any text editor.")
        self.banner.say(words, Tone.ACCENT, detail=str(file))

    def _put(self, _file: Path) -> None:
        self.look()

    def _fail(self, error: ExportDeskError) -> None:
        self.banner.say(say(error), Tone.RED)

    def _show_actions(self, _row: object = None) -> None:
        line, writable = self.table.current, not self._desk.read_only
        own = line is not None and (self._own / f"{line.language}.toml").is_file()
        self.edit.setEnabled(line is not None and writable)
        self.away.setVisible(own and writable)
        self.sample.setEnabled(line is not None and not line.fault)


def read_line(language: str, own: Path) -> WordingLine:
    """Return the wording of a language, or why it cannot be used."""
    try:
        wording = read_wording(language, own)
        read_pair(language, own)
    except BadInput as error:
        return WordingLine(language, None, say(error))
    return WordingLine(language, wording)


def own_copy(language: str, file: Path, day: str) -> Path:
    """Return the file of one's own, copied from the program's where there is none yet."""
    if file.is_file():
        return file
    ours = resources.path("wording", FORM, f"{language}.toml")
    try:
        text = ours.read_text(encoding="utf-8")
        version = read_wording(language).version
        text = text.replace(f'version = "{version}"', f'version = "{version}-own-{day}"', 1)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    except OSError as error:
        raise fault(error, file) from error
    return file


def put_aside(file: Path) -> Path:
    """Rename a file of one's own so that it is not read any more, and return where it is."""
    count, aside = 1, file.with_suffix(".toml.away")
    while aside.exists():
        count += 1
        aside = file.with_name(f"{file.stem}.{count}.toml.away")
    try:
        file.replace(aside)
    except OSError as error:
        raise fault(error, file) from error
    return aside


def _whose(line: WordingLine) -> str:
    if line.wording is None:
        return _("Not usable")
    return _("Your own") if line.wording.is_own else _("The program's")


def _whose_tone(line: WordingLine) -> Tone:
    if line.wording is None:
        return Tone.RED
    return Tone.ACCENT if line.wording.is_own else Tone.GREY


def _reviewed(line: WordingLine) -> str:
    if line.wording is None:
        return ""
    return {
        Review.NOT_REVIEWED: _("Not reviewed"),
        Review.LANGUAGE: _("Language"),
        Review.LAWYER: _("By a lawyer"),
    }[line.wording.review]
