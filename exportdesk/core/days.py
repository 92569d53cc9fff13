"""Days as this person's region and language write them: `Nov 20, 2026`, `20 nov 2026`.

A month is a word or the year stands first: 11/12/2026 would be read in two ways. What is written to
files, papers and JSON goes around this module; within `i18n.english()` a sentence keeps YYYY-MM-DD.
"""

import re
from datetime import date

from exportdesk.core.figures import DayOrder, figures
from exportdesk.core.i18n import _, is_on_paper
from exportdesk.core.i18n import mark as _m

_KEPT = re.compile(r"\d{4}-\d{2}-\d{2}")
_MONTHS = (
    *(_m("Jan"), _m("Feb"), _m("Mar"), _m("Apr"), _m("May"), _m("Jun")),
    *(_m("Jul"), _m("Aug"), _m("Sep"), _m("Oct"), _m("Nov"), _m("Dec")),
)


def day_written(day: date) -> str:
    """Return a day as the region has it, in an order that the language has."""
    return day_in(day, figures().days)


def day_in(day: date, order: DayOrder) -> str:
    """Return a day written in this order; a language may have the month first in none."""
    if order is DayOrder.YEAR_FIRST:
        return day.isoformat()
    words = (
        _("{month} {day}, {year}") if order is DayOrder.MONTH_FIRST else _("{day} {month} {year}")
    )
    return words.format(month=_(_MONTHS[day.month - 1]), day=day.day, year=day.year)


def day_here(kept: str) -> str:
    """Return a text that is a day as it is kept (YYYY-MM-DD) as the screen shows it.

    Another text, and any on paper, comes back as it is.
    """
    if is_on_paper() or not _KEPT.fullmatch(kept):
        return kept
    try:
        return day_written(date.fromisoformat(kept))
    except ValueError:
        return kept
