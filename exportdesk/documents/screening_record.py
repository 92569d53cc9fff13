"""The screening record: what was asked, what was found, what was decided, and on which lists."""

from collections.abc import Callable, Mapping, Sequence

from reportlab.platypus import CondPageBreak, Flowable

from exportdesk.core.company import Company
from exportdesk.core.i18n import _, in_english, ngettext
from exportdesk.core.ids import SourceKey
from exportdesk.core.listings import Listing
from exportdesk.core.papers import Letterhead
from exportdesk.core.parties import Party, PartyKind
from exportdesk.core.screenings import PartyResult, Screening, Verdict
from exportdesk.core.words import sentence
from exportdesk.core.words.choices import word
from exportdesk.core.words.mentioned import meant, mentioned, mentioned_title, name_settled
from exportdesk.core.words.parties import Origin
from exportdesk.documents import terms
from exportdesk.documents.blocks import Field, Fields, Note, section, subsection
from exportdesk.documents.meanings import Meanings, meaning_blocks
from exportdesk.documents.page import Paper, render, with_letterhead
from exportdesk.documents.record_limits import NotUsed, limit_blocks
from exportdesk.documents.record_lists import edition_blocks, lists_said, oldest_warning
from exportdesk.documents.record_matches import Names, kind_told, match_blocks, party_heading
from exportdesk.documents.record_parts import (
    chain_blocks,
    field,
    given,
    not_advice,
    records_hash,
    unprintable,
)
from exportdesk.documents.tables import Column, Table
from exportdesk.documents.text import Span, TextBlock
from exportdesk.documents.tokens import BODY, BODY_BOLD, LEAD, SMALL, SMALL_BOLD, TITLE
from exportdesk.rulebook import ListMeaning
from exportdesk.screening.ofac_view import ofac_score


@in_english
def screening_record(
    screening: Screening,
    company: Company,
    *,
    meaning_of: Callable[[Listing], ListMeaning],
    country_name: Callable[[str], str],
    list_title: Callable[[str], str],
    origin_of: Callable[[Listing], Origin] = lambda _listing: Origin.US,
    source_name: Callable[[SourceKey], str] = str,
    lists_not_loaded: Sequence[str] = (),
    lists_within: Sequence[str] = (),
    lists_partly: Sequence[str] = (),
    letterhead: Letterhead | None = None,
) -> bytes:
    """Return the record of `screening` as PDF: the same bytes for the same input.

    `country_name` is asked for ISO codes, `list_title` for list codes (SDN, EL ...), `source_name`
    for the keys of sources that the editions do not name; `origin_of` tells whose list it is;
    `lists_not_loaded` names the sources that the program knows and that were not used, and
    `lists_within` those whose lists stand in another source that was, `lists_partly` in part.
    """
    used = {edition.source: edition.source_name for edition in screening.editions}
    names = Names(
        country_name, list_title, lambda key: used.get(key) or source_name(key), origin_of
    )
    record = _Record(screening, meaning_of, names)
    not_used = NotUsed(lists_not_loaded, lists_within, lists_partly)
    paper = Paper(
        title=_("Screening record"),
        number=screening.number,
        notes=(
            screening.at.text,
            records_hash(screening.head.hash[:16]),
        ),
        code=f"EXPORTDESK {screening.number} {screening.head.hash[:16]}",
        company=company,
        country=country_name(company.country) if company.country else "",
        foot_note=not_advice(),
        subject=_("Screening of parties against control lists"),
        producer=f"ExportDesk {screening.program_version}",
    )
    return render(with_letterhead(paper, letterhead), record.story(not_used))


