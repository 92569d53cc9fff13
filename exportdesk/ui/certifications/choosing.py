"""Choosing a certification: of which one a file is that says so nowhere."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from exportdesk.core.figures import figure
from exportdesk.core.i18n import _, ngettext
from exportdesk.core.words.choices import word
from exportdesk.storage.certifications import CertificationRow
from exportdesk.ui.cases.picking import Picker
from exportdesk.ui.certifications.columns import title_of
from exportdesk.ui.certifications.words import tone_of
from exportdesk.ui.widgets import Column


def certification_picker(
    parent: QWidget, rows: Sequence[CertificationRow], names: Sequence[str]
) -> Picker[CertificationRow]:
    """Return a sheet to choose one from; `names` is what the files of the answer are called."""
    title = _("Which certification does {name} belong to?").format(
        name="".join(names[:1]) or _("it")
    )
    words = _("It is attached as it is. Check yourself what it says.")
    if len(names) > 1:
        title = ngettext(
            "Which certification does the {count} file belong to?",
            "Which certification do the {count} files belong to?",
            len(names),
        ).format(count=figure(len(names)))
        words = ", ".join(names)
    return Picker(
        parent,
        title,
        words,
        yes=_("Attach"),
        columns=(
            Column(
                _("Customer"),
                text=lambda r: r.customer_name or _("Nobody yet"),
                subtitle=lambda r: " · ".join(p for p in (title_of(r), r.reference) if p),
                width=280,
                stretch=True,
            ),
            Column(
                _("State"),
                text=lambda r: word(r.state),
                tone=lambda r: tone_of(r.state),
                width=110,
            ),
        ),
        rows=rows,
        text=lambda r: " ".join((r.customer_name, title_of(r), r.reference)),
    )
