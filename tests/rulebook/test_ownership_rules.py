"""The rules on firms that listed parties own, and the statements that findings rest on."""

import gzip
from decimal import Decimal
from pathlib import Path

import pytest

from exportdesk.rulebook import Consequence, Rulebook, Status, load_rulebook
from tests.real import real
from tests.rulebook.changing import expect_refused


@pytest.fixture(scope="module")
def rulebook() -> Rulebook:
    return load_rulebook()


@pytest.mark.parametrize(
    ("listed", "programs", "ofac", "bis"),
    [
        ("SDN", ("RUSSIA-EO14024",), True, True),
        ("SDN", ("CUBA",), True, False),
        ("SDN", ("CUBA", "SDGT"), True, True),
        ("SDN", ("ILLICIT DRUGS-EO14059",), True, True),
        ("SDN", ("illicit-drugs-eo14059",), True, True),
        ("SDN", ("BELARUS-EO14038",), True, True),
        ("SDN", ("UKRAINE-EO13662",), True, True),
        ("SDN", ("RUSSIA-EO14065",), True, False),
        ("SDN", (), True, None),
        ("SDN", (" ",), True, None),
        ("EL", (), False, True),
        ("MEU", (), False, True),
        ("EL-ADDR", (), False, False),
        *((code, (), False, False) for code in ("UVL", "DPL", "SSI", "CMIC", "NS-MBS", "DTC")),
        ("OWN-INFORMED", (), False, False),
    ],
)
def test_whose_shares_count(
    rulebook: Rulebook, listed: str, programs: tuple[str, ...], ofac: bool, bis: bool | None
) -> None:
    assert rulebook.ownership.of("ofac-50").covers(listed, programs) is ofac
    assert rulebook.ownership.of("bis-50").covers(listed, programs) is bis


def test_what_the_rules_lead_to(rulebook: Rulebook) -> None:
    ofac, bis = rulebook.ownership.rules
    assert (ofac.code, ofac.consequence, ofac.threshold) == (
        "ofac-50",
        Consequence.BLOCK,
        Decimal(50),
    )
    assert (bis.code, bis.consequence, bis.threshold) == (
        "bis-50",
        Consequence.HOLD_LICENSE,
        Decimal(50),
    )
    assert bis.provenance.status is Status.VERIFIED
    assert ofac.provenance.status is Status.SECONDARY
    for rule in (ofac, bis):
        assert any("directors" in limit for limit in rule.limits)
        assert rule.switch.code == rule.code


@pytest.mark.real_lists
def test_the_programs_are_those_of_the_official_text(rulebook: Rulebook) -> None:
    path = real("lists/us-bis/ecfr-title-15-part-744.2026-07-23.xml.gz")
    text = gzip.decompress(path.read_bytes()).decode("utf-8")
    section = text[text.index("with any of the following identifiers") :][:3000]
    tags = rulebook.ownership.of("bis-50").programs["SDN"]
    assert len(tags) == 14
    for tag in tags:
        assert f"[{tag}]" in section or f"[{tag.replace('ILLICIT-', 'ILLICIT ')}]" in section, tag


def test_statements_are_whole_and_careful(rulebook: Rulebook) -> None:
    texts = [note.text for note in rulebook.notes.all()]
    texts += [limit for rule in rulebook.ownership.rules for limit in rule.limits]
    for rule in rulebook.ownership.rules:
        texts += [rule.below, rule.unknown, rule.strictest]
    for text in texts:
        assert text.endswith(".")
        assert "\n" not in text
        assert not any(word in text.casefold() for word in ("cleared", "compliant", "guarantee"))
    for note in rulebook.notes.all():
        assert note.provenance.citation
        if note.provenance.status is Status.UNVERIFIED:
            assert note.provenance.unverified_note


RULES = "ownership.toml"
NOTES = "notes.toml"


@pytest.mark.parametrize(
    ("name", "old", "new", "where", "why"),
    [
        (RULES, 'threshold = "50"', 'threshold = "half"', "rule 1, threshold", "not a number"),
        (RULES, 'threshold = "50"', 'threshold = "0"', "rule 1, threshold", "not between"),
        (RULES, 'threshold = "50"', 'threshold = "NaN"', "rule 1, threshold", "not between"),
        (RULES, 'threshold = "50"', "threshold = 50", "rule 1, threshold", "missing or empty"),
        (RULES, 'lists = ["SDN"]', 'lists = ["SDM"]', "rule 1, lists", "the code SDM"),
        (RULES, 'lists = ["SDN"]', "lists = []", "rule 1, lists", "names no list"),
        (RULES, 'lists = ["SDN"]', 'lists = "SDN"', "rule 1, lists", "not a list of texts"),
        (RULES, 'lists = ["SDN"]', "lists = [3]", "rule 1, lists", "not a list of texts"),
        (RULES, 'switch = "ofac-50"', 'switch = "ofac"', "rule 1, switch", "no dated rule ofac"),
        (RULES, 'code = "bis-50"', 'code = "ofac-50"', "rule 2, code", "stands here twice"),
        (RULES, 'consequence = "block"', 'consequence = "stop"', "rule 1, conse", "is not one"),
        (RULES, "below =", "bellow =", "rule 1, bellow", "is not a key"),
        (RULES, "[rule.programs]\nSDN =", "[rule.programs]\nSDM =", "programs", "code SDM"),
        (RULES, "[rule.programs]\nSDN = [", "[rule.programs]\nSDN = [4, ", "SDN", "not a list"),
        (RULES, "# Rules under", "programs = 3 # Rules under", "programs", "is not a key"),
        (RULES, 'code = "ofac-50"', 'code = "ofac-50"\nprograms = 3', "programs", "not a table"),
        (NOTES, 'code = "itar"', 'code = "itars"', "note", "no text for itar"),
        (NOTES, 'code = "itar"', 'code = "ear99"', "note 8, code", "ear99 stands here twice"),
        (NOTES, 'code = "itar"', 'code = "itar"\nlaw = "x"', "note 8, law", "is not a key"),
        (NOTES, 'status = "secondary"', 'status = "sure"', "status", "is not one of"),
        (NOTES, "[[note]]", "[[note", "the file", ""),
    ],
)
def test_a_file_that_is_not_whole_is_refused(
    tmp_path: Path, name: str, old: str, new: str, where: str, why: str
) -> None:
    expect_refused(tmp_path, name, (old, new), where, why)