class _Record:
    def __init__(
        self,
        screening: Screening,
        meaning_of: Callable[[Listing], ListMeaning],
        names: Names,
    ) -> None:
        self._screening = screening
        self._names = names
        self._meanings = Meanings(meaning_of, section=3)

    def story(self, not_used: NotUsed) -> list[Flowable]:
        """Return the whole record in reading order."""
        screening = self._screening
        blocks: list[Flowable] = [
            TextBlock(_("Screening record"), TITLE),
            TextBlock(summary(screening), LEAD, after=4),
        ]
        blocks += [Note(text, "caution") for text in oldest_warning(screening.editions)]
        blocks += self._about()
        blocks += self._parties()
        number = 3
        if screening.match_count:
            # Room for the first meaning as well: it asks for 90 itself, and would go on alone.
            blocks += [CondPageBreak(150), section(number, _("What these lists mean"))]
            blocks += meaning_blocks(self._meanings)
            number += 1
        blocks += [CondPageBreak(170), section(number, _("Lists used"))]
        blocks += edition_blocks(screening.editions, self._names.list_title)
        blocks += [CondPageBreak(110), section(number + 1, _("How it was screened"))]
        blocks += self._method()
        blocks += self._unprintable()
        blocks += [CondPageBreak(110), section(number + 2, _("What was not checked"))]
        blocks += limit_blocks(not_used)
        blocks += [CondPageBreak(90), section(number + 3, _("Record of events"))]
        blocks += chain_blocks(self._screening.head)
        return blocks

    def _about(self) -> list[Flowable]:
        screening = self._screening
        return [
            section(1, _("This screening")),
            Fields(
                [
                    field(_("Operator"), screening.operator),
                    Field(_("Date and time, with zone"), screening.at.text, 2.1),
                    field(_("Reference"), screening.reference),
                ]
            ),
        ]

    def _parties(self) -> list[Flowable]:
        results = self._screening.parties
        blocks: list[Flowable] = [CondPageBreak(120), section(2, _("Parties and possible matches"))]
        if len(results) > 1:
            blocks += [self._overview(results), TextBlock(self._reach(), SMALL)]
        for number, result in enumerate(results, start=1):
            blocks += self._party(number, result)
        return blocks

    def _overview(self, results: Sequence[PartyResult]) -> Table:
        columns = [
            Column("#", 0.35),
            Column(_("Party, as typed"), 3.1),
            Column(_("Country"), 1.7),
            Column(_("Possible matches"), 1.05, "right"),
            Column(_("Strongest"), 1.3),
            Column(_("Decision"), 1.75),
        ]
        rows = [
            (
                str(number),
                _party_name(result),
                self._country(result.party.country),
                _found(result),
                _strongest(result),
                "\n".join(decided(result.count)),
            )
            for number, result in enumerate(results, start=1)
        ]
        return Table(columns, rows)

    def _country(self, code: str) -> str:
        return self._names.country(code) if code else ""

    def _party(self, number: int, result: PartyResult) -> list[Flowable]:
        party = result.party
        count = len(result.matches)
        aside = ngettext("{n} possible match", "{n} possible matches", count).format(n=count)
        role = word(party.role) if party.role else ""
        kind = kind_told(result)
        blocks: list[Flowable] = [
            CondPageBreak(215 if count else 140),
            subsection(f"2.{number}", _party_name(result), aside if count else ""),
            Fields(
                [
                    field(_("Name, as typed"), party.name, 2.6),
                    Field(_("Kind"), given(kind), quiet=party.kind is PartyKind.UNKNOWN),
                    field(_("Role in the transaction"), role, 1.3),
                ]
            ),
        ]
        if party.other_names:
            names = "\n".join(party.other_names)
            blocks.append(Fields([Field(_("Other names screened, as typed"), names)]))
        blocks.append(
            Fields(
                [
                    field(_("Address"), party.address, 2.6),
                    field(_("Country"), self._country(party.country)),
                    field(_("Identifier"), party.identifier, 1.3),
                ],
                after=7,
            )
        )
        blocks += self._further_places(party)
        if not count:
            blocks.append(self._nothing_found(result))
            if self._screening.editions and result.looked is not None:
                blocks.append(TextBlock(meant(result.looked.listings), SMALL))
        return blocks + self._matches(result)

    def _further_places(self, party: Party) -> list[Flowable]:
        """Return the addresses and countries of a party beside its first."""
        fields = []
        if party.other_addresses:
            addresses = "\n".join(party.other_addresses)
            fields.append(Field(_("Other addresses screened, as typed"), addresses, 2.6))
        if party.other_countries:
            countries = ", ".join(map(self._country, party.other_countries))
            fields.append(Field(_("Other countries"), countries, 2.3))
        return [Fields(fields, after=7)] if fields else []

    def _matches(self, result: PartyResult) -> list[Flowable]:
        """Return the matches; those that are one listed party stand together under one line."""
        blocks: list[Flowable] = []
        count, place = len(result.matches), 0
        on = self._screening.at.local.date()
        for listings in result.by_party():
            if len(listings) > 1:
                ties = result.ties(listings[0].match.uid)
                blocks += [CondPageBreak(170), party_heading(listings, ties, self._names)]
            for seen in listings:
                place += 1
                reference = self._meanings.reference(seen.listing)
                where = f"{place}/{count}"
                blocks += match_blocks(where, result.party, seen, reference, on, self._names)
        return blocks

    def _nothing_found(self, result: PartyResult) -> Note:
        screening = self._screening
        if not screening.editions:
            text = _("No list was in force: this party was compared with nothing.")
            return Note(text, "stop", style=BODY_BOLD)
        if result.mention is not None:
            said = f"{mentioned_title(result.mention)}. "
            if result.looked is None:
                open_still = _("Nobody had looked at this when the record was made.")
                told = Span(f"{mentioned(result.mention)} {open_still}", BODY)
                return Note([Span(said, BODY_BOLD), told], "caution")
            looked = result.looked
            settled = name_settled(looked, f"{looked.at.local:%Y-%m-%d %H:%M}")
            return Note([Span(said, BODY_BOLD), Span(settled, BODY)])
        found = _("No possible match found in {lists}.").format(
            lists=lists_said(screening.editions)
        )
        alone = len(screening.parties) == 1
        return Note([Span(found, BODY_BOLD), Span(f" {self._reach()}" if alone else "", BODY)])

    def _reach(self) -> str:
        """Return what finding nothing does not say."""
        return _(
            "Shown is what scored {threshold} or more. A party listed under a name not given here, "
            "or owned by a listed party, would not show."
        ).format(threshold=terms.score(self._screening.threshold))

    def _method(self) -> list[Flowable]:
        screening = self._screening
        least = terms.score(screening.threshold)
        if any(
            seen.match.score < screening.threshold
            for result in screening.parties
            for seen in result.matches
        ):
            least = _("{score}, and what a person had opened below it").format(score=least)
        return [
            Fields(
                [
                    Field(_("Program"), f"ExportDesk {screening.program_version}"),
                    Field(_("Version of the matching method"), screening.algorithm),
                    Field(_("Lowest score shown"), least),
                ]
            ),
            TextBlock(
                _(
                    "Scores from 0 to 100 say how alike our words and the listing's are. They are "
                    "the program's; only a decision is a person's. Country, kind and address raise "
                    "or lower a score and never hide a listing on their own."
                ),
                SMALL,
                after=2,
            ),
            *self._ofac_method(),
        ]

    def _ofac_method(self) -> list[Flowable]:
        """Return how OFAC's score was reckoned, where the record names one."""
        if any(
            ofac_score(result.party, seen.listing) is not None
            for result in self._screening.parties
            for seen in result.matches
        ):
            said = [
                Span(_("OFAC's search.") + " ", SMALL_BOLD),
                Span(sentence("ofac-score-method"), SMALL),
            ]
            return [TextBlock(said, SMALL, after=2)]
        return []

    def _unprintable(self) -> list[Flowable]:
        """Return a note on the characters that no font has, if there are any."""
        texts = [self._screening.operator, self._screening.reference]
        for result in self._screening.parties:
            party = result.party
            texts += [party.name, *party.other_names, party.identifier]
            texts += [party.address, *party.other_addresses]
            for seen in result.matches:
                texts += [seen.match.name, seen.match.matched_name]
        return unprintable(texts)


