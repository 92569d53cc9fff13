"""What is typed of a record, once the record was changed by another step."""

from dataclasses import replace

from exportdesk.core.customers import Customer, PartyName, Profile
from exportdesk.core.ids import PartyId
from exportdesk.core.typed_over import typed_over

PROFILE = Profile((PartyName("Alder"),), email="a@x.example", email_domain="x.example")
BEFORE = Customer(PartyId("c"), PROFILE, "K-1", ("old", "new"))


def test_what_is_typed_goes_with_what_was_changed() -> None:
    typed = replace(BEFORE, profile=replace(PROFILE, notes="Mine"), tags=("new", "typed"))
    now = replace(BEFORE, profile=replace(PROFILE, website="x.example"), tags=("old", "new", "hot"))
    made, both = typed_over(BEFORE, typed, now)
    assert both == ()
    assert made.profile == replace(PROFILE, notes="Mine", website="x.example")
    assert made.tags == ("new", "hot", "typed"), "what was taken out of the field is out"
    assert typed_over(BEFORE, typed, replace(BEFORE, tags=("old",)))[0].tags == ("typed",)


def test_fields_that_are_changed_both_ways_are_named_and_stay_as_typed() -> None:
    ours, theirs = (PartyName("Ours"),), (PartyName("Theirs"),)
    typed = replace(BEFORE, profile=replace(PROFILE, names=ours), reference="K-2")
    now = replace(BEFORE, profile=replace(PROFILE, names=theirs), reference="K-2")
    made, both = typed_over(BEFORE, typed, now)
    assert (made.name, made.reference, both) == ("Ours", "K-2", ("names",))


def test_an_address_and_its_domain_are_one_field() -> None:
    typed = replace(BEFORE, profile=replace(PROFILE, email="b@x.example"))
    moved = replace(PROFILE, email="a@y.example", email_domain="y.example")
    made, both = typed_over(BEFORE, typed, replace(BEFORE, profile=moved))
    assert (made.profile.email, made.profile.email_domain) == ("b@x.example", "x.example")
    assert both == ("email_domain",)
