"""Reading a publisher's record, as `xml.as_record` makes it, by paths of names."""

from collections.abc import Sequence

from exportdesk.lists.text import plain


def items(value: object, *path: str) -> Sequence[object]:
    """Return what stands at the end of a path, where one thing or several may be at each step."""
    found: list[object] = [value]
    for name in path:
        step: list[object] = []
        for one in found:
            inner = one.get(name) if isinstance(one, dict) else None
            if isinstance(inner, list):
                step += inner
            elif inner is not None:
                step.append(inner)
        found = step
    return found


def bare(value: object) -> str:
    """Return the text of a part of a record on one line, with or without attributes."""
    if isinstance(value, dict):
        value = value.get("#text", "")
    return plain(value) if isinstance(value, str) else ""


def text(value: object, *path: str) -> str:
    """Return the text of the first part at the end of a path; "" for none."""
    for name in path:
        value = value.get(name) if isinstance(value, dict) else None
        if isinstance(value, list):
            value = value[0]
    return bare(value)


def texts(value: object, *path: str) -> list[str]:
    """Return the texts of every part at the end of a path; no empty ones."""
    return [found for one in items(value, *path) if (found := bare(one))]
