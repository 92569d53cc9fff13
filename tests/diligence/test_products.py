"""What is said of a product as it was typed."""

from datetime import date
from typing import Any

import pytest

from exportdesk.core.ids import ProductId
from exportdesk.core.products import HsSchedule, Jurisdiction, Product
from exportdesk.core.words import known_codes, sentence
from exportdesk.diligence import CheckedProduct, Severity, TypedProduct, check_product
from exportdesk.diligence.product_fields import (
    read_jurisdiction,
    read_schedule,
    read_usml_category,
)
from exportdesk.operations.demo import demo_products
from exportdesk.rulebook import EccnEntry, EccnIndex, HsFault, Rulebook, Status, load_rulebook

INDEX = EccnIndex(
    date(2026, 7, 23),
    {code: EccnEntry(code, "") for code in ("3A001", "3A991", "9A610", "9A515", "5A992")},
)
GOOD = TypedProduct(
    sku="NI-1",
    description="Probe",
    hs_code="9030.31.0000",
    hs_schedule="Schedule B",
    eccn="3A991.a",
    jurisdiction="EAR",
    origin="US",
    manufacturer="Northfield",
)


@pytest.fixture(scope="module")
def rulebook() -> Rulebook:
    return load_rulebook()


def checked(rulebook: Rulebook, index: EccnIndex = INDEX, **changed: str) -> CheckedProduct:
    fields: dict[str, Any] = {name: getattr(GOOD, name) for name in GOOD.__slots__} | changed
    return check_product(TypedProduct(**fields), rulebook, index, ProductId("p1"))


def codes(result: CheckedProduct) -> list[str]:
    return [finding.code for finding in result.findings]


def test_a_whole_product_has_nothing_to_say(rulebook: Rulebook) -> None:
    result = checked(rulebook)
    assert result.findings == ()
    assert result.is_usable
    assert result.high_priority is None
    assert result.product == Product(
        ProductId("p1"),
        "NI-1",
        "Probe",
        hs_code="9030310000",
        hs_schedule=HsSchedule.SCHEDULE_B,
        eccn="3A991.a",
        jurisdiction=Jurisdiction.EAR,
        origin="US",
        manufacturer="Northfield",
    )


ERROR, WARNING, NOTE = Severity
CASES: list[tuple[dict[str, str], str, str, Severity]] = [
    ({"sku": " "}, "product-sku-missing", "sku", ERROR),
    ({"description": ""}, "product-description-missing", "description", WARNING),
    ({"origin": ""}, "product-origin-missing", "origin", NOTE),
    ({"origin": "Atlantis"}, "product-origin-unknown", "origin", ERROR),
    ({"hs_schedule": "TARIC"}, "product-schedule-unknown", "hs_schedule", ERROR),
    ({"hs_code": ""}, "product-hs-missing", "hs_code", WARNING),
    ({"hs_code": "10121"}, "product-hs-lost-zero", "hs_code", ERROR),
    ({"hs_code": "1012100"}, "product-hs-lost-zero", "hs_code", ERROR),
    ({"hs_code": "101210000"}, "product-hs-lost-zero", "hs_code", ERROR),
    ({"hs_code": "8.54E+09"}, "product-hs-scientific", "hs_code", ERROR),
    ({"hs_code": "9030-31"}, "product-hs-not-digits", "hs_code", ERROR),
    ({"hs_code": "9030"}, "product-hs-length", "hs_code", ERROR),
    ({"hs_code": "77.03.10"}, "product-hs-chapter", "hs_code", ERROR),
    ({"hs_code": "9801.10"}, "product-hs-national-chapter", "hs_code", ERROR),
    ({"hs_schedule": "HS"}, "product-hs-too-long", "hs_code", WARNING),
    ({"hs_schedule": "HS", "hs_code": "90303100"}, "product-hs-too-long", "hs_code", WARNING),
    ({"hs_code": "9030.31"}, "product-schedule-b-short", "hs_code", WARNING),
    ({"hs_code": "9030.31.00"}, "product-schedule-b-short", "hs_code", WARNING),
    ({"hs_schedule": "HTS", "hs_code": "9030.31.00"}, "product-hts-short", "hs_code", NOTE),
    ({"hs_schedule": ""}, "product-schedule-missing", "hs_schedule", NOTE),
    ({"hs_code": "8542.31.0001"}, "product-high-priority", "hs_code", WARNING),
    ({"hs_code": "8482.10.5000"}, "product-high-priority", "hs_code", WARNING),
    ({"hs_code": "8525.80.0000"}, "product-hs-retired-secondary", "hs_code", WARNING),
    ({"hs_code": "8541.40.0000"}, "product-hs-retired-unverified", "hs_code", WARNING),
    ({"hs_code": "8803.30.0000"}, "product-hs-retired-unverified", "hs_code", WARNING),
    ({"jurisdiction": "DOE?"}, "product-jurisdiction-unknown", "jurisdiction", ERROR),
    ({"jurisdiction": ""}, "product-jurisdiction-missing", "jurisdiction", WARNING),
    ({"jurisdiction": "ITAR", "eccn": ""}, "product-itar-without-category", "usml_category",
     WARNING),
    ({"jurisdiction": "ITAR", "usml_category": "XI"}, "product-eccn-though-itar", "eccn", WARNING),
    ({"jurisdiction": "ITAR", "usml_category": "XXII", "eccn": ""}, "product-usml-malformed",
     "usml_category", ERROR),
    ({"usml_category": "XI(c)"}, "product-category-without-itar", "jurisdiction", WARNING),
    ({"eccn": ""}, "product-eccn-missing", "eccn", WARNING),
    ({"eccn": "3A1"}, "product-eccn-malformed", "eccn", ERROR),
    ({"eccn": "NLR"}, "product-eccn-malformed", "eccn", ERROR),
    ({"eccn": "3A099.b"}, "product-eccn-not-in-index", "eccn", WARNING),
    ({"eccn": "ear 99"}, "product-eccn-ear99", "eccn", NOTE),
    ({"eccn": "9a610.X"}, "product-eccn-600-series", "eccn", WARNING),
    ({"eccn": "9A515.d"}, "product-eccn-9x515", "eccn", WARNING),
]  # fmt: skip


