"""What every ground of the license indicator looks at, put together once."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from exportdesk.diligence.license_items import EndUseAnswer, LicenseItem, ListedParty
from exportdesk.rulebook import CountryRule, EarTables, Rulebook


@dataclass(frozen=True, slots=True)
class Asked:
    """One item on its way to one place, with everything it is held against.

    `answers` are those on the end use by the code of their question. `rule` is None where the
    rulebook has no row for the country.
    """

    item: LicenseItem
    country: str
    region: str
    parties: tuple[ListedParty, ...]
    answers: Mapping[str, str]
    rulebook: Rulebook
    tables: EarTables
    on: date
    rule: CountryRule | None

    @property
    def counts_as(self) -> str:
        """The country whose rules it has where it is not its own: China for Hong Kong."""
        return self.rule.counts_as if self.rule else ""

    @property
    def codes(self) -> frozenset[str]:
        """The country and the one it counts as."""
        return frozenset(filter(None, (self.country, self.counts_as)))

    @property
    def groups(self) -> frozenset[str]:
        """Its country groups, of the fetched table where there is one, else of the rulebook."""
        if self.tables.groups is not None:
            return self.tables.groups.of(self.counts_as or self.country)
        return self.rule.groups if self.rule else frozenset()

    @property
    def country_name(self) -> str:
        """What the country is called."""
        return self.rulebook.countries.country_name(self.country)

    def answer(self, code: str) -> EndUseAnswer:
        """Return what was answered to a question on the end use."""
        try:
            return EndUseAnswer(self.answers.get(code, ""))
        except ValueError:
            return EndUseAnswer.UNKNOWN
