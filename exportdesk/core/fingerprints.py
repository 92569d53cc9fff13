"""What a party or a listing looks like to whoever decides on it, as one short text.

A decision keeps the fingerprints of both; it stands as long as they stay. They begin with the
version of the rule that made them, so that a better rule can carry old ones over.
"""

import json
from collections.abc import Iterable

from exportdesk.core.canonical import sha256_hex
from exportdesk.core.customers import Profile, looks
from exportdesk.core.listings import Listing
from exportdesk.core.parties import Party

VERSION = 1

# The same spelling as `canonical_json`, whose search for floats would take half the time here,
# where there can be none.
_ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def listing_fingerprint(listing: Listing) -> str:
    """Return the fingerprint of a listing: who it is, what is asked of it, and since when.

    The order of names or addresses does not matter, nor do remarks, links or the raw record.
    """
    return _fingerprint(
        {
            "names": sorted({(name.text, name.role.value) for name in listing.names}),
            "kind": listing.kind.value,
            "addresses": sorted({(a.text, a.country) for a in listing.addresses}),
            "countries": sorted(listing.countries),
            "identifiers": sorted({(i.type, i.number, i.country) for i in listing.identifiers}),
            "dates": sorted(listing.birth_dates),
            "list": listing.list,
            "programs": sorted(listing.programs),
            "requirement": listing.requirement,
            "policy": listing.policy,
            "from": listing.start_date,
            "to": listing.end_date,
        }
    )


def party_fingerprint(party: Party, *, dates: Iterable[str] = ()) -> str:
    """Return the fingerprint of a party of ours; `dates` are of birth or formation."""
    return _fingerprint(
        {
            "names": sorted({party.name, *party.other_names}),
            "kind": party.kind.value,
            "addresses": [party.address, *sorted({*party.other_addresses} - {party.address})],
            "countries": [party.country, *sorted({*party.other_countries} - {party.country})],
            "identifiers": [party.identifier],
            "dates": sorted(dates),
        }
    )


def profile_fingerprint(profile: Profile) -> str:
    """Return the fingerprint of a party that we keep."""
    return _fingerprint({field.value: seen for field, seen in looks(profile).items()})


def _fingerprint(seen: dict[str, object]) -> str:
    return f"{VERSION}:{sha256_hex(_ENCODER.encode(seen).encode())}"
