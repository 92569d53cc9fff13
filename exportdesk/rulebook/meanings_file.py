"""Reads `list_meanings.toml`: what each list means."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from exportdesk.core.errors import Filled
from exportdesk.core.i18n import mark as _m
from exportdesk.rulebook.meanings import ADDRESS_ENTRY, OWN_LIST, Consequence, ListMeaning
from exportdesk.rulebook.provenance import Status
from exportdesk.rulebook.reading import Place, bad, read_toml

MEANINGS_FILE = "list_meanings.toml"

# A rulebook that lacks one of these would leave a listing of a source we know without a text.
_EXPECTED = frozenset(
    f"SDN EL {ADDRESS_ENTRY} DPL UVL MEU ISN DTC SSI CAP NS-MBS CMIC PLC FSE"
    f" EU-FSF UK-SL UN-SC CA-SEMA CH-SECO AU-DFAT JP-EUL {OWN_LIST}".split()
)
# Lists of those to whom nothing may go, or nothing without a license: no edition may say less.
_BLOCKS = frozenset(("SDN", "DPL"))
_STOPS = frozenset(("EL", ADDRESS_ENTRY, "MEU", "ISN"))
_TEXTS = ("name", "agency", "what_it_means", "next_step", "citation", "source")
_KNOWN_KEYS = (*_TEXTS, "code", "consequence", "status", "as_of", "unverified_note")


def read_meanings(file: Path) -> tuple[date, Mapping[str, ListMeaning], ListMeaning]:
    """Return the file's date, the meanings by list code, and that of a list nobody described."""
    head = read_toml(file)
    meanings: dict[str, ListMeaning] = {}
    for place in head.tables("list"):
        meaning = _meaning(place)
        if not meaning.code:
            raise place.bad("code", _m("is empty"))
        if meaning.code in meanings:
            raise place.bad("code", Filled(_m("{code} stands here twice"), code=meaning.code))
        _check_consequence(meaning, place)
        meanings[meaning.code] = meaning
    missing = sorted(_EXPECTED - meanings.keys())
    if missing:
        raise head.bad("list", Filled(_m("no text for {names}"), names=", ".join(missing)))
    unknown = head.fields.get("unknown")
    if not isinstance(unknown, dict):
        raise bad(file, "unknown", _m("is not a table"))
    return head.day("as_of"), meanings, _meaning(Place(file, "unknown", unknown))


def _check_consequence(meaning: ListMeaning, place: Place) -> None:
    """Refuse what would let a reason settle that somebody is on a list that stops a shipment."""
    if meaning.code in _BLOCKS and meaning.consequence is not Consequence.BLOCK:
        words = Filled(_m("of {code} is not {wanted}"), code=meaning.code, wanted="block")
        raise place.bad("consequence", words)
    if meaning.code in _STOPS and not meaning.consequence.stops:
        words = Filled(_m("of {code} does not stop a shipment"), code=meaning.code)
        raise place.bad("consequence", words)


def _meaning(place: Place) -> ListMeaning:
    place.only(_KNOWN_KEYS)
    code, note = place.fields.get("code"), place.fields.get("unverified_note", "")
    if not isinstance(code, str) or not isinstance(note, str):
        raise place.bad("code or unverified_note", _m("is not text"))
    named = Place(place.file, f"{place.where} ({code})" if code else place.where, place.fields)
    return ListMeaning(
        code=code,
        consequence=named.choice("consequence", Consequence),
        status=named.choice("status", Status),
        as_of=named.day("as_of"),
        unverified_note=note.strip(),
        **{key: named.text(key) for key in _TEXTS},
    )
