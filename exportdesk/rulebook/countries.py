"""Countries: one code for the many ways a country is written."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from exportdesk.core.country_names import spoken_country
from exportdesk.core.country_spelling import fold

_REGION = re.compile(r"^\s*region\s*:\s*", re.IGNORECASE)

# Texts looked up before are answered from memory. Lists use some 400 spellings; the bound only
# keeps a column that holds no countries at all from filling the memory.
_REMEMBERED = 20_000


@dataclass(frozen=True, slots=True)
class Country:
    """A country or territory with an ISO 3166-1 code, its name in common use and other names."""

    code: str
    iso3: str
    name: str
    aliases: tuple[str, ...] = ()

    @property
    def spellings(self) -> tuple[str, ...]:
        """Everything that means this country."""
        return (self.code, self.iso3, self.name, *self.aliases)


class Countries:
    """All countries, found by code, name or alias in any case, with or without accents."""

    def __init__(self, countries: Iterable[Country]) -> None:
        self._countries = tuple(sorted(countries, key=lambda country: fold(country.name)))
        self._by_code = {country.code: country for country in self._countries}
        self._codes = {
            fold(spelling): country.code
            for country in self._countries
            for spelling in country.spellings
        }
        self._remembered: dict[str, str] = {}

    def all(self) -> tuple[Country, ...]:
        """Return every country, sorted by name."""
        return self._countries

    def country_name(self, code: str) -> str:
        """Return the name in common use, or `code` itself where it is not a known code."""
        country = self._by_code.get(code)
        return code if country is None else country.name

    def spoken_name(self, code: str) -> str:
        """Return the name in the language of the interface, for a person to read."""
        return spoken_country(code, self.country_name(code))

    def choices(self) -> list[tuple[str, str]]:
        """Return the code and name of every country, sorted by the name in that language."""
        named = [(one.code, spoken_country(one.code, one.name)) for one in self._countries]
        return sorted(named, key=lambda pair: fold(pair[1]))

    def country_code(self, text: str) -> str:
        """Return the ISO code that `text` means, "" when it is not exactly one country."""
        try:
            return self._remembered[text]
        except KeyError:
            pass
        code = self._codes.get(fold(_REGION.sub("", text)), "")
        if len(self._remembered) >= _REMEMBERED:
            self._remembered.clear()
        self._remembered[text] = code
        return code
