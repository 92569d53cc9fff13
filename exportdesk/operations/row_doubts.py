"""What a row of a table leaves doubtful, without saying twice what its cells say already."""

from collections import Counter
from collections.abc import Iterable, Iterator

from exportdesk.core.customer_checks import FieldFinding
from exportdesk.core.customers import Customer
from exportdesk.core.parties import Role
from exportdesk.tables import CustomerDraft, CustomerField, DraftRow

_BAD_COUNTRY = "cell-country-unknown"
_NO_COUNTRY = "country-missing"


def said_once(
    found: Iterable[FieldFinding],
    row: DraftRow[CustomerField, CustomerDraft],
    customer: Customer,
) -> Iterator[FieldFinding]:
    """Yield the findings without "no country" for a party whose country stands there, but is none.

    The cell says what is wrong with it; that nothing was left of it is the same said twice. No
    table tells where a contact person is from: said of every row, it would hide what can be mended.
    """
    findings = tuple(found)
    roles = {one.id: str(one.role) for one in customer.related}
    bad = Counter(_whose(one.field) for one in row.problems if one.code == _BAD_COUNTRY)
    missing = Counter(roles.get(one.party, "") for one in findings if one.code == _NO_COUNTRY)
    for one in findings:
        whose = roles.get(one.party, "")
        if one.code == _NO_COUNTRY and whose == Role.OTHER:
            continue
        # Of several owners it is not known which one the cell was about: say it of each.
        if one.code != _NO_COUNTRY or bad[whose] < missing[whose]:
            yield one


def _whose(field: CustomerField | None) -> str:
    """Return the role of the related party that a column of countries is about, "" for none."""
    if field is None or field is CustomerField.COUNTRY:
        return ""
    return field.value.removesuffix("_country")
