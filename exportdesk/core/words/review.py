"""Sentences of reviewing matches: both sides, why one came back, and the steps of assessing it."""

from collections.abc import Mapping

from exportdesk.core.i18n import mark as _

SENTENCES: Mapping[str, str] = {
    # both sides, field by field
    "side-names": _("Names"),
    "side-kind": _("Kind"),
    "side-countries": _("Countries"),
    "side-addresses": _("Addresses"),
    "side-identifiers": _("Numbers"),
    "side-dates": _("Born or formed"),
    "agreement-same": _("agree"),
    "agreement-partly": _("agree in part"),
    "agreement-partly-names": _("alike, not the same"),
    "agreement-differs": _("differ"),
    "agreement-unlike": _("not comparable"),
    "agreement-ours_missing": _("yours not given"),
    "agreement-theirs_missing": _("list does not say"),
    "agreement-both_missing": _("not given"),
    # how a match stands, and why it came back
    "match-state-open": _("New"),
    "match-state-returned": _("Came back"),
    "match-state-research": _("Needs research"),
    "match-state-not_same": _("Not the same party"),
    "match-state-same": _("Same party"),
    "lapse-revoked": _("The last decision was taken back."),
    "lapse-party_changed": _("It came back: your party looks different from when it was decided."),
    "lapse-listing_changed": _(
        "It came back: the listing looks different from when it was decided."
    ),
    "lapse-review_due": _("It came back: its review date, {day}, has come."),
    "lapse-opposed": _(
        "It came back: two customers were merged, and something else was decided for the other one."
    ),
    "review-party-names": _("Your party: names"),
    "review-party-kind": _("Your party: kind"),
    "review-party-addresses": _("Your party: addresses"),
    "review-party-countries": _("Your party: countries"),
    "review-party-identifiers": _("Your party: numbers"),
    "review-party-formed_on": _("Your party: born or formed"),
    "evidence-too-large": _("{file} is larger than {most} MB. Nothing was decided."),
    # the steps of assessing a match
    "assess-list": _("Listed on: {list}."),
    "assess-kind-unknown": _("Neither side says what kind of party it is."),
    "assess-kind-ours-only": _("Ours is {ours}; the listing does not say what kind its party is."),
    "assess-kind-theirs-only": _("The listed party is {theirs}; of ours the kind is not given."),
    "assess-kind-both-person": _("Both are persons."),
    "assess-kind-both-organization": _("Both are organizations."),
    "assess-kind-both-vessel": _("Both are vessels."),
    "assess-kind-both-aircraft": _("Both are aircraft."),
    "assess-kind-other": _("Ours is {ours}, the listed party {theirs}."),
    "assess-a-person": _("a person"),
    "assess-a-organization": _("an organization"),
    "assess-a-vessel": _("a vessel"),
    "assess-a-aircraft": _("an aircraft"),
    "assess-name-none": _("It was not found by its name."),
    "assess-name-none-address": _("It was found by its address, not by its name."),
    "assess-name-none-identifier": _("It was found by a number, not by its name."),
    "assess-name-common": _("Only common words of the names agree."),
    "assess-name": _("{met} of {all} telling parts of the name agree: {words}."),
    "assess-name-uneven": _(
        "{met} of {ours} telling parts of our name agree, {met} of {theirs} of the listed one: "
        "{words}."
    ),
    "assess-name-ours-only": _("Only in our name: {words}."),
    "assess-name-theirs-only": _("Only in the listed name: {words}."),
    "assess-detail-enough": _("Both sides tell: {fields}."),
    "assess-detail-ours": _("Not known of our party: {fields}."),
    "assess-detail-theirs": _("Not told by the listing: {fields}."),
    "assess-exact": _("Exactly the same: {fields}."),
    "assess-exact-none": _("Besides the name, nothing agrees exactly."),
    "assess-exact-differs": _("Different: {fields}."),
    "assess-field-addresses": _("address"),
    "assess-field-countries": _("country"),
    "assess-field-dates": _("date"),
    "assess-field-identifiers": _("number"),
    "assess-own-answer": _("{title}: {answer}."),
    "assess-proposes-not_same": _(
        "Proposed: not the same party. By what is known, the listing is likely about somebody else."
    ),
    "assess-proposes-research": _(
        "Proposed: needs research. What is known does not settle it. Find out more, or ask whoever "
        "keeps the list, before anything ships."
    ),
    "assess-proposes-same": _(
        "Proposed: same party. So much agrees that it cannot be ruled out. Stop, and ask whoever "
        "keeps the list or counsel."
    ),
}
