"""Reads `license_rules.toml`."""

from collections.abc import Callable, Collection, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path

from exportdesk.core.errors import Filled
from exportdesk.core.i18n import mark as _m
from exportdesk.rulebook.country_rules import GROUPS, CountryRules, SpecialRule
from exportdesk.rulebook.eccn import base_of, read_eccn
from exportdesk.rulebook.hs_codes import read_hs_code
from exportdesk.rulebook.license_rules import (
    CodeList,
    Covers,
    EndUseRule,
    ExceptionRule,
    FilingKind,
    FilingRule,
    FilingWhen,
    LicenseRules,
    PartyCovers,
    PartyRule,
    PlaceRule,
    PossibleException,
    Where,
)
from exportdesk.rulebook.notes import Note
from exportdesk.rulebook.reading import PROVENANCE_COLUMNS, Place, by_key, read_toml
from exportdesk.rulebook.supplements import Supplement

LICENSE_RULES_FILE = "license_rules.toml"
SUPPLEMENT_7 = "Supplement No. 7 to part 746"

_HEAD = ("as_of", "source", "status", "supplement_2", "supplement_7")
_KINDS = ("place", "end_use", "party", "exception", "filing", "supplement")
_NAMED = ("code", "name", "text", *PROVENANCE_COLUMNS)
_PLACE_LISTS = ("countries", "regions", "eccns", "chapters", "chapters_unverified")
_PLACE = (*_NAMED, *_PLACE_LISTS, "covers", "codes", "supplement", "end_use", "spares")
_END_USE = (*_NAMED, "prompt", "asked_as", "where", "countries", "groups", "categories")
_PARTY = ("list", "covers", "text", *PROVENANCE_COLUMNS)
_FILING = ("code", "kind", "when", "text", "countries", "groups", "eccns", "over_usd")
_SUPPLEMENT = ("eccns", "codes", "limited", *PROVENANCE_COLUMNS)
_HELD = ("name", "about", "text", "missing", "chapters", "chapters_unverified", "codes")
_EXCEPTION = ("symbol", "section", "since", "ear99_only")


def read_license_rules(
    file: Path, meanings: Collection[str], countries: CountryRules
) -> LicenseRules:
    """Return the rules of the file, whose lists, countries and regions must be known."""
    head = read_toml(file)
    head.only((*_HEAD, *_KINDS))
    reader = _Reader(head, meanings, countries)
    reader.supplements = {rule.name: rule for rule in map(reader.held, _supplements(head))}
    end_uses = tuple(map(reader.end_use, _rows(head, "end_use")))
    reader.asked = {rule.asked_as for rule in end_uses}
    places = tuple(map(reader.place, _rows(head, "place")))
    _check_embargoes(head, places, countries)
    return LicenseRules(
        as_of=head.day("as_of"),
        places=places,
        end_uses=end_uses,
        parties={rule.list: rule for rule in map(reader.party, _rows(head, "party", "list"))},
        exceptions={
            rule.symbol: rule for rule in map(reader.exception, _rows(head, "exception", "symbol"))
        },
        filings=tuple(map(reader.filing, _rows(head, "filing"))),
        military_items=reader.military_items,
        supplement_7=reader.supplement_7,
        supplements=reader.supplements,
    )


def _supplements(head: Place) -> list[Place]:
    """Return the tables of supplements; a rulebook of before has none."""
    return _rows(head, "supplement", "name") if "supplement" in head.fields else []


def _rows(head: Place, kind: str, key: str = "code") -> list[Place]:
    """Return the tables of a kind, each named once, and named in what is said of it."""
    rows = by_key(head.tables(kind), lambda place: place.text(key))
    return [
        Place(row.file, f"{row.where} ({name})", row.fields, row.head) for name, row in rows.items()
    ]


