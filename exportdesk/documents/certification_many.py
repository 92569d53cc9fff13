"""The papers of certifications, one at a time or many by several processes at once."""

from collections.abc import Generator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass, field
from multiprocessing import get_context

from exportdesk.core.certifications import CertificationForm
from exportdesk.core.company import Company
from exportdesk.core.papers import Letterhead
from exportdesk.core.processes import processors, step_back
from exportdesk.documents.wording import WordingPair

_WORTH_IT = 24  # fewer are made before another process has begun
_CHUNK = 8
Pair = tuple[bytes, bytes]


@dataclass(frozen=True, slots=True)
class PaperSetting:
    """What all papers have in common."""

    company: Company
    letterhead: Letterhead = field(default_factory=Letterhead)
    country_names: Mapping[str, str] = field(default_factory=dict)
    program_version: str = ""


Job = tuple[CertificationForm, WordingPair]


def paper_of(
    setting: PaperSetting,
    job: Job,
    *,
    fillable: bool,
    mark: str = "",
    more_follow: bool = False,
) -> bytes:
    """Return one paper."""
    # Imported when a paper is made: reportlab costs 0.2 s that opening the window need not pay.
    from exportdesk.documents.certification import certification

    form, wording = job
    return certification(
        form,
        wording,
        setting.company,
        fillable=fillable,
        country_names=setting.country_names,
        logo=setting.letterhead.logo,
        accent=setting.letterhead.accent,
        review=setting.letterhead.review,
        mark=mark or setting.letterhead.mark,
        is_demo=setting.letterhead.is_demo,
        program_version=setting.program_version,
        more_follow=more_follow,
    )


def pairs_of(setting: PaperSetting, jobs: Sequence[Job], *, last: bool = True) -> list[Pair]:
    """Return the form to fill in and its flat twin of each; `last` where none follow."""
    made = []
    for done, job in enumerate(jobs, start=1):
        more = not last or done < len(jobs)
        form = paper_of(setting, job, fillable=True, more_follow=True)
        made.append((form, paper_of(setting, job, fillable=False, more_follow=more)))
    return made


def many_pairs(
    setting: PaperSetting, jobs: Sequence[Job], *, workers: int | None = None
) -> Generator[Pair]:
    """Yield the two papers of each job in their order; leaving the loop ends the processes."""
    count = workers or processors()
    if count < 2 or len(jobs) < _WORTH_IT:
        for at, job in enumerate(jobs, start=1):
            yield from pairs_of(setting, [job], last=at == len(jobs))
        return
    chunks = [jobs[start : start + _CHUNK] for start in range(0, len(jobs), _CHUNK)]
    pool = ProcessPoolExecutor(count, get_context("spawn"), initializer=step_back)
    try:
        asked: list[Future[list[Pair]]] = [
            pool.submit(pairs_of, setting, chunk, last=False) for chunk in chunks
        ]
        for one in asked:
            yield from one.result()
    finally:
        pool.shutdown(wait=True, cancel_futures=True)
