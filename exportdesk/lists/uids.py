"""Uids of listings: the publisher's own id, or a hash where there is none that lasts."""

import hashlib
from collections import Counter

from exportdesk.core.ids import ListingUid, SourceKey
from exportdesk.lists.text import collapsed


class Uids:
    """Gives the listings of one file their uids. A repeat gets `-2`, `-3` in the file's order."""

    def __init__(self, source: SourceKey) -> None:
        self._source = source
        self._used: Counter[str] = Counter()

    def of(self, *key: str) -> ListingUid:
        """Return `source:key`, its parts joined by colons."""
        uid = ":".join((self._source, *(collapsed(part) for part in key)))
        self._used[uid] += 1
        times = self._used[uid]
        return ListingUid(uid if times == 1 else f"{uid}-{times}")


def hashed(*told: str) -> str:
    """Return the first 16 hex digits of the SHA-256 over parts, white space collapsed."""
    text = "\n".join(collapsed(part) for part in told)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]