class _Reader:
    """Turns the tables of one file into rules."""

    def __init__(self, head: Place, meanings: Collection[str], countries: CountryRules) -> None:
        self._head = head
        self._meanings = meanings
        self._countries = {rule.code for rule in countries.all()}
        self._regions = {one.code for c in self._countries for one in countries.regions_of(c)}
        self.asked: set[str] = set()
        self.supplements: Mapping[str, Supplement] = {}
        self.military_items = self._supplement("supplement_2", "eccns", _is_entry)
        self.supplement_7 = self._supplement("supplement_7", "codes", _is_hs6)

    def _supplement(self, key: str, listed: str, is_code: Callable[[str], bool]) -> CodeList:
        fields = self._head.fields.get(key)
        if not isinstance(fields, dict):
            raise self._head.bad(key, _m("is not a table"))
        place = Place(self._head.file, key, fields, self._head)
        place.only(_SUPPLEMENT)
        codes, partial = place.texts(listed), place.texts("limited")
        for code in (*codes, *partial):
            if not is_code(code):
                raise place.bad(listed, Filled(_m("{code} is not written like one"), code=code))
        if not codes:
            raise place.bad(listed, _m("there are none"))
        note = Note(key, place.text("citation"), place.provenance())
        return CodeList(frozenset(codes), frozenset(partial), note)

    def held(self, place: Place) -> Supplement:
        place.only((*_HELD, *PROVENANCE_COLUMNS))
        name = place.text("name")
        chapters, unverified = self._chapters(place, "chapters"), "chapters_unverified"
        codes: Collection[str] = place.texts("codes")
        for code in codes:
            if not _is_hs6(code):
                raise place.bad("codes", Filled(_m("{code} is not written like one"), code=code))
        if name == SUPPLEMENT_7:
            codes = {*codes, *self.supplement_7.codes}
        missing = place.optional("missing")
        if not missing and not (chapters or codes):
            raise place.bad("missing", _m("is empty, though nothing of it is held"))
        return Supplement(
            name=name,
            about=place.text("about"),
            missing=missing,
            note=Note(name, place.text("text"), place.provenance()),
            chapters=frozenset(chapters),
            chapters_unverified=frozenset(self._chapters(place, unverified)),
            codes=frozenset(codes),
        )

    def place(self, place: Place) -> PlaceRule:
        place.only((*_PLACE, "exceptions"))
        code, covers = place.text("code"), place.choice("covers", Covers)
        countries, regions = place.texts("countries"), place.texts("regions")
        self._check_countries(place, countries)
        for region in regions:
            if region not in self._regions:
                raise place.bad(
                    "regions", Filled(_m("{region} is no region of regions.csv"), region=region)
                )
        if not countries and not regions:
            raise place.bad("countries", _m("names no place at all"))
        held = self.supplements.get(place.optional("supplement"))
        chapters, unverified = self._chapters_of(place, held)
        rule = PlaceRule(
            code=code,
            name=place.text("name"),
            note=Note(code, place.text("text"), place.provenance()),
            covers=covers,
            countries=frozenset(countries),
            regions=frozenset(regions),
            eccns=frozenset(self._eccns(place)),
            codes=self.supplement_7.codes if self._codes(place) else frozenset(),
            chapters=chapters,
            chapters_unverified=unverified,
            supplement=place.optional("supplement"),
            end_use=self._end_use(place),
            spares=place.optional("spares"),
            exceptions=tuple(_exceptions(place)),
        )
        _check_covers(place, rule)
        return rule

    def end_use(self, place: Place) -> EndUseRule:
        place.only((*_END_USE, "is_partial"))
        code, where = place.text("code"), place.choice("where", Where)
        countries, groups = place.texts("countries"), self._groups(place)
        self._check_countries(place, countries)
        if (where is Where.LISTED) != bool(countries or groups):
            raise place.bad("where", _m("does not go with countries and groups"))
        return EndUseRule(
            code=code,
            name=place.text("name"),
            prompt=place.text("prompt"),
            note=Note(code, place.text("text"), place.provenance()),
            where=where,
            asked_as=place.optional("asked_as"),
            countries=frozenset(countries),
            groups=groups,
            categories=frozenset(place.texts("categories")),
            is_partial=place.truth("is_partial"),
        )

    def party(self, place: Place) -> PartyRule:
        place.only(_PARTY)
        code = place.text("list")
        if code not in self._meanings:
            raise place.bad("list", Filled(_m("no list has the code {code}"), code=code))
        note = Note(f"list-{code}", place.text("text"), place.provenance())
        return PartyRule(code, place.choice("covers", PartyCovers), note)

    def exception(self, place: Place) -> ExceptionRule:
        place.only(("symbol", "groups", "text", *PROVENANCE_COLUMNS))
        symbol, groups = place.text("symbol"), self._groups(place)
        if not groups:
            raise place.bad("groups", _m("names no group"))
        note = Note(f"exception-{symbol}", place.text("text"), place.provenance())
        return ExceptionRule(symbol, groups, note)

    def filing(self, place: Place) -> FilingRule:
        place.only((*_FILING, *PROVENANCE_COLUMNS))
        code, when = place.text("code"), place.choice("when", FilingWhen)
        self._check_countries(place, place.texts("countries"))
        over = place.whole("over_usd") if when is FilingWhen.VALUE else 0
        return FilingRule(
            code=code,
            kind=place.choice("kind", FilingKind),
            when=when,
            note=Note(code, place.text("text"), place.provenance()),
            countries=frozenset(place.texts("countries")),
            groups=self._groups(place),
            eccns=frozenset(self._eccns(place)),
            over_usd=Decimal(over),
        )

    def _check_countries(self, place: Place, countries: Collection[str]) -> None:
        for code in countries:
            if code not in self._countries:
                raise place.bad(
                    "countries", Filled(_m("{code} is no country of country_rules.csv"), code=code)
                )

    def _groups(self, place: Place) -> frozenset[str]:
        groups = place.texts("groups")
        for group in groups:
            if group not in GROUPS:
                raise place.bad("groups", Filled(_m("{group} is not a country group"), group=group))
        return frozenset(groups)

    def _eccns(self, place: Place) -> tuple[str, ...]:
        eccns = place.texts("eccns")
        for eccn in eccns:
            if not _is_entry(eccn):
                raise place.bad(
                    "eccns", Filled(_m("{eccn} is not written like an ECCN's entry"), eccn=eccn)
                )
        return eccns

    def _chapters(self, place: Place, key: str) -> tuple[str, ...]:
        chapters = place.texts(key)
        for chapter in chapters:
            if len(chapter) != 2 or not _is_hs6(f"{chapter}0000"):
                raise place.bad(
                    key, Filled(_m("{chapter} is no chapter of the HS"), chapter=chapter)
                )
        return chapters

    def _chapters_of(
        self, place: Place, held: Supplement | None
    ) -> tuple[frozenset[str], frozenset[str]]:
        """Return the chapters of a rule: its own, and those of its supplement."""
        sure = {*self._chapters(place, "chapters"), *(held.chapters if held else ())}
        unverified = {
            *self._chapters(place, "chapters_unverified"),
            *(held.chapters_unverified if held else ()),
        }
        return frozenset(sure), frozenset(unverified)

    def _codes(self, place: Place) -> bool:
        named = place.optional("codes")
        if named not in ("", "supplement_7"):
            raise place.bad("codes", Filled(_m("there is no list {named}"), named=named))
        return bool(named)

    def _end_use(self, place: Place) -> str:
        named = place.optional("end_use")
        if named and named not in self.asked:
            raise place.bad("end_use", Filled(_m("there is no question for {named}"), named=named))
        return named


