"""What an answer means: the whole file, the rest of it, nothing new, or a failure."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from enum import Enum, auto

from exportdesk.core.errors import FetchFailed
from exportdesk.lists.fetching.addresses import host_of
from exportdesk.lists.fetching.decoding import is_coded
from exportdesk.lists.fetching.partial import Kept
from exportdesk.lists.fetching.values import Validators
from exportdesk.lists.fetching.wire import Head

_RANGE = re.compile(r"bytes (\d+)-(\d+)/(\d+)")
_STRONG_TAG = re.compile(r'"[\x21\x23-\x7e]*"')
_SENDABLE = re.compile(r"[\x20-\x7e]+")
# A file may change twice within the second that its date tells.
_SETTLED = timedelta(seconds=60)


class Way(Enum):
    """What to do with the body of an answer."""

    WHOLE = auto()
    REST = auto()
    UNCHANGED = auto()


def headers_for(kept: Kept | None, known: Validators | None, *, packed: bool) -> dict[str, str]:
    """Return the headers that ask for the rest of `kept`, or for anything newer than `known`.

    Never both: what was begun is of a version that was newer. `packed` = gzip on the way is
    welcome; a body that may have to be gone on with must come as it is.
    """
    headers = {"Accept-Encoding": "gzip, identity" if packed else "identity"}
    if kept is not None:
        return headers | {"Range": f"bytes={kept.size}-", "If-Range": kept.validator}
    if known is not None and _SENDABLE.fullmatch(known.etag):
        headers["If-None-Match"] = known.etag
    if known is not None and _SENDABLE.fullmatch(known.last_modified):
        headers["If-Modified-Since"] = known.last_modified
    return headers


def way_of(head: Head, kept: Kept | None, known: Validators | None) -> Way:
    """Judge the head of an answer to what `headers_for` asked. Raises FetchFailed."""
    match head.status:
        case 200:
            return Way.WHOLE
        case 206 if kept is not None and _continues(head, kept):
            return Way.REST
        case 206 | 412 | 416 if kept is not None:
            raise FetchFailed("fetch-range-wrong", host=host_of(head.url))
        case 304 if known is not None and kept is None and _is_of(head, known):
            return Way.UNCHANGED
        case 204 | 205:
            raise FetchFailed("fetch-empty", host=host_of(head.url))
        case 206 | 304:
            raise FetchFailed("fetch-unasked", host=host_of(head.url), status=head.status)
    raise _failure(head)


def _is_of(head: Head, known: Validators) -> bool:
    """Whether a "not modified" speaks of the edition in force, as far as it says."""
    tag = head.headers.get("etag", "")
    asked = bool(known.etag or known.last_modified)
    return asked and (not tag or not known.etag or _bare(tag) == _bare(known.etag))


def _bare(tag: str) -> str:
    return tag.strip().removeprefix("W/")


def _continues(head: Head, kept: Kept) -> bool:
    """Whether a part is exactly the rest of what was kept, of the same version."""
    said = _RANGE.fullmatch(head.headers.get("content-range", "").strip())
    if said is None or is_coded(head.headers.get("content-encoding", "")):
        return False
    first, last, total = map(int, said.groups())
    length = head.headers.get("content-length", "")
    name = "etag" if kept.validator.startswith('"') else "last-modified"
    return (
        head.headers.get(name, "").strip() == kept.validator
        and first == kept.size
        and last == total - 1
        and kept.total in (None, total)
        and length in ("", str(total - first))
    )


def kept_of(url: str, head: Head) -> Kept:
    """Return what is known of a whole file before its body comes."""
    if is_coded(head.headers.get("content-encoding", "")):
        return Kept(url, "", None)
    return Kept(url, _strong_validator(head.headers), length_of(head))


def length_of(head: Head) -> int | None:
    """Return how many bytes the body of an answer has, None where it does not say."""
    length = head.headers.get("content-length", "")
    chunked = "transfer-encoding" in head.headers
    return int(length) if length.isdecimal() and not chunked else None


def _strong_validator(headers: Mapping[str, str]) -> str:
    """Return what marks this very version, byte for byte; "" where nothing does."""
    tag = headers.get("etag", "").strip()
    if _STRONG_TAG.fullmatch(tag):
        return tag
    changed = headers.get("last-modified", "").strip()
    try:
        settled = parsedate_to_datetime(headers["date"]) - parsedate_to_datetime(changed)
    except (KeyError, ValueError, TypeError):
        return ""
    return changed if settled >= _SETTLED else ""


def _failure(head: Head) -> FetchFailed:
    facts: dict[str, object] = {"host": host_of(head.url), "status": head.status}
    asked = head.headers.get("retry-after", "").strip()
    if asked:
        facts["retry_after"] = asked
    match head.status:
        case 404 | 410:
            return FetchFailed("fetch-gone", **facts)
        case 401 | 403 | 451:
            # What was signed for a minute is signed anew when its source is asked again.
            return FetchFailed(
                "fetch-forbidden" if not head.redirects else "fetch-expired", **facts
            )
        case 407:
            return FetchFailed("fetch-proxy-refused", detail="407", **facts)
        case 511:
            return FetchFailed("fetch-web-page", **facts)
        case 429:
            return FetchFailed("fetch-too-many", **facts)
        case status if status in (408, 425) or 500 <= status < 600:
            return FetchFailed("fetch-server-error", **facts)
        case _:
            return FetchFailed("fetch-status", **facts)


def seconds_asked(text: str, now: datetime) -> float:
    """Return how long a Retry-After asks to wait: seconds or a date; 0 for what is neither."""
    if text.isdecimal():
        return float(text[:9])
    try:
        at = parsedate_to_datetime(text)
    except (ValueError, TypeError):
        return 0.0
    return max(0.0, ((at if at.tzinfo else at.replace(tzinfo=UTC)) - now).total_seconds())
