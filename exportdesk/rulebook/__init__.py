"""Dated regulation data: what lists mean, what goods and countries fall under. Pure once loaded."""

from exportdesk.core.ear import EarTable
from exportdesk.rulebook.countries import Countries, Country
from exportdesk.rulebook.country_rules import (
    CountryRule,
    CountryRules,
    MilitaryEndUse,
    Region,
    SpecialRule,
)
from exportdesk.rulebook.ear_files import (
    keep_tables,
    kept_tables,
    looks_like_tables,
    read_ear_file,
)
from exportdesk.rulebook.ear_tables import (
    NO_TABLES,
    ChartRow,
    Control,
    CountryChart,
    CountryGroups,
    EarTables,
    LicenseException,
    ListedEccn,
    Scope,
    TableSource,
)
from exportdesk.rulebook.eccn import NO_INDEX, EccnEntry, EccnIndex, read_eccn, read_eccn_index
from exportdesk.rulebook.edition_rows import RowChange, row_changes
from exportdesk.rulebook.editions import (
    Edition,
    FileChanges,
    compared,
    edition_in,
    fingerprint,
    keep_edition,
    unpack_rulebook,
)
from exportdesk.rulebook.high_priority import (
    HighPriorityItem,
    HighPriorityList,
    RetiredCode,
    Tier,
    TierMeaning,
)
from exportdesk.rulebook.hs_codes import HsFault, HsReading, read_hs_code
from exportdesk.rulebook.license_rules import (
    CodeList,
    Covers,
    EndUseRule,
    ExceptionRule,
    FilingKind,
    FilingRule,
    FilingWhen,
    LicenseRules,
    PartyCovers,
    PartyRule,
    PlaceRule,
    PossibleException,
    Where,
)
from exportdesk.rulebook.loading import RULEBOOK_FILES, load_rulebook
from exportdesk.rulebook.meanings import Consequence, ListMeaning
from exportdesk.rulebook.next_steps import NextStep, NextSteps
from exportdesk.rulebook.notes import Note, Notes
from exportdesk.rulebook.ownership import OwnershipRule, OwnershipRules
from exportdesk.rulebook.policy import PolicyDefaults
from exportdesk.rulebook.prohibitions import ExceptionUse, Prohibition, Prohibitions, TurnsOn
from exportdesk.rulebook.provenance import Provenance, Status
from exportdesk.rulebook.questions import Choice, Question, QuestionKind, Questions, Raises
from exportdesk.rulebook.red_flags import FlagWeight, RedFlag, RedFlags, Situation
from exportdesk.rulebook.retention import Retention, RetentionPeriod
from exportdesk.rulebook.rulebook import Rulebook
from exportdesk.rulebook.standing import denial_order_ended
from exportdesk.rulebook.supplements import Supplement
from exportdesk.rulebook.switches import Period, State, Switch, Switches

__all__ = [
    "NO_INDEX",
    "NO_TABLES",
    "RULEBOOK_FILES",
    "ChartRow",
    "Choice",
    "CodeList",
    "Consequence",
    "Control",
    "Countries",
    "Country",
    "CountryChart",
    "CountryGroups",
    "CountryRule",
    "CountryRules",
    "Covers",
    "EarTable",
    "EarTables",
    "EccnEntry",
    "EccnIndex",
    "Edition",
    "EndUseRule",
    "ExceptionRule",
    "ExceptionUse",
    "FileChanges",
    "FilingKind",
    "FilingRule",
    "FilingWhen",
    "FlagWeight",
    "HighPriorityItem",
    "HighPriorityList",
    "HsFault",
    "HsReading",
    "LicenseException",
    "LicenseRules",
    "ListMeaning",
    "ListedEccn",
    "MilitaryEndUse",
    "NextStep",
    "NextSteps",
    "Note",
    "Notes",
    "OwnershipRule",
    "OwnershipRules",
    "PartyCovers",
    "PartyRule",
    "Period",
    "PlaceRule",
    "PolicyDefaults",
    "PossibleException",
    "Prohibition",
    "Prohibitions",
    "Provenance",
    "Question",
    "QuestionKind",
    "Questions",
    "Raises",
    "RedFlag",
    "RedFlags",
    "Region",
    "Retention",
    "RetentionPeriod",
    "RetiredCode",
    "RowChange",
    "Rulebook",
    "Scope",
    "Situation",
    "SpecialRule",
    "State",
    "Status",
    "Supplement",
    "Switch",
    "Switches",
    "TableSource",
    "Tier",
    "TierMeaning",
    "TurnsOn",
    "Where",
    "compared",
    "denial_order_ended",
    "edition_in",
    "fingerprint",
    "keep_edition",
    "keep_tables",
    "kept_tables",
    "load_rulebook",
    "looks_like_tables",
    "read_ear_file",
    "read_eccn",
    "read_eccn_index",
    "read_hs_code",
    "row_changes",
    "unpack_rulebook",
]
