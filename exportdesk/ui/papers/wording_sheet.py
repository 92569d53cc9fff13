"""The wordings of papers: which are in use, how far reviewed, made one's own, put back.

A wording of one's own is a file in the workspace: it can be mailed to counsel, and every paper
names its version.
"""

from pathlib import Path

from PySide6.QtWidgets import QWidget

from exportdesk.core.certifications import ENGLISH
from exportdesk.core.changes import Changes
from exportdesk.core.errors import ExportDeskError
from exportdesk.core.i18n import _
from exportdesk.core.papers import PaperKind
from exportdesk.core.progress import Progress
from exportdesk.core.words import say, sentence
from exportdesk.core.words.certifications import lacks_words
from exportdesk.documents.wording import Review
from exportdesk.documents.wording_file import FORM
from exportdesk.operations.wordings import OpenedWording, WordingLine
from exportdesk.ui.certifications.words import iso_day, language_words
from exportdesk.ui.papers.wording_editor import WordingEditor
from exportdesk.ui.shell import Shell
from exportdesk.ui.theme import Tone
from exportdesk.ui.widgets import Banner, Column, TableModel, TableView, button
from exportdesk.ui.widgets.wide_sheet import WideSheet
from exportdesk.wiring import Desk


def wording_columns() -> tuple[Column[WordingLine], ...]:
    """Return the columns of the table."""
    return (
        Column(
            _("Paper"),
            text=paper_words,
            subtitle=_told,
            hint=_told,
            key="language",
            width=260,
            roomy=300,
            strong=True,
            stretch=True,
        ),
        Column(
            _("Version"),
            text=lambda r: r.version,
            subtitle=lambda r: " · ".join(p for p in (iso_day(r.saved_on), r.saved_by) if p),
            key="version",
            width=190,
            fitted=True,
        ),
        Column(_("Whose"), text=_whose, tone=_whose_tone, key="whose", width=150, fitted=True),
        Column(
            _("Reviewed"),
            text=_reviewed,
            below=_reviewed,
            key="review",
            width=150,
            fitted=True,
            yields=True,
        ),
    )


