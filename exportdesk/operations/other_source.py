"""A file that is not the list it is said to be: which list it looks like, and so what to do."""

from pathlib import Path
from typing import TYPE_CHECKING

from exportdesk.core.editions import OWN
from exportdesk.core.errors import ListRefused
from exportdesk.core.progress import Progress
from exportdesk.lists import Catalogue, Source, fatal

if TYPE_CHECKING:
    from exportdesk.operations.import_list import ImportRequest

LOOKS_LIKE, OWN_LOOKS = "list-looks-like", "list-looks-own"


def pointing(
    error: ListRefused, request: "ImportRequest", catalogue: Catalogue, progress: Progress
) -> ListRefused:
    """Return the refusal of a file that a person picked, naming the sources it may be of.

    Their keys stand in the fact `like_keys`, separated by spaces: `own:` for a table that could be
    a list of the user's own. Where there is but one, `looks_like` is its key. Any other
    refusal comes back as it is. Raises Cancelled.
    """
    if request.origin or request.bundled:
        return error
    source = catalogue.source(request.source)
    like = _like(error, source, catalogue)
    facts = {"file": request.path.name, "path": str(request.path), "source": source.name}
    if like:
        facts["like"] = " / ".join(one.name for one in like)
        facts["like_keys"] = " ".join(one.key for one in like)
        if len(like) == 1:
            facts["looks_like"] = like[0].key
        return fatal(LOOKS_LIKE, **facts)
    if error.code == "list-other-format" and _is_own_table(request.path, progress):
        return fatal(OWN_LOOKS, **facts, like_keys=OWN)
    return error


def _like(error: ListRefused, source: Source, catalogue: Catalogue) -> list[Source]:
    """Return the other sources whose form a refused file has."""
    others = [one for one in catalogue.sources if one.key != source.key]
    if error.code == "list-other-source":
        return [one for one in others if error.facts.get("format") in one.formats]
    if error.code == "list-other-list":  # one that comes in the same form
        return [one for one in others if not set(source.formats).isdisjoint(one.formats)]
    return []


def _is_own_table(path: Path, progress: Progress) -> bool:
    # Takes the code of every format, which only a refused file needs.
    from exportdesk.lists import OWN_TABLE, recognized

    return recognized(path, progress) == OWN_TABLE
