"""Customers' certifications: where one stands."""

from enum import StrEnum


class CertificationState(StrEnum):
    """Where the customer's certification stands."""

    NONE = "none"
    DRAFT = "draft"
    SENT = "sent"
    RETURNED = "returned"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    EXPIRED = "expired"
    REPLACED = "replaced"
