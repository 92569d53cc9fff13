"""What pages are built of. Import from here."""

from exportdesk.ui.theme import Tone, px, tokens
from exportdesk.ui.widgets.banner import Banner
from exportdesk.ui.widgets.buttons import button, icon_button
from exportdesk.ui.widgets.card import Card
from exportdesk.ui.widgets.country_box import CountryBox
from exportdesk.ui.widgets.day_field import DayField
from exportdesk.ui.widgets.fields import (
    CheckBox,
    ComboBox,
    SearchField,
    line_edit,
    text_area,
)
from exportdesk.ui.widgets.filter_button import FilterButton
from exportdesk.ui.widgets.fitted_list import FittedList
from exportdesk.ui.widgets.form import FormGrid
from exportdesk.ui.widgets.glyph import Glyph
from exportdesk.ui.widgets.page import Page
from exportdesk.ui.widgets.paged_model import PagedModel
from exportdesk.ui.widgets.paged_view import PagedView
from exportdesk.ui.widgets.progress import ProgressLine
from exportdesk.ui.widgets.splitter import Splitter
from exportdesk.ui.widgets.states import EmptyState, StateStack
from exportdesk.ui.widgets.table_model import ROW_ROLE, Column, TableModel
from exportdesk.ui.widgets.table_view import TableView
from exportdesk.ui.widgets.tabs import Tabs
from exportdesk.ui.widgets.text import (
    Chip,
    ElidedLabel,
    keep_room,
    label,
    restyle,
    rule,
    selectable,
)
from exportdesk.ui.widgets.toast import Toast
from exportdesk.ui.widgets.two_lines import TwoLineLabel

__all__ = [
    "ROW_ROLE",
    "Banner",
    "Card",
    "CheckBox",
    "Chip",
    "Column",
    "ComboBox",
    "CountryBox",
    "DayField",
    "ElidedLabel",
    "EmptyState",
    "FilterButton",
    "FittedList",
    "FormGrid",
    "Glyph",
    "Page",
    "PagedModel",
    "PagedView",
    "ProgressLine",
    "SearchField",
    "Splitter",
    "StateStack",
    "TableModel",
    "TableView",
    "Tabs",
    "Toast",
    "Tone",
    "TwoLineLabel",
    "button",
    "icon_button",
    "keep_room",
    "label",
    "line_edit",
    "px",
    "restyle",
    "rule",
    "selectable",
    "text_area",
    "tokens",
]
