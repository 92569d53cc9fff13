"""Which page of the guide goes with which page of the window, and who asked for it."""

from collections.abc import Mapping
from dataclasses import dataclass

TOPICS: Mapping[str, str] = {
    "home": "getting-started",
    "screen": "screening-a-party",
    "review": "review",
    "customers": "customers",
    "products": "products",
    "cases": "due-diligence",
    "certifications": "certifications",
    "lists": "keeping-lists-fresh",
    "records": "records",
    "settings": "settings",
}


@dataclass(frozen=True, slots=True)
class HelpAsked:
    """F1 was pressed: `topic` is a page of the guide, perhaps `page#part`; `on` is the page of the
    window to go back to, `named` what its head says.
    """

    topic: str
    on: str = ""
    named: str = ""


def topic_of(key: str, told: str = "") -> str:
    """Return the page of the guide for a page of the window; `told` is what it asks for itself."""
    return told or TOPICS.get(key, "")