class WordingSheet(WideSheet):
    """Shows the wordings, has one changed, reads its file again, puts it away."""

    help_topic = "certification-wording"

    def __init__(self, parent: QWidget, desk: Desk, shell: Shell) -> None:
        title = _("Wording of the papers")
        super().__init__(parent, title, wide=980, high=720)
        self._desk, self._shell = desk, shell
        self._wanted: tuple[str, str] | None = None
        self.banner = Banner()
        model = TableModel(wording_columns(), identity=lambda line: (line.form, line.language))
        self.table = TableView(model, title, key="wordings", settings=shell.settings)
        self.edit = button(_("&Change it…"), self.change, glyph="pencil-outline", kind="primary")
        self.sample = button(_("&Sample…"), self.show_sample, glyph="file-document-outline")
        self.read = button(_("Read &again"), self.look, glyph="refresh")
        self.file = button(_("Its &file…"), self.open_file, glyph="file-edit-outline")
        self.away = button(_("&Back to the program's own…"), self.put_away, kind="danger")
        self._lay_out()
        self.table.chosen.connect(self._show_actions)
        self.table.opened.connect(self.change)
        self.look()

    def _lay_out(self) -> None:
        words = _(
            "What goes to customers. Of certifications the English text binds; a translation stands"
            " beside it. Every paper names the version it was made with, and those sent stay as"
            " they are. Have counsel read what you change."
        )
        close = button(_("Close"), self.accept)
        self.compose(
            self.table,
            (self.edit, self.sample, self.file, self.read, self.away, None, close),
            words=words,
            above=(self.banner,),
        )

    def look(self, *_what: object) -> None:
        """Read every wording."""
        wordings = self._desk.wordings
        self._shell.screening.start(
            lambda _progress: wordings.lines(), done=self._show, failed=self._fail
        )

    def _show(self, lines: tuple[WordingLine, ...]) -> None:
        self.banner.clear()
        self.table.show_rows(lines, choose_first=True)
        bad = next((line for line in lines if line.fault), None)
        short = next((line for line in lines if line.language == ENGLISH and line.lacks), None)
        if bad is not None:
            self.banner.say(bad.fault, Tone.AMBER)
        elif short is not None:
            self.banner.say(lacks_words(short.lacks), Tone.AMBER)
        self._show_actions()

    def change(self, _row: object = None) -> None:
        """Open the texts of a wording."""
        line, wordings = self.table.current, self._desk.wordings
        if line is None or self._desk.read_only:
            return
        form, language = line.form, line.language
        self._shell.screening.start(
            lambda _progress: wordings.open(form, language), done=self._edit, failed=self._fail
        )

    def _edit(self, opened: OpenedWording) -> None:
        line = self.table.current
        if line is not None:
            editor = WordingEditor(self, self._desk, self._shell, paper_words(line), opened)
            editor.kept.connect(self.look)
            editor.open()

    def put_away(self) -> None:
        """Use the program's wording again; the version of one's own is kept with those before."""
        line, wordings = self.table.current, self._desk.wordings
        if line is None or not self._shell.ask.confirm(
            self,
            _("Use the program's own wording again?"),
            _("Your version is kept, and can be begun with again. What was sent stays as it is."),
            yes=_("Use the program's own"),
        ):
            return
        form, language = line.form, line.language
        self._shell.jobs.start(
            lambda _progress: wordings.reset(form, language), done=self._put, failed=self._fail
        )

    def show_sample(self) -> None:
        """Show a sample of the paper with this wording."""
        line, desk = self.table.current, self._desk
        if line is None:
            return
        kind = PaperKind.CERTIFICATION if line.form == FORM else PaperKind(line.form)
        language = line.language
        self.banner.say(_("Drawing a sample…"), Tone.ACCENT)

        def work(progress: Progress) -> bytes:
            return desk.samples.sample(kind, progress, language=language)

        self._shell.background.start(work, done=self._show_paper, failed=self._fail)

    def _show_paper(self, pdf: bytes) -> None:
        self.banner.clear()
        self._shell.window.preview(pdf, _("Sample"), "sample.pdf")

    def open_file(self) -> None:
        """Open the file of a wording of one's own in the system's editor."""
        line = self.table.current
        if line is None:
            return
        file = self._place_of(line)
        words = _("Change the texts, save, then read again. Give it another version each time.")
        if not self._shell.ask.open_outside(self, file):
            words = _("No program opened the file. Change it with any text editor.")
        self.banner.say(words, Tone.ACCENT, detail=str(file))

    def _place_of(self, line: WordingLine) -> Path:
        return self._desk.folder / "wording" / line.form / f"{line.language}.toml"

    def _put(self, changes: Changes) -> None:
        self._shell.bus.tell(changes)
        self.look()

    def _fail(self, error: ExportDeskError) -> None:
        self.banner.say(say(error), Tone.RED)

    def _show_actions(self, _row: object = None) -> None:
        line, writable = self.table.current, not self._desk.read_only
        own = line is not None and line.is_own
        self.edit.setEnabled(line is not None and writable)
        self.away.setVisible(own and writable)
        self.file.setVisible(own)
        self.sample.setEnabled(line is not None and not line.fault)


def paper_words(line: WordingLine) -> str:
    """Return which paper a wording is of, and in which language."""
    if line.form == FORM:
        language = language_words(line.language)
        return _("Certification, {language}").format(language=language)
    return sentence(f"paper-{line.form}")


def _told(line: WordingLine) -> str:
    """Return what is wrong with a wording, what it lacks, or how far it was reviewed."""
    lacks = lacks_words(line.lacks) if line.language == ENGLISH else ""
    return line.fault or lacks or line.review_note


def _whose(line: WordingLine) -> str:
    if line.fault:
        return _("Not usable")
    return _("Your own") if line.is_own else _("The program's")


def _whose_tone(line: WordingLine) -> Tone:
    if line.fault:
        return Tone.RED
    return Tone.ACCENT if line.is_own else Tone.GREY


def _reviewed(line: WordingLine) -> str:
    if line.fault:
        return ""
    return {
        Review.NOT_REVIEWED: _("Not reviewed"),
        Review.LANGUAGE: _("Language"),
        Review.LAWYER: _("By a lawyer"),
    }[line.review]
