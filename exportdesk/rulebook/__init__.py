"""Dated regulation data: what lists mean, what goods and countries fall under. Pure once loaded."""

from exportdesk.rulebook.countries import Countries, Country
from exportdesk.rulebook.country_rules import (
    CountryRule,
    CountryRules,
    MilitaryEndUse,
    Region,
    SpecialRule,
)
from exportdesk.rulebook.eccn import NO_INDEX, EccnEntry, EccnIndex, read_eccn, read_eccn_index
from exportdesk.rulebook.high_priority import (
    HighPriorityItem,
    HighPriorityList,
    RetiredCode,
    Tier,
    TierMeaning,
)
from exportdesk.rulebook.hs_codes import HsFault, HsReading, read_hs_code
from exportdesk.rulebook.loading import load_rulebook
from exportdesk.rulebook.meanings import Consequence, ListMeaning
from exportdesk.rulebook.notes import Note, Notes
from exportdesk.rulebook.ownership import OwnershipRule, OwnershipRules
from exportdesk.rulebook.provenance import Provenance, Status
from exportdesk.rulebook.questions import Choice, Question, QuestionKind, Questions, Raises, When
from exportdesk.rulebook.rulebook import Rulebook
from exportdesk.rulebook.standing import denial_order_ended
from exportdesk.rulebook.switches import Period, State, Switch, Switches

__all__ = [
    "NO_INDEX",
    "Choice",
    "Consequence",
    "Countries",
    "Country",
    "CountryRule",
    "CountryRules",
    "EccnEntry",
    "EccnIndex",
    "HighPriorityItem",
    "HighPriorityList",
    "HsFault",
    "HsReading",
    "ListMeaning",
    "MilitaryEndUse",
    "Note",
    "Notes",
    "OwnershipRule",
    "OwnershipRules",
    "Period",
    "Provenance",
    "Question",
    "QuestionKind",
    "Questions",
    "Raises",
    "Region",
    "RetiredCode",
    "Rulebook",
    "SpecialRule",
    "State",
    "Status",
    "Switch",
    "Switches",
    "Tier",
    "TierMeaning",
    "When",
    "denial_order_ended",
    "load_rulebook",
    "read_eccn",
    "read_eccn_index",
    "read_hs_code",
]
