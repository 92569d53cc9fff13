"""Days and moments as people read them in the window."""

from datetime import date

from exportdesk.core.clock import Moment
from exportdesk.core.days import day_written
from exportdesk.core.i18n import _, ngettext


def day_text(day: date) -> str:
    """Return `20 Nov 2026`, `Nov 20, 2026` or `2026-11-20`, as the region has it."""
    return day_written(day)


def moment_text(moment: Moment) -> str:
    """Return `20 Nov 2026, 09:41` on the clock of where it was lived."""
    local = moment.local
    return _("{date}, {time}").format(date=day_text(local.date()), time=f"{local:%H:%M}")


def age_text(days: int) -> str:
    """Return `today`, `1 day`, `12 days`."""
    if days <= 0:
        return _("today")
    return ngettext("{days} day", "{days} days", days).format(days=days)
