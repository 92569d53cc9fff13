"""Ids: UUIDv7 text for what we make, the publisher's own for listings."""

import os
import time
import uuid
from typing import NewType

PartyId = NewType("PartyId", str)
ProductId = NewType("ProductId", str)
ScreeningId = NewType("ScreeningId", str)
DecisionId = NewType("DecisionId", str)
BatchId = NewType("BatchId", str)
CaseId = NewType("CaseId", str)
LetterId = NewType("LetterId", str)
CertificationId = NewType("CertificationId", str)
EditionId = NewType("EditionId", str)
SourceKey = NewType("SourceKey", str)
ListingUid = NewType("ListingUid", str)


def new_id() -> str:
    """Return a fresh UUIDv7 (RFC 9562, section 5.7): ids made later sort later."""
    milliseconds = time.time_ns() // 1_000_000
    random = int.from_bytes(os.urandom(10), "big")
    value = (milliseconds & (1 << 48) - 1) << 80
    value |= 0x7 << 76 | (random >> 64 & 0xFFF) << 64
    value |= 0b10 << 62 | random & (1 << 62) - 1
    return str(uuid.UUID(int=value))
