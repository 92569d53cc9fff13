"""One party on several lists, in a workspace with the demo's list: for tests and pictures."""

from datetime import date
from pathlib import Path

from exportdesk.core.listings import Address, ListedName, NameRole
from tests.listed import PUBLISHED, listing, numbered, put

NAME = "Impuls Komplekt"
OFAC = "us-ofac-sdn:SDN:990107"
CSL = "us-csl:SDN:990107"
EU, UK, UN = "eu-fsf:EU.9901.7", "uk-sl:RUS9901", "un-sc:QDe.901"


def put_several(lists_db: Path, published: date = PUBLISHED) -> None:
    """Put OFAC's own list, the EU's and the UK's in force, each with the same party."""
    put(
        lists_db,
        "us-ofac-sdn",
        listing(
            OFAC,
            "IMPULS KOMPLEKT",
            "RU",
            addresses=(Address("Litejnaya ul., d. 31, pom. 4, Moscow 109999, RU", country="RU"),),
            identifiers=numbered(("Tax ID No.", "9900417725")),
            programs=("RUSSIA-EO14024",),
        ),
        published=published,
    )
    put(
        lists_db,
        "eu-fsf",
        listing(
            EU,
            "OOO Impuls Komplekt",
            "RU",
            names=(
                ListedName("OOO Impuls Komplekt", NameRole.PRIMARY),
                ListedName("ООО «Импульс Комплект»", NameRole.ORIGINAL_SCRIPT),
            ),
            identifiers=numbered(("OFAC Number", "990107")),
        ),
        published=published,
    )
    put(
        lists_db,
        "uk-sl",
        listing(
            UK,
            "IMPULS KOMPLEKT LLC",
            "RU",
            requirement="Asset freeze; Trust services sanctions",
            identifiers=numbered(("EU Reference Number", "EU.9901.7")),
        ),
        published=published,
    )
