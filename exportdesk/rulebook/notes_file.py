"""Reads `notes.toml`: statements of law that findings rest on."""

from pathlib import Path

from exportdesk.core.errors import Filled
from exportdesk.core.i18n import mark as _m
from exportdesk.rulebook.notes import Note, Notes
from exportdesk.rulebook.reading import PROVENANCE_COLUMNS, read_toml

NOTES_FILE = "notes.toml"

_HEAD_KEYS = ("as_of", "source", "status", "note")
_KEYS = ("code", "text", *PROVENANCE_COLUMNS)

# Findings name these; a rulebook without one would leave a finding without its ground.
_EXPECTED = frozenset(
    (
        *("hs-no-classification", "certification-scope", "export-filing-digits"),
        *("eccn-needed", "ear99", "600-series", "9x515", "itar", "retired-hs-code"),
        *("transaction-parties", "transit", "coalition", "transshipment", "arms-embargo"),
        *("military-end-use", "prohibited-end-use", "oil-and-gas", "know-your-customer"),
        *("formed-after", "import-patterns", "sudden-growth", "trade-integrity"),
        *("letter-supplier_list", "letter-red_flag", "letter-guardian", "letter-informed"),
        *("certification-no-cure", "license-terms", "russia-belarus", "export-of-record"),
        *("other-agency",),
    )
)


def read_notes(file: Path) -> Notes:
    """Return the statements of the file."""
    head = read_toml(file)
    head.only(_HEAD_KEYS)
    notes: dict[str, Note] = {}
    for place in head.tables("note"):
        place.only(_KEYS)
        note = Note(place.text("code"), place.text("text"), place.provenance())
        if note.code in notes:
            raise place.bad("code", Filled(_m("{code} stands here twice"), code=note.code))
        notes[note.code] = note
    missing = sorted(_EXPECTED - notes.keys())
    if missing:
        raise head.bad("note", Filled(_m("no text for {names}"), names=", ".join(missing)))
    return Notes(head.day("as_of"), notes)
