"""Names that stand inside names."""

import pytest

from exportdesk.lists.names import names_inside


@pytest.mark.parametrize(
    ("name", "inside"),
    [
        ("MARCH TEAL -AKA- MARK TEAL", ["MARCH TEAL", "MARK TEAL"]),
        ("MARCH TEAL -AKA-MARK TEAL", ["MARCH TEAL", "MARK TEAL"]),
        ("MARCH TEAL- AKA- MARK TEAL", ["MARCH TEAL", "MARK TEAL"]),
        ("TEAL CO -AKAS- TEAL PTE LTD, CORE TEAL", ["TEAL CO", "TEAL PTE LTD", "CORE TEAL"]),
        ("TEALWOOD (AKA: MARCH TEAL)", ["TEALWOOD", "MARCH TEAL"]),
        ("K (AKA: TEAL, MARCH)", ["TEAL, MARCH"]),
        ("TEAL SUN A/K/A FRANK SUN", ["TEAL SUN", "FRANK SUN"]),
        ("TEAL AIR D/B/A T7 AIR", ["TEAL AIR", "T7 AIR"]),
        ("Orrin) Orrin (a/k/a Fenn Orrin", ["Orrin Orrin", "Fenn Orrin"]),
        ("PEARL (A.K.A. NEI CHU) LI", ["PEARL LI", "NEI CHU"]),
        ("Orrin; a.k.a. Cow; a.k.a Hall J", ["Orrin", "Cow", "Hall J"]),
        ("Teal Ltd., a.k.a. Tea Ltd. (Tea)", ["Teal Ltd.", "Tea Ltd. (Tea)"]),
        ("Institute (a.k.a., Academy (AC)'s 9)", ["Institute", "Academy (AC)'s 9"]),
        ("TEAL B.V. ALSO KNOWN AS DELTA B.V.", ["TEAL B.V.", "DELTA B.V."]),
        ("F.K.A. Office of Studies (OS)", ["Office of Studies (OS)"]),
        ("Teal; and any successor, sub-unit, or subsidiary thereof", ["Teal"]),
        ("Forces (aka VKS); and any successor, or unit", ["Forces", "VKS"]),
        ("Min (a.k.a Choe) (DPRK individual)", ["Min", "Choe"]),
        ("Teal LLC (Narnian entity)", ["Teal LLC"]),
        ("Osaka Trading", []),
        ("AKA Holding", []),
        ("International Entity Co", []),
        ("Plain Name", []),
    ],
)
def test_names_inside(name: str, inside: list[str]) -> None:
    assert list(names_inside(name)) == inside
