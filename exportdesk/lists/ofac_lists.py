"""Which of OFAC's lists a party is on: as the file says, else as its programs tell."""

from collections.abc import Sequence
from dataclasses import dataclass

from exportdesk.lists.catalogue import Source

SDN = "SDN List"
UMBRELLA = "Consolidated List"

# Programs that stand for one list, checked party by party against the ENHANCED file of the same
# list. Whoever is in the consolidated list has at least one of them.
_LIST_OF_PROGRAM = {
    "UKRAINE-EO13662": "Sectoral Sanctions Identifications List",
    "NS-PLC": "Non-SDN Palestinian Legislative Council List",
    "CMIC-EO13959": "Non-SDN CMIC List",
    "561-RELATED": "CAPTA List",
    "FSE-IR": "FSE List",
    "FSE-SY": "FSE List",
}
# Programs of blocked parties too: in the consolidated list they stand for this list only where
# none of those above does. Beside one of those they may or may not.
_MENU = "Non-SDN Menu-Based Sanctions List"
_MENU_PROGRAMS = frozenset(
    {
        "BURMA-EO14014",
        "CAATSA - RUSSIA",
        "HKAA",
        "ILLICIT-DRUGS-EO14059",
        "RUSSIA-EO14024",
    }
)
# No blocked party has one of these alone.
_NEVER_BLOCKED = frozenset({"NS-PLC", "CMIC-EO13959", "561-RELATED"})


@dataclass(frozen=True, slots=True)
class Membership:
    """A list by the publisher's words, and since when a party is on it ("" where not told)."""

    name: str
    since: str = ""


class OfacLists:
    """Tells the lists of parties in a file of `source`.

    OFAC gives two files, of blocked parties and of all others; a party may be in both, and its
    record then names all its lists in both. Each file counts for its own lists, so that a party is
    not listed twice.
    """

    def __init__(self, source: Source) -> None:
        self._source = source
        self.is_sdn = source.list_of("SDN") is not None
        self._unknown = 0
        self._asked = 0

    @property
    def mostly_unknown(self) -> bool:
        """Whether the programs of most parties tell no list: they are of another file."""
        return self._unknown * 2 > self._asked

    def named(self, told: Sequence[Membership], programs: Sequence[str]) -> Sequence[Membership]:
        """Return the lists that a record names and this file counts for; at least one."""
        single = [one for one in told if one.name not in {"", UMBRELLA}]
        own = [one for one in single if (one.name == SDN) == self.is_sdn]
        return own or single or self.by_programs(programs)

    def by_programs(self, programs: Sequence[str]) -> Sequence[Membership]:
        """Return the lists that programs tell; the whole consolidated list where they tell none."""
        if self.is_sdn:
            return [Membership(SDN)]
        folded = [program.upper() for program in programs]
        found = dict.fromkeys(_LIST_OF_PROGRAM[one] for one in folded if one in _LIST_OF_PROGRAM)
        if not found and not _MENU_PROGRAMS.isdisjoint(folded):
            found = {_MENU: None}
        self._asked += 1
        self._unknown += not found
        return [Membership(name) for name in found or (UMBRELLA,)]

    def is_other(self, programs: Sequence[str]) -> bool:
        """Whether a party cannot be one of a file of blocked parties."""
        return (
            self.is_sdn and bool(programs) and _NEVER_BLOCKED.issuperset(map(str.upper, programs))
        )

    def code_of(self, membership: Membership) -> str:
        """Return the code of a list: the catalogue's, else one made of its words."""
        return self._source.code_of(membership.name)
