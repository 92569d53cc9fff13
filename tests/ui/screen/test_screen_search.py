"""Answers while typing: only the newest question counts, and no party drops another's."""

import threading
from collections.abc import Sequence

from pytestqt.qtbot import QtBot

from exportdesk.core.errors import ListsMissing
from exportdesk.core.ids import ListingUid
from exportdesk.core.parties import Party
from exportdesk.core.screenings import DecidedBefore, PartyResult
from exportdesk.operations.lists_status import ReadyIndex
from exportdesk.ui.jobs import JobRunner
from exportdesk.ui.screen.party_draft import Answer, PartyDraft
from exportdesk.ui.screen.search import Search
from exportdesk.ui.shell import Shell


class SlowScreens:
    """Answers when it is let: stands for a list so large that typing overtakes it."""

    def __init__(self) -> None:
        self.ready: ReadyIndex | None = ReadyIndex(folder=None, editions=())  # type: ignore[arg-type] # never opened
        self.names = 1
        self.begun: list[str] = []
        self.let: dict[str, threading.Event] = {}
        self.trouble: ListsMissing | None = None

    def screen(self, party: Party, *, also: Sequence[ListingUid] = ()) -> PartyResult:
        assert not also
        self.begun.append(party.name)
        if party.name in self.let:
            assert self.let[party.name].wait(5)
        if self.trouble is not None:
            raise self.trouble
        return PartyResult(party)

    def decided_before(
        self, name: str, uids: Sequence[ListingUid]
    ) -> dict[ListingUid, DecidedBefore]:
        return {}

    def threshold(self) -> float:
        return 60.0


def test_a_stale_answer_never_overwrites_a_newer_one(threads: Shell, qtbot: QtBot) -> None:
    screens = SlowScreens()
    screens.let["Sev"] = threading.Event()
    search = Search(screens, threads.screening)
    answers: list[Answer] = []
    search.answered.connect(answers.append)
    party = PartyDraft(1, Party("Sev"))
    search.now(party)
    qtbot.waitUntil(lambda: screens.begun == ["Sev"])
    for name in ("Seve", "Sever", "Severny"):
        party.party = Party(name)
        search.now(party)
    screens.let["Sev"].set()
    with qtbot.waitSignal(threads.screening.idle):
        pass
    # The one under way was not delivered, those in between were never begun.
    assert screens.begun == ["Sev", "Severny"]
    assert [answer.asked.name for answer in answers] == ["Severny"]


def test_a_question_about_one_party_does_not_drop_that_about_another(
    threads: Shell, qtbot: QtBot
) -> None:
    search = Search(SlowScreens(), threads.screening)
    answers: list[Answer] = []
    search.answered.connect(answers.append)
    search.now(PartyDraft(1, Party("One")))
    search.now(PartyDraft(2, Party("Two")))
    qtbot.waitUntil(lambda: len(answers) == 2)
    assert {answer.key for answer in answers} == {1, 2}


def test_writes_do_not_hold_up_answers(threads: Shell, qtbot: QtBot) -> None:
    held = threading.Event()
    threads.jobs.start(lambda _progress: held.wait(5))
    search = Search(SlowScreens(), threads.screening)
    with qtbot.waitSignal(search.answered):
        search.now(PartyDraft(1, Party("One")))
    assert threads.jobs.busy
    held.set()
    qtbot.waitUntil(lambda: not threads.jobs.busy)


def test_quick_keys_make_one_question(threads: Shell, qtbot: QtBot) -> None:
    screens = SlowScreens()
    search = Search(screens, threads.screening)
    party = PartyDraft(1, Party("A"))
    search.soon(party)
    party.party = Party("Ab")
    search.soon(party)
    with qtbot.waitSignal(search.answered):
        pass
    assert screens.begun == ["Ab"]


def test_trouble_comes_as_an_answer(shell: Shell) -> None:
    screens = SlowScreens()
    screens.trouble = ListsMissing("listing-gone", uid="x")
    search = Search(screens, shell.screening)
    answers: list[Answer] = []
    search.answered.connect(answers.append)
    search.now(PartyDraft(1, Party("One")))
    assert answers[0].trouble is screens.trouble


def test_nothing_is_asked_of_nothing(shell: Shell) -> None:
    screens = SlowScreens()
    search = Search(screens, shell.screening)
    search.now(PartyDraft(1, Party("")))
    screens.ready = None
    search.now(PartyDraft(2, Party("One")))
    search.forget()
    assert screens.begun == []
    assert isinstance(shell.screening, JobRunner)
