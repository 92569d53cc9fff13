"""The catalogues of the interface's languages, against what the code says today."""

import ast
import gc
import string
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message

from exportdesk.core.i18n import LANGUAGES
from installer.messages import LOCALE, ROOT, catalogue, compiled, messages, untranslated

OTHERS = sorted(set(LANGUAGES) - {"en"})


@cache
def tree_of(file: Path) -> ast.Module:
    """Return the syntax tree of a file, read once for all that is asked of it."""
    return ast.parse(file.read_text("utf-8"))


@cache
def said() -> Catalog:
    """Return what the code says today, looked for once."""
    return messages()


@pytest.fixture(autouse=True, scope="module")
def _trees_are_let_go() -> Iterator[None]:
    """Look for no garbage among two million nodes, and keep none of them for the tests to come."""
    gc.disable()
    yield
    tree_of.cache_clear()
    said.cache_clear()
    gc.enable()


def test_nothing_is_said_at_import() -> None:
    """The language is not known yet then."""
    found = [
        f"{file.relative_to(ROOT)}:{line}"
        for file in sorted((ROOT / "exportdesk").rglob("*.py"))
        for line in _said_at_import(file)
    ]
    assert found == []


def test_what_is_wrong_in_a_file_is_said_in_words_that_can_be_translated() -> None:
    """The end of a refusal is a marked text, `Filled` where it has places, or a library's own."""
    found = [
        f"{file.relative_to(ROOT)}:{node.lineno}"
        for part in ("lists", "rulebook", "tables")
        for file in sorted((ROOT / "exportdesk" / part).glob("*.py"))
        for node in ast.walk(tree_of(file))
        if isinstance(node, ast.Call) and _is_bare(node)
    ]
    assert found == []


def test_nothing_is_marked_where_the_catalogue_cannot_find_it() -> None:
    """Within the braces of an f-string babel sees no call; papers are in English anyway."""
    found = [
        f"{file.relative_to(ROOT)}:{inner.lineno}"
        for file in sorted((ROOT / "exportdesk").rglob("*.py"))
        if file.parent.name != "documents"
        for node in ast.walk(tree_of(file))
        if isinstance(node, ast.JoinedStr)
        for inner in ast.walk(node)
        if isinstance(inner, ast.Call) and getattr(inner.func, "id", "") in {"_", "_m", "ngettext"}
        if isinstance(inner.args[0], ast.Constant)  # else it is marked elsewhere
    ]
    assert found == []


def test_what_a_party_is_has_one_name() -> None:
    """What Screen asks for is what Review compares and a record prints: its kind."""
    told = {str(one.id).replace("&", "") for one in said() if isinstance(one.id, str)}
    assert "Kind" in told
    assert "Type" not in told


@pytest.mark.parametrize("code", OTHERS)
def test_the_program_reads_what_is_in_the_catalogue(code: str) -> None:
    kept = (LOCALE / code / "LC_MESSAGES" / "exportdesk.mo").read_bytes()
    assert kept == compiled(code), "run: python3 dev.py messages"


@pytest.mark.parametrize("code", OTHERS)
def test_every_sentence_is_translated(code: str) -> None:
    missing = [one.id for one in untranslated(catalogue(code), said())]
    assert missing == [], "translate these in the .po file, then run: python3 dev.py messages"


@pytest.mark.parametrize("code", OTHERS)
def test_a_translation_keeps_places_tags_access_keys_and_line_ends(code: str) -> None:
    wrong = [one.id for one in catalogue(code) if one.id and not _alike(one)]
    assert wrong == []


def test_what_has_no_translation_is_told() -> None:
    assert len(said()) > 2500
    empty = list(untranslated(catalogue("de"), said()))
    assert len(empty) == len(said())


def _alike(message: Message) -> bool:
    ours = (message.id,) if isinstance(message.id, str) else message.id
    theirs = (message.string,) if isinstance(message.string, str) else tuple(message.string or ())
    pairs = ((ours[0], theirs[0]), (ours[-1], theirs[-1])) if theirs else ()
    return all(_marks(one) == _marks(other) for one, other in pairs if other)


def _marks(text: str) -> tuple[object, ...]:
    places = Counter(
        (name, spec, change) for _text, name, spec, change in string.Formatter().parse(text) if name
    )
    return places, "&" in text.replace("&&", ""), text.endswith("…"), text.count("\n")


def _is_bare(call: ast.Call) -> bool:
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    ends = [one.value for one in call.keywords if one.arg == "detail"]
    if name in {"bad", "_bad", "_damaged", "NoTable"}:
        ends += call.args[-1:]
    return any(
        isinstance(one, ast.JoinedStr)
        or (isinstance(one, ast.Constant) and " " in str(one.value).strip())
        for one in ends
    )


def _said_at_import(file: Path) -> Iterator[int]:
    tree = tree_of(file)
    marks = {
        name.asname or name.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "exportdesk.core.i18n"
        for name in node.names
        if name.name == "mark"
    }

    def walk(node: ast.AST) -> Iterator[int]:
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef):
                for default in (*child.args.defaults, *child.args.kw_defaults):
                    if default is not None:
                        yield from walk(default)
                continue
            if isinstance(child, ast.Lambda):
                continue
            called = child.func if isinstance(child, ast.Call) else None
            if isinstance(called, ast.Name) and called.id in {"_", "ngettext"} - marks:
                yield child.lineno
            yield from walk(child)

    yield from walk(tree)
