"""Loads the rulebook's files and refuses what is not whole, saying where."""

from functools import lru_cache
from pathlib import Path

from exportdesk.core import resources
from exportdesk.core.canonical import sha256_hex
from exportdesk.rulebook.countries_file import COUNTRIES_FILE, read_countries
from exportdesk.rulebook.country_rules_file import (
    COUNTRY_RULES_FILE,
    REGIONS_FILE,
    read_country_rules,
)
from exportdesk.rulebook.high_priority_file import (
    HIGH_PRIORITY_FILE,
    RETIRED_FILE,
    TIERS_FILE,
    read_high_priority,
)
from exportdesk.rulebook.license_rules_file import LICENSE_RULES_FILE, read_license_rules
from exportdesk.rulebook.meanings_file import MEANINGS_FILE, read_meanings
from exportdesk.rulebook.next_steps_file import NEXT_STEPS_FILE, read_next_steps
from exportdesk.rulebook.notes_file import NOTES_FILE, read_notes
from exportdesk.rulebook.ownership_file import OWNERSHIP_FILE, read_ownership
from exportdesk.rulebook.policy_file import POLICY_FILE, read_policy
from exportdesk.rulebook.prohibitions_file import PROHIBITIONS_FILE, read_prohibitions
from exportdesk.rulebook.questions_file import CASE_QUESTIONS_FILE, read_questions
from exportdesk.rulebook.reading import read_text
from exportdesk.rulebook.red_flags_file import RED_FLAGS_FILE, read_red_flags
from exportdesk.rulebook.retention_file import RETENTION_FILE, read_retention
from exportdesk.rulebook.review_questions_file import QUESTIONS_FILE, read_review_questions
from exportdesk.rulebook.rulebook import Rulebook
from exportdesk.rulebook.switches_file import SWITCHES_FILE, read_switches

RULEBOOK_FILES = (
    *(COUNTRIES_FILE, COUNTRY_RULES_FILE, REGIONS_FILE, MEANINGS_FILE),
    *(HIGH_PRIORITY_FILE, TIERS_FILE, RETIRED_FILE, SWITCHES_FILE, NOTES_FILE, OWNERSHIP_FILE),
    *(RED_FLAGS_FILE, PROHIBITIONS_FILE, LICENSE_RULES_FILE),
    *(RETENTION_FILE, NEXT_STEPS_FILE, POLICY_FILE, CASE_QUESTIONS_FILE, QUESTIONS_FILE),
)
"""The files of a rulebook. One of them missing or not whole, and the rulebook is refused."""


def load_rulebook(folder: Path | None = None) -> Rulebook:
    """Return the rulebook in `folder`, by default the one that comes with the program.

    Raises BadInput("rulebook-bad") naming file, place and reason where a file cannot be used.
    """
    folder = resources.path("rulebook") if folder is None else folder
    texts = "\0".join(read_text(folder / name) for name in RULEBOOK_FILES)
    return _read(folder, sha256_hex(texts.encode()))


# Taking the files apart costs ten times what reading them does, and they are read anew for every
# import of a list and every look at the editions; nothing changes a rulebook that was read.
@lru_cache(maxsize=4)
def _read(folder: Path, _digest: str) -> Rulebook:
    meanings_as_of, meanings, unknown = read_meanings(folder / MEANINGS_FILE)
    countries_as_of, countries = read_countries(folder / COUNTRIES_FILE)
    high_priority = read_high_priority(
        folder / HIGH_PRIORITY_FILE, folder / TIERS_FILE, folder / RETIRED_FILE
    )
    rules = read_country_rules(folder / COUNTRY_RULES_FILE, folder / REGIONS_FILE, countries)
    switches = read_switches(folder / SWITCHES_FILE)
    notes = read_notes(folder / NOTES_FILE)
    ownership = read_ownership(folder / OWNERSHIP_FILE, meanings, switches)
    red_flags = read_red_flags(folder / RED_FLAGS_FILE)
    prohibitions = read_prohibitions(folder / PROHIBITIONS_FILE)
    license_rules = read_license_rules(folder / LICENSE_RULES_FILE, meanings, rules)
    retention = read_retention(folder / RETENTION_FILE)
    next_steps = read_next_steps(folder / NEXT_STEPS_FILE, meanings)
    policy = read_policy(folder / POLICY_FILE)
    questions = read_questions(folder / CASE_QUESTIONS_FILE, red_flags)
    review_questions = read_review_questions(folder / QUESTIONS_FILE)
    # In the order of the rulebook's fields.
    parts = (
        *(high_priority, rules, switches, notes, ownership, red_flags, prohibitions),
        *(license_rules, retention, next_steps, policy, questions, review_questions),
    )
    as_of = max(meanings_as_of, countries_as_of, *(part.as_of for part in parts))
    return Rulebook(as_of, meanings, unknown, countries, *parts)
