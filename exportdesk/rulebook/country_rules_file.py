"""Reads `country_rules.csv` and `regions.csv`."""

from pathlib import Path

from exportdesk.core.country_spelling import fold
from exportdesk.core.errors import Filled
from exportdesk.core.i18n import mark as _m
from exportdesk.rulebook.countries import Countries
from exportdesk.rulebook.country_rules import (
    GROUPS,
    CountryRule,
    CountryRules,
    MilitaryEndUse,
    Region,
    SpecialRule,
)
from exportdesk.rulebook.reading import PROVENANCE_COLUMNS, Place, bad, by_key, read_csv

COUNTRY_RULES_FILE = "country_rules.csv"
REGIONS_FILE = "regions.csv"

_COLUMNS = (
    "code",
    "counts_as",
    "groups",
    "gecc",
    "transshipment_2022",
    "military_end_use",
    "special",
    "note",
    *PROVENANCE_COLUMNS,
)
_REGION_COLUMNS = ("code", "country", "name", "words", "note", *PROVENANCE_COLUMNS)


def read_country_rules(file: Path, regions: Path, countries: Countries) -> CountryRules:
    """Return the rules for the countries that `countries` knows."""
    known = {country.code for country in countries.all()}
    head, rows = read_csv(file, _COLUMNS)
    places = by_key(rows, lambda row: _country(row, "code", known))
    rules = {code: _rule(row) for code, row in places.items()}
    if not rules:
        raise bad(file, "", _m("there are no countries"))
    for code, rule in rules.items():
        _check_counts_as(places[code], rule, rules)
    regions_head, region_rows = read_csv(regions, _REGION_COLUMNS)
    found = [
        _region(row, known) for row in by_key(region_rows, lambda row: row.text("code")).values()
    ]
    return CountryRules(max(head.day("as_of"), regions_head.day("as_of")), rules, found)


def _rule(row: Place) -> CountryRule:
    groups = row.optional("groups").split()
    for group in groups:
        if group not in GROUPS:
            raise row.bad("groups", Filled(_m("{group} is not a country group"), group=group))
    if len(set(groups)) != len(groups):
        raise row.bad("groups", _m("a group stands here twice"))
    special = row.choice("special", SpecialRule)
    if special and not row.optional("note"):
        raise row.bad("note", _m("is empty, though there is a special rule"))
    return CountryRule(
        code=row.text("code"),
        groups=frozenset(groups),
        is_gecc=row.flag("gecc"),
        is_transshipment=row.flag("transshipment_2022"),
        military_end_use=row.choice("military_end_use", MilitaryEndUse),
        special=special,
        note=row.optional("note"),
        provenance=row.provenance(),
        counts_as=row.optional("counts_as"),
    )


def _check_counts_as(row: Place, rule: CountryRule, rules: dict[str, CountryRule]) -> None:
    if not rule.counts_as:
        return
    other = rules.get(rule.counts_as)
    if other is None or other.counts_as:
        raise row.bad(
            "counts_as", Filled(_m("{counts_as} has no row of its own"), counts_as=rule.counts_as)
        )
    if rule.groups or rule.is_gecc or rule.is_transshipment or rule.special:
        raise row.bad(
            "counts_as",
            Filled(
                _m("the row goes by {counts_as}, so it says nothing itself"),
                counts_as=rule.counts_as,
            ),
        )


def _region(row: Place, known: set[str]) -> Region:
    words = tuple(word.strip() for word in row.text("words").split(";"))
    for word in words:
        if not fold(word):
            raise row.bad("words", Filled(_m("“{word}” holds no letters"), word=word))
    return Region(
        code=row.text("code"),
        country=_country(row, "country", known),
        name=row.text("name"),
        words=words,
        note=row.text("note"),
        provenance=row.provenance(),
    )


def _country(row: Place, key: str, known: set[str]) -> str:
    code = row.text(key)
    if code not in known:
        raise row.bad(key, Filled(_m("{code} is no country of countries.csv"), code=code))
    return code
