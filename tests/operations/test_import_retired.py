"""A list that its publisher has closed: not taken by mistake, taken with a reason."""

from pathlib import Path

import pytest

from exportdesk.core.errors import ListRefused
from exportdesk.core.ids import SourceKey
from exportdesk.core.progress import Silent
from exportdesk.core.words import say
from exportdesk.lists import load_catalogue
from exportdesk.operations.import_list import ImportRequest, import_edition
from exportdesk.storage.lists_db import ListsDb
from tests.fakes import FakeClock
from tests.lists.samples import country_code
from tests.lists.test_uk import CONLIST_2022

UK = SourceKey("uk-sl")


def test_a_retired_list_is_taken_only_with_a_reason(tmp_path: Path) -> None:
    db = ListsDb.open(tmp_path / "lists.db")

    def take(reason: str) -> None:
        request = ImportRequest(CONLIST_2022, UK, override_reason=reason)
        source = load_catalogue().source(UK)
        import_edition(db, request, Silent(), FakeClock(), source=source, country_code=country_code)

    with pytest.raises(ListRefused) as caught:
        take("")
    assert caught.value.code == "list-retired"
    assert caught.value.facts["overridable"] is True
    assert "closed on 28 January 2026" in say(caught.value)
    assert "conlist-2022.csv" in say(caught.value)
    assert db.edition_in_force(UK) is None
    take("To see who was listed on the last day")
    edition = db.edition_in_force(UK)
    assert edition is not None
    assert edition.override_reason == "To see who was listed on the last day"
    assert "list-retired" in [finding.code for finding in edition.findings]
    db.close()
