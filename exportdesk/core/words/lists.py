"""Sentences about control lists: reading, guarding, importing."""

from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    # code: sentence, with {named} places for the facts
}
