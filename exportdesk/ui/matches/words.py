"""What pages that show matches call things: strengths, verdicts, relations, a match in a line."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date

from exportdesk.core.editions import EditionUse
from exportdesk.core.figures import figure
from exportdesk.core.i18n import _, ngettext
from exportdesk.core.i18n import mark as _m
from exportdesk.core.matches import Relation, Strength
from exportdesk.core.parties import PartyKind
from exportdesk.core.screenings import DecidedBefore, Decision, SeenMatch, Verdict
from exportdesk.core.words.choices import word
from exportdesk.operations.lists_status import Freshness, SourceStatus
from exportdesk.screening.summary import summary
from exportdesk.ui.dates import day_text
from exportdesk.ui.theme import Tone

_STRENGTHS: Mapping[Strength, Tone] = {
    Strength.VERY_LIKELY: Tone.RED,
    Strength.LIKELY: Tone.RED,
    Strength.POSSIBLE: Tone.AMBER,
    Strength.UNLIKELY: Tone.GREY,
}
_VERDICTS: Mapping[Verdict, Tone] = {
    Verdict.NOT_SAME: Tone.GREY,
    Verdict.RESEARCH: Tone.AMBER,
    Verdict.SAME: Tone.RED,
}
GRAVEST_FIRST = (Verdict.SAME, Verdict.RESEARCH, Verdict.NOT_SAME)
_SHORT_VERDICTS: Mapping[Verdict, str] = {
    Verdict.NOT_SAME: _m("Not the same"),
    Verdict.RESEARCH: _m("Research"),
    Verdict.SAME: _m("Same party"),
}
_RELATIONS: Mapping[Relation, Tone] = {
    Relation.SAME: Tone.RED,
    Relation.OTHER_SCRIPT: Tone.RED,
    Relation.SAME_BUILDING: Tone.RED,
    Relation.SIMILAR: Tone.AMBER,
    Relation.SOUNDS_ALIKE: Tone.AMBER,
    Relation.ABBREVIATION: Tone.AMBER,
    Relation.SAME_MEANING: Tone.AMBER,
    Relation.LEGAL_FORM: Tone.GREY,
    Relation.GENERIC: Tone.GREY,
    Relation.MISSING: Tone.GREY,
    Relation.EXTRA: Tone.GREY,
    Relation.DIFFERS: Tone.GREY,
    Relation.NOT_GIVEN: Tone.GREY,
}
"""As the strength of a match: what speaks for the listed party is no good news, so never green."""


_MOST_OLD = 3  # sources named in one line
_LONGEST_TITLE = 17  # characters of a list's title in the table


def strength(value: Strength) -> tuple[str, Tone]:
    """Return the word for a strength and the tone of its chip."""
    return word(value), _STRENGTHS[value]


def strength_count(value: Strength, count: int) -> str:
    """Return so many matches of a strength, in a line that begins with all of them."""
    said = {
        Strength.VERY_LIKELY: ngettext("{count} very likely", "{count} very likely", count),
        Strength.LIKELY: ngettext("{count} likely", "{count} likely", count),
        Strength.POSSIBLE: ngettext("{count} possible", "{count} possible", count),
        Strength.UNLIKELY: ngettext("{count} unlikely", "{count} unlikely", count),
    }
    return said[value].format(count=figure(count))


def verdict(value: Verdict) -> tuple[str, Tone]:
    """Return the words for a decision and the tone of its chip."""
    return word(value), _VERDICTS[value]


def decided_words(decision: Decision, before: DecidedBefore | None) -> str:
    """Return what was decided earlier, where, and why. `before`: for another of the same name."""
    said = _("Decided before: {verdict}. {reason}")
    if before is not None and before.number:
        said = _("Decided on {number} for the same name: {verdict}. {reason}")
    elif before is not None:
        said = _("Decided for your customer of the same name: {verdict}. {reason}")
    return said.format(
        number=before.number if before else "",
        verdict=word(decision.verdict),
        reason=decision.reason,
    )


def short_verdict(value: Verdict) -> str:
    """Return the fewest words for a decision, for a table."""
    return _(_SHORT_VERDICTS[value])


def kind(value: PartyKind) -> str:
    """Return the word for a kind of party; "Any" where it is not said."""
    return _("Any") if value is PartyKind.UNKNOWN else word(value)


def relation(value: Relation) -> tuple[str, Tone]:
    """Return how ours and theirs met, and the tone that goes with it."""
    return word(value), _RELATIONS[value]


def day(text: str | date) -> str:
    """Return a date as people here write it: `3 Mar 2022`; a text that is none, unchanged."""
    if isinstance(text, date):
        return day_text(text)
    try:
        return day_text(date.fromisoformat(text))
    except ValueError:
        return text


def lists_of(editions: Iterable[EditionUse]) -> str:
    """Return "the lists of 31 Jul 2026", for the sentence that nothing was found."""
    used = list(editions)
    undated = [edition for edition in used if edition.age_unknown]
    if undated and len(undated) == len(used):
        return _("the lists imported {day}, of a date not known").format(
            day=day(min(edition.imported.local.date() for edition in undated))
        )
    days = sorted(
        {
            edition.published or edition.confirmed or edition.imported.local.date()
            for edition in used
            if not edition.age_unknown
        }
    )
    if not days:
        return _("the lists")
    if len(days) == 1:
        said = _("the lists of {day}").format(day=day(days[0]))
    else:
        said = _("the lists of {first} to {last}").format(first=day(days[0]), last=day(days[-1]))
    if not undated:
        return said
    return ngettext(
        "{lists} and {count} source of a date not known",
        "{lists} and {count} sources of dates not known",
        len(undated),
    ).format(lists=said, count=len(undated))


def old_lists(sources: Iterable[SourceStatus]) -> str:
    """Return which lists are too old, or of a date not known; "" where none is."""
    standing = list(sources)
    return " ".join(said for said in (_too_old(standing), _undated(standing)) if said)


def _undated(sources: Sequence[SourceStatus]) -> str:
    names = [one.source.name for one in sources if one.freshness is Freshness.UNKNOWN]
    if not names:
        return ""
    return ngettext(
        "Date not known, so perhaps old: {lists}. The record will say so.",
        "Dates not known, so perhaps old: {lists}. The record will say so.",
        len(names),
    ).format(lists=_first_named(names))


def _too_old(sources: Sequence[SourceStatus]) -> str:
    old = [
        _("{name} ({age})").format(
            name=one.source.name,
            age=ngettext("{count} day", "{count} days", one.age_days or 0).format(
                count=one.age_days or 0
            ),
        )
        for one in sorted(sources, key=lambda one: -(one.age_days or 0))
        if one.freshness is Freshness.OLD
    ]
    if not old:
        return ""
    return ngettext(
        "Old list: {lists}. The record will say so.",
        "Old lists: {lists}. The record will say so.",
        len(old),
    ).format(lists=_first_named(old))


def _first_named(names: Sequence[str]) -> str:
    named = ", ".join(names[:_MOST_OLD])
    if len(names) > _MOST_OLD:
        named = _("{named} and {count} more").format(named=named, count=len(names) - _MOST_OLD)
    return named


def countries(codes: tuple[str, ...], name_of: Callable[[str], str]) -> str:
    """Return the first country by name, and how many more there are."""
    if not codes:
        return ""
    more, first = len(codes) - 1, name_of(codes[0])
    if not more:
        return first
    words = ngettext("{country} and {count} more", "{country} and {count} more", more)
    return words.format(country=first, count=more)


def short_title(title: str, code: str) -> str:
    """Return a list's title for a narrow column: whole, without "List", or the code."""
    if len(title) <= _LONGEST_TITLE:
        return title
    bare = title.removesuffix(" List")
    return bare if len(bare) <= _LONGEST_TITLE else code


