"""What the event of a new edition says of it: other chains of events rest on this form."""

from exportdesk.core.editions import BundleOrigin, Edition, LetterBehind


def edition_facts(edition: Edition) -> dict[str, object]:
    """Return what the event of an edition holds, as plain values."""
    return {
        "edition": edition.id,
        "source": edition.source,
        "origin": edition.origin,
        "format": edition.format,
        "imported": edition.imported.utc_text,
        "sha256": edition.sha256,
        "size": edition.size,
        "published": edition.published.isoformat() if edition.published else "",
        "published_said": edition.published_said,
        "read": edition.read,
        "listings": edition.listings,
        "counts": dict(edition.counts),
        "skipped": {skipped.reason: skipped.count for skipped in edition.skipped},
        "findings": [finding.code for finding in edition.findings],
        "override_reason": edition.override_reason,
        "carried": edition.carried,
        **_bundle_facts(edition.bundle),
        **_letter_facts(edition.letter),
    }


def _bundle_facts(bundle: BundleOrigin | None) -> dict[str, object]:
    if bundle is None:
        return {}
    return {
        "bundle": {
            "sha256": bundle.sha256,
            "made": bundle.made.utc_text,
            "host": bundle.host,
            "edition": bundle.edition,
            "imported": bundle.imported.utc_text,
            "origin": bundle.origin,
            "override_reason": bundle.override_reason,
        }
    }


def _letter_facts(letter: LetterBehind | None) -> dict[str, object]:
    if letter is None:
        return {}
    dated = letter.dated.isoformat() if letter.dated else ""
    return {"letter": {"reference": letter.reference, "dated": dated}}
