"""Reading damaged tables: rows or one clear refusal, in little time, never anything else."""

import random
import time
from dataclasses import dataclass

from exportdesk.core.errors import BadInput
from exportdesk.core.words import known_codes, say, sentence
from exportdesk.rulebook import Countries, load_rulebook
from exportdesk.tables import CUSTOMERS, PRODUCTS, guess_map, read_rows, table_of
from tests.data.tables import make
from tests.lists.damage import damaged

SAMPLES = tuple(sorted(make.files().items()))
_MOST_ROWS_SEEN = 2_000


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a damaged table ended: "taken" or a code; what is wrong with that; how long it took."""

    end: str
    faults: tuple[str, ...]
    seconds: float


def damage_of(number: int, seed: str) -> tuple[str, str, bytes]:
    """Return the name, the way and the bytes of a damaged file, the same for the same seed."""
    name, data = SAMPLES[number % len(SAMPLES)]
    way, changed = damaged(data, random.Random(f"{seed}:{number}:{name}"))
    return name, way, changed


def judge(data: bytes, name: str, countries: Countries | None = None) -> Outcome:
    """Read a file as customers and as products, and look at what comes of it."""
    code = (countries or load_rulebook().countries).country_code
    begun = time.process_time()
    faults: list[str] = []
    try:
        table = table_of(data, name)
        for subject in (CUSTOMERS, PRODUCTS):
            columns = guess_map(table, subject, code)  # type: ignore[misc] # one or the other
            rows = read_rows(table, columns, subject, code)  # type: ignore[misc] # as above
            for number, row in enumerate(rows):
                faults += [one.code for one in row.problems if one.code not in known_codes()]
                faults += [
                    sentence(one.code, one.facts) for one in row.problems if one.row != row.number
                ]
                if number >= _MOST_ROWS_SEEN:
                    break
        faults += [note.code for note in table.notes if note.code not in known_codes()]
        if len(set(table.headings)) < len(table.headings):
            faults.append("headings that are not told apart")
        end = "taken"
    except BadInput as error:
        end = error.code
        if error.code not in known_codes() or not say(error).startswith(name):
            faults.append(f"no sentence: {error}")
    except (Exception, BaseExceptionGroup) as error:  # noqa: BLE001 - whatever it is, it is told
        end = "crash"
        faults.append(repr(error)[:300])
    return Outcome(end, tuple(faults), time.process_time() - begun)
