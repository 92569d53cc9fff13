"""What the program proposes as a company's own policy."""

from dataclasses import dataclass
from datetime import date

from exportdesk.rulebook.high_priority import Tier
from exportdesk.rulebook.notes import Note

A_YEAR = 365
"""How long a customer counts as new where an edition does not say."""


@dataclass(frozen=True, slots=True)
class PolicyDefaults:
    """The proposals of one edition, each with the statement it rests on.

    A certification is asked for goods of `certification_tiers`, with `outside_coalition_only` only
    where a party is outside the countries with like controls. `newcomer_days` are those for which a
    customer counts as new. `watershed` is the day from which the
    agencies' warnings count.
    """

    as_of: date
    certification_tiers: tuple[Tier, ...]
    outside_coalition_only: bool
    renew_months: int
    certification: Note
    list_days: int
    rulebook_days: int
    ages: Note
    newcomer_days: int
    newcomer: Note | None
    watershed: date
    watershed_note: Note
