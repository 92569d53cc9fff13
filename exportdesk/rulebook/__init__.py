"""Dated regulation data: what a list means, what countries are called. Pure once loaded."""

from exportdesk.rulebook.countries import Countries, Country
from exportdesk.rulebook.loading import load_rulebook
from exportdesk.rulebook.meanings import Consequence, ListMeaning, Status
from exportdesk.rulebook.rulebook import Rulebook
from exportdesk.rulebook.standing import denial_order_ended

__all__ = [
    "Consequence",
    "Countries",
    "Country",
    "ListMeaning",
    "Rulebook",
    "Status",
    "denial_order_ended",
    "load_rulebook",
]
