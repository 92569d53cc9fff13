"""How long records are kept: the periods of the rulebook, and that nothing goes by itself."""

from exportdesk.core.citations import of_citation
from exportdesk.core.i18n import _, ngettext, of_rulebook
from exportdesk.rulebook import Rulebook
from exportdesk.ui.widgets import Card, label


class RetentionCard(Card):
    """Read only: the program deletes no record, so there is nothing to set."""

    def __init__(self, rulebook: Rulebook) -> None:
        super().__init__(_("How long records are kept"))
        self.show_rulebook(rulebook)

    def show_rulebook(self, rulebook: Rulebook) -> None:
        """Show the periods of this rulebook in place of those before."""
        while (item := self.body.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        kept = ngettext(
            "ExportDesk keeps every record for at least {years} year and deletes none by itself.",
            "ExportDesk keeps every record for at least {years} years and deletes none by itself.",
            rulebook.retention.years,
        )
        self.body.addWidget(label(kept.format(years=rulebook.retention.years), wrap=True))
        for one in rulebook.retention.periods():
            words = _("{text} Counted from: {counted} ({citation})").format(
                text=of_rulebook(one.note.text),
                counted=of_rulebook(one.counted_from),
                citation=of_citation(one.note.provenance.citation),
            )
            note = one.note.provenance.unverified_note
            if note:
                words += " " + of_rulebook(note)
            self.body.addWidget(label(words, "caption", wrap=True))
