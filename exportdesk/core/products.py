"""What we sell, as it is kept."""

from dataclasses import dataclass
from enum import StrEnum

from exportdesk.core.ids import ProductId


class HsSchedule(StrEnum):
    """Whose code a product has: that of all countries (HS), or one of the two US schedules."""

    HS = "hs"
    SCHEDULE_B = "schedule_b"
    HTS = "hts"
    NOT_SAID = ""


class Jurisdiction(StrEnum):
    """Whose export controls a product is under."""

    EAR = "ear"
    ITAR = "itar"
    OTHER = "other"
    NOT_KNOWN = ""


@dataclass(frozen=True, slots=True)
class Product:
    """Something we sell. `hs_code` holds digits only: 6, 8 or 10, or none.

    `eccn` is as classified, `usml_category` a Roman number (with paragraphs) where the product is
    under the ITAR, `origin` an ISO 3166-1 alpha-2 code. Empty text means not given.
    """

    id: ProductId
    sku: str
    description: str
    hs_code: str = ""
    hs_schedule: HsSchedule = HsSchedule.NOT_SAID
    eccn: str = ""
    jurisdiction: Jurisdiction = Jurisdiction.NOT_KNOWN
    usml_category: str = ""
    origin: str = ""
    manufacturer: str = ""
    notes: str = ""
