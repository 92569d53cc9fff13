"""The languages that certifications can be made in with the wording in use."""

from collections.abc import Collection

from exportdesk.core.certifications import ENGLISH
from exportdesk.core.errors import BadInput
from exportdesk.documents.wording import WordingPair
from exportdesk.documents.wording_file import own_folder, wording_languages
from exportdesk.operations.certification_drafts import language_for
from exportdesk.wiring import Desk

Wordings = dict[str, WordingPair | None]
"""The texts of each language that can be used; None where English has a fault."""


def usable_wordings(desk: Desk) -> Wordings:
    """Return them; a translation of another English text than the one in use is left out.

    English is always there: what is wrong with it is said where the paper is drawn.
    """
    own = own_folder(desk.folder)
    found: Wordings = {ENGLISH: None}
    for language in wording_languages(own):
        try:
            found[language] = desk.certifications.make.wording(language)
        except BadInput:
            continue
    return found


def wanted_language(country: str, usable: Collection[str]) -> str:
    """Return the language that is likely wanted in a country, English where it cannot be had."""
    language = language_for(country)
    return language if language in usable else ENGLISH
