"""A wording as it is being changed: read from its file, looked over text by text, written again.

The readers refuse a file at the first thing that is wrong with it; a person who changes texts wants
all of it, each at its text.
"""

import string
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from exportdesk.core.papers import PaperKind
from exportdesk.documents.paper_texts import PASSAGES
from exportdesk.documents.paper_texts import PLACES as PAPER_PLACES
from exportdesk.documents.paper_texts import TEXTS as PAPER_TEXTS
from exportdesk.documents.wording import Clause
from exportdesk.documents.wording_file import FORM, MOST_CLAUSES, VERSION
from exportdesk.documents.wording_texts import PLACES, TEXTS

MOST_CHARACTERS = 2_000
_MORE_CHARACTERS = 4_000  # what statements and letters may hold in one text
_PASSAGES = ("clause", "ask")
Value = str | bool | date


@dataclass(frozen=True, slots=True)
class WordingDraft:
    """All that the file of a wording holds. `head` are its keys beside texts and passages.

    `passages` are what is confirmed, or asked for; `key` is what the file calls them.
    """

    form: str
    language: str
    head: Mapping[str, Value]
    texts: Mapping[str, str]
    passages: tuple[Clause, ...] = ()
    key: str = "clause"

    @property
    def version(self) -> str:
        """What names it on paper."""
        return str(self.head.get("version", ""))

    def told(self, key: str) -> str:
        """Return a key of the head as text, "" for none."""
        value = self.head.get(key, "")
        return value if isinstance(value, str) else str(value)

    def with_head(self, **more: Value) -> "WordingDraft":
        """Return it with these keys of its head."""
        return replace(self, head={**self.head, **more})


@dataclass(frozen=True, slots=True)
class TextFault:
    """What is wrong with one text: a code for `core.words`, with its facts.

    `where` is the key of a text, `passage:` with the place of a passage from 0, `version`, or
    `review_note`, `passages` for all of them.
    """

    where: str
    code: str
    facts: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FormTexts:
    """Which texts a form has, which places each of them, and which passages it may have."""

    texts: tuple[str, ...]
    places: Mapping[str, tuple[str, ...]]
    most_passages: int
    passage_places: tuple[str, ...]
    needed: tuple[str, ...]
    longest: int
    key: str


def form_texts(form: str) -> FormTexts:
    """Return what the wording of a form is made of."""
    if form == FORM:
        return FormTexts(TEXTS, PLACES, MOST_CLAUSES, ("exporter",), (), MOST_CHARACTERS, "clause")
    kind = PaperKind(form)
    passages = PASSAGES[kind]
    texts = PAPER_TEXTS[kind]
    places = {key: PAPER_PLACES[key] for key in texts if key in PAPER_PLACES}
    return FormTexts(
        texts,
        places,
        passages.most,
        passages.places,
        passages.needed,
        _MORE_CHARACTERS,
        passages.key,
    )