def whole_title(title: str, code: str) -> str:
    """Return a list's title with the letters that stand for it where there is less room."""
    short = short_title(title, code)
    return f"{short} \N{EN DASH} {title}" if short == code != title else title


def agency_letters(agency: str) -> str:
    """Return the letters an agency is known by: "BIS" of "..., Bureau of ... (BIS)"."""
    found = re.search(r"\(([^()]+)\)\s*$", agency)
    return found.group(1) if found else agency


def alias_that_met(seen: SeenMatch) -> str:
    """Return the other name of the listed party that met ours, "" where it was the primary one."""
    name = seen.match.matched_name
    if name == seen.match.name:
        return ""
    return name if any(listed.text == name for listed in seen.listing.names) else ""


def short_why(seen: SeenMatch) -> str:
    """Return what a row says under the listed name: the alias that met, or what met."""
    alias = alias_that_met(seen)
    return _("alias: {name}").format(name=alias) if alias else summary(seen.match.reasons)


def why(seen: SeenMatch) -> str:
    """Return why a listing was proposed, in one plain sentence."""
    said = summary(seen.match.reasons)
    alias = alias_that_met(seen)
    if alias:
        return _("Against the alias “{name}”: {said}.").format(
            name=alias, said=said[:1].lower() + said[1:]
        )
    return f"{said}." if said else ""
