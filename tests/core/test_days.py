"""Days as the region and the language write them."""

from datetime import date

import pytest

from exportdesk.core import i18n
from exportdesk.core.days import day_here, day_in
from exportdesk.core.figures import DayOrder
from exportdesk.core.words import sentence

DAY = date(2026, 9, 6)


@pytest.mark.parametrize(
    ("language", "order", "written"),
    [
        ("en", DayOrder.MONTH_FIRST, "Sep 6, 2026"),
        ("en", DayOrder.DAY_FIRST, "6 Sep 2026"),
        ("es", DayOrder.MONTH_FIRST, "6 sept 2026"),  # Spanish never has the month first
        ("es", DayOrder.DAY_FIRST, "6 sept 2026"),
        ("es", DayOrder.YEAR_FIRST, "2026-09-06"),
    ],
)
def test_a_day_is_written(
    language: str, order: DayOrder, written: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(i18n.OVERRIDE, raising=False)
    i18n.speak(language)
    try:
        assert day_in(DAY, order) == written
    finally:
        i18n.speak("en")


def test_days_in_sentences_are_those_of_the_screen() -> None:
    facts = {"name": "2026-09-06", "number": "C-2026-0001", "on": "2026-09-06"}
    assert sentence("returned-before", facts).endswith("on 6 Sep 2026.")
    with i18n.english():
        assert sentence("returned-before", facts).endswith("on 2026-09-06.")
    typed = {"what": "The day", "asked": "2026-09-06", "returned": "2026-09-07"}
    assert "“2026-09-06” to “2026-09-07”" in sentence("returned-changed", typed)
    assert [day_here(text) for text in ("2026-02-31", "6 Sep", "")] == ["2026-02-31", "6 Sep", ""]
