"""Puts the parts together: the only package that knows everything below the doors.

A part is made, and its code read, when it is first asked for: a command pays for what it uses.
`opened` holds the files, `list_parts`, `book_parts`, `case_parts` and `paper_parts` what works on
them, each on the one before; `desk` is the whole.
"""

from exportdesk.wiring.desk import Desk, open_desk

__all__ = ["Desk", "open_desk"]
