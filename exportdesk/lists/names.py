"""Other names that publishers write inside a name: `X -AKA- Y`, `X (a/k/a Y)`, `X; a.k.a. Y`."""

import re

_MARK = (
    r"(?:-\s*AKAS?\s*-|\ba/k/a\b|\bf/k/a\b|\bd/b/a\b|\ba\.k\.a\b|\bf\.k\.a\b"
    r"|\balso known as\b|\bformerly known as\b)\.?[:,]?\s*"
)
_IN_PARENTHESES = re.compile(rf"\(\s*(?:aka\b[:,]?\s*|{_MARK})", re.IGNORECASE)
# White space is looked at from its beginning only: from each of 200,000 spaces it would take hours.
_BETWEEN = re.compile(r"(?:[;,]\s*|(?<!\s)\s+)?" + _MARK, re.IGNORECASE)
_SEVERAL = re.compile(r"-\s*AKAS\s*-", re.IGNORECASE)
_SUCCESSORS = re.compile(r"(?:[;,]|(?<!\s)(?=\s))\s+and any successor,.*$", re.IGNORECASE)
_NATIONAL = re.compile(r"(?:(?<!\s)\s+)?\((?:[A-Za-z]+ )?(?:entity|individual|national)\)\s*$")
# Nearly every name has none of these: looking for them first is ten times quicker.
_SIGNS = ("k/a", "b/a", "k.a", "aka", "known as", "successor", "entity)", "dual)", "national)")


def names_inside(name: str) -> tuple[str, ...]:
    """Return the names that `name` holds beside being one: none for most."""
    lowered = name.lower()
    if not any(sign in lowered for sign in _SIGNS):
        return ()
    outer, inner = _take_parenthesized(name)
    pieces = _split(outer)
    for text in inner:
        pieces += _split(text)
    found = dict.fromkeys(_bare(piece) for piece in pieces)
    return tuple(piece for piece in found if len(piece) > 1 and piece != name)


def _take_parenthesized(name: str) -> tuple[str, list[str]]:
    """Take `(a.k.a. X)` out of a name; X may hold parentheses, and the closing one may be lost."""
    inner: list[str] = []
    while found := _IN_PARENTHESES.search(name):
        depth, end = 1, len(name)
        for place in range(found.end(), len(name)):
            depth += {"(": 1, ")": -1}.get(name[place], 0)
            if depth == 0:
                end = place
                break
        inner.append(name[found.end() : end])
        name = f"{name[: found.start()].rstrip()} {name[end + 1 :].lstrip()}"
    return name, inner


def _split(text: str) -> list[str]:
    pieces = _BETWEEN.split(text)
    if _SEVERAL.search(text) and len(pieces) > 1:
        return [pieces[0], *(name for piece in pieces[1:] for name in piece.split(", "))]
    return pieces


def _bare(piece: str) -> str:
    piece = _NATIONAL.sub("", _SUCCESSORS.sub("", piece))
    if piece.count("(") != piece.count(")"):
        piece = piece.replace("(", " ").replace(")", " ")
    return " ".join(piece.split()).strip(" ;,")
