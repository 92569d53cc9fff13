"""The command line in Spanish: help, click's own words, what is wrong; never what scripts read."""

import json
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from exportdesk.cli.packs import tell_of_check, tell_of_pack
from exportdesk.cli.program import program
from exportdesk.cli.rulebook import _changes_text
from exportdesk.cli.session import hold_confirmed
from exportdesk.cli.spoken import OF_CLICK
from exportdesk.core import i18n
from exportdesk.core.figures import PAPER, WISHES, FiguresWish, write_figures
from exportdesk.operations.pack_verifying import PackCheck
from exportdesk.operations.pack_writing import Packed
from exportdesk.rulebook import FileChanges
from installer.messages import messages
from tests.cli.calling import call_here
from tests.sampling import by_name


@pytest.fixture(autouse=True)
def _spanish(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv(i18n.OVERRIDE, "es")
    yield
    monkeypatch.delenv(i18n.OVERRIDE)
    i18n.speak("en")


def _everything(command: click.Command, context: click.Context) -> Iterator[click.Command]:
    yield command
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            inner = command.get_command(context, name)
            assert inner is not None
            yield from _everything(inner, context)


@by_name
def test_the_help_of_every_command_and_option_is_in_spanish(
    tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    code, out, _err = call_here(tmp_path, ("screen", "--help"), capfdbinary)
    assert code == 0
    for words in ("Uso:", "Opciones:", "Verifica NAME", "País", "Mostrar este mensaje", "defecto"):
        assert words.casefold() in out.casefold(), out
    for words in ("[OPCIONES]", "--id TEXTO", "--file RUTA", "--min-score NÚMERO", "--as-of FECHA"):
        assert words in out, out
    code, out, _err = call_here(tmp_path, ("--help",), capfdbinary)
    assert "[OPCIONES] [COMANDO]" in out
    assert "--workspace CARPETA" in out
    english = {one.id for one in messages() if one.id}
    left = [
        f"{each.name}: {one.help}"
        for each in _everything(program, click.Context(program))
        for one in (each, *each.params)
        if isinstance(one, click.Command | click.Option) and one.help in english
        if i18n._(str(one.help)) != one.help
    ]
    assert left == []


def test_wrong_use_is_told_in_spanish(
    tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    page, book, cut = tmp_path / "page.html", tmp_path / "book.xlsx", tmp_path / "cut.json"
    page.write_text("<html/>", encoding="utf-8")
    book.write_bytes(b"PK\x03\x04")
    cut.write_text('{"a":', encoding="utf-8")
    for args, words in (
        (
            ("screen", "--kindd", "x"),
            "No hay ninguna opción '--kindd'. (¿Quería decir",
        ),
        (("screen", "x", "--kind", "cat"), "'cat' no es uno de"),
        (("nothing",), "No hay ningún comando 'nothing'."),
        (("case", "new", str(tmp_path / "no.json")), "no.json"),
        (("screen", "x", "--out", "y"), "--out va con --file"),
        (("screen", "x", "--min-score", "nan"), "nan no es una puntuación"),
        (("rulebook", "import", str(page)), "En el archivo: no contiene ninguna de las partes 738"),
        (("customers", "import", str(tmp_path)), ": es una carpeta."),
        (("lists", "import", str(book), "--source", "us-csl"), "dañado: el archivo no es un zip."),
        (("case", "new", str(cut)), "(línea 1, columna 6)"),
    ):
        code, out, err = call_here(tmp_path / "ws", args, capfdbinary)
        assert code == 2, out
        assert words in err


@pytest.mark.parametrize(
    ("answer", "goes_on"), [("s", True), ("Sí", True), ("y", True), ("", False)]
)
def test_a_question_takes_the_answers_of_the_language(answer: str, goes_on: bool) -> None:
    i18n.speak("es")
    asking = click.Command("ask", callback=lambda: hold_confirmed("¿Seguir?"))
    done = CliRunner().invoke(asking, input=f"{answer}\n")
    assert "¿Seguir? [s/N]" in done.output
    assert (done.exit_code == 0) is goes_on


def test_what_scripts_read_is_the_same_in_every_language(
    tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    call_here(tmp_path / "ws", ("demo", str(tmp_path / "demo")), capfdbinary)
    told = {}
    for language in ("en", "es"):
        monkeypatch.setenv(i18n.OVERRIDE, language)
        for args in (
            ("screen", "Severny Impuls", "--country", "RU", "--json"),
            ("lists", "status", "--json"),
            ("customers", "check", "--json"),
            ("rulebook", "status", "--json"),
        ):
            code, out, _err = call_here(tmp_path / "demo", args, capfdbinary)
            found = json.loads(out)
            if isinstance(found, dict):
                found.pop("milliseconds", None)
            told[language, args[:2]] = code, found
    for (language, args), one in told.items():
        assert one == told["en", args], (language, args)


def test_click_still_says_what_we_know_of_it() -> None:
    """A newer click with other words would speak English here: its sentences are found in it."""
    folder = Path(click.__file__).parent
    code = "".join(one.read_text("utf-8") for one in folder.glob("*.py"))
    plain = code.replace("\\n", "\n").replace("\\t", "\t")
    assert [one for one in OF_CLICK if one not in plain] == []


def test_figures_are_written_as_in_the_window_and_never_in_json(
    capsys: pytest.CaptureFixture[str],
) -> None:
    i18n.speak("es")
    write_figures(WISHES[FiguresWish.EUROPE])
    try:
        tell_of_pack(Packed(Path("pack"), 1234, 0))
        tell_of_check(PackCheck(1234, ()), as_json=False)
        tell_of_check(PackCheck(1234, ()), as_json=True)
        changes = FileChanges("high_priority.csv", added=("8542.31",) * 1234, is_dated_anew=True)
        assert _changes_text(changes) == "adiciones: 1.234, fecha o fuente cambiada"
    finally:
        write_figures(PAPER)
    first, second, *third = capsys.readouterr().out.splitlines()
    assert "1.234 archivos" in first
    assert "1.234 archivos" in second
    assert json.loads("".join(third))["files"] == 1234
