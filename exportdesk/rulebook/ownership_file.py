"""Reads `ownership.toml`: the rules on firms that listed parties own."""

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from pathlib import Path

from exportdesk.core.errors import Filled
from exportdesk.core.i18n import mark as _m
from exportdesk.rulebook.meanings import Consequence
from exportdesk.rulebook.ownership import OwnershipRule, OwnershipRules, tag_key
from exportdesk.rulebook.reading import PROVENANCE_COLUMNS, Place, read_toml
from exportdesk.rulebook.switches import Switches

OWNERSHIP_FILE = "ownership.toml"

_HEAD_KEYS = ("as_of", "source", "status", "rule")
_TEXTS = ("code", "name", "agency", "counts_as", "below", "unknown", "strictest")
_LISTS = ("lists", "unknown_lists", "limits")
_KEYS = (*_TEXTS, *_LISTS, "threshold", "consequence", "parents", "programs", "switch")


def read_ownership(
    file: Path, meanings: Mapping[str, object], switches: Switches
) -> OwnershipRules:
    """Return the rules, whose lists and dated switches must be known."""
    head = read_toml(file)
    head.only(_HEAD_KEYS)
    rules: dict[str, OwnershipRule] = {}
    for place in head.tables("rule"):
        place.only((*_KEYS, *PROVENANCE_COLUMNS))
        rule = _rule(place, meanings, switches)
        if rule.code in rules:
            raise place.bad("code", Filled(_m("{code} stands here twice"), code=rule.code))
        rules[rule.code] = rule
    return OwnershipRules(head.day("as_of"), tuple(rules.values()))


def _rule(place: Place, meanings: Mapping[str, object], switches: Switches) -> OwnershipRule:
    programs = _programs(place)
    lists = place.texts("lists")
    unknown_lists = place.texts("unknown_lists")
    for code in (*lists, *programs, *unknown_lists):
        if code not in meanings:
            raise place.bad(
                "lists or programs", Filled(_m("no list has the code {code}"), code=code)
            )
    if not lists and not programs:
        raise place.bad("lists", _m("names no list at all"))
    named = place.text("switch")
    switch = {one.code: one for one in switches.all()}.get(named)
    if switch is None:
        raise place.bad("switch", Filled(_m("there is no dated rule {named}"), named=named))
    return OwnershipRule(
        threshold=_threshold(place),
        consequence=place.choice("consequence", Consequence),
        lists=frozenset(lists),
        programs=programs,
        unknown_lists=frozenset(unknown_lists),
        limits=place.texts("limits"),
        parents=place.optional("parents"),
        switch=switch,
        provenance=place.provenance(),
        **{key: place.text(key) for key in _TEXTS},
    )


def _threshold(place: Place) -> Decimal:
    text = place.text("threshold")
    try:
        percent = Decimal(text)
    except InvalidOperation:
        raise place.bad("threshold", Filled(_m("{text} is not a number"), text=text)) from None
    if not (percent.is_finite() and 0 < percent <= 100):
        raise place.bad("threshold", _m("is not between 0 and 100 percent"))
    return percent


def _programs(place: Place) -> dict[str, frozenset[str]]:
    table = place.fields.get("programs", {})
    if not isinstance(table, dict):
        raise place.bad("programs", _m("is not a table"))
    inner = Place(place.file, f"{place.where}, programs", table, place.head)
    return {code: frozenset(map(tag_key, inner.texts(code))) for code in table}