def _check_embargoes(head: Place, places: tuple[PlaceRule, ...], countries: CountryRules) -> None:
    """Refuse rules that leave out a country under embargo, or Russia or Belarus."""
    for rule in countries.all():
        found = {place.covers for place in places if rule.code in place.countries}
        if rule.special is SpecialRule.EMBARGO and Covers.ALL not in found:
            raise head.bad(
                "place",
                Filled(_m("no rule covers everything for {code}, under embargo"), code=rule.code),
            )
        if rule.special is SpecialRule.RUSSIA_BELARUS and Covers.WITH_ECCN not in found:
            raise head.bad(
                "place", Filled(_m("no rule covers items with an ECCN for {code}"), code=rule.code)
            )


_NEEDED: Mapping[Covers, str] = {
    Covers.ECCNS: "eccns",
    Covers.CHAPTERS: "chapters",
    Covers.CODES: "codes",
    Covers.SUPPLEMENT: "supplement",
    Covers.END_USE: "end_use",
}


def _check_covers(place: Place, rule: PlaceRule) -> None:
    needed = _NEEDED.get(rule.covers)
    if needed and not getattr(rule, needed):
        raise place.bad(
            needed, Filled(_m("is missing for a rule that covers {covers}"), covers=rule.covers)
        )


def _exceptions(place: Place) -> list[PossibleException]:
    found = []
    for row in place.tables("exceptions") if place.fields.get("exceptions") else []:
        row.only(_EXCEPTION)
        since: date = row.day("since")
        found.append(
            PossibleException(
                row.text("symbol"), row.text("section"), since, row.truth("ear99_only")
            )
        )
    return found


def _is_entry(code: str) -> bool:
    return read_eccn(code) == code == base_of(code)


def _is_hs6(code: str) -> bool:
    return read_hs_code(code).digits == code and len(code) == 6
