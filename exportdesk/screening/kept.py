"""What is told of a saved index without reading it, and of the matcher without its code.

The window asks for it before it is there; numpy and the rules of names are read after that.
"""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from exportdesk.core import resources
from exportdesk.core.errors import StorageFault
from exportdesk.core.i18n import mark as _m

META = "meta.json"
"""The file of an index that tells of the whole; written last, it makes the index whole."""


@cache
def score_content() -> Mapping[str, Any]:
    """Return the data file of the model that comes with the program."""
    content: Mapping[str, Any] = json.loads(
        resources.path("screening", "score.json").read_text(encoding="utf-8")
    )
    return content


ALGORITHM: str = score_content()["algorithm"]
DEFAULT_THRESHOLD: float = score_content()["thresholds"]["possible"]


def read_meta(folder: Path) -> dict[str, Any]:
    """Return the facts about the index in `folder`. Raises StorageFault where there is none."""
    try:
        facts: dict[str, Any] = json.loads((folder / META).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise StorageFault("index-unreadable", folder=str(folder), detail=str(error)) from error
    return facts


def index_counts(folder: Path) -> tuple[int, int]:
    """Return how many listings and names the index in `folder` holds, without opening it.

    Raises StorageFault where there is none, or another version's.
    """
    meta = read_meta(folder)
    if meta.get("algorithm") != ALGORITHM:
        raise StorageFault(
            "index-unreadable", folder=str(folder), detail=_m("made by another version")
        )
    return int(meta["listings"]), int(meta["names"])
