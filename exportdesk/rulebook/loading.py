"""Loads the rulebook's files and refuses what is not whole, saying where."""

from pathlib import Path

from exportdesk.core import resources
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
from exportdesk.rulebook.meanings_file import MEANINGS_FILE, read_meanings
from exportdesk.rulebook.notes_file import NOTES_FILE, read_notes
from exportdesk.rulebook.ownership_file import OWNERSHIP_FILE, read_ownership
from exportdesk.rulebook.review_questions_file import QUESTIONS_FILE, read_review_questions
from exportdesk.rulebook.rulebook import Rulebook
from exportdesk.rulebook.switches_file import SWITCHES_FILE, read_switches


def load_rulebook(folder: Path | None = None) -> Rulebook:
    """Return the rulebook in `folder`, by default the one that comes with the program.

    Raises BadInput("rulebook-bad") naming file, place and reason where a file cannot be used.
    """
    folder = resources.path("rulebook") if folder is None else folder
    meanings_as_of, meanings, unknown = read_meanings(folder / MEANINGS_FILE)
    countries_as_of, countries = read_countries(folder / COUNTRIES_FILE)
    high_priority = read_high_priority(
        folder / HIGH_PRIORITY_FILE, folder / TIERS_FILE, folder / RETIRED_FILE
    )
    rules = read_country_rules(folder / COUNTRY_RULES_FILE, folder / REGIONS_FILE, countries)
    switches = read_switches(folder / SWITCHES_FILE)
    notes = read_notes(folder / NOTES_FILE)
    ownership = read_ownership(folder / OWNERSHIP_FILE, meanings, switches)
    questions = read_review_questions(folder / QUESTIONS_FILE)
    parts = (high_priority, rules, switches, notes, ownership, questions)
    return Rulebook(
        max(meanings_as_of, countries_as_of, *(part.as_of for part in parts)),
        meanings,
        unknown,
        countries,
        high_priority,
        rules,
        switches,
        notes,
        ownership,
        questions,
    )