def summary(screening: Screening) -> str:
    """Return the sentence at the head of the record."""
    parties = ngettext("{n} party", "{n} parties", len(screening.parties)).format(
        n=len(screening.parties)
    )
    if not screening.editions:
        return _("{parties} entered; no list was in force, so nothing was compared.").format(
            parties=parties
        )
    count = screening.match_count
    shared = [result for result in screening.parties if result.mention is not None]
    if not count and shared and all(result.looked is not None for result in shared):
        return _(
            "{parties} screened. No match for a whole name in {lists}. A name that shares a word "
            "with those of listed parties was looked at: see below."
        ).format(parties=parties, lists=lists_said(screening.editions))
    if not count and shared:
        return _(
            "{parties} screened. No match for a whole name in {lists}, but a name shares a word "
            "with those of listed parties: see below."
        ).format(parties=parties, lists=lists_said(screening.editions))
    if not count:
        return _("{parties} screened. No possible match found in {lists}.").format(
            parties=parties, lists=lists_said(screening.editions)
        )
    matches = ngettext("{n} possible match", "{n} possible matches", count).format(n=count)
    said = decided(screening.count)
    if not screening.count(None):
        said = [_("{n} undecided").format(n=0), *said]
    unlooked = sum(1 for result in shared if result.looked is None)
    if unlooked:
        said.append(
            ngettext("{n} name to check", "{n} names to check", unlooked).format(n=unlooked)
        )
    return _("{parties} screened, {matches}: {decided}.").format(
        parties=parties, matches=matches, decided=", ".join(said)
    )


def decided(count: Callable[[Verdict | None], int]) -> list[str]:
    """Return how many matches were decided in which way, those that nobody decided first."""
    told: Mapping[Verdict | None, str] = {
        None: _("{n} undecided"),
        Verdict.SAME: _("{n} same party"),
        Verdict.RESEARCH: _("{n} in research"),
        Verdict.NOT_SAME: _("{n} not the same party"),
    }
    return [words.format(n=count(one)) for one, words in told.items() if count(one)]


def _found(result: PartyResult) -> str:
    """Return how many matches a party has, or that its name is to be checked."""
    if result.looked is not None:
        return _("name looked at")
    if result.mention is not None:
        return _("check the name")
    return str(len(result.matches)) if result.matches else _("none found")


def _party_name(result: PartyResult) -> str:
    party = result.party
    return party.name or party.address or party.identifier or _("(nothing entered)")


def _strongest(result: PartyResult) -> str:
    if not result.matches:
        return ""
    best = max((seen.match for seen in result.matches), key=lambda match: match.score)
    return f"{round(best.score)}  {word(best.strength)}"


__all__ = ["screening_record", "summary"]
