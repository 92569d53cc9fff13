"""The languages that certifications can be made in with the wording in use."""

from collections.abc import Collection

from exportdesk.core.certifications import ENGLISH
from exportdesk.core.errors import BadInput
from exportdesk.documents.wording_file import own_folder, wording_languages
from exportdesk.operations.certification_drafts import language_for
from exportdesk.wiring import Desk


def usable_languages(desk: Desk) -> list[str]:
    """Return them; a translation of another English text than the one in use is left out.

    English is always there: what is wrong with it is said where the paper is drawn.
    """
    own = own_folder(desk.folder)
    found = [ENGLISH]
    for language in wording_languages(own):
        if language == ENGLISH:
            continue
        try:
            desk.certifications.make.wording(language)
        except BadInput:
            continue
        found.append(language)
    return found


def wanted_language(country: str, usable: Collection[str]) -> str:
    """Return the language that is likely wanted in a country, English where it cannot be had."""
    language = language_for(country)
    return language if language in usable else ENGLISH
