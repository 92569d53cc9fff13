"""The record of events: append-only, each carrying the hash of the one before."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from exportdesk.core.canonical import canonical_json, sha256_hex

GENESIS = "0" * 64


@dataclass(frozen=True, slots=True)
class Head:
    """The end of the chain: how many events there are, and the hash of the last."""

    count: int
    hash: str


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened. `at` is UTC text; the payload itself is kept beside the chain."""

    seq: int
    at: str
    actor: str
    host: str
    kind: str
    subject: str
    payload_sha256: str
    previous: str
    hash: str


def payload_digest(payload: Mapping[str, object]) -> str:
    """Return the SHA-256 of a payload's canonical JSON."""
    return sha256_hex(canonical_json(payload))


def event_hash(
    previous: str,
    *,
    seq: int,
    at: str,
    actor: str,
    host: str,
    kind: str,
    subject: str,
    payload_sha256: str,
) -> str:
    """Return SHA-256 of the previous hash followed by the event's canonical JSON."""
    body = {
        "seq": seq,
        "at": at,
        "actor": actor,
        "host": host,
        "kind": kind,
        "subject": subject,
        "payload_sha256": payload_sha256,
    }
    return sha256_hex(previous.encode() + canonical_json(body))


@dataclass(frozen=True, slots=True)
class ChainFault:
    """The first place where the chain does not hold: event number and a code for why."""

    seq: int
    code: str


def check_chain(events: Iterable[Event]) -> tuple[Head, ChainFault | None]:
    """Walk the chain from its genesis; return the last sound head and the first fault, if any."""
    head = Head(0, GENESIS)
    for event in events:
        if event.seq != head.count + 1:
            return head, ChainFault(event.seq, "event-number-gap")
        if event.previous != head.hash:
            return head, ChainFault(event.seq, "event-previous-differs")
        expected = event_hash(
            head.hash,
            seq=event.seq,
            at=event.at,
            actor=event.actor,
            host=event.host,
            kind=event.kind,
            subject=event.subject,
            payload_sha256=event.payload_sha256,
        )
        if expected != event.hash:
            return head, ChainFault(event.seq, "event-hash-differs")
        head = Head(event.seq, event.hash)
    return head, None
