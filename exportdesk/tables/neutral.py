"""Cells that a spreadsheet program would run as formulas, and how they are kept from that."""

import re

_FORMULA = "=+\\-@\t\r＝＋－＠"
_RUNS = re.compile(f"'*[{_FORMULA}]")
_HELD = re.compile(f"'+[{_FORMULA}]")


def neutralized(text: str) -> str:
    """Return a cell so that a spreadsheet program shows it and never runs it as a formula.

    One that looks as if it had been neutralized already gets another mark, so that `released` gives
    back every text as it was.
    """
    return f"'{text}" if _RUNS.match(text) else text


def released(text: str) -> str:
    """Return a cell as it was before `neutralized`."""
    return text[1:] if text[:1] == "'" and _HELD.match(text) else text
