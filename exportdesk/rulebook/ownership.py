"""The rules under which a firm counts as listed because of who owns it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from exportdesk.rulebook.meanings import Consequence
from exportdesk.rulebook.provenance import Provenance
from exportdesk.rulebook.switches import Switch


@dataclass(frozen=True, slots=True)
class OwnershipRule:
    """One agency's rule on firms that listed parties own.

    Owners on one of `lists` count; on a list in `programs` they count where one of its programs is
    named there. `below`, `unknown` and `strictest` say what the agency makes of shares under the
    threshold, of unknown ones, and of several owners; `limits` is what the rule does not say.
    `unknown_lists` are the lists whose parties' unknown shares it speaks of. `parents` is what it
    makes of a firm that owns a listed party, "" where it makes nothing of it.
    """

    code: str
    name: str
    agency: str
    counts_as: str
    threshold: Decimal
    consequence: Consequence
    lists: frozenset[str]
    programs: Mapping[str, frozenset[str]]
    below: str
    unknown: str
    unknown_lists: frozenset[str]
    strictest: str
    parents: str
    limits: tuple[str, ...]
    switch: Switch
    provenance: Provenance

    def covers(self, listing_list: str, programs: tuple[str, ...]) -> bool | None:
        """Return whether a party on this list counts, None where that hangs on its programs and
        none is known.
        """
        if listing_list in self.lists:
            return True
        wanted = self.programs.get(listing_list)
        if wanted is None:
            return False
        named = {tag_key(program) for program in programs if program.strip()}
        return bool(named & wanted) if named else None


def tag_key(program: str) -> str:
    """Return a program tag as tags are compared: regulation and lists space them differently."""
    return "-".join(program.strip().upper().split())


@dataclass(frozen=True, slots=True)
class OwnershipRules:
    """The rules of all agencies, in the order in which they are shown."""

    as_of: date
    rules: tuple[OwnershipRule, ...]

    def of(self, code: str) -> OwnershipRule:
        """Return one rule; KeyError where there is none."""
        return {rule.code: rule for rule in self.rules}[code]
