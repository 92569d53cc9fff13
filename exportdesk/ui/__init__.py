"""The window: the only part of the program that knows Qt.

How a page is built
===================

A page is a folder `ui/<key>/` with a subclass of `widgets.Page`. It is made when first shown, is
given the desk (what it works on) and the `Shell` (its surroundings), and keeps both::

    from exportdesk.ui.shell import Shell
    from exportdesk.ui.widgets import Card, Column, Page, TableModel, TableView, Tone

    class RecordsPage(Page):
        def __init__(self, desk: Desk, shell: Shell) -> None:
            super().__init__(_("Records"), _("Every screening that was saved."))
            self._desk, self._shell = desk, shell
            self._open = self.add_action(_("&Open record"), self.print_out,
                                         glyph="file-document-outline", primary=True)
            self._model = TableModel(columns(), identity=lambda s: s.id)
            self._table = TableView(self._model, _("Screenings"), key="records",
                                    settings=shell.settings)
            self._table.chosen.connect(self._show)      # the row, or None
            self._table.opened.connect(self._open_row)  # Enter, double click
            card = Card(flush=True)
            self._states = StateStack(self._table, EmptyState("history", _("No records yet"),
                _("..."), action=_("Screen a party"), call=self._screen))
            card.body.addWidget(self._states)
            self.body.addWidget(card)

        def arrive(self, subject=None): ...   # shown; `subject` came with window.go(key, subject)
        def reload(self, changes): ...        # Changes told on the bus, while the page is shown;
                                              # hidden pages get them when they are next shown
        def new / print_out / refresh / back / search / may_leave / close_page

Columns are made in a function (`_()` works only once the language is known)::

    def columns() -> tuple[Column[Screening], ...]:
        return (
            Column(_("Party"), text=..., subtitle=..., stretch=True),      # two lines, 56 px rows
            Column(_("Result"), text=state_words, tone=state_tone, width=130),          # a chip
            Column(_("When"), text=..., sort=lambda s: s.at.at, width=140, key="when"),
        )

Reading quickly is done right here; what may take 50 ms, and every write, is a job::

    self._job = shell.jobs.start(lambda progress: desk.screenings.save(draft, progress),
                                 done=self._saved, failed=self.show_trouble,
                                 finished=self._end_busy, progress=self._line.step)

`done`, `failed` (an `ExportDeskError`), `cancelled`, `finished` are bound methods, held weakly. The
work is Qt-free and touches no widget. Afterwards `shell.bus.tell(changes)`. `jobs` = writes,
`screening` = answers while typing, through a `Latest` so that a newer question drops the older
ones, `background` = imports. Never a lambda that captures the page connected to a signal.

- Trouble: `self.banner.say(words, Tone.RED, detail=..., action=..., call=...)`, closed by
  `self.banner.clear()`; done: `shell.window.toast(_("Saved."))`, which goes with the page and
  says nothing that stands on it. Dialogs only through `shell.ask` (confirm, choose, text,
  open_file, save_file, folder, trouble, open_outside).
- Papers: `shell.window.preview(pdf_bytes, title, file_name)`.
- Other pages: `shell.window.go("screen", "Acme Trading")`.
- Forms: `FormGrid().add(_("&Name"), line_edit(), 4)`: twelve columns, label above, accessible name
  and mnemonic set; `mark(field, sentence)`, `clear_marks()`. Fields: `line_edit`, `text_area`,
  `ComboBox([(value, words)])`, `CountryBox([(code, name)])`, `DayField`, `SearchField`; the last
  four have `.value`/`.choose(value)` and the signal `picked` (SearchField: `searched`).
- Words: `label(text, kind)`, kinds title, card-title, section, strong, label, caption, quiet.
  State is a `Chip(text, tone)`. Buttons: `button(text, method, glyph=, kind=)`,
  `icon_button(name, glyph, method)`. Sizes: `px(12)` (pixels at a 13 px font), never literals.
- No colour outside theme.py and sheet.py: `tokens()` while painting, `tone=` elsewhere.
- The page goes into `pages.py` as one `PageSpec`; its import stands in the function that makes it,
  so that the window is there before the pages are loaded.
- Tests: `tests/ui/` has `scripted.ScriptedAsk`, `render.render`, `walk.unnamed`, and the fixture
  `shell` in its conftest (jobs inline, settings in tmp_path).
"""
