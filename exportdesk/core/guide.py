"""The user guide as the program shows it: its pages in their order, and a search over them.

The pages are Markdown (CommonMark with tables), in `docs/guide`; README.md is the first and names
the others in the order they are read in. Nothing is drawn here.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from exportdesk.core.resources import guide_folder

FIRST = "README"
_LINK = re.compile(r"!?\[([^\]]*)\]\(([^)]*)\)")
_MARKS = re.compile(r"[|\\]+|-{3,}|^[\s>#-]+(?=\S)", re.MULTILINE)
_EMPHASIS = re.compile(r"[`*]+")  # leaves nothing: a comma stands behind the word it belongs to
_ENDING = re.compile(r"(?<=\w{4})(ing|ed|es|s|e)$")
_WORD = re.compile(r"[\w'’-]+")
_SNIPPET = 110
_LEAD = 14  # signs before what is meant: it is seen where only the beginning has room
_SMALL = frozenset(
    {"a", "an", "and", "are", "do", "for", "how", "i", "in", "is", "my", "of", "on", "or"}
    | {"the", "to", "with", "what"}
)
_SAME = {"email": "e-mail", "edit": "change", "licence": "license"}  # as the guide writes them
_ASKED_FIRST = "short-answers"  # its headings are what people ask; they go before a tie
_SELDOM_MEANT = frozenset({FIRST, "command-line", "cases-from-files"})


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a page under a heading: `anchor` is what links name it by, `text` has no marks."""

    heading: str
    anchor: str
    text: str


