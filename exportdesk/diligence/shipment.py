"""Who gets what where: what a license, an inquiry or evidence was recorded for.

What was found out about one shipment says nothing about another: a license for India is none for
Vietnam, and what one buyer answered is no answer of the next.
"""

from exportdesk.core.canonical import canonical_json, sha256_hex
from exportdesk.core.cases import Outcome, Remedy
from exportdesk.core.text import folded
from exportdesk.diligence.case_facts import INVOLVED, CaseFacts
from exportdesk.diligence.case_findings import CaseFinding
from exportdesk.rulebook.hs_codes import hs6_of


def is_of_shipment(finding: CaseFinding) -> bool:
    """Whether what settles a finding settles it for this shipment alone."""
    if finding.is_note or finding.is_policy:
        return False
    return (
        finding.leads_to.rank <= Outcome.HOLD_LICENSE.rank
        or Remedy.LICENSE in finding.settled_by
        or Remedy.INQUIRY in finding.settled_by
    )


def shipment_print(facts: CaseFacts) -> str:
    """Return who buys, receives and uses which products in which place, as one short text.

    Quantities, dates and whoever only forwards or pays are not part of it.
    """
    where = facts.case.destination
    whole = {
        "where": [where.country, where.region],
        "what": sorted(
            [
                one.id,
                one.item.product.eccn,
                one.item.product.jurisdiction,
                hs6_of(one.item.product.hs_code),
            ]
            for one in facts.items
        ),
        "who": sorted(
            [one.id, folded(one.name), *sorted(one.profile.countries)]
            for one in facts.taking_part
            if INVOLVED.intersection(one.roles)
        ),
    }
    return sha256_hex(canonical_json(whole))
