"""Sentences about screening: reasons and summaries."""

from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    # code: sentence, with {named} places for the facts
}
