"""Reads the three files of the high-priority list: its codes, its tiers, and codes of old."""

import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from exportdesk.core.errors import Filled
from exportdesk.core.i18n import mark as _m
from exportdesk.rulebook.eccn import EAR99, read_eccn
from exportdesk.rulebook.high_priority import (
    HighPriorityItem,
    HighPriorityList,
    RetiredCode,
    Tier,
    TierMeaning,
)
from exportdesk.rulebook.hs_codes import read_hs_code
from exportdesk.rulebook.reading import PROVENANCE_COLUMNS, Place, bad, by_key, read_csv

HIGH_PRIORITY_FILE = "high_priority.csv"
TIERS_FILE = "high_priority_tiers.csv"
RETIRED_FILE = "retired_hs_codes.csv"

_ITEM_COLUMNS = (
    "hs6",
    "tier",
    "description",
    "certification_scope",
    "possible_eccns_unverified",
    *PROVENANCE_COLUMNS,
)
_TIER_COLUMNS = ("tier", "meaning", *PROVENANCE_COLUMNS)
_RETIRED_COLUMNS = ("hs6", "successors", *PROVENANCE_COLUMNS)
_HS6 = re.compile(r"[0-9]{6}")


def read_high_priority(items: Path, tiers: Path, retired: Path) -> HighPriorityList:
    """Return the list that the three files make together."""
    tiers_as_of, meanings = _tiers(tiers)
    head, rows = read_csv(items, _ITEM_COLUMNS)
    found = {hs6: _item(row, meanings) for hs6, row in by_key(rows, _hs6).items()}
    if not found:
        raise bad(items, "", _m("there are no codes"))
    retired_as_of, old = _retired(retired, found)
    as_of = max(head.day("as_of"), tiers_as_of, retired_as_of)
    return HighPriorityList(as_of, head.day("revision"), found, old)


def _tiers(file: Path) -> tuple[date, Mapping[Tier, TierMeaning]]:
    head, rows = read_csv(file, _TIER_COLUMNS)
    meanings = {}
    for row in by_key(rows, lambda place: place.choice("tier", Tier)).values():
        tier = row.choice("tier", Tier)
        meanings[tier] = TierMeaning(tier, row.text("meaning"), row.provenance())
    missing = [tier for tier in Tier if tier not in meanings]
    if missing:
        raise bad(file, "", Filled(_m("there is no tier {names}"), names=", ".join(missing)))
    return head.day("as_of"), meanings


def _item(row: Place, meanings: Mapping[Tier, TierMeaning]) -> HighPriorityItem:
    eccns = tuple(row.optional("possible_eccns_unverified").split())
    for eccn in eccns:
        if eccn != EAR99 and read_eccn(eccn) != eccn:
            raise row.bad(
                "possible_eccns_unverified",
                Filled(_m("{eccn} is not written like an ECCN"), eccn=eccn),
            )
    return HighPriorityItem(
        hs6=_hs6(row),
        tier=meanings[row.choice("tier", Tier)],
        description=row.text("description"),
        in_certification_scope=row.flag("certification_scope"),
        possible_eccns=eccns,
        provenance=row.provenance(),
    )


def _retired(
    file: Path, items: Mapping[str, HighPriorityItem]
) -> tuple[date, Mapping[str, RetiredCode]]:
    head, rows = read_csv(file, _RETIRED_COLUMNS)
    found = {}
    for hs6, row in by_key(rows, _hs6).items():
        if hs6 in items:
            raise row.bad("hs6", Filled(_m("{hs6} is on the list, so it is not retired"), hs6=hs6))
        successors = tuple(row.text("successors").split())
        for code in successors:
            if not (_is_hs6(code) or _is_heading(code)):
                raise row.bad(
                    "successors",
                    Filled(_m("{code} is neither a code nor a heading there may be"), code=code),
                )
        found[hs6] = RetiredCode(hs6, successors, row.provenance())
    return head.day("as_of"), found


def _hs6(row: Place) -> str:
    code = row.text("hs6")
    if not _is_hs6(code):
        raise row.bad(
            "hs6", Filled(_m("{code} is not six digits of a chapter there is"), code=code)
        )
    return code


def _is_hs6(code: str) -> bool:
    return bool(_HS6.fullmatch(code)) and read_hs_code(code).digits == code


def _is_heading(code: str) -> bool:
    return len(code) == 4 and _is_hs6(f"{code}00")
