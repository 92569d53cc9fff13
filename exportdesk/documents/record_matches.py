"""One possible match on the screening record: the listing as published, why, and the decision."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from reportlab.platypus import CondPageBreak, Flowable

from exportdesk.core.i18n import _
from exportdesk.core.ids import SourceKey
from exportdesk.core.listings import Listing, NameRole
from exportdesk.core.matches import Feature, Match, Reason, Tie
from exportdesk.core.parties import Party, PartyKind
from exportdesk.core.points import signed_points, whole_points
from exportdesk.core.screenings import Decision, PartyResult, SeenMatch
from exportdesk.core.words import sentence
from exportdesk.core.words.choices import word
from exportdesk.core.words.parties import (
    Origin,
    by_its_name,
    on_lists,
    requirement_title,
    ties_said,
)
from exportdesk.documents import terms
from exportdesk.documents.blocks import Chip, ChipRow, Note, Pairs
from exportdesk.documents.tables import Column, Table
from exportdesk.documents.text import Span, TextBlock
from exportdesk.documents.tokens import BODY_BOLD, SMALL, SMALL_BOLD, SMALL_QUIET
from exportdesk.rulebook import ListMeaning, denial_order_ended
from exportdesk.screening.ofac_view import ofac_said, ofac_score


@dataclass(frozen=True, slots=True)
class Names:
    """What a record calls countries, lists and sources, and whose list a listing is on."""

    country: Callable[[str], str]
    list_title: Callable[[str], str]
    source: Callable[[SourceKey], str]
    origin: Callable[[Listing], Origin]


MOST_SHOWN = 4  # addresses and identifiers; the rest are counted, and kept with the record

_REASON_COLUMNS = (1.1, 2.3, 2.3, 1.8, 0.7)


def party_heading(listings: Sequence[SeenMatch], ties: Sequence[Tie], names: Names) -> Flowable:
    """Return the line over the matches that are one listed party, and what joins them."""
    said = on_lists(names.list_title(seen.listing.list) for seen in listings)
    joined = _("Joined by {ties}. Each listing is decided by itself.").format(ties=ties_said(ties))
    return Note([Span(f"{said}. ", SMALL_BOLD), Span(joined, SMALL)], "accent", style=SMALL)


def match_blocks(
    place: str,
    party: Party,
    seen: SeenMatch,
    reference: tuple[str, ListMeaning],
    on: date,
    names: Names,
) -> list[Flowable]:
    """Return everything the record says of one possible match."""
    match = seen.match
    verdict, tone = terms.verdict(seen.decision.verdict if seen.decision else None)
    score = f"{round(match.score)}  {word(match.strength)}"
    title = [Span(f"{place}  ", SMALL_QUIET), Span(match.name, BODY_BOLD)]
    blocks: list[Flowable] = [
        CondPageBreak(130),
        ChipRow(
            title,
            [Chip(score, terms.strength(match.strength)), Chip(verdict, tone)],
            BODY_BOLD,
            before=9,
        ),
        *_ofac_line(party, seen.listing),
        Pairs(_facts(seen, reference, on, names), label_width=92, after=3),
        CondPageBreak(min(len(match.reasons), 10) * 17 + 50),
        _reasons(match, names.country, party.kind),
    ]
    blocks.append(_decision(seen.decision))
    return blocks


def _ofac_line(party: Party, listing: Listing) -> list[Flowable]:
    """Return what OFAC's own search would score, for whoever looks there too."""
    points = ofac_score(party, listing)
    return [] if points is None else [TextBlock(f"{ofac_said(points)}.", SMALL_QUIET, after=2)]


def _facts(
    seen: SeenMatch,
    reference: tuple[str, ListMeaning],
    on: date,
    names: Names,
) -> list[tuple[str, str | Sequence[Span]]]:
    match, listing = seen.match, seen.listing
    kind = "" if listing.kind is PartyKind.UNKNOWN else word(listing.kind)
    countries = ", ".join(map(names.country, match.countries)) or _("country not given")
    pairs: list[tuple[str, str | Sequence[Span]]] = [
        (_("List"), _list_said(listing, names.list_title(listing.list))),
        (_("Also listed in"), _also_said(seen, names)),
    ]
    if match.matched_name and match.matched_name != match.name:
        pairs.append(
            (_("What met ours"), f"{match.matched_name}{_alias_word(listing, match.matched_name)}")
        )
    pairs += [
        (_("Kind and country"), f"{kind}, {countries}" if kind else countries),
        (_("Addresses"), _some([address.text for address in listing.addresses])),
        (_("Identifiers"), _some([f"{i.type} {i.number}".strip() for i in listing.identifiers])),
        (_("Programs"), ", ".join(listing.programs)),
        (requirement_title(names.origin(listing)), listing.requirement),
        (_("License policy"), listing.policy),
        (_("Citation"), listing.citation),
        (_("In force"), _dates(listing)),
        (_("Remarks"), listing.remarks),
        (_("Listing number"), listing.uid),
        (_("Whose list"), _whose(listing, names)),
        (_("If the same party"), _what_follows(listing, reference, on)),
    ]
    return [(label, value) for label, value in pairs if value]


