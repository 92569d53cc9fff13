"""What is said of rulebooks: their editions, and what differs between two of them."""

from collections.abc import Sequence

from exportdesk.core.figures import figure
from exportdesk.core.i18n import _, ngettext
from exportdesk.core.words import sentence
from exportdesk.operations.rulebooks import OfferedRulebook
from exportdesk.rulebook import FileChanges
from exportdesk.rulebook.hs_codes import dotted
from exportdesk.ui.dates import day_text

_CODES = frozenset({"high_priority.csv", "retired_hs_codes.csv"})
_NAMED = 8
_HS6 = 6


def file_words(name: str) -> str:
    """Return what a file of a rulebook holds."""
    code = f"rules-{name}"
    said = sentence(code)
    return name if said == code else said


def changes_words(changes: FileChanges) -> str:
    """Return what differs in one file: "High-priority list: 3 codes added (...)"."""
    of_codes = changes.file in _CODES
    parts = []
    for rows, codes, entries in (
        (changes.added, _codes_added, _entries_added),
        (changes.removed, _codes_removed, _entries_removed),
        (changes.changed, _codes_changed, _entries_changed),
    ):
        if rows:
            counted = (codes if of_codes else entries)(len(rows))
            parts.append(f"{counted} ({_names(rows)})")
    if not parts:
        parts = [_("its date, its source or how well it was checked")]
    return _("{what}: {changes}").format(what=file_words(changes.file), changes="; ".join(parts))


def offer_words(offer: OfferedRulebook) -> str:
    """Return which rulebook is offered in place of which."""
    if not offer.is_new:
        return _("This is the rulebook in use, as of {day}.").format(day=day_text(offer.as_of))
    words = _("A rulebook as of {day}, in place of the one as of {in_use}.")
    if offer.is_older:
        words = _("A rulebook as of {day}: older than the one in use, which is as of {in_use}.")
    return words.format(day=day_text(offer.as_of), in_use=day_text(offer.in_use))


def _codes_added(count: int) -> str:
    return ngettext("{count} code added", "{count} codes added", count).format(count=figure(count))


def _codes_removed(count: int) -> str:
    return ngettext("{count} code removed", "{count} codes removed", count).format(
        count=figure(count)
    )


def _codes_changed(count: int) -> str:
    return ngettext("{count} code changed", "{count} codes changed", count).format(
        count=figure(count)
    )


def _entries_added(count: int) -> str:
    return ngettext("{count} entry added", "{count} entries added", count).format(
        count=figure(count)
    )


def _entries_removed(count: int) -> str:
    return ngettext("{count} entry removed", "{count} entries removed", count).format(
        count=figure(count)
    )


def _entries_changed(count: int) -> str:
    return ngettext("{count} entry changed", "{count} entries changed", count).format(
        count=figure(count)
    )


def _names(rows: Sequence[str]) -> str:
    said = [dotted(one) if one.isdecimal() and len(one) == _HS6 else one for one in rows[:_NAMED]]
    if len(rows) > _NAMED:
        said.append(_("and {count} more").format(count=len(rows) - _NAMED))
    return ", ".join(said)