def draft_from(text: str, form: str, language: str) -> WordingDraft:
    """Return what a file says, whatever of it can be used.

    Raises tomllib.TOMLDecodeError where it is no TOML.
    """
    table = tomllib.loads(text.removeprefix("\ufeff"))
    of, texts = form_texts(form), table.get("texts")
    told = texts if isinstance(texts, dict) else {}
    found = table.get(of.key, [])
    rows = [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []
    return WordingDraft(
        form,
        language,
        {
            key: value
            for key, value in table.items()
            if key not in ("texts", *_PASSAGES) and isinstance(value, str | bool | date)
        },
        {key: _text(told.get(key)) for key in of.texts},
        tuple(Clause(*(_text(one.get(key)) for key in ("id", "text", "basis"))) for one in rows),
        of.key,
    )


def read_draft(file: Path, form: str, language: str) -> WordingDraft:
    """Return what a file on disk says. Raises OSError, ValueError where it is no TOML in UTF-8."""
    return draft_from(file.read_text(encoding="utf-8-sig"), form, language)


def faults_of(draft: WordingDraft) -> Iterator[TextFault]:
    """Yield everything that keeps a wording from being used, in the order of its texts."""
    of = form_texts(draft.form)
    if not VERSION.fullmatch(draft.version):
        yield TextFault("version", "wording-version-bad", {"version": draft.version})
    if not draft.told("review_note").strip():
        yield TextFault("review_note", "wording-note-missing")
    for at, one in enumerate(draft.passages):
        found = _fault(f"passage:{at}", one.text, of.passage_places, (), of.longest)
        if found is not None:
            yield found
    if len(draft.passages) > of.most_passages:
        yield TextFault("passages", "wording-too-many", {"most": of.most_passages})
    elif draft.form == FORM and not draft.passages:
        yield TextFault("passages", "wording-no-clauses")
    missing = sorted(set(of.needed) - {one.id for one in draft.passages})
    if missing:
        yield TextFault("passages", "wording-passage-needed", {"id": missing[0]})
    for key in of.texts:
        places = of.places.get(key, ())
        found = _fault(key, draft.texts.get(key, ""), places, places, of.longest)
        if found is not None:
            yield found


def written(draft: WordingDraft) -> str:
    """Return the file of a wording."""
    head = [f"{key} = {_value(value)}" for key, value in draft.head.items()]
    texts = [f"{key} = {_value(text.strip())}" for key, text in draft.texts.items()]
    lines = [*head, "", "[texts]", *texts]
    for one in draft.passages:
        lines += ["", f"[[{draft.key}]]", f"id = {_value(one.id)}"]
        lines += [f"basis = {_value(one.basis.strip())}"] if one.basis.strip() else []
        lines += [f"text = {_value(one.text.strip())}"]
    return "\n".join((*lines, ""))


def fresh_id(taken: Sequence[str]) -> str:
    """Return an id for a passage of one's own."""
    number = 1
    while f"own_{number}" in taken:
        number += 1
    return f"own_{number}"


def differing(draft: WordingDraft, other: WordingDraft) -> int:
    """Return how many texts and passages are not the same in two wordings."""
    keys = {**draft.texts, **other.texts}
    count = sum(draft.texts.get(key, "") != other.texts.get(key, "") for key in keys)
    ours, theirs = ({one.id: one for one in each.passages} for each in (draft, other))
    return count + sum(ours.get(id_) != theirs.get(id_) for id_ in {**ours, **theirs})


def _fault(
    where: str, text: str, allowed: Sequence[str], needed: Sequence[str], longest: int
) -> TextFault | None:
    if not text.strip():
        return TextFault(where, "wording-text-empty")
    if len(text) > longest:
        return TextFault(where, "wording-text-long", {"most": longest})
    try:
        parts = [part[1:] for part in string.Formatter().parse(text) if part[1] is not None]
    except ValueError:
        return TextFault(where, "wording-brace")
    for name, spec, conversion in parts:
        if name not in allowed or spec or conversion:
            named = ", ".join(f"{{{one}}}" for one in allowed)
            facts = {"place": f"{{{name}}}", "places": named}
            return TextFault(where, "wording-place-known" if named else "wording-place", facts)
    lacking = set(needed) - {name for name, _spec, _conversion in parts}
    if lacking:
        return TextFault(where, "wording-place-lacks", {"place": f"{{{min(lacking)}}}"})
    return None


def _value(value: Value) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date):
        return value.isoformat()
    return f'"{"".join(map(_escaped, value))}"'


def _escaped(letter: str) -> str:
    if letter in _ESCAPES:
        return _ESCAPES[letter]
    if ord(letter) < 0x20 or ord(letter) == 0x7F:
        return f"\\u{ord(letter):04X}"
    return letter


def _text(value: object) -> str:
    return value.strip() if isinstance(value, str) else ""


_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t"}
