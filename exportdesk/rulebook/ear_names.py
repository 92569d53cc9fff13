"""Which country a name in the tables of the EAR means."""

from collections.abc import Callable, Iterable

from exportdesk.core.country_spelling import fold

# As the tables write them, misspellings included.
_AS_WRITTEN = {
    "micronesia federated state of": "FM",
    "cote dlvoire": "CI",
    "seycheles": "SC",
    "sint maarten the dutch two fifths of the island of saint martin": "SX",
    "china prc": "CN",
}


class EarNames:
    """Looks up names of countries, and keeps those that are none."""

    def __init__(self, country_code: Callable[[str], str]) -> None:
        self._country_code = country_code
        self.unplaced: list[str] = []

    def code(self, name: str) -> str:
        """Return the ISO code of a name, "" where it is none, which is kept in `unplaced`."""
        found = self._country_code(name) or _AS_WRITTEN.get(fold(name), "")
        if not found:
            self.unplaced.append(name)
        return found

    def codes(self, names: Iterable[str]) -> frozenset[str]:
        """Return the codes of names, without those that are none."""
        return frozenset(filter(None, map(self.code, names)))
