"""Brings the catalogues of the interface's languages up to date: `python3 dev.py messages`.

What the program says is marked `_()`, `ngettext()` or `mark() as _m` in its code. Each language
has a catalogue `resources/locale/<code>/LC_MESSAGES/exportdesk.po`, worked on by people, and beside
it the `.mo` that the program reads. Sentences of papers are left out: papers are in English
(core/i18n.py), and so is the certifications' wording, which is data. The texts of the rulebook
that the window shows are in the catalogue (`RULEBOOK`); papers and records have them in English.
"""

import ast
import csv
import inspect
import io
import re
import sys
import tomllib
from collections.abc import Collection, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from exportdesk.core.citations import citation_parts
from exportdesk.core.i18n import DOMAIN, LANGUAGES

ROOT = Path(__file__).resolve().parent.parent
LOCALE = ROOT / "resources" / "locale"
KEYWORDS = {"_": None, "_m": None, "_mark": None, "ngettext": (1, 2)}
RULEBOOK: Mapping[str, Collection[str]] = {
    "country_rules.csv": {"note", "unverified_note"},
    "high_priority.csv": {"description"},
    "high_priority_tiers.csv": {"meaning"},
    "license_rules.toml": {
        *("about", "missing", "name", "prompt", "spares", "text", "unverified_note")
    },
    "list_meanings.toml": {*("agency", "name", "next_step", "unverified_note", "what_it_means")},
    "next_steps.toml": {"text", "unverified_note"},
    "notes.toml": {"text", "unverified_note"},
    "ownership.toml": {
        *("below", "counts_as", "limits", "name", "parents", "strictest", "unknown"),
        "unverified_note",
    },
    "policy.toml": {"text", "unverified_note"},
    "questions.toml": {"signs", "text", "unverified_note", "why"},
    "red_flags.csv": {"group", "question", "text", "unverified_note"},
    "regions.csv": {"name", "note", "unverified_note"},
    "retention.toml": {"counted_from", "text", "unverified_note"},
    "retired_hs_codes.csv": {"unverified_note"},
    "review_questions.toml": {"help", "name", "source", "text", "title", "unverified_note"},
    "switches.toml": {"sentence", "unverified_note"},
}
"""The files of the rulebook that the window shows translated, with what in them is shown beside
what is cited."""
LISTS: Collection[str] = {"agency"}
"""What is shown translated of the catalogue of lists: not what publishers call their lists."""
_ALWAYS = datetime(2026, 1, 1, tzinfo=UTC)  # the same catalogue, the same bytes
_PAPERS = "exportdesk/documents/"
_OUR_WORDS = re.compile(r"\b(?:the|your|our|its|see)\b")
"""What tells a citation that says something in words from one that is the same everywhere."""


def messages(root: Path = ROOT) -> Catalog:
    """Return what the program says, with where in the code it is said."""
    found = Catalog(project="ExportDesk", charset="utf-8")
    package = root / "exportdesk"
    for name, line, message, _comments, _context in extract_from_dir(
        str(package), method_map=[("**.py", "python")], keywords=KEYWORDS
    ):
        place = f"exportdesk/{Path(name).as_posix()}"
        if not place.startswith(_PAPERS) and message:
            found.add(message, locations=[(place, line)])
    for file in sorted((package / "cli").glob("*.py")):
        for line, text in _helps(ast.parse(file.read_text("utf-8"))):
            found.add(text, locations=[(f"exportdesk/cli/{file.name}", line)])
    for name, text in rulebook_texts(root):
        found.add(text, locations=[(f"resources/{name}", 1)])
    return found


def rulebook_texts(root: Path = ROOT) -> Iterator[tuple[str, str]]:
    """Yield what the window shows translated of the rulebook and the lists, with the file."""
    for name, keys in {
        **{f"rulebook/{name}": keys for name, keys in RULEBOOK.items()},
        "lists/catalogue.toml": LISTS,
    }.items():
        file = root / "resources" / name
        for key, text in _texts(_table(file), {*keys, "citation"}):
            if not text:
                continue
            if key != "citation" or _OUR_WORDS.search(text):
                yield name, text
            else:
                yield from ((name, part) for part in citation_parts(text))


def _table(file: Path) -> object:
    """Read a file of the rulebook: TOML, or a table below lines that say where it is from."""
    told = file.read_text("utf-8")
    if file.suffix == ".toml":
        return tomllib.loads(told)
    return list(csv.DictReader(line for line in told.splitlines() if not line.startswith("#")))


