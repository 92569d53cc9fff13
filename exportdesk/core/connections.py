"""A connection that the program made, as it is kept for the person to look at."""

from dataclasses import dataclass

from exportdesk.core.clock import Moment

VERSION_CHECK = "version-check"
"""What a connection was for that asked for the newest version of the program."""


@dataclass(frozen=True, slots=True)
class Connected:
    """What became of one request: `status` is the answer's, 0 where none came.

    `via` is the proxy's host, "" without one; `received` counts the bytes of the answer's body.
    """

    host: str
    purpose: str
    status: int
    received: int
    via: str = ""


@dataclass(frozen=True, slots=True)
class Connection:
    """One with the moment at which it ended."""

    at: Moment
    made: Connected
