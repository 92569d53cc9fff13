"""Sentences about the workspace: opening, reading, writing."""

from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    # code: sentence, with {named} places for the facts
}
