"""Words for errors and findings: the one place where codes become sentences.

Each area keeps a table of code to sentence; facts fill the named places after translation.
"""

import string
from collections.abc import Collection, Mapping
from enum import StrEnum

from typing_extensions import override

from exportdesk.core.country_names import spoken_name
from exportdesk.core.days import day_here
from exportdesk.core.errors import ExportDeskError, Filled, Said
from exportdesk.core.figures import Amount, figure
from exportdesk.core.i18n import _
from exportdesk.core.words import (
    backups,
    case_changes,
    case_papers,
    case_work,
    cases,
    certifications,
    choices,
    customers,
    fetching,
    history,
    hygiene,
    integrity,
    issued,
    licensing,
    lists,
    ownership,
    papers,
    passwords,
    places,
    products,
    releases,
    returned,
    review,
    rulebook,
    screening,
    since,
    storage,
    tables,
    updating,
    whys,
    work,
)
from exportdesk.core.words.quoted import quoted
from exportdesk.core.words.rule_facts import said_by_rules, told_by_rules

_TABLES: tuple[Mapping[str, str], ...] = (
    backups.SENTENCES,
    case_changes.SENTENCES,
    case_papers.SENTENCES,
    case_work.SENTENCES,
    cases.SENTENCES,
    certifications.SENTENCES,
    customers.SENTENCES,
    fetching.SENTENCES,
    history.SENTENCES,
    hygiene.SENTENCES,
    integrity.SENTENCES,
    issued.SENTENCES,
    licensing.SENTENCES,
    lists.SENTENCES,
    ownership.SENTENCES,
    papers.SENTENCES,
    passwords.SENTENCES,
    places.SENTENCES,
    products.SENTENCES,
    releases.SENTENCES,
    returned.SENTENCES,
    review.SENTENCES,
    rulebook.SENTENCES,
    screening.SENTENCES,
    since.SENTENCES,
    storage.SENTENCES,
    tables.SENTENCES,
    updating.SENTENCES,
    whys.SENTENCES,
    work.SENTENCES,
)


def sentence(code: str, facts: Mapping[str, object] | None = None) -> str:
    """Return the sentence for `code` with `facts` filled in; a code without one comes back bare.

    The fact `kept` is the code of what stands at its end: how the lists stand after a failure.
    """
    told = dict(facts or {})
    kept = told.pop("kept", None)
    words = _filled(code, told)
    return f"{words} {_filled(kept, told)}" if isinstance(kept, str) else words


def _filled(code: str, facts: Mapping[str, object]) -> str:
    for table in _TABLES:
        if code in table:
            return _Lenient(told_by_rules(code)).vformat(_(table[code]), (), facts)
    return f"{code} {facts}" if facts else code


def say(error: ExportDeskError) -> str:
    """Return what the user reads when `error` happens."""
    return sentence(error.code, error.facts)


def known_codes() -> frozenset[str]:
    """Return every code that has a sentence."""
    return frozenset(code for table in _TABLES for code in table)


_COUNTS = frozenset(
    {"before", "count", "expected", "gone", "listings", "lost", "now", "read", "rows", "said"}
)
"""What facts call how many there are of something; a year or a line number is none of these."""


_QUOTED = frozenset({"detail", "reason", "where", "why"})
"""What facts call the words of others, in English, that stand inside our sentence."""


_AS_TYPED = frozenset(
    {"asked", "cell", "file", "name", "path", "returned", "text", "typed", "value"}
)
"""What facts call what somebody wrote: a day in it stays as it was written."""


class _Typed(str):
    """A text that is said letter by letter."""

    __slots__ = ()


class _Count(int):
    """A number that is written with its thousands parted, as the region does."""

    __slots__ = ()

    @override
    def __format__(self, format_spec: str) -> str:
        return format(int(self), format_spec) if format_spec else figure(int(self))


class _Lenient(string.Formatter):
    """Leaves a place visibly empty where a fact is missing: an error must never fail to print."""

    def __init__(self, of_rules: Collection[str] = ()) -> None:
        """`of_rules` are the facts that are words of the rulebook."""
        super().__init__()
        self._of_rules = of_rules

    @override
    def get_value(self, key: int | str, args: object, kwargs: Mapping[str, object]) -> object:
        value = kwargs.get(str(key), "?")
        if key == "country" and isinstance(value, str):
            return spoken_name(value)
        if key in self._of_rules and type(value) is str:
            return said_by_rules(str(key), value)
        if key in _QUOTED and type(value) is str:
            return quoted(value)
        if key in _COUNTS and isinstance(value, int) and not isinstance(value, bool):
            return _Count(value)
        return _Typed(value) if key in _AS_TYPED and type(value) is str else value

    @override
    def format_field(self, value: object, format_spec: str) -> str:
        if isinstance(value, StrEnum) and choices.is_choice(value):
            return choices.word(value)
        if format_spec == "," and isinstance(value, int):
            return figure(value)
        if isinstance(value, Amount):
            return value.here
        if isinstance(value, Filled):
            return self.vformat(_(value.words), (), value.facts)
        if isinstance(value, Said):
            return sentence(value.code, value.facts)
        if type(value) is str and not format_spec:
            return day_here(value)
        try:
            return format(value, format_spec)
        except (TypeError, ValueError):
            return str(value)