def _texts(told: object, keys: Collection[str], key: str = "") -> Iterator[tuple[str, str]]:
    """Find the texts under any of `keys`, however deep, as a reader of the rulebook takes them."""
    if isinstance(told, str):
        if key in keys:
            yield key, told.strip()
    elif isinstance(told, list):
        for one in told:
            yield from _texts(one, keys, key)
    elif isinstance(told, dict):
        for name, one in told.items():
            yield from _texts(one, keys, key if key == "signs" else name)


def _helps(tree: ast.Module) -> Iterator[tuple[int, str | tuple[str, str]]]:
    """Find the help of commands, in docstrings and `help=`, and what `counted` counts."""
    for node in ast.walk(tree):
        if isinstance(node, ast.keyword) and node.arg == "help":
            if isinstance(node.value, ast.Constant) and isinstance(node.value.value, str):
                yield node.value.lineno, inspect.cleandoc(node.value.value)
        elif isinstance(node, ast.Call) and getattr(node.func, "id", "") == "counted":
            forms = [str(one.value) for one in node.args[1:] if isinstance(one, ast.Constant)]
            if len(forms) == 2:
                yield node.lineno, (f"{{count}} {forms[0]}", f"{{count}} {forms[1]}")
        elif isinstance(node, ast.FunctionDef) and any(map(_is_command, node.decorator_list)):
            told = ast.get_docstring(node)
            if told:
                yield node.lineno, told


def _is_command(decorator: ast.expr) -> bool:
    """Whether it is `@group.command(...)` or `@click.group(...)`, called or not."""
    called = decorator.func if isinstance(decorator, ast.Call) else decorator
    return isinstance(called, ast.Attribute) and called.attr in {"command", "group"}


def catalogue(code: str, folder: Path = LOCALE) -> Catalog:
    """Return the catalogue of a language as it is kept, an empty one where there is none."""
    file = _file(code, folder)
    if not file.is_file():
        return Catalog(locale=code, domain=DOMAIN)
    with file.open("rb") as kept:
        return read_po(kept, locale=code, domain=DOMAIN)


def untranslated(kept: Catalog, said: Catalog) -> Iterator[Message]:
    """Yield what is said and has no translation, or one that was only guessed."""
    for message in said:
        if not message.id:
            continue
        known = kept.get(message.id)
        words = () if known is None else known.string
        parts = (words,) if isinstance(words, str) else tuple(words or ())
        if known is None or known.fuzzy or not parts or not all(parts):
            yield message


def update(code: str, folder: Path = LOCALE) -> list[Message]:
    """Write the catalogue of a language anew, and its `.mo`; return what is missing."""
    said, kept = messages(), catalogue(code, folder)
    kept.update(said, no_fuzzy_matching=True)
    kept.obsolete.clear()
    file = _file(code, folder)
    file.parent.mkdir(parents=True, exist_ok=True)
    text = io.BytesIO()
    write_po(text, kept, width=100, sort_output=True, omit_header=True, no_location=True)
    header = f'msgid ""\nmsgstr ""\n{_header(kept)}\n'
    file.write_bytes(header.encode() + text.getvalue())
    file.with_suffix(".mo").write_bytes(compiled(code, folder))
    return list(untranslated(catalogue(code, folder), said))


def compiled(code: str, folder: Path = LOCALE) -> bytes:
    """Return the catalogue of a language as the program reads it."""
    kept, made = catalogue(code, folder), io.BytesIO()
    kept.creation_date = kept.revision_date = _ALWAYS
    write_mo(made, kept)
    return made.getvalue()


def _header(kept: Catalog) -> str:
    told = {
        "Project-Id-Version": "ExportDesk",
        "Language": str(kept.locale),
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=utf-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": str(kept.plural_forms),
    }
    return "".join(f'"{name}: {value}\\n"\n' for name, value in told.items())


def _file(code: str, folder: Path) -> Path:
    return folder / code / "LC_MESSAGES" / f"{DOMAIN}.po"


def main() -> int:
    """Update every language but English; say what is missing."""
    for code in LANGUAGES:
        if code != "en":
            missing = update(code)
            print(f"{code}: {len(missing)} messages without a translation")
            for message in missing[:20]:
                print(f"  {message.id!r}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