def _what_follows(listing: Listing, reference: tuple[str, ListMeaning], on: date) -> str:
    number, meaning = reference
    if denial_order_ended(listing, on):
        return _(
            "By its published end date this order had ended when this was screened: history. "
            "See {number} for what an order in force means."
        ).format(number=number)
    words, _tone = terms.consequence(meaning.consequence)
    return _("{consequence}: see {number} for what this list means and what to do.").format(
        consequence=words, number=number
    )


def _list_said(listing: Listing, title: str) -> list[Span]:
    said = [Span(title if listing.list in title else f"{title} ({listing.list})", SMALL_BOLD)]
    if listing.list_name and listing.list_name != said[0].text:
        published = _("published as: {name}").format(name=listing.list_name)
        said.append(Span(f"   {published}", SMALL_QUIET))
    return said


def _also_said(seen: SeenMatch, names: Names) -> str:
    """Return where else the entry is told, and under which numbers."""
    return "\n".join(
        _("{source}, as {uid}: the same entry in less detail, not compared again").format(
            source=names.source(SourceKey(uid.partition(":")[0])), uid=uid
        )
        for uid in seen.also
    )


def _whose(listing: Listing, names: Names) -> str:
    return sentence("listing-foreign") if names.origin(listing) is Origin.FOREIGN else ""


def _dates(listing: Listing) -> str:
    if listing.start_date and listing.end_date:
        return _("from {start} until {end}").format(start=listing.start_date, end=listing.end_date)
    if listing.end_date:
        return _("until {end}").format(end=listing.end_date)
    return _("from {start}").format(start=listing.start_date) if listing.start_date else ""


def _alias_word(listing: Listing, text: str) -> str:
    roles = {name.text: name.role for name in listing.names}
    role = roles.get(text)
    if role is NameRole.WEAK_ALIAS:
        return " " + _("(weak alias)")
    if role is NameRole.ORIGINAL_SCRIPT:
        return " " + _("(name in its own script)")
    if role is NameRole.ALIAS:
        return " " + _("(alias)")
    return ""


def _some(texts: Sequence[str]) -> str:
    shown = list(texts[:MOST_SHOWN])
    if len(texts) > MOST_SHOWN:
        shown.append(_("and {n} more, kept with the record").format(n=len(texts) - MOST_SHOWN))
    return "\n".join(shown)


def kind_told(result: PartyResult) -> str:
    """Return the kind of a party: as entered, else as its matches say it was taken, else ""."""
    party = result.party
    if party.kind is not PartyKind.UNKNOWN:
        return word(party.kind)
    kinds = {kind.value for kind in PartyKind}
    for seen in result.matches:
        for reason in seen.match.reasons:
            if reason.feature is Feature.KIND and reason.ours in kinds:
                return by_its_name(word(PartyKind(reason.ours)))
    return ""


def _reasons(match: Match, country_name: Callable[[str], str], entered: PartyKind) -> Table:
    points = whole_points([reason.effect for reason in match.reasons], match.score)
    titles = (_("Compared"), _("Ours"), _("Theirs"), _("How they met"), _("Points"))
    columns = [
        Column(title, share, "right" if share < 1 else "left")
        for title, share in zip(titles, _REASON_COLUMNS, strict=True)
    ]
    rows = [
        (
            word(reason.feature),
            _ours(reason, country_name, entered),
            _told(reason.feature, reason.theirs, country_name),
            word(reason.relation),
            signed_points(count) or "0",
        )
        for reason, count in zip(match.reasons, points, strict=True)
    ]
    return Table(columns, rows, style=SMALL)


def _ours(reason: Reason, country_name: Callable[[str], str], entered: PartyKind) -> str:
    told = _told(reason.feature, reason.ours, country_name)
    inferred = reason.feature is Feature.KIND and entered is PartyKind.UNKNOWN
    return by_its_name(told) if inferred else told


def _told(feature: Feature, text: str, country_name: Callable[[str], str]) -> str:
    """Return what was compared in words: kinds and countries are compared as codes."""
    if feature is Feature.KIND and text in {kind.value for kind in PartyKind}:
        return word(PartyKind(text))
    if feature is Feature.COUNTRY:
        codes = text.replace(";", ",").split(",")
        return ", ".join(country_name(code.strip()) for code in codes if code.strip()) or "–"
    return text or "–"


def _decision(decision: Decision | None) -> Note:
    if decision is None:
        text = _("Undecided. Nobody has yet said whether this is the same party.")
        return Note(text, "caution", style=SMALL_BOLD)
    words, tone = terms.verdict(decision.verdict)
    signed = _("{who}, {when}").format(who=decision.by or _("not provided"), when=decision.at.text)
    reason = decision.reason or _("no reason given")
    return Note(
        [
            Span(_("Decision: {verdict}.").format(verdict=words) + " ", SMALL_BOLD),
            Span(reason, SMALL),
            Span("\n" + signed, SMALL_QUIET),
        ],
        tone,
    )
