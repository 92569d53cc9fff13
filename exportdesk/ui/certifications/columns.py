"""The columns of the table of certifications."""

from collections.abc import Callable

from exportdesk.core.figures import figure
from exportdesk.core.i18n import _, ngettext
from exportdesk.core.words.choices import word
from exportdesk.storage.certifications import CertificationRow
from exportdesk.ui.certifications.words import STATES, iso_day, language_words, tone_of
from exportdesk.ui.widgets import Column

Row = CertificationRow


def certification_columns(
    country: Callable[[str], str], local_day: Callable[[str], str]
) -> tuple[Column[Row], ...]:
    """Return the columns; `country` names a country, `local_day` gives the ISO day of a moment."""

    def day_of(moment: str) -> str:
        return iso_day(local_day(moment)) if moment else ""

    return (
        Column(
            _("Customer"),
            text=lambda r: r.customer_name or _("Nobody yet"),
            subtitle=lambda r: " · ".join(
                part for part in (title_of(r), r.reference or country_or(r, country)) if part
            ),
            quiet=lambda r: not r.customer_name,
            sort=lambda r: r.customer_name.casefold(),
            key="customer",
            width=130,
            roomy=300,
            strong=True,
            stretch=True,
        ),
        Column(
            _("State"),
            text=lambda r: word(r.state),
            tone=lambda r: tone_of(r.state),
            sort=lambda r: STATES.index(r.state) if r.state in STATES else -1,
            key="state",
            width=140,
            fitted=True,
        ),
        Column(
            _("Ends"),
            text=lambda r: iso_day(r.expires_on),
            below=lambda r: (
                _("ends {day}").format(day=iso_day(r.expires_on)) if r.expires_on else ""
            ),
            sort=lambda r: r.expires_on or "9",
            key="ends",
            width=104,
            fitted=True,
            yields=True,
            own_line=True,  # after number and order its day would be cut
        ),
        Column(
            _("To check"),
            text=lambda r: figure(r.findings) if r.findings else "",
            below=lambda r: (
                ngettext("{count} to check", "{count} to check", r.findings).format(
                    count=figure(r.findings)
                )
                if r.findings
                else ""
            ),
            sort=lambda r: r.findings,
            right=True,
            key="findings",
            explained=_("How many things in the form that came back are not as you asked for"),
            hint=lambda r: (
                ngettext(
                    "{count} thing in the form that came back is not as you asked for",
                    "{count} things in the form that came back are not as you asked for",
                    r.findings,
                ).format(count=figure(r.findings))
                if r.findings
                else ""
            ),
            width=130,
            fitted=True,
            yields=True,
            own_line=True,
        ),
        Column(
            _("Number"), text=title_of, sort=lambda r: (r.number, r.version), key="number",
            width=132, hidden=True,
        ),
        Column(
            _("Country"), text=lambda r: country_or(r, country), key="country", width=130,
            hidden=True,
        ),
        Column(
            _("Language"), text=lambda r: language_words(r.language), key="language", width=150,
            hidden=True,
        ),
        Column(
            _("Items"), text=lambda r: figure(r.items), sort=lambda r: r.items, right=True,
            key="items", width=72, hidden=True,
        ),
        Column(_("Order"), text=lambda r: r.reference, key="order", width=120, hidden=True),
        Column(
            _("Sent"), text=lambda r: day_of(r.sent_at), sort=lambda r: r.sent_at, key="sent",
            width=108, hidden=True,
        ),
        Column(
            _("Back"), text=lambda r: day_of(r.returned_at), sort=lambda r: r.returned_at,
            key="back", width=108, hidden=True,
        ),
        Column(
            _("Changed"), text=lambda r: day_of(r.changed_at), sort=lambda r: r.changed_at,
            key="changed", width=108, hidden=True,
        ),
    )  # fmt: skip


def title_of(row: Row) -> str:
    """Return number and version."""
    return f"{row.number}/{row.version}"


def country_or(row: Row, country: Callable[[str], str]) -> str:
    """Return the name of the country, "" for none."""
    return country(row.country) if row.country else ""
