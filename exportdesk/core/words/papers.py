"""Sentences about papers: records and forms."""

from collections.abc import Mapping

from exportdesk.core.i18n import mark as _

SENTENCES: Mapping[str, str] = {
    "fonts-missing": _(
        "The fonts that papers are printed with are not complete in {folder}. Nothing was printed; "
        "install ExportDesk again."
    ),
    "paper-not-made": _(
        "The screening is saved as {number}; do not save it again. Only its paper could not be "
        "made: {why} Open {number} under Records to make it."
    ),
    "characters-without-font": _(
        "No font here has these characters: {characters}. They are printed as boxes with their "
        "number; the record itself keeps them as typed."
    ),
}
