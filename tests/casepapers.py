"""A case with something of everything, in many scripts, for tests of papers and packs."""

from dataclasses import replace
from datetime import date

from exportdesk.core.cases import Case, CaseParty, License, LookUp, LookUpResult, PartyAnswer
from exportdesk.core.customers import PartyAddress, PartyName, Profile
from exportdesk.core.ids import LetterId
from exportdesk.core.letters import Letter, LetterItem, LetterKind
from exportdesk.core.parties import PartyKind, Role
from exportdesk.core.progress import Silent
from exportdesk.core.screenings import Verdict
from exportdesk.operations.deciding import Word
from exportdesk.wiring import Desk
from tests.casework import EXPORT_ON, filled, item, owned, settled
from tests.reviewing import customer, keep, waits

ARABIC = "شركة النور للتجارة"
CHINESE = "珠江贸易有限公司"
THAI = "บริษัท ริเวอร์ไซด์ จำกัด"
TURKISH = "Örnek Ölçü Sanayi ve Ticaret A.Ş."
HOSTILE = '../../CON<script>:"a|b?*\u202egnp.pdf'


def rich(desk: Desk) -> Case:
    """Return a kept case with matches, owners, flags, licenses, a letter and evidence.

    Its owner is decided to be a listed party, and its forwarder to be somebody else.
    """
    made = owned(
        customer(TURKISH, "TR", address="Sanayi Cad. 4, Bursa", formed_on="2011", reference="K-9"),
        "IMPULS KOMPLEKT",
        "50",
    )
    made = replace(
        made, profile=replace(made.profile, names=(*made.profile.names, PartyName("Ornek Olcu")))
    )
    keep(desk, made)
    queued = waits(desk, "IMPULS KOMPLEKT")
    desk.deciding.decide(
        desk.deciding.subjects([queued.match]),
        Word(Verdict.SAME, "Same tax number.", evidence=(("register.txt", b"register extract"),)),
    )
    case = desk.cases.new(made.id, reference="PO-4711", items=[item()])
    case = filled(desk, case, {"address_kind": "business", "end_use": "transform"})
    forwarder = Profile(
        (PartyName(CHINESE), PartyName(ARABIC)),
        PartyKind.ORGANIZATION,
        (PartyAddress("12 Harbor Road", country="HK"),),
    )
    case = case.with_role(
        Role.FREIGHT_FORWARDER,
        CaseParty(Role.FREIGHT_FORWARDER, PartyAnswer.TYPED, profile=forwarder),
    )
    proof = desk.cases.attach(b"a screenshot", f"{THAI}.png")
    look_up = LookUp(date(2026, 11, 20), LookUpResult.NOT_FOUND, THAI, "Dana Whitfield", (proof,))
    license_ = License("D1234567", "BIS", date(2027, 5, 1), "Conditions 1 to 4")
    case = desk.cases.save(
        replace(
            case,
            title=f"Meters for {THAI}",
            route=("AE",),
            ordered_on=date(2026, 11, 2),
            trade_integrity=look_up,
            licenses=(license_,),
        )
    )
    desk.case_parties.screen(case, Silent())
    case = _flagged(desk, case)
    letter = Letter(
        LetterId(""), LetterKind.RED_FLAG, reference="BIS-2026-77", dated=date(2026, 9, 1),
        received_on=date(2026, 9, 5), asks="Ask for the end user.", items=(LetterItem("8542"),),
    )  # fmt: skip
    desk.letters.add(letter, Silent(), scans=[("letter.txt", b"the scan")])
    return settled(desk, case)


def _flagged(desk: Desk, case: Case) -> Case:
    case = desk.cases.flag(case, "KYC-06", "Installation was refused.")
    proof = desk.cases.attach(b"%PDF-1.4 mail", HOSTILE)
    return desk.cases.resolve_flag(
        case, "KYC-06", inquiry="Why is that?", answer="Own people do it.", evidence=[proof]
    )


def signed(desk: Desk, case: Case) -> Case:
    """Return a case signed off with whatever it comes to."""
    return desk.cases.sign(case, "Dana Whitfield", f"Looked at by {ARABIC}", EXPORT_ON)
