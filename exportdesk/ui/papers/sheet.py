"""One paper before it is issued: what can be chosen, what to mind, and how it comes out."""

from contextlib import nullcontext
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from exportdesk.core.errors import ExportDeskError
from exportdesk.core.i18n import _
from exportdesk.core.progress import Progress
from exportdesk.core.words import say, sentence
from exportdesk.operations.paper_drafts import Caution, Issued, Mail, PaperDraft
from exportdesk.ui.certifications.handing import place_for, written
from exportdesk.ui.certifications.paper_box import PaperBox
from exportdesk.ui.jobs import Latest
from exportdesk.ui.mailing import Letter, Mailed
from exportdesk.ui.papers.beside_paper import BesidePaper
from exportdesk.ui.papers.options import PaperOptions
from exportdesk.ui.shell import Shell
from exportdesk.ui.theme import Tone, px
from exportdesk.ui.widgets import Banner, DayField, EmptyState, button, label, selectable
from exportdesk.wiring import Desk

_PAUSE_MS = 300


class PaperSheet(BesidePaper):
    """`issued` tells what was issued."""

    help_topic = "papers"

    issued = Signal(object)

    def __init__(
        self, parent: QWidget, desk: Desk, shell: Shell, title: str, options: PaperOptions
    ) -> None:
        super().__init__(parent, title, wide=1160, pause_ms=_PAUSE_MS)
        self._desk, self._shell, self._title = desk, shell, title
        self.options = options
        self._draft: PaperDraft | None = None
        self._path: Path | None = None
        self._mails = False
        self._drafting: Latest[tuple[PaperDraft, bytes]] = Latest(shell.background)
        self.banner = Banner()
        self.paper = PaperBox(
            shell.background,
            title,
            EmptyState(
                "file-document-outline",
                _("No paper yet"),
                _("It appears here as soon as it can be drawn."),
            ),
        )
        self._cautions = QVBoxLayout()
        self._cautions.setSpacing(px(6))
        self._lay_out()
        options.changed.connect(self._outdate)
        self.draw()

    def _lay_out(self) -> None:
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, px(10), 0)
        column.setSpacing(px(12))
        column.addLayout(self._cautions)
        column.addWidget(self.options, 1)
        panes = self.set_beside(
            left,
            self.paper,
            key="paper-sheet",
            settings=self._shell.settings,
            shares=(4, 6),
            name=_("What can be chosen"),
        )
        self.cancel = button(_("Cancel"), self.reject)
        self.save = button(_("Issue and sa&ve…"), self.issue_and_save, glyph="content-save-outline")
        self.mail = button(_("Issue and e-&mail…"), self.issue_and_mail, glyph="email-outline")
        self.issue = button(
            _("&Issue and print…"), self.issue_only, glyph="printer-outline", kind="primary"
        )
        note = label(
            _("Issued, it has a number and is kept exactly as it is."), "caption", wrap=True
        )
        self.compose(
            panes,
            (None, self.cancel, self.save, self.mail, self.issue),
            above=(self.banner,),
            below=(note,),
        )
        self._enable(on=False)

    def _outdate(self) -> None:
        """Issue nothing but what is seen: what is drawn is not what is chosen any more."""
        self._enable(on=False)
        self.soon.start()

    @override
    def draw(self) -> None:
        self.soon.stop()
        papers, drafting = self._desk.papers, self.options.drafting()

        def work(progress: Progress) -> tuple[PaperDraft, bytes]:
            draft = drafting(progress)
            return draft, papers.preview(draft)

        self._drafting.start(work, done=self._show, failed=self._not_drawn)

    def _show(self, made: tuple[PaperDraft, bytes]) -> None:
        if self.soon.isActive():
            return  # it is drawn once more in a moment
        self._draft, pdf = made
        self.banner.clear()
        self.paper.make(lambda _progress: pdf)
        self._say_cautions(self._draft.cautions)
        self._enable(on=True)
        to_customer = bool(self._draft.customer)
        self.mail.setVisible(to_customer)

    def _say_cautions(self, cautions: tuple[Caution, ...]) -> None:
        while (item := self._cautions.takeAt(0)) is not None:
            former = item.widget()
            if former is not None:
                former.hide()
                former.deleteLater()
        for one in cautions:
            words = sentence(one.code, one.facts)
            self._cautions.addWidget(selectable(label(words, wrap=True, tone=Tone.AMBER)))

    def _not_drawn(self, error: ExportDeskError) -> None:
        self._draft = None
        self._enable(on=False)
        self.paper.show_nothing()
        self.banner.say(say(error), Tone.AMBER)

    def _enable(self, *, on: bool) -> None:
        for part in (self.save, self.mail, self.issue):
            part.setEnabled(on and not self._desk.read_only)

    # Issuing

    def issue_only(self) -> None:
        """Issue it, and show it to be printed."""
        self._path, self._mails = None, False
        self._issue()

    def issue_and_save(self) -> None:
        """Ask where to, issue it, and write it there."""
        self._to_file(mails=False)

    def issue_and_mail(self) -> None:
        """Ask where to, issue it, write it there, and open a message with it."""
        self._to_file(mails=True)

    def _to_file(self, *, mails: bool) -> None:
        if not self._days_are_read():
            return
        path = self._shell.ask.save_file(
            self, _("Save the paper"), f"{self._title}.pdf", _("PDF (*.pdf)")
        )
        if path is not None:
            self._path = path if path.suffix else path.with_suffix(".pdf")
            self._mails = mails
            self._issue()

    def _issue(self) -> None:
        draft, papers, path, mails = self._draft, self._desk.papers, self._path, self._mails
        if draft is None or not self._days_are_read():
            return
        if not self._desk.company().name:
            words = _("It would go out without your company's name. Give it in Settings first.")
            self.banner.say(words, Tone.AMBER)
            return
        self._enable(on=False)

        def work(_progress: Progress) -> tuple[Issued, Mail | None]:
            # It has a number once it is issued: first make sure that there is a file to go into.
            with place_for(path) if path is not None else nullcontext():
                issued = papers.issue(draft)
            if path is not None:
                written(path, issued.data)
            return issued, papers.mail(issued.paper.number) if mails else None

        self._shell.background.start(work, done=self._done, failed=self._not_issued)

    def _days_are_read(self) -> bool:
        """Say at the first day that cannot be read that it cannot; it would be left out."""
        for field in self.options.findChildren(DayField):
            if field.is_bad:
                field.say_doubt()
                field.setFocus(Qt.FocusReason.OtherFocusReason)
                return False
        return True

    def _done(self, made: tuple[Issued, Mail | None]) -> None:
        issued, mail = made
        number = issued.paper.number
        self._shell.bus.tell(issued.changes)
        words = _("{number} is issued.").format(number=number)
        if self._path is not None:
            words = _("{number} is issued and saved as {name}.").format(
                number=number, name=self._path.name
            )
        if mail is not None and self._path is not None:
            letter = Letter(mail.to, mail.subject, mail.body, self._path)
            if self._shell.ask.mail(self, letter) is not Mailed.ATTACHED:
                words = _("{number} is issued. Attach {path} to your message.").format(
                    number=number, path=self._path
                )
        self._shell.window.toast(words)
        self.issued.emit(issued)
        self.accept()
        if self._path is None:
            title = _("{paper} {number}").format(paper=self._title, number=number)
            self._shell.window.preview(issued.flat or issued.data, title, f"{number}.pdf")

    def _not_issued(self, error: ExportDeskError) -> None:
        self._enable(on=True)
        self.banner.say(say(error), Tone.RED)
