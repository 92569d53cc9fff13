"""What is written down of one check: from what was fetched, refused, or failed."""

import re
from dataclasses import replace
from datetime import date, timedelta
from email.utils import parsedate_to_datetime

from exportdesk.core.clock import Moment
from exportdesk.core.editions import Edition
from exportdesk.core.errors import ExportDeskError, ListRefused
from exportdesk.core.list_checks import CheckState, ListCheck
from exportdesk.lists import Source
from exportdesk.lists.fetching import Fetched
from exportdesk.lists.fetching.addresses import shown

_TOLD_APART = frozenset({"findings", "overridable"})


def checked(source: Source, fetched: Fetched, at: Moment, today: date) -> ListCheck:
    """Return the check of a source from which something came; nothing is wrong with it yet."""
    day = fetched_day(source, fetched, today)
    return ListCheck(
        source=source.key,
        at=at,
        state=CheckState.UNCHANGED,
        dated=day.isoformat() if day is not None else "",
        url=shown(fetched.asked),
        asked=fetched.asked,
        etag=fetched.etag,
        last_modified=fetched.last_modified,
        sha256=fetched.sha256,
        size=fetched.size,
        tries=fetched.tries,
        seconds=round(fetched.seconds, 3),
    )


def refused(check: ListCheck, error: ListRefused, in_force: Edition | None) -> ListCheck:
    """Return the check whose file was refused."""
    findings = error.facts.get("findings", ())
    return replace(
        check,
        state=CheckState.REFUSED,
        edition=in_force.id if in_force is not None else None,
        code=error.code,
        facts=plain_facts(error),
        findings=tuple(findings) if isinstance(findings, tuple) else (),
        overridable=bool(error.facts.get("overridable")),
    )


def failed(
    source: Source, error: ExportDeskError, at: Moment, in_force: Edition | None
) -> ListCheck:
    """Return the check that came to nothing."""
    return ListCheck(
        source=source.key,
        at=at,
        state=CheckState.FAILED,
        edition=in_force.id if in_force is not None else None,
        code=error.code,
        facts=plain_facts(error),
        url=shown(source.url),
    )


def fetched_day(source: Source, fetched: Fetched, today: date) -> date | None:
    """Return the day that fetching tells for a file: the one in its address, else the server's.

    A server that dates its file in the future has no idea of it.
    """
    address = re.escape(source.url).replace(re.escape("{date}"), r"(\d{4}-\d{2}-\d{2})", 1)
    found = re.match(address, fetched.asked) if "{date}" in source.url else None
    if found is not None:
        return date.fromisoformat(found[1])
    try:
        day = parsedate_to_datetime(fetched.last_modified).date()
    except (ValueError, TypeError):
        return None
    return day if day <= today + timedelta(days=1) else None


def day_of(check: ListCheck) -> date | None:
    """Return the day that fetching told for the file of a check."""
    return date.fromisoformat(check.dated) if check.dated else None


def plain_facts(error: ExportDeskError) -> dict[str, object]:
    """Return the facts of an error as they can be kept: the guard's findings stand apart."""
    return {
        name: fact if fact is None or isinstance(fact, int | float) else str(fact)
        for name, fact in error.facts.items()
        if name not in _TOLD_APART
    }