@dataclass(frozen=True, slots=True)
class GuidePage:
    """A page: `name` without `.md`, `title` its first heading, `markdown` the whole of it."""

    name: str
    title: str
    markdown: str
    sections: tuple[Section, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """Where the guide speaks of what was searched for: the page, the part of it, some words."""

    page: GuidePage
    section: Section
    words: str


class Guide:
    """The pages in a folder. Raises OSError where they cannot be read."""

    def __init__(
        self, folder: Path | None = None, *, more: Mapping[str, str] | None = None
    ) -> None:
        """`more` is what the program adds to the end of pages, by their names, as Markdown."""
        self.folder = guide_folder() if folder is None else folder
        self._more = more or {}

    @cached_property
    def pages(self) -> tuple[GuidePage, ...]:
        """The pages, in the order the first one names them; those it does not name at the end."""
        files = {file.stem: file for file in sorted(self.folder.glob("*.md"))}
        named = [name for name in _named(files[FIRST]) if name in files]
        order = dict.fromkeys([FIRST, *named, *files])
        return tuple(_page(files[name], self._more.get(name, "")) for name in order)

    def page(self, name: str) -> GuidePage | None:
        """Return the page of this name."""
        return next((page for page in self.pages if page.name == name), None)

    def find(self, text: str, most: int = 40) -> list[Found]:
        """Return the parts that hold a word beginning like each word of `text`, best first.

        `decide` finds `deciding`: the commonest endings of English are left off. Where no part
        holds them all, those that hold one of them are returned.
        """
        asked = _asked(text)
        if not asked:
            return []
        whole = self._holding(asked, _phrase(text), most)
        if whole or len(asked) == 1:
            return whole
        known = [word for word in asked if self._holding([word], None, 1)]
        if len(known) < len(asked):  # a word that is nowhere in the guide: the others count
            return self.find(" ".join(known), most)
        each = [self._holding([word], None, most) for word in known]
        parts = {(one.page.name, one.section.anchor): one for found in each for one in found}
        return list(parts.values())[:most]

    def _holding(self, asked: list[str], phrase: re.Pattern[str] | None, most: int) -> list[Found]:
        """Return the parts that hold all of these beginnings, best first."""
        found = []
        for at, page in enumerate(self.pages):
            for place, section in enumerate(page.sections):
                weight = _weight(asked, phrase, page, section, first=place == 0)
                if weight:
                    found.append((-weight, at, place, page, section))
        found.sort(key=lambda one: one[:3])
        return [
            Found(page, section, _snippet(section.text, asked))
            for _weighs, _at, _place, page, section in found[:most]
        ]


def words_meant(text: str) -> str:
    """Return a regular expression for the words that a search for `text` finds, "" for none."""
    asked = _asked(text)
    return rf"\b(?:{'|'.join(map(re.escape, asked))})[\w'’-]*" if asked else ""


def anchor_of(heading: str) -> str:
    """Return what a link calls a heading: lower case, hyphens for blanks, no punctuation."""
    return re.sub(r"[^\w\- ]", "", plain(heading).lower()).strip().replace(" ", "-")


def plain(markdown: str) -> str:
    """Return the words of a piece of Markdown, without its marks; a picture leaves nothing."""
    words = _LINK.sub(lambda link: "" if link[0].startswith("!") else link[1], markdown)
    return re.sub(r"\s+", " ", _MARKS.sub(" ", _EMPHASIS.sub("", words))).strip()


def _named(first: Path) -> Iterator[str]:
    for _words, target in _LINK.findall(first.read_text(encoding="utf-8")):
        if target.endswith(".md"):
            yield target.removesuffix(".md")


def _page(file: Path, more: str) -> GuidePage:
    markdown = file.read_text(encoding="utf-8") + more
    sections = tuple(_sections(markdown))
    title = sections[0].heading if sections else file.stem
    return GuidePage(file.stem, title, markdown, sections)


def _sections(markdown: str) -> Iterator[Section]:
    heading, lines = "", list[str]()
    for line in [*markdown.splitlines(), "# "]:
        told = re.match(r"#{1,3}\s+(.*)|# $", line)
        if told is None:
            lines.append(line)
            continue
        if heading or any(lines):
            yield Section(plain(heading), anchor_of(heading), plain("\n".join(lines)))
        heading, lines = told[1] or "", []


def _asked(text: str) -> list[str]:
    """Return the words asked for without their endings; `a` and `of` count where all are such."""
    words = [word.casefold() for word in _WORD.findall(text.replace("-", " "))]
    meant = [word for word in words if word not in _SMALL] or words
    return [_ENDING.sub("", _SAME.get(word, word)) for word in meant]


def _phrase(text: str) -> re.Pattern[str] | None:
    """Return what finds the words one behind the other, None where there is but one."""
    asked = _asked(text)
    between = rf"[\w'’-]*\W+(?:(?:{'|'.join(sorted(_SMALL))})\W+)*"
    return re.compile(r"\b" + between.join(map(re.escape, asked))) if len(asked) > 1 else None


def _weight(
    asked: list[str],
    phrase: re.Pattern[str] | None,
    page: GuidePage,
    section: Section,
    *,
    first: bool,
) -> int:
    """Return how well a part answers; 0 where a word is not in it nor in its headings.

    A title or a heading that says it all goes before a text that does, the words one behind the
    other before words here and there.
    """
    title, heading = page.title.casefold(), section.heading.casefold()
    text = section.text.casefold()
    whole = 0
    if phrase is not None:
        whole += 400 * (bool(phrase.search(title)) and first)
        whole += 200 * bool(phrase.search(heading)) + 60 * bool(phrase.search(text))
    headed = 0
    for word in asked:
        begins = re.compile(rf"\b{re.escape(word)}")
        in_title, in_heading = bool(begins.search(title)), bool(begins.search(heading))
        times = len(begins.findall(text))
        if not (times or in_heading or (in_title and first)):
            return 0
        headed += in_title or in_heading
        whole += 60 * (in_title and first) + 20 * in_heading + 4 * in_title + min(times, 5)
    said = len(asked) > 1 and headed == len(asked) and any(_begins(w, heading) for w in asked)
    whole += 150 * said + 10 * (page.name == _ASKED_FIRST and headed == len(asked))
    return max(whole // 2, 1) if page.name in _SELDOM_MEANT else whole


def _begins(word: str, text: str) -> bool:
    return re.search(rf"\b{re.escape(word)}", text) is not None


def _snippet(text: str, asked: list[str]) -> str:
    """Return some words around the place where most of what is meant stands."""
    places = [
        (found.start(), word)
        for word in asked
        for found in re.finditer(rf"\b{re.escape(word)}", text, re.IGNORECASE)
    ]
    near = [
        len({word for at, word in places if start <= at < start + _SNIPPET * 2 // 3})
        for start, _word in places
    ]
    best = places[near.index(max(near))][0] if near else 0
    begin = max(0, best - _LEAD)
    if begin:
        begin = text.find(" ", begin) + 1
    cut = text[begin : begin + _SNIPPET]
    if begin + _SNIPPET < len(text):
        cut = cut.rpartition(" ")[0] + " …"
    return f"… {cut}" if begin else cut
