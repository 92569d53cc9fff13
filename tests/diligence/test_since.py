"""What is different since a sign-off is told thing by thing: whose, which field, old and new."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from exportdesk.core.cases import Outcome
from exportdesk.core.customers import PartyAddress, PartyName
from exportdesk.diligence.case_facts import CaseFacts
from exportdesk.diligence.outcome import Signing, drift, signed
from exportdesk.diligence.since import Ground, Since
from exportdesk.diligence.since_rules import rules_since
from exportdesk.diligence.since_words import SinceNames, since_sentence
from exportdesk.rulebook import row_changes
from tests.diligence.case_tables import AT, rulebook, scene
from tests.rulebook.changing import change, copied

NAMES = SinceNames(rulebook().countries.country_name, "List {}".format, "Source {}".format)
GOOD = Signing(Outcome.NO_OBJECTION, "Ann Lee", "Clean.", scene("turkey").case.export_on)


def said(facts: CaseFacts, **now: Any) -> list[str]:
    """Return what is told of a case that was signed with `facts` and looks like `now`."""
    case = signed(GOOD, facts, AT)
    found = drift(replace(facts, case=case, **now))
    return [since_sentence(one, NAMES) for one in found.since] if found else []


def later(**changes: Any) -> list[str]:
    """Return what is told when the worked case looks different after its sign-off."""
    facts, now = scene("turkey"), scene("turkey", **changes)
    names = ("parties", "items", "letters", "certification", "history", "policy")
    return said(facts, **{name: getattr(now, name) for name in names})


def test_a_party_is_told_by_name_with_its_fields() -> None:
    facts = scene("turkey")
    first = facts.parties[0]
    moved = replace(
        first.profile,
        names=(PartyName("Another A.Ş."),),
        addresses=(PartyAddress(street="Rıhtım 9", country="AE"),),
        website="another.example",
    )
    sentences = said(facts, parties=(replace(first, profile=moved), *facts.parties[1:]))
    name, where = first.name, first.profile.addresses[0].line
    assert f"Another A.Ş., names: {name} → Another A.Ş.." in sentences
    assert f"Another A.Ş., addresses: {where} → Rıhtım 9." in sentences
    assert "Another A.Ş., countries: Türkiye → United Arab Emirates." in sentences
    assert any("website" in one and "another.example" in one for one in sentences)
    assert not any("sign-off" in one for one in sentences)  # stands over it, once


def test_who_is_new_or_gone_is_told_once() -> None:
    facts = scene("turkey")
    new = replace(facts.parties[0], id="p-9", profile=replace(facts.parties[0].profile))
    assert said(facts, parties=(*facts.parties, new))[0].startswith(f"{new.name}: new as ")
    told = said(facts, parties=facts.parties[1:])
    assert [one for one in told if one.startswith(facts.parties[0].name)] == [
        f"{facts.parties[0].name}: no longer purchaser, ultimate consignee, end user."
    ]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        (
            {"matches": ["purchaser|SDN|open"]},
            "{name}: a possible match that was not there, {match} (List SDN): undecided.",
        ),
        (
            {"matches": ["purchaser|EL|same"]},
            "{name}: a possible match that was not there, {match} (List EL): same party.",
        ),
        ({"letters": ["red_flag|P"]}, "Letter {letter} from BIS touches {touched}."),
        ({"certification": "expired"}, "Certification {number}: Accepted → Expired."),
        (
            {"policy": {"growth_factor": 5}},
            "Company policy, how many times the largest earlier order is sudden growth: 3 → 5.",
        ),
        (
            {"policy": {"certification_tiers": ["1"]}},
            "Company policy, tiers that ask for a certification: 1, 2 → 1.",
        ),
        ({"history": ["854231|2021-05-01|10|pcs"]},
         "Earlier orders: 854231 2021-05-01 10 pcs is new."),
    ],
)  # fmt: skip
def test_what_changed_around_a_case_is_told(changes: dict[str, Any], sentence: str) -> None:
    now = scene("turkey", **changes)
    party = now.parties[0]
    told = {
        "name": party.name,
        "match": party.matches[0].name if party.matches else "",
        "letter": now.letters[0].number if now.letters else "",
        "touched": "; ".join(now.letters[0].touches) if now.letters else "",
        "number": now.certification.number,
    }
    assert sentence.format(**told) in later(**changes)


def test_an_owner_and_a_license_are_told_in_the_words_of_their_findings() -> None:
    owned = later(owners={"parties": "A=EL", "holdings": "A>X:60 B>X:40"})
    assert any("ownership: " in one and "60" in one for one in owned)
    license = later(indication=["likely_required"])
    assert license[0].startswith("P-1, license: Not indicated → License likely required: ")


def test_a_match_that_went_is_told() -> None:
    facts = scene("turkey", matches=["purchaser|UVL|same"])
    case = signed(replace(GOOD, outcome=Outcome.HOLD_RESOLVE), facts, AT)
    bare = replace(facts.parties[0], matches=())
    found = drift(replace(facts, case=case, parties=(bare, *facts.parties[1:])))
    assert found is not None
    match = facts.parties[0].matches[0]
    words = [since_sentence(one, NAMES) for one in found.since]
    gone = f"{bare.name}: the match with {match.name} (List UVL) is gone, or was decided as another"
    assert words == [f"{gone} party."]


def test_a_list_is_told_by_the_days_of_its_editions() -> None:
    facts = scene("turkey")
    old = tuple(replace(one, published=date(2026, 11, 20)) for one in facts.lists)
    new = tuple(replace(one, edition="e-2", published=date(2026, 11, 24)) for one in facts.lists)
    told = said(replace(facts, lists=old), lists=new)
    assert "Source us-csl: the edition of 20 Nov 2026 gave way to that of 24 Nov 2026." in told
    assert "Source us-csl: not in use any more." in said(replace(facts, lists=old), lists=())


def test_rules_that_differ_are_told_by_title_and_the_others_counted(tmp_path: Path) -> None:
    old, new = copied(tmp_path / "old"), copied(tmp_path / "new")
    lines = (new / "country_rules.csv").read_text("utf-8").splitlines(keepends=True)
    for code in ("TR", "DE"):  # the case goes to the first
        at = next(n for n, line in enumerate(lines) if line.startswith(f"{code},"))
        lines[at] = lines[at].replace(f"{code},,", f"{code},,E2 ", 1)
    (new / "country_rules.csv").write_text("".join(lines), "utf-8")
    change(new, "switches.toml", "was not yet in force", "was not in force")
    with (new / "high_priority.csv").open("a", encoding="utf-8") as file:
        file.write("870120,1,Made up,yes,,,,,,\n")
    told = list(rules_since(row_changes(old, new), scene("turkey")))
    words = [since_sentence(one, NAMES) for one in told]
    assert any(one.startswith("Countries, “Türkiye”: country groups: ") for one in words)
    assert any(one.startswith("Dated rules, “BIS Affiliates Rule (50 percent)”: ") for one in words)
    assert "Countries, other entries that differ: 1." in words
    assert "High-priority list, other entries that differ: 1." in words
    assert not any("Germany" in one for one in words)


def test_a_sign_off_of_before_says_which_part() -> None:
    facts = scene("turkey")
    case = signed(GOOD, facts, AT)
    assert case.sign_off is not None
    old = replace(case, sign_off=replace(case.sign_off, basis=()))
    now = replace(
        facts, case=old, certification=scene("turkey", certification="expired").certification
    )
    found = drift(now)
    assert found is not None
    assert [since_sentence(one, NAMES) for one in found.since] == [
        "Different: certification. It was signed before each fact was kept with a sign-off, so only"
        " the part can be named."
    ]
    gone = Since(Ground.RULEBOOK, "rulebook", label="since-rules-not-kept")
    assert "not kept" in since_sentence(gone, NAMES)