@pytest.mark.parametrize(("changed", "code", "field", "severity"), CASES)
def test_each_thing_is_found_alone(
    rulebook: Rulebook, changed: dict[str, str], code: str, field: str, severity: Severity
) -> None:
    result = checked(rulebook, **changed)
    assert [(one.code, one.field, one.severity) for one in result.findings] == [
        (code, field, severity)
    ]
    assert result.is_usable == (severity is not ERROR)
    finding = result.findings[0]
    said = sentence(finding.code, finding.facts)
    assert "?" not in said.replace("DOE?", "").removesuffix("?"), "a fact is missing"
    assert result.of_field(field) == (finding,)
    assert result.of_field("notes") == ()


def test_what_is_said_in_full(rulebook: Rulebook) -> None:
    def said(**changed: str) -> str:
        finding = checked(rulebook, **changed).findings[0]
        return sentence(finding.code, finding.facts)

    assert said(hs_code="10121") == (
        "“10121” has 5 digits, one too few: its leading zero was lost in a spreadsheet (0101.21), "
        "or its last digit is missing."
    )
    assert said(hs_code="8542.31.0001") == (
        "High-priority item, tier 1: 8542.31, ICs: processors and controllers (microcontrollers,"
        " CPUs, DSPs, FPGAs with processor) (list of 23 Feb 2024)."
    )
    assert "8541.51, 8541.59 (not checked)" in said(hs_code="8541.50.0000")
    assert said(hs_code="77.03.10").startswith("“77.03.10” begins with 77.")
    assert said(eccn="3A099.b") == (
        "There is no 3A099 on the Commerce Control List of 23 Jul 2026. Check the classification."
    )


def test_without_an_index_existence_is_said_not_to_be_checked(rulebook: Rulebook) -> None:
    result = checked(rulebook, EccnIndex())
    assert codes(result) == ["product-eccn-not-checked"]
    assert "3A991" in sentence(result.findings[0].code, result.findings[0].facts)
    assert check_product(GOOD, rulebook).findings == result.findings


def test_statements_of_law_come_with_their_citation(rulebook: Rulebook) -> None:
    first = checked(rulebook, hs_code="8542.31.0001").findings[0]
    later = checked(rulebook, hs_code="8482.10.5000").findings[0]
    assert first.ground is not None
    assert first.ground.code == "certification-scope"
    assert "2023-09-28" in first.citation
    assert later.ground is not None
    assert later.ground.code == "hs-no-classification"
    old = checked(rulebook, hs_code="8541.40.0000").findings[0]
    assert old.ground is not None
    assert old.ground.provenance.status is Status.UNVERIFIED
    assert checked(rulebook, sku="").findings[0].citation == ""


