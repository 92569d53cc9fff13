"""The square codes of papers, as a scanner types them."""

import pytest

from exportdesk.core.scanned import number_meant

CODES = [
    ("EXPORTDESK CERTIFICATION C-2026-0147-1-VE2T-04", "C-2026-0147"),
    ("exportdesk certification c-2026-0147-1-ve2t-04", "C-2026-0147"),
    ("C-2026-0147-12-VE2T-04", "C-2026-0147"),
    ("EXPORTDESK P-2026-0007 9f2c4b7de1a05c33", "P-2026-0007"),
    ("EXPORTDESK CASE D-2026-12345 9f2c4b7de1a05c33\n", "D-2026-12345"),
    ("EXPORTDESK S-2026-0001 9f2c4b7de1a05c33", "S-2026-0001"),
    ("EXPORTDESK THRESHOLD 62.5 2026-11-26 9f2c", "EXPORTDESK THRESHOLD 62.5 2026-11-26 9f2c"),
    ("C-2026-0147", "C-2026-0147"),
    ("Exportdesk Trading", "Exportdesk Trading"),
    ("order C-2026-0147-1-VE2T-04", "order C-2026-0147-1-VE2T-04"),
    ("", ""),
]


@pytest.mark.parametrize(("text", "meant"), CODES)
def test_a_code_means_its_record(text: str, meant: str) -> None:
    assert number_meant(text) == meant
