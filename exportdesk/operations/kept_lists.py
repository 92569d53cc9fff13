"""What is to be said of the lists after one of them could not be fetched."""

from collections.abc import Iterable, Sequence

from exportdesk.core.errors import ExportDeskError, FetchFailed
from exportdesk.lists import Source
from exportdesk.operations.lists_status import SourceStatus, holder_of

_LISTS, _NOTHING = "kept-lists", "kept-nothing"
_TOLD_BY_ANOTHER = frozenset({"fetch-running"})  # whoever is at it says what came of it


def with_kept(
    error: ExportDeskError, source: Source, statuses: Sequence[SourceStatus]
) -> ExportDeskError:
    """Return a failed fetch with how its list stands all the same; any other error as it is."""
    if not isinstance(error, FetchFailed) or error.code in _TOLD_BY_ANOTHER:
        return error
    by_key = {one.source.key: one for one in statuses}
    told: dict[str, object] = {"source": source.name, "page": source.page or source.url}
    told |= error.facts
    status, holder = by_key.get(source.key), holder_of(source, by_key)
    if status is not None and status.edition is not None:
        told["kept"] = _LISTS
    elif holder is not None:
        told["kept"] = "kept-elsewhere" if holder.whole else "kept-partly"
        told["holder"] = holder.source.name
    else:
        told["kept"] = _NOTHING
    return FetchFailed(error.code, **told)


def kept_of_all(errors: Iterable[ExportDeskError]) -> dict[str, object]:
    """Return the fact that says how several lists stand together, none where nothing is known."""
    kept = {error.facts.get("kept") for error in errors}
    if None in kept or not kept:
        return {}
    if kept == {_LISTS}:
        return {"kept": _LISTS}
    return {"kept": "kept-none" if kept == {_NOTHING} else "kept-some"}
