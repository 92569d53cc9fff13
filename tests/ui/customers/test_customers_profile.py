"""The form of a customer: every field typed by its keys is kept as typed."""

from pytestqt.qtbot import QtBot

from exportdesk.core.customers import AddressUse, NameUse, PartyName
from exportdesk.core.listings import Identifier
from exportdesk.core.parties import PartyKind, Role
from exportdesk.core.words.choices import word
from exportdesk.ui.customers.detail import RELATED
from exportdesk.ui.customers.page import CustomersPage
from exportdesk.ui.customers.profile_rows import AddressRow, IdentifierRow, NameRow
from exportdesk.ui.widgets import ComboBox
from exportdesk.wiring import Desk


def choose(box: ComboBox[object], value: object) -> None:
    box.choose(value)
    box.picked.emit(value)


def test_every_field_of_a_customer_is_typed_and_kept(
    page: CustomersPage, desk: Desk, qtbot: QtBot
) -> None:
    page.new()
    profile = page.detail.profile
    form = profile.form
    first = form.names.rows[0]
    assert isinstance(first, NameRow)
    qtbot.keyClicks(first.text, "Quiet Meadow")
    for use in (NameUse.TRADING, NameUse.NATIVE, NameUse.FORMER):
        form.names._more.click()
        row = form.names.rows[-1]
        assert isinstance(row, NameRow)
        qtbot.keyClicks(row.text, f"Quiet {use}")
        choose(row.use, use)  # type: ignore[arg-type] # a box of uses
    choose(form.kind, PartyKind.ORGANIZATION)  # type: ignore[arg-type] # a box of kinds
    qtbot.keyClicks(form.formed_on, "1998-05")
    place = form.addresses.rows[0]
    assert isinstance(place, AddressRow)
    qtbot.keyClicks(place.street, "Weg 1")
    qtbot.keyClicks(place.city, "Ulm")
    choose(place.country, "DE")
    choose(place.use, AddressUse.SHIPPING)  # type: ignore[arg-type] # a box of uses
    number = form.identifiers.rows[0]
    assert isinstance(number, IdentifierRow)
    qtbot.keyClicks(number.type, "VAT")
    qtbot.keyClicks(number.number, "DE 12")
    qtbot.keyClicks(form.website, "quiet.example")
    qtbot.keyClicks(form.email_domain, "@quiet.example")
    qtbot.keyClicks(form.notes, "Pays.")
    qtbot.keyClicks(profile.reference, "K-77")
    qtbot.keyClicks(profile.tags, "honey; yearly")
    qtbot.keyClicks(number.country.lineEdit(), "Atlantis")  # the cursor is still there
    page.detail.save()
    assert number.country.doubt.text() == "No country is called “Atlantis”."
    assert not [one for one in desk.workspace().customers.all() if one.reference == "K-77"]
    number.country.lineEdit().selectAll()
    qtbot.keyClicks(number.country.lineEdit(), "Turkey")
    page.detail.save()
    (kept,) = [one for one in desk.workspace().customers.all() if one.reference == "K-77"]
    assert kept.tags == ("honey", "yearly")
    assert kept.profile.names == (
        PartyName("Quiet Meadow", NameUse.LEGAL),
        PartyName("Quiet trading", NameUse.TRADING),
        PartyName("Quiet native", NameUse.NATIVE),
        PartyName("Quiet former", NameUse.FORMER),
    )
    (address,) = kept.profile.addresses
    assert (address.line, address.country, address.use) == (
        "Weg 1, Ulm", "DE", AddressUse.SHIPPING,
    )  # fmt: skip
    assert kept.profile.identifiers == (Identifier("VAT", "DE 12", "TR"),)
    assert (kept.profile.kind, kept.profile.formed_on) == (PartyKind.ORGANIZATION, "1998-05")
    assert (kept.profile.website, kept.profile.email_domain, kept.profile.notes) == (
        "quiet.example", "quiet.example", "Pays.",
    )  # fmt: skip


def test_every_role_is_offered(page: CustomersPage, desk: Desk) -> None:
    page.detail.tabs.setCurrentIndex(RELATED)
    page.detail.related.add()
    box = page.detail.related.editor.role
    offered = [box.itemText(at) for at in range(box.count())]
    wanted = (
        Role.OWNER, Role.DIRECTOR, Role.END_USER, Role.INTERMEDIATE_CONSIGNEE,
        Role.FREIGHT_FORWARDER, Role.BANK, Role.AGENT,
    )  # fmt: skip
    assert {word(role) for role in wanted} <= set(offered)
