"""Days and moments as people read them in the window."""

from collections.abc import Mapping
from datetime import date

from PySide6.QtCore import QDate, QLocale

from exportdesk.core.clock import Moment
from exportdesk.core.figures import DayOrder, figures
from exportdesk.core.i18n import _, ngettext
from exportdesk.core.words import sentence

# The month is a word or the year stands first: 11/12/2026 would be read in two ways.
_PATTERNS = {
    DayOrder.DAY_FIRST: "d MMM yyyy",
    DayOrder.MONTH_FIRST: "MMM d, yyyy",
    DayOrder.YEAR_FIRST: "yyyy-MM-dd",
}

_DAYS = ("published", "in_force", "since")  # facts of findings that are days, kept as YYYY-MM-DD


def day_text(day: date) -> str:
    """Return `20 Nov 2026`, `Nov 20, 2026` or `2026-11-20`, as the region has it."""
    return day_in(day, figures().days)


def day_in(day: date, order: DayOrder) -> str:
    """Return a day written in this order."""
    return QLocale().toString(QDate(day.year, day.month, day.day), _PATTERNS[order])


def moment_text(moment: Moment) -> str:
    """Return `20 Nov 2026, 09:41` on the clock of where it was lived."""
    local = moment.local
    return _("{date}, {time}").format(date=day_text(local.date()), time=f"{local:%H:%M}")


def age_text(days: int) -> str:
    """Return `today`, `1 day`, `12 days`."""
    if days <= 0:
        return _("today")
    return ngettext("{days} day", "{days} days", days).format(days=days)


def finding_text(code: str, facts: Mapping[str, object]) -> str:
    """Return the sentence of what was found in a list's file, its days as the window has them."""
    shown = dict(facts)
    for key in _DAYS:
        day = _day(shown.get(key))
        if day is not None:
            shown[key] = day_text(day)
    return sentence(code, shown)


def _day(kept: object) -> date | None:
    try:
        return date.fromisoformat(kept) if isinstance(kept, str) else None
    except ValueError:
        return None
