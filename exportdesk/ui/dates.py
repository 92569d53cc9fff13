"""Days and moments as people read them in the window."""

from datetime import date

from exportdesk.core.clock import Moment
from exportdesk.core.i18n import _, ngettext
from exportdesk.core.i18n import mark as _mark

_MONTHS = (
    _mark("Jan"),
    _mark("Feb"),
    _mark("Mar"),
    _mark("Apr"),
    _mark("May"),
    _mark("Jun"),
    _mark("Jul"),
    _mark("Aug"),
    _mark("Sep"),
    _mark("Oct"),
    _mark("Nov"),
    _mark("Dec"),
)


def day_text(day: date) -> str:
    """Return `20 Nov 2026`."""
    month = _(_MONTHS[day.month - 1])
    return _("{day} {month} {year}").format(day=day.day, month=month, year=day.year)


def moment_text(moment: Moment) -> str:
    """Return `20 Nov 2026, 09:41` on the clock of where it was lived."""
    local = moment.local
    return _("{date}, {time}").format(date=day_text(local.date()), time=f"{local:%H:%M}")


def age_text(days: int) -> str:
    """Return `today`, `1 day`, `12 days`."""
    if days <= 0:
        return _("today")
    return ngettext("{days} day", "{days} days", days).format(days=days)
