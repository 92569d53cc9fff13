"""What a write touched, so that every screen that shows it can look again."""

from enum import Flag, auto


class Changes(Flag):
    """Kinds of record."""

    NOTHING = 0
    COMPANY = auto()
    SETTINGS = auto()
    CUSTOMERS = auto()
    PRODUCTS = auto()
    LISTS = auto()
    SCREENINGS = auto()
    EVENTS = auto()
    DECISIONS = auto()
    RULEBOOK = auto()
    CASES = auto()
    LETTERS = auto()
    CERTIFICATIONS = auto()
    PAPERS = auto()
    BACKUPS = auto()
