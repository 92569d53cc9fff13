"""Reads `notes.toml`: statements of law that findings rest on."""

from pathlib import Path

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
            raise place.bad("code", f"{note.code} stands here twice")
        notes[note.code] = note
    missing = sorted(_EXPECTED - notes.keys())
    if missing:
        raise head.bad("note", f"no text for {', '.join(missing)}")
    return Notes(head.day("as_of"), notes)
