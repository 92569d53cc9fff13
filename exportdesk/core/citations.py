"""What a statement of the rulebook rests on, as the window says it."""

import re

from exportdesk.core.days import day_here
from exportdesk.core.i18n import is_on_paper, of_rulebook

DAY = "{day}"
"""Stands in the catalogue for the day of what is cited: "BIS guidance of {day}"."""

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_BETWEEN = "; "


def of_citation(text: str) -> str:
    """Return a citation of the rulebook in the language of the window, with days as it has them.

    What is cited by a number is cited so in every language. On paper it is as it stands.
    """
    if is_on_paper():
        return text
    whole = of_rulebook(text)
    if whole == text:
        whole = _BETWEEN.join(map(_of_part, text.split(_BETWEEN)))
    return _DAY.sub(lambda found: day_here(found[0]), whole)


def without_day(part: str) -> str:
    """Return a part of a citation as it stands in the catalogue."""
    return _DAY.sub(DAY, part)


def citation_parts(text: str) -> list[str]:
    """Return what of a citation is in words, as the catalogue has it: each is translated once."""
    parts = text.split(_BETWEEN)
    return [without_day(part) for part in parts if _DAY.search(part) or "guidance" in part]


def _of_part(part: str) -> str:
    found = _DAY.search(part)
    said = of_rulebook(without_day(part))
    return said.replace(DAY, found[0]) if found else said
