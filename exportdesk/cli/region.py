"""How this person's region writes figures, as far as the terminal's settings tell."""

import locale

from exportdesk.core.figures import GROUPS, PAPER, Figures

_POINTS = frozenset(".,")


def system_figures() -> Figures:
    """Return how the system's region (LC_ALL, LC_NUMERIC or LANG) writes figures."""
    before = locale.setlocale(locale.LC_NUMERIC)
    try:
        locale.setlocale(locale.LC_NUMERIC, "")
        told = locale.localeconv()
    except (locale.Error, UnicodeDecodeError):  # a region this computer does not have
        return PAPER
    finally:
        # C code in this process reads and writes numbers with a point.
        locale.setlocale(locale.LC_NUMERIC, before)
    group, point = str(told["thousands_sep"]), str(told["decimal_point"])
    if group not in GROUPS or point not in _POINTS or group == point:
        return PAPER
    return Figures(group, point)
