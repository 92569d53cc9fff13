"""The rulebook: one edition of everything the program knows about lists, goods and countries."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from exportdesk.core.parties import PartyKind
from exportdesk.rulebook.countries import Countries
from exportdesk.rulebook.country_rules import CountryRules
from exportdesk.rulebook.high_priority import HighPriorityList
from exportdesk.rulebook.license_rules import LicenseRules
from exportdesk.rulebook.meanings import ADDRESS_ENTRY, OWN_LIST, ListMeaning
from exportdesk.rulebook.next_steps import NextSteps
from exportdesk.rulebook.notes import Notes
from exportdesk.rulebook.ownership import OwnershipRules
from exportdesk.rulebook.policy import PolicyDefaults
from exportdesk.rulebook.prohibitions import Prohibitions
from exportdesk.rulebook.questions import Questions
from exportdesk.rulebook.red_flags import RedFlags
from exportdesk.rulebook.retention import Retention
from exportdesk.rulebook.review_questions import ReviewQuestions
from exportdesk.rulebook.switches import Switches


@dataclass(frozen=True, slots=True)
class Rulebook:
    """What lists mean, by list code, what countries are called, and the rules for both.

    `as_of` is the newest of its files' dates.
    """

    as_of: date
    meanings: Mapping[str, ListMeaning]
    unknown: ListMeaning
    countries: Countries
    high_priority: HighPriorityList
    countries_rules: CountryRules
    switches: Switches
    notes: Notes
    ownership: OwnershipRules
    red_flags: RedFlags
    prohibitions: Prohibitions
    license_rules: LicenseRules
    retention: Retention
    next_steps: NextSteps
    policy: PolicyDefaults
    questions: Questions
    review_questions: ReviewQuestions

    def meaning_of(self, listing_list: str, kind: PartyKind) -> ListMeaning:
        """Return what a listing of that list and kind means; the unknown list's text if need be.

        A list of the user's own that nobody described means what an own list means.
        """
        if listing_list == "EL" and kind is PartyKind.ADDRESS:
            listing_list = ADDRESS_ENTRY
        found = self.meanings.get(listing_list)
        if found is None and listing_list.startswith(f"{OWN_LIST}-"):
            found = self.meanings.get(OWN_LIST)
        return found or self.unknown
