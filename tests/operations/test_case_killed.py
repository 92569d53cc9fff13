"""Every step of a case is kept at once: a program that is killed between them loses none."""

import subprocess
import sys
from pathlib import Path

from exportdesk.core.cases import CaseState
from exportdesk.wiring import open_desk

STEPS = """
import sys
from pathlib import Path
from exportdesk.core.cases import CaseItem, Destination
from exportdesk.wiring import open_desk
from dataclasses import replace

desk = open_desk(Path(sys.argv[1]))
case = desk.cases.new(title="Begun")
for at in range(10_000):
    case = desk.cases.save(replace(case, reference=f"PO-{at}"))
    case = desk.cases.answer(case, "end_use", ("use", "stock", "resell")[at % 3])
    print(case.number, at, flush=True)
"""


def test_a_case_goes_on_where_the_program_was_killed(tmp_path: Path) -> None:
    place = tmp_path / "workspace"
    with subprocess.Popen(
        [sys.executable, "-c", STEPS, str(place)], stdout=subprocess.PIPE, text=True
    ) as program:
        assert program.stdout is not None
        told = [program.stdout.readline() for _each in range(7)]
        program.kill()
        told += program.stdout.read().splitlines(keepends=True)
    number, last = next(one for one in reversed(told) if one.endswith("\n")).split()

    desk = open_desk(place)
    case = desk.cases.by_number(number)
    at = int(last)
    # What was told as done is there; the step that was under way is there whole, or not at all.
    assert case.reference in (f"PO-{at}", f"PO-{at + 1}")
    ways = ("use", "stock", "resell")
    assert case.value("end_use") in (ways[at % 3], ways[(at + 1) % 3])
    assert case.state is CaseState.OPEN
    assert desk.records.verify().sound
    versions = len(desk.cases.versions(case.id))
    saved = desk.cases.answer(case, "military", "no")
    assert saved.value("military") == "no"
    assert len(desk.cases.versions(case.id)) == versions + 1
    desk.close()
