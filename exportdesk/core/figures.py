"""Figures and days as this person's region writes them, on the screen and in the terminal.

Whoever opens the program tells how the system writes them (`write_figures`); this module asks no
system. What is written to files, papers and JSON goes around it, and within `i18n.english()` it
writes as papers do: 1,234.5.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from exportdesk.core.i18n import is_on_paper


class DayOrder(StrEnum):
    """How a day is written; the month is a word, so that nobody takes it for the day."""

    DAY_FIRST = "day"  # 20 Nov 2026
    MONTH_FIRST = "month"  # Nov 20, 2026
    YEAR_FIRST = "year"  # 2026-11-20


@dataclass(frozen=True, slots=True)
class Figures:
    """How a region writes figures: `least` is how many digits a whole number needs to be parted."""

    group: str = ","
    point: str = "."
    least: int = 4
    days: DayOrder = DayOrder.DAY_FIRST


class FiguresWish(StrEnum):
    """Whose way of writing figures and days was chosen in the settings."""

    SYSTEM = ""
    US = "us"
    EUROPE = "europe"
    ISO = "iso"


PAPER = Figures()
GROUPS = frozenset(".,'\u2019 \u00a0\u202f")
"""What regions part thousands with that figures can be written by."""
WISHES: Mapping[FiguresWish, Figures] = {
    FiguresWish.US: Figures(days=DayOrder.MONTH_FIRST),
    FiguresWish.EUROPE: Figures(".", ","),
    FiguresWish.ISO: Figures("\N{NO-BREAK SPACE}", ".", 5, DayOrder.YEAR_FIRST),
}

_written = PAPER


class Amount(str):
    """A figure as papers write it; in a sentence on the screen it is written as the region does."""

    __slots__ = ()

    @classmethod
    def of(cls, value: Decimal, places: int) -> "Amount":
        """Return `value` with that many digits behind the point."""
        return cls(f"{value:,.{places}f}")

    @property
    def here(self) -> str:
        """The figure as it is written here and now."""
        return _as(str(self), figures())


def write_figures(way: Figures) -> None:
    """Write all figures that way from now on."""
    global _written
    _written = way


def figures() -> Figures:
    """Return how figures are written here and now."""
    return PAPER if is_on_paper() else _written


def wished(wish: FiguresWish, system: Figures) -> Figures:
    """Return the way that was chosen, the system's where none was, or an unknown one."""
    return WISHES.get(wish, system)


def figure(value: float | Decimal, places: int = 0) -> str:
    """Return `1,234` or, with `places`, `1,234.5` as the region writes it."""
    return written(value, places, figures())


def written(value: float | Decimal, places: int, way: Figures) -> str:
    """Return a figure with that many digits behind the point, written that way."""
    return _as(f"{value:,.{places}f}", way)


def _as(text: str, way: Figures) -> str:
    whole, point, behind = text.partition(".")
    if sum(map(str.isdigit, whole)) < way.least:
        whole = whole.replace(",", "")
    return whole.replace(",", way.group) + (way.point if point else "") + behind
