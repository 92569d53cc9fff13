"""What is particular to an edition that comes in a bundle: its age, and where it is from."""

from dataclasses import replace

from exportdesk.core.editions import Edition, ListFinding, Severity
from exportdesk.core.words import sentence
from exportdesk.lists import BundledReading, Incoming


def older_than_in_force(
    reading: BundledReading, before: Edition | None, incoming: Incoming
) -> tuple[ListFinding, ...]:
    """Return what there is to say against a bundle's edition that the one in force has superseded.

    Where the publisher dates both and the days differ, the guard has judged already. Else what was
    taken in later counts, on whichever computer.
    """
    if before is None or incoming.unchanged:
        return ()
    dates = {incoming.published, before.published}
    if None not in dates and len(dates) > 1:
        return ()
    taken, in_force = reading.origin.imported, before.obtained
    if taken.at >= in_force.at:
        return ()
    facts = {
        **incoming.facts,
        "source": before.source,
        "taken": taken.local.date().isoformat(),
        "in_force": in_force.local.date().isoformat(),
    }
    return (ListFinding("bundle-older", Severity.REFUSE, facts),)


def with_provenance(edition: Edition, reading: BundledReading) -> Edition:
    """Return the edition that tells which bundle it came in, and what it was before that."""
    bundle = reading.origin
    told = sentence(
        "bundle-origin",
        {"path": bundle.file, "day": bundle.made.local.date(), "host": bundle.host},
    )
    return replace(edition, origin=told, bundle=bundle, letter=reading.letter)
