"""A page of the guide as rich text: Markdown turned into the HTML that Qt's text browser draws."""

import re
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

from exportdesk.core.guide import anchor_of
from exportdesk.ui.theme import Tokens, px

_STYLE = """
body, p, li, td, th {{ color: {ink}; line-height: 125%; }}
h1 {{ font-size: {title}px; font-weight: 600; margin-bottom: {p8}px; }}
h2 {{ font-size: {part}px; font-weight: 600; margin-top: {p24}px; margin-bottom: {p4}px; }}
h3 {{ font-size: {small}px; font-weight: 600; margin-top: {p16}px; margin-bottom: {p4}px; }}
p, ul, ol, table {{ margin-top: {p4}px; margin-bottom: {p12}px; }}
li {{ margin-bottom: {p4}px; }}
ul li {{ text-indent: -{half}px; }}
a {{ color: {accent}; text-decoration: none; }}
code, pre {{ font-family: 'Noto Sans Mono', monospace; background: {hover}; }}
pre {{ white-space: pre-wrap; margin-top: {p8}px; margin-bottom: {p12}px; }}
table {{ border-collapse: collapse; border-color: {line}; border-style: solid; }}
td, th {{ padding: {p8}px; border-color: {line}; border-style: solid; }}
th {{ font-weight: 600; background: {hover}; }}
"""

_GAP = "\u00a0\u00a0"  # half a letter, before what follows a bullet: Qt leaves one blank
_MARK = "\u200e"  # reads from the left, and is not seen
_LETTERS = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc"  # of scripts that are read from the right
_FROM_RIGHT = re.compile(f"[{_LETTERS}]+(?:[ .,]+[{_LETTERS}]+)*")


def style(colours: Tokens) -> str:
    """Return the style sheet of a page in these colours, at the size of the base font."""
    sizes = {f"p{size}": px(size) for size in (4, 8, 12, 16, 24)}
    sizes |= {"title": px(22), "part": px(17), "small": px(14)}
    sizes["half"] = round(px(13) / 2)
    return _STYLE.format(**colours.as_mapping(), **sizes)


def page_html(markdown: str) -> str:
    """Return the page as HTML; headings carry the anchors that links name."""
    tokens = _markdown().parse(markdown)
    _space_bullets(tokens)
    for at, token in enumerate(tokens):
        if token.type == "heading_open":
            _put_anchor(tokens[at + 1])
        elif token.type == "paragraph_open" and _is_picture(tokens[at + 1]):
            token.attrs = {"style": "line-height: 100%"}  # room between lines is a share of it
        elif token.type == "table_open":
            token.attrs = {"width": "100%", "cellspacing": "0", "border": "1"}
    html = _markdown().renderer.render(tokens, _markdown().options, {})
    return f"<body>{_from_left(html)}</body>"


def _from_left(html: str) -> str:
    """Return `html` with names in Arabic or Hebrew held apart: what stands beside reads on."""
    return _FROM_RIGHT.sub(f"{_MARK}\\g<0>{_MARK}", html)


def pictures_of(html: str, folder: str, *, dark: bool) -> str:
    """Let a page show the pictures of the dark window, where it is the dark one that is open."""
    if dark:
        html = re.sub(r"(src=\"[^\"]*)-light\.png", r"\1-dark.png", html)
    return html.replace('src="../pictures/', f'src="{folder}/')


def _is_picture(inline: Token) -> bool:
    return [child.type for child in inline.children or ()] == ["image"]


def _put_anchor(inline: Token) -> None:
    _put_first(inline, "html_inline", f'<a name="{anchor_of(inline.content)}"></a>')


def _space_bullets(tokens: list[Token]) -> None:
    """Put a gap before what follows a bullet; the first line begins as much further left."""
    for at, token in enumerate(tokens):
        if token.type == "list_item_open" and token.markup in ("-", "*", "+"):
            _put_first(tokens[at + 2], "text", _GAP)


def _put_first(inline: Token, kind: str, content: str) -> None:
    first = Token(kind, "", 0)
    first.content = content
    inline.children = [first, *(inline.children or [])]


@cache
def _markdown() -> MarkdownIt:
    # No HTML of a page's own: the guide has none, and a rulebook that was imported may not either.
    return MarkdownIt("commonmark", {"html": False}).enable("table")