def test_the_gravest_comes_first_and_several_are_all_told(rulebook: Rulebook) -> None:
    result = check_product(TypedProduct(), rulebook)
    assert codes(result) == [
        "product-sku-missing",
        "product-description-missing",
        "product-hs-missing",
        "product-jurisdiction-missing",
        "product-origin-missing",
    ]
    result = checked(rulebook, jurisdiction="ITAR", usml_category="XXII", hs_code="8542.31.0001")
    assert codes(result) == [
        "product-usml-malformed",
        "product-high-priority",
        "product-eccn-though-itar",
    ]


def test_fields_come_back_in_the_programs_own_form(rulebook: Rulebook) -> None:
    product = checked(
        rulebook,
        sku="  NI \t1 ",
        hs_code="8542 31 0001",
        eccn="5a992.C",
        origin="Germany",
        jurisdiction="itar",
        usml_category="Category 8 (H) (1)",
        notes=" two\nlines ",
    ).product
    assert product.sku == "NI 1"
    assert product.hs_code == "8542310001"
    assert product.eccn == "5A992.c"
    assert product.origin == "DE"
    assert product.usml_category == "VIII(h)(1)"
    assert product.notes == "two\nlines"


def test_what_cannot_be_read_comes_back_as_typed(rulebook: Rulebook) -> None:
    product = checked(rulebook, hs_code=" 9030-31 ", eccn="3a1", origin="Atlantis").product
    assert (product.hs_code, product.eccn, product.origin) == ("9030-31", "3a1", "Atlantis")


def test_checking_what_was_checked_changes_nothing(rulebook: Rulebook) -> None:
    once = checked(rulebook, usml_category="11(c)", jurisdiction="ITAR", origin="Deutschland")
    product = once.product
    again = check_product(
        TypedProduct(
            **{name: str(getattr(product, name)) for name in product.__slots__ if name != "id"}
        ),
        rulebook,
        INDEX,
        ProductId("p1"),
    )
    assert again == once


@pytest.mark.parametrize(
    ("text", "category"),
    [
        ("XI", "XI"),
        ("xi", "XI"),
        ("XI(c)", "XI(c)"),
        ("xi (C)(1)", "XI(c)(1)"),
        ("Category XI", "XI"),
        ("Cat. XI", "XI"),
        ("USML XI(c)", "XI(c)"),
        ("USML Cat VIII", "VIII"),
        ("21", "XXI"),
        ("0", ""),
        ("22", ""),
        ("XXII", ""),
        ("IIII", ""),
        ("XI c", ""),
        ("", ""),
        ("EAR99", ""),
    ],
)
def test_categories_of_the_munitions_list(text: str, category: str) -> None:
    assert read_usml_category(text) == category


def test_schedules_and_jurisdictions_in_other_words() -> None:
    assert read_schedule("Sched. B") is HsSchedule.SCHEDULE_B
    assert read_schedule("schedule_b") is HsSchedule.SCHEDULE_B
    assert read_schedule("HTSUS") is HsSchedule.HTS
    assert read_schedule(" hs ") is HsSchedule.HS
    assert read_schedule("CN8") is None
    assert read_jurisdiction("Subject to the EAR") is Jurisdiction.EAR
    assert read_jurisdiction("Other agency") is Jurisdiction.OTHER
    assert read_jurisdiction("not known") is Jurisdiction.NOT_KNOWN
    assert read_jurisdiction("EARS") is None
    for schedule in HsSchedule:
        assert read_schedule(schedule.value) is schedule
    for jurisdiction in Jurisdiction:
        assert read_jurisdiction(jurisdiction.value) is jurisdiction


def test_every_fault_of_a_code_has_a_sentence() -> None:
    for fault in set(HsFault) - {HsFault.EMPTY}:
        assert f"product-hs-{fault.replace('_', '-')}" in known_codes()
    for status in Status:
        assert f"product-hs-retired-{status}" in known_codes()


def test_the_demos_products_have_no_errors(rulebook: Rulebook) -> None:
    products = demo_products()
    found = 0
    for product in products:
        fields = {name: str(getattr(product, name)) for name in product.__slots__ if name != "id"}
        result = check_product(TypedProduct(**fields), rulebook, product_id=product.id)
        assert result.is_usable, codes(result)
        assert result.product == product
        found += result.high_priority is not None
    assert found
