"""The papers on the Settings page: how they look, and in which wording they go out."""

from exportdesk.core.certifications import ENGLISH
from exportdesk.core.i18n import _, ngettext
from exportdesk.documents.wording_file import FORM
from exportdesk.operations.wordings import WordingLine
from exportdesk.ui.papers.template_sheet import TemplateSheet
from exportdesk.ui.papers.wording_sheet import WordingSheet, paper_words
from exportdesk.ui.shell import Shell
from exportdesk.ui.widgets import Card, button, label
from exportdesk.wiring import Desk

_NAMED = 3


class PapersCard(Card):
    """Leads to the look of the papers and to their wording."""

    def __init__(self, desk: Desk, shell: Shell) -> None:
        super().__init__(_("Papers"))
        self._desk, self._shell = desk, shell
        words = _("Logo, color, who signs, clauses of your own; with a sample of every paper.")
        self.look_button = button(
            _("How your papers look…"), self.open_look, glyph="palette-outline"
        )
        self.wording_button = button(
            _("Wording of the papers…"), self.open_wording, glyph="file-document-edit-outline"
        )
        self._wording = label("", "caption", wrap=True)
        self.body.addWidget(label(words, "quiet", wrap=True))
        self.body.addWidget(self.look_button)
        self.body.addWidget(self._wording)
        self.body.addWidget(self.wording_button)
        self.look()

    def look(self) -> None:
        """Say which wording is in use."""
        wordings = self._desk.wordings
        english = wordings.line(FORM, ENGLISH)
        said = english.fault or _("Wording of certifications: version {version}.").format(
            version=english.version
        )
        own = wordings.own()
        if own:
            said = f"{said} {_own_words(own)}"
        self._wording.setText(said)

    def open_look(self) -> None:
        """Open the look of the papers."""
        TemplateSheet(self, self._desk, self._shell).open()

    def open_wording(self) -> None:
        """Open the wording of the papers."""
        sheet = WordingSheet(self, self._desk, self._shell)
        sheet.finished.connect(self._looked)
        sheet.open()

    def _looked(self, _result: int) -> None:
        self.look()


def _own_words(own: tuple[WordingLine, ...]) -> str:
    if len(own) > _NAMED:
        return ngettext("{count} is your own.", "{count} are your own.", len(own)).format(
            count=len(own)
        )
    return _("Your own: {papers}.").format(papers="; ".join(map(paper_words, own)))
