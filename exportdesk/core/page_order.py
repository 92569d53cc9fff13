"""The order of pages that came as files of their own: that in which a folder shows their names."""

import re

_FIGURES = re.compile(r"(\d+)")


def page_order(name: str) -> tuple[tuple[tuple[int, str], ...], str]:
    """Return what names of files are sorted by: `page2.jpg` stands before `page10.jpg`."""
    parts = _FIGURES.split(name.casefold())
    # Words and figures take turns, so that a number only ever meets a number.
    key = ((int(part), "") if at % 2 else (0, part) for at, part in enumerate(parts))
    return tuple(key), name
