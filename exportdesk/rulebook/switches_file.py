"""Reads `switches.toml`: dated rules with the periods of their life."""

from pathlib import Path

from exportdesk.core.errors import Filled
from exportdesk.core.i18n import mark as _m
from exportdesk.rulebook.reading import PROVENANCE_COLUMNS, Place, bad, read_toml
from exportdesk.rulebook.switches import Period, State, Switch, Switches

SWITCHES_FILE = "switches.toml"

_HEAD_KEYS = ("as_of", "source", "status", "switch")
_SWITCH_KEYS = ("code", "name", "period")
_PERIOD_KEYS = ("since", "in_force", "sentence", *PROVENANCE_COLUMNS)


def read_switches(file: Path) -> Switches:
    """Return the dated rules of the file."""
    head = read_toml(file)
    head.only(_HEAD_KEYS)
    switches: dict[str, Switch] = {}
    for place in head.tables("switch"):
        switch = _switch(place)
        if switch.code in switches:
            raise place.bad("code", Filled(_m("{code} stands here twice"), code=switch.code))
        switches[switch.code] = switch
    return Switches(head.day("as_of"), switches.values())


def _switch(place: Place) -> Switch:
    place.only(_SWITCH_KEYS)
    code = place.text("code")
    named = Place(place.file, f"{place.where} ({code})", place.fields, place.head)
    periods: list[Period] = []
    for number, row in enumerate(named.tables("period")):
        row.only(_PERIOD_KEYS)
        since = row.optional_day("since")
        if (since is None) != (number == 0):
            raise row.bad("since", _m("the first period, and only that one, has no first day"))
        before = periods[-1].since if periods else None
        if since is not None and before is not None and since <= before:
            raise row.bad("since", _m("is not later than that of the period before"))
        in_force = row.fields.get("in_force")
        if not isinstance(in_force, bool):
            raise bad(row.file, f"{row.where}, in_force", _m("is neither true nor false"))
        periods.append(Period(since, State(in_force, row.text("sentence"), row.provenance())))
    return Switch(code, named.text("name"), tuple(periods))
