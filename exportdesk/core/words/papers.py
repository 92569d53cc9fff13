"""Sentences about papers: records and forms."""

from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    # code: sentence, with {named} places for the facts
}
