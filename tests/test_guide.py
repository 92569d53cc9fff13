"""The guide's links lead somewhere, its commands exist, and its words are the product's."""

import re
from pathlib import Path

import click
import pytest

from exportdesk.cli.program import program
from exportdesk.operations.demo import demo_customers, demo_lessons
from installer.messages import catalogue

ROOT = Path(__file__).resolve().parents[1]
PAGES = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "resources").rglob("*.md")]
PAGES = [page for page in PAGES if page.name != "THIRD_PARTY_NOTICES.md"]
FOR_USERS = [ROOT / "README.md", ROOT / "CHANGELOG.md", *(ROOT / "docs/guide").glob("*.md")]
each_page = pytest.mark.parametrize("page", PAGES, ids=[str(p.relative_to(ROOT)) for p in PAGES])

_FORBIDDEN = re.compile(r"\b(compliant|cleared|KYC|sanctions? check|TODO)\b")


_NAMED = re.compile(r"(?<![*\w])\*([^*\n]+(?:\n[^*\n]+)?)\*(?!\*)")
_NO_NAMES = {  # what the guide puts in italics and no button or page is called
    "-", "Applications", "Apps", "City (2)", "ExportDesk command line", "N/A", "day", "here",
    "international", "part-738 2026-07-23.xml", "red-flag letter", "safe start",
    "supplier-list letter", "Hash of our records", "trading", "Uninstall",
}  # fmt: skip


def test_buttons_and_pages_are_called_what_the_program_calls_them() -> None:
    ids = [m.id if isinstance(m.id, str) else m.id[-1] for m in catalogue("es") if m.id]
    ids = [re.sub(r"&(?=\w)", "", one) for one in ids]
    names = {one.casefold() for one in ids} | set(demo_names())
    parts = [re.split(r"\{\w+\}", one) for one in ids if "{" in one]
    filled = [
        re.compile(".+".join(map(re.escape, part)))
        for part in parts
        if len(re.findall(r"[^\W\d_]", "".join(part))) > 2  # a bare place would be anything
    ]
    odd = []
    for page in (ROOT / "docs/guide").glob("*.md"):
        for found in _NAMED.findall(page.read_text(encoding="utf-8")):
            for name in " ".join(found.split()).split(" > "):
                known = name in _NO_NAMES or name.casefold() in names
                if not known and not any(one.fullmatch(name) for one in filled):
                    odd.append(f"{page.name}: {name}")
    assert odd == []


def test_troubles_are_told_in_the_words_in_which_the_program_tells_them() -> None:
    said = [text for m in catalogue("es") for text in ([m.id] if isinstance(m.id, str) else m.id)]
    known = [re.sub(r"&(?=\w)", "", one).casefold() for one in said]
    odd = []
    for name in ("when-something-goes-wrong", "backups"):
        page = (ROOT / f"docs/guide/{name}.md").read_text(encoding="utf-8")
        for line in page.splitlines():
            for quoted in re.findall(r'"([^"]+)"', line) if line.startswith("|") else ():
                parts = quoted.casefold().split("…")
                told = re.compile(".+".join(map(re.escape, parts)))
                odd += [quoted] if not any(told.search(one) for one in known) else []
    assert odd == []


def demo_names() -> list[str]:
    """Return how customers of the demo are spoken of: by what their names begin with."""
    words = [customer.party.name.split() for customer in demo_customers()]
    return [" ".join(name[:n]).casefold() for name in words for n in range(1, len(name) + 1)]


@each_page
def test_links_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+)[^)]*\)", page.read_text(encoding="utf-8")):
        if not target.startswith(("http:", "https:", "mailto:")):
            assert (page.parent / target).exists(), target


def test_pictures_are_there_for_both_themes_and_say_what_they_show() -> None:
    for page in (ROOT / "docs/guide").glob("*.md"):
        for words, target in re.findall(r"!\[([^\]]*)\]\(([^)]+)\)", page.read_text("utf-8")):
            assert words, f"{page.name}: {target}"
            dark = page.parent / target.replace("-light.", "-dark.")
            assert dark != page.parent / target
            assert dark.exists(), dark


@pytest.mark.parametrize("page", FOR_USERS, ids=[page.name for page in FOR_USERS])
def test_words_are_careful(page: Path) -> None:
    found = _FORBIDDEN.search(page.read_text(encoding="utf-8"))
    assert found is None, found


def test_every_page_of_the_guide_is_reached() -> None:
    index = (ROOT / "docs/guide/README.md").read_text(encoding="utf-8")
    for page in (ROOT / "docs/guide").glob("*.md"):
        assert page.name == "README.md" or f"({page.name})" in index


def test_the_commands_told_are_the_commands_there_are() -> None:
    page = (ROOT / "docs/guide/command-line.md").read_text(encoding="utf-8")
    told = set()
    for line in re.findall(r"^\| `exportdesk ?([^`]*)` \|", page, re.MULTILINE):
        words = line.split()
        command: click.Command = program
        path = []
        while words and words[0] in (known := _under(command)):
            command = known[words[0]]
            path.append(words.pop(0))
        options = {name for parameter in command.params for name in parameter.opts}
        assert set(re.findall(r"--[a-z-]+", line)) <= options, line
        assert path or not words, line
        told.add(" ".join(path))
    assert told - {""} == set(_commands(program))


def _under(command: click.Command) -> dict[str, click.Command]:
    """Return the commands of a group by name; none where it is no group."""
    if not isinstance(command, click.Group):
        return {}
    asking = click.Context(command)
    named = {name: command.get_command(asking, name) for name in command.list_commands(asking)}
    return {name: found for name, found in named.items() if found is not None}


def _commands(group: click.Command, above: str = "") -> list[str]:
    found = []
    for name, command in _under(group).items():
        path = f"{above} {name}".strip()
        found += _commands(command, path) if isinstance(command, click.Group) else [path]
    return found


def test_the_demo_page_tells_every_lesson() -> None:
    page = (ROOT / "docs/guide/demo.md").read_text(encoding="utf-8")
    for customer in demo_customers():
        assert (customer.reference in demo_lessons()) == (f"| {customer.party.name} (" in page)
