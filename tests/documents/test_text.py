"""Shaping, directions and line breaks."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from exportdesk.documents.breaking import clusters, segments
from exportdesk.documents.direction import levels, visual_order, without_controls
from exportdesk.documents.fonts import missing, shelf
from exportdesk.documents.shaping import shape
from exportdesk.documents.text import Span, lines_of, natural_width, storable
from exportdesk.documents.tokens import BODY, BODY_BOLD
from tests.documents.samples import HARD_NAMES


def said(text: str, width: float) -> list[str]:
    """Return the lines of a left-to-right text as strings."""
    return [
        "".join(glyph.text for run in line.runs for glyph in run.run.glyphs)
        for line in lines_of(text, BODY, width)
    ]


@pytest.mark.parametrize("name", HARD_NAMES)
@pytest.mark.parametrize("width", [40.0, 90.0, 400.0])
def test_no_line_is_wider_than_its_room(name: str, width: float) -> None:
    lines = lines_of(name, BODY, width)
    assert all(line.width <= width + 0.01 for line in lines)
    assert all(
        line.baseline >= BODY.size * run.run.high / 1000
        and line.height - line.baseline >= -BODY.size * run.run.low / 1000
        for line in lines
        for run in line.runs
    )


@pytest.mark.parametrize("name", HARD_NAMES)
def test_every_character_is_kept(name: str) -> None:
    for bold in (False, True):
        shaped = shape(name, bold)
        kept = "".join(run.boxed or "".join(g.text for g in run.glyphs) for run in shaped.runs)
        expected = "".join(f"U+{ord(c):04X}" if c in missing(name) else c for c in name)
        assert kept == expected


@pytest.mark.parametrize("name", HARD_NAMES)
def test_no_glyph_is_the_font_s_empty_box(name: str) -> None:
    assert all(glyph.id for run in shape(name, False).runs for glyph in run.glyphs)


def test_what_no_font_has_is_told_and_boxed() -> None:
    assert missing("A😀B\ue000\x00\ud800 😀") == ("😀", "\ue000", "\x00", "\ud800")
    assert [run.boxed for run in shape("a😀", False).runs] == ["", "U+1F600"]
    assert missing("Ünïcode 漢字 สวัสดี العربية עברית 한국어 ₽ № → ✓") == ()


def test_signs_come_from_the_general_fonts() -> None:
    assert shelf().name_for("−") == "NotoSansMath-Regular"
    assert shelf().name_for("é") == "NotoSans-Regular"
    assert shelf().name_for("漢") == "NotoSansSC-Regular"
    assert [shelf().name_for(steering) for steering in "\u200d\u2066"] == ["NotoSans-Regular"] * 2


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        ("one two three", 50, ["one two", "three"]),
        ("one two three", 1000, ["one two three"]),
        ("first\nsecond", 1000, ["first", "second"]),
        ("", 100, [""]),
        ("a  b", 1000, ["a  b"]),
        ("北京航空航天大学", 30, ["北京航", "空航天", "大学"]),
        ("天大学。", 28, ["天大", "学。"]),  # no line begins with a full stop
        ("half/other-end", 40, ["half/", "other-", "end"]),
        ("Wwwwwwwwwwww", 30, ["Wwww", "wwww", "wwww"]),
    ],
)
def test_lines_break_where_readers_expect(text: str, width: float, expected: list[str]) -> None:
    assert said(text, width) == expected


def test_a_word_that_fits_no_line_fills_what_is_left_of_the_one_before() -> None:
    lines = said("No " + "x" * 60, 100)
    assert lines[0].startswith("No x")
    assert "".join(lines).replace(" ", "") == "No" + "x" * 60


def test_thai_breaks_between_clusters_and_never_before_a_following_vowel() -> None:
    pieces = list(segments("บริษัททดสอบจำกัด"))
    assert len(pieces) > 4
    assert not any(piece[0] in "ะาำ" for piece in pieces)
    assert "".join(pieces) == "บริษัททดสอบจำกัด"


def test_clusters_hold_marks_and_conjuncts_together() -> None:
    assert list(clusters("e\u0301a")) == ["e\u0301", "a"]
    assert list(clusters("क्षि")) == ["क्षि"]
    assert list(clusters("កម្ពុជា")) == ["ក", "ម្ពុ", "ជា"]
    assert list(clusters("\u1112\u1161\u11abA")) == ["\u1112\u1161\u11ab", "A"]


def test_left_to_right_text_has_no_levels() -> None:
    assert levels("plain 123") is None


def test_digits_in_arabic_stay_in_order() -> None:
    found = levels("شركة 123")
    assert found is not None
    assert set(found[:5]) == {1}
    assert set(found[5:]) == {2}


def test_invisible_characters_keep_their_place() -> None:
    text = "پارس\u200cگستر"
    found = levels(text)
    assert found is not None
    assert len(found) == len(text)
    assert levels("\u200d\u05d0") == [1, 1]


def test_a_name_cannot_turn_the_text_around_it() -> None:
    assert without_controls("\u202eevil\u202c \u2066x\u2069") == "evil x"


def test_runs_are_reordered_by_level() -> None:
    line = lines_of([Span("A ", BODY), Span("שלום 12", BODY), Span(" B", BODY)], BODY, 500)[0]
    texts = ["".join(glyph.text for glyph in run.run.glyphs) for run in line.runs]
    assert "".join(texts).replace(" ", "") == "A12םולשB"
    assert visual_order([]) == []


def test_bold_is_a_font_where_there_is_one_and_thickened_where_not() -> None:
    (latin,) = shape("Bold", True).runs
    (chinese,) = shape("北京", True).runs
    assert (latin.face.name, latin.heavy) == ("NotoSans-Bold", False)
    assert (chinese.face.name, chinese.heavy) == ("NotoSansSC-Regular", True)
    assert natural_width("Bold", BODY_BOLD) > natural_width("Bold", BODY)


def test_long_names_are_quick_to_break() -> None:
    lines = lines_of("x" * 20_000, BODY, 300)
    assert sum(len(run.run.glyphs) for line in lines for run in line.runs) == 20_000


def test_bookmarks_hold_only_what_pdf_strings_can() -> None:
    assert storable("a\ud800\x00é") == "a?\ufffdé"


@example("\U0001bca0", 12.0, False)
@given(st.text(max_size=60), st.sampled_from([12.0, 70.0, 500.0]), st.booleans())
@settings(max_examples=150, deadline=None)
def test_any_text_is_set(text: str, width: float, bold: bool) -> None:
    style = BODY_BOLD if bold else BODY
    for line in lines_of(text, style, width):
        count = sum(len(run.run.glyphs) for run in line.runs)
        alone = count <= 12 or len({run.run for run in line.runs}) == 1
        assert line.width <= width + 0.01 or alone
        assert all(glyph.id for run in line.runs for glyph in run.run.glyphs)
