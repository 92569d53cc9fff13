"""Reads `policy.toml`."""

from pathlib import Path

from exportdesk.core.errors import Filled
from exportdesk.core.i18n import mark as _m
from exportdesk.rulebook.high_priority import Tier
from exportdesk.rulebook.notes import Note
from exportdesk.rulebook.policy import A_YEAR, PolicyDefaults
from exportdesk.rulebook.reading import PROVENANCE_COLUMNS, Place, read_toml

POLICY_FILE = "policy.toml"

_HEAD_KEYS = ("as_of", "source", "status", "certification", "ages", "newcomer", "watershed")
_SAID = ("text", *PROVENANCE_COLUMNS)


def read_policy(file: Path) -> PolicyDefaults:
    """Return the proposals of the file."""
    head = read_toml(file)
    head.only(_HEAD_KEYS)
    asked = _table(head, "certification", "tiers", "outside_coalition_only", "renew_months")
    ages = _table(head, "ages", "list_days", "rulebook_days")
    # Editions from before it was a policy of its own have none: it was a year then.
    newcomer = _table(head, "newcomer", "days") if "newcomer" in head.fields else None
    since = _table(head, "watershed", "day")
    return PolicyDefaults(
        as_of=head.day("as_of"),
        certification_tiers=_tiers(asked),
        outside_coalition_only=asked.truth("outside_coalition_only"),
        renew_months=asked.whole("renew_months"),
        certification=_note(asked),
        list_days=ages.whole("list_days"),
        rulebook_days=ages.whole("rulebook_days"),
        ages=_note(ages),
        newcomer_days=newcomer.whole("days") if newcomer else A_YEAR,
        newcomer=_note(newcomer) if newcomer else None,
        watershed=since.day("day"),
        watershed_note=_note(since),
    )


def _table(head: Place, key: str, *keys: str) -> Place:
    fields = head.fields.get(key)
    if not isinstance(fields, dict):
        raise head.bad(key, _m("is not a table"))
    place = Place(head.file, key, fields, head)
    place.only((*keys, *_SAID))
    return place


def _tiers(place: Place) -> tuple[Tier, ...]:
    found = []
    for text in place.texts("tiers"):
        if text not in list(Tier):
            raise place.bad("tiers", Filled(_m("there is no tier {text}"), text=text))
        found.append(Tier(text))
    return tuple(found)


def _note(place: Place) -> Note:
    return Note(f"policy-{place.where}", place.text("text"), place.provenance())
