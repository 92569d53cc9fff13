"""The addresses of a list: those to ask, and how they are shown."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

DAYS_BACK = 14
_DAY = "{date}"
_GIVES_ACCESS = re.compile(
    r"token|sig|secret|pass|auth|credential|expires|policy|session|code|(^|[-_])key|^(x-)?(amz|goog)"
    r"|^(awsaccesskeyid|googleaccessid|se|sp|sv|sr|st|skoid|sktid|ske)$",
    re.IGNORECASE,
)


def to_ask(url: str, today: date) -> Iterator[str]:
    """Yield the addresses that may hold the newest edition, the newest first.

    Some publishers keep each day's text under its date, and have none for days to come.
    """
    if _DAY not in url:
        yield url
        return
    for back in range(DAYS_BACK + 1):
        yield url.replace(_DAY, (today - timedelta(days=back)).isoformat())


def shown(url: str, *, own: bool = True) -> str:
    """Return an address as it may be kept and shown: without what gives access.

    Of an address that a server sent us on to (`own` is False) the whole query goes: it is often a
    signature that holds for a minute.
    """
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    query = ""
    if own:
        said = parse_qsl(parts.query, keep_blank_values=True)
        query = urlencode([(name, text) for name, text in said if not _GIVES_ACCESS.search(name)])
    return urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], parts.path, query, ""))


def host_of(url: str) -> str:
    """Return the name of the server in an address."""
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def is_web(url: str) -> bool:
    """Whether an address is one that can be fetched: http or https, and a server."""
    try:
        parts = urlsplit(url)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False


def ending(url: str) -> str:
    """Return the ending that a file from this address has: `.xml`; "" where there is none."""
    found = re.search(r"\.[A-Za-z0-9]{1,5}$", urlsplit(url).path)
    return found.group().lower() if found else ""
