"""Core values in the shape the command line prints as JSON: a contract scripts rest on."""

from exportdesk.core.editions import BundleOrigin, Edition, ListFinding
from exportdesk.core.list_checks import ListCheck
from exportdesk.core.matches import Match
from exportdesk.core.parties import Party
from exportdesk.core.screenings import PartyResult, SeenMatch
from exportdesk.core.words import sentence
from exportdesk.core.words.parties import tie_said
from exportdesk.screening.ofac_view import ofac_score


def match_value(match: Match) -> dict[str, object]:
    """Return a match as plain values; scores and effects have one decimal."""
    return {
        "uid": match.uid,
        "source": match.source,
        "list": match.list,
        "name": match.name,
        "matched_name": match.matched_name,
        "score": round(match.score, 1),
        "strength": match.strength.value,
        "reasons": [
            {
                "feature": reason.feature.value,
                "ours": reason.ours,
                "theirs": reason.theirs,
                "relation": reason.relation.value,
                "effect": round(reason.effect, 1),
            }
            for reason in match.reasons
        ],
    }


def seen_value(party: Party, seen: SeenMatch) -> dict[str, object]:
    """Return a match with what OFAC's own search would score, None on lists that are not its."""
    return match_value(seen.match) | {"ofac_score": ofac_score(party, seen.listing)}


def also_value(result: PartyResult) -> dict[str, list[str]]:
    """Return the entries of other sources that matches take the place of, by uid."""
    return {seen.match.uid: list(seen.also) for seen in result.matches if seen.also}


def groups_value(result: PartyResult) -> list[dict[str, object]]:
    """Return which matches are one listed party on several lists, and what joins them."""
    return [
        {"uids": list(group.uids), "why": [tie_said(tie) for tie in group.ties]}
        for group in result.groups
    ]


def edition_value(edition: Edition) -> dict[str, object]:
    """Return an edition as plain values."""
    return {
        "id": edition.id,
        "source": edition.source,
        "imported": edition.imported.utc_text,
        "published": edition.published.isoformat() if edition.published else None,
        "published_said": edition.published_said,
        "origin": edition.origin,
        "format": edition.format,
        "size": edition.size,
        "sha256": edition.sha256,
        "read": edition.read,
        "listings": edition.listings,
        "names": edition.names,
        "counts": dict(edition.counts),
        "skipped": {skipped.reason: skipped.count for skipped in edition.skipped},
        "findings": [finding_value(finding) for finding in edition.findings],
        "override_reason": edition.override_reason,
        "added": edition.added,
        "removed": edition.removed,
        "changed": edition.changed,
        "carried": edition.carried,
        "bundle": None if edition.bundle is None else bundle_value(edition.bundle),
    }


def bundle_value(bundle: BundleOrigin) -> dict[str, object]:
    """Return where an edition in a bundle comes from as plain values."""
    return {
        "file": bundle.file,
        "sha256": bundle.sha256,
        "made": bundle.made.utc_text,
        "host": bundle.host,
        "program": bundle.program,
        "edition": bundle.edition,
        "imported": bundle.imported.utc_text,
        "origin": bundle.origin,
        "override_reason": bundle.override_reason,
    }


def check_value(check: ListCheck) -> dict[str, object]:
    """Return a check for a newer list as plain values, without what the next fetch asks with."""
    return {
        "at": check.at.utc_text,
        "state": check.state.value,
        "edition": check.edition,
        "code": check.code,
        "message": sentence(check.code, check.facts) if check.code else "",
        "findings": [finding_value(finding) for finding in check.findings],
        "overridable": check.overridable,
        "url": check.url,
        "size": check.size,
        "tries": check.tries,
        "seconds": check.seconds,
    }


def finding_value(finding: ListFinding) -> dict[str, object]:
    """Return a guard's finding as plain values with its sentence."""
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "facts": dict(finding.facts),
        "text": sentence(finding.code, finding.facts),
    }
