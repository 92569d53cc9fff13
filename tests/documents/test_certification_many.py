"""Many papers by several processes: the same bytes as one by one, in their order."""

from dataclasses import replace

from exportdesk.documents.certification_many import PaperSetting, many_pairs, paper_of
from tests.documents.certs import countries, form, pair
from tests.documents.samples import NORTHFIELD
from tests.sampling import by_name

SETTING = PaperSetting(NORTHFIELD, country_names=countries())


@by_name
def test_several_processes_make_what_one_makes() -> None:
    jobs = [
        (replace(form(items=1), number=f"C-2026-{number:04d}"), pair("en")) for number in range(24)
    ]
    made = list(many_pairs(SETTING, jobs, workers=2))
    assert len(made) == len(jobs)
    for at in (0, 11, 23):
        fillable, flat = made[at]
        assert fillable == paper_of(SETTING, jobs[at], fillable=True)
        assert flat == paper_of(SETTING, jobs[at], fillable=False)


def test_a_few_are_made_here() -> None:
    jobs = [(form(items=1), pair("tr"))]
    ((fillable, flat),) = many_pairs(SETTING, jobs, workers=2)
    assert fillable == paper_of(SETTING, jobs[0], fillable=True)
    assert fillable != flat
