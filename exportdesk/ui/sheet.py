"""The one style sheet, made from the tokens. Kept small: the palette does the rest.

Widgets say what they are through the dynamic property `kind`, and a tone through `tone`.
"""

import string
from collections.abc import Callable, Mapping

_TEMPLATE = """
QToolTip { background: $card; color: $ink; border: 1px solid $edge; padding: ${p4}px ${p8}px; }

QLabel { background: transparent; }
QLabel[kind="title"] { font-size: ${p22}px; font-weight: 600; }
QLabel[kind="purpose"] { color: $quiet; font-size: ${p13}px; }
QLabel[kind="card-title"] { font-size: ${p17}px; font-weight: 600; }
QLabel[kind="section"] { font-size: ${p14}px; font-weight: 600; }
QLabel[kind="strong"] { font-weight: 600; }
QLabel[kind="label"] { color: $quiet; font-size: ${p12}px; font-weight: 600; }
QLabel[kind="caption"] { color: $quiet; font-size: ${p12}px; }
QLabel[kind="finding"] { font-size: ${p12}px; }
QLabel[kind="quiet"] { color: $quiet; }
QLabel[kind="code"] { font-size: ${p20}px; font-weight: 600; }
QLabel[kind="mark"] { color: $red; font-size: ${p12}px; }
QLabel[tone="red"] { color: $red; }
QLabel[tone="amber"] { color: $amber; }
QLabel[tone="green"] { color: $green; }
QLabel[tone="grey"] { color: $grey; }
QLabel[tone="accent"] { color: $accent; }

QLabel[kind="chip"] { border-radius: ${p9}px; padding: ${p2}px ${p9}px;
  font-size: ${p12}px; font-weight: 600; }
QLabel[kind="chip"][tone="red"] { background: $red_soft; }
QLabel[kind="chip"][tone="amber"] { background: $amber_soft; }
QLabel[kind="chip"][tone="green"] { background: $green_soft; }
QLabel[kind="chip"][tone="grey"] { background: $grey_soft; }
QLabel[kind="chip"][tone="accent"] { background: $accent_soft; }

QFrame[kind="card"] { background: $card; border: 1px solid $line; border-radius: ${p8}px; }
QFrame[kind="panel"] { background: transparent; border: 1px solid $line;
  border-radius: ${p6}px; }
QFrame[kind="panel"][tone="red"] { background: $red_soft; border-color: $red; }
QFrame[kind="panel"][tone="amber"] { background: $amber_soft; border-color: $amber; }
QFrame[kind="panel"][tone="green"] { background: $green_soft; border-color: $green; }
QFrame[kind="panel"][tone="accent"] { background: $accent_soft; border-color: $accent; }
QFrame[kind="rule"] { background: $line; border: 0; max-height: 1px; min-height: 1px; }
QFrame[kind="banner"] { border-radius: ${p8}px; border: 1px solid $line; background: $card; }
QFrame[kind="banner"][tone="red"] { background: $red_soft; border-color: $red; }
QFrame[kind="banner"][tone="amber"] { background: $amber_soft; border-color: $amber; }
QFrame[kind="banner"][tone="green"] { background: $green_soft; border-color: $green; }
QFrame[kind="banner"][tone="accent"] { background: $accent_soft; border-color: $accent; }
QFrame[kind="toast"] { background: $sidebar_active; border-radius: ${p8}px;
  border: 1px solid $sidebar_strong; }
QFrame[kind="toast"] QLabel { color: $sidebar_strong; }

QPushButton { background: $card; color: $ink; border: 1px solid $edge;
  border-radius: ${p6}px; padding: 0 ${p14}px; min-height: ${p32}px; outline: 0; }
QPushButton:hover { background: $hover; }
QPushButton:pressed, QPushButton:checked { background: $accent_soft; border-color: $accent; }
QPushButton:checked { font-weight: 600; }
QPushButton:focus { border: 2px solid $accent; padding: 0 ${m13}px; min-height: ${m30}px; }
QPushButton:disabled { color: $quiet; background: $background; border-color: $line; }
QPushButton:checked:disabled { color: $ink; background: $accent_soft; border-color: $accent; }
QPushButton[kind="primary"] { background: $accent; color: $on_accent; border-color: $accent;
  font-weight: 600; }
QPushButton[kind="primary"]:hover { background: $accent_hover; }
QPushButton[kind="primary"]:pressed { background: $accent_hover; }
QPushButton[kind="primary"]:focus { border-color: $ink; }
QPushButton[kind="primary"]:disabled { background: $grey_soft; color: $quiet;
  border-color: $line; }
QPushButton[kind="side"], QPushButton[kind="side"]:focus { border: 0; min-height: ${p30}px; }
QPushButton[kind="filter"] { padding: 0 ${p28}px 0 ${p12}px; text-align: left; }
QPushButton[kind="filter"]:focus { padding: 0 ${m27}px 0 ${m11}px; }
QPushButton[kind="filter"][on="true"] { background: $accent_soft; border-color: $accent;
  font-weight: 600; }
QPushButton[kind="step"] { background: transparent; border-color: transparent;
  text-align: left; padding: 0 ${p10}px; min-height: ${p24}px; }
QPushButton[kind="step"]:hover { background: $hover; }
QPushButton[kind="step"]:checked { background: $accent_soft; border-color: $accent_soft; }
QPushButton[kind="step"]:focus { border: 2px solid $accent; padding: 0 ${m9}px;
  min-height: ${m22}px; }
QPushButton[kind="step"][moot="true"] { color: $quiet; }
QPushButton[kind="chosen"] { background: $accent_soft; border-color: $accent; }
QPushButton[kind="danger"] { color: $red; }
QPushButton[kind="danger"]:disabled { color: $quiet; }
QPushButton[kind="danger"]:hover { background: $red_soft; }
QPushButton[kind="danger"]:checked { background: $red_soft; border-color: $red; }
QPushButton[kind="link"] { background: transparent; border: 1px solid transparent; color: $accent;
  padding: 0 1px; min-height: ${p24}px; font-weight: 600; }
QPushButton[kind="link"]:hover { text-decoration: underline; }
QPushButton[kind="link"][elided="true"] { text-align: left; }
QPushButton[kind="link"]:focus { border: 2px solid $accent; padding: 0; min-height: ${m22}px; }
QPushButton[kind="line"] { background: transparent; border: 1px solid transparent; color: $accent;
  padding: 0 ${p2}px; min-height: 0; font-size: ${p12}px; font-weight: 600; }
QPushButton[kind="line"]:hover { text-decoration: underline; }
QPushButton[kind="line"]:focus { border: 1px solid $accent; padding: 0 ${p2}px; min-height: 0; }
QPushButton[kind="toast"] { background: transparent; color: $sidebar_strong;
  border: 1px solid $sidebar_strong; min-height: ${p20}px; padding: 0 ${p10}px; font-weight: 600; }
QPushButton[kind="toast"]:hover { background: $sidebar_hover; }
QPushButton[kind="toast"]:focus { border: 2px solid $sidebar_strong; padding: 0 ${m9}px;
  min-height: ${m18}px; }
QPushButton[kind="link"]:disabled { color: $quiet; }

QToolButton { background: transparent; border: 1px solid transparent; border-radius: ${p6}px;
  padding: ${p4}px; }
QToolButton:hover { background: $hover; }
QToolButton:pressed, QToolButton:checked { background: $accent_soft; }
QToolButton:focus { border: 2px solid $accent; padding: ${m3}px; }
QToolButton:disabled { color: $quiet; }
QToolButton::menu-indicator { image: none; }

QLineEdit, QComboBox, QAbstractSpinBox { background: $card; color: $ink; border: 1px solid $edge;
  border-radius: ${p6}px; padding: 0 ${p10}px; min-height: ${p32}px;
  selection-background-color: $accent; selection-color: $on_accent; }
QPlainTextEdit, QTextEdit { background: $card; color: $ink; border: 1px solid $edge;
  border-radius: ${p6}px; padding: ${p4}px ${p6}px;
  selection-background-color: $accent; selection-color: $on_accent; }
QLineEdit:focus, QComboBox:focus, QAbstractSpinBox:focus {
  border: 2px solid $accent; padding: 0 ${m9}px; min-height: ${m30}px; }
QPlainTextEdit:focus, QTextEdit:focus { border: 2px solid $accent;
  padding: ${m3}px ${m5}px; }
QCheckBox { spacing: ${p8}px; }
QSlider { min-height: ${p24}px; }
QSlider::groove:horizontal { background: $scroll; height: ${p4}px; border-radius: ${p2}px; }
QSlider::sub-page:horizontal { background: $accent; border-radius: ${p2}px; }
QSlider::sub-page:horizontal:disabled { background: $scroll; }
QSlider::handle:horizontal { background: $card; border: 2px solid $accent;
  width: ${p14}px; height: ${p14}px; margin: -${p6}px 0; border-radius: ${p8}px; }
QSlider::handle:horizontal:hover { background: $accent_soft; }
QSlider::handle:horizontal:focus { background: $accent; border-color: $ink; }
QSlider::handle:horizontal:disabled { border-color: $scroll; background: $background; }
QCheckBox::indicator { width: ${p18}px; height: ${p18}px; }
QLineEdit[invalid="true"], QComboBox[invalid="true"], QAbstractSpinBox[invalid="true"],
QPlainTextEdit[invalid="true"] { border-color: $red; }
QTextEdit[kind="reader"] { border: 2px solid transparent; padding: 0; }
QTextEdit[kind="reader"]:focus { border: 2px solid $accent; padding: 0; }
QLineEdit:disabled, QComboBox:disabled, QAbstractSpinBox:disabled, QPlainTextEdit:disabled {
  background: $background; color: $quiet; border-color: $line; }
QLineEdit:read-only, QPlainTextEdit:read-only { background: $background; }
QLineEdit[kind="search"] { padding-left: ${p2}px; }
QComboBox QLineEdit, QAbstractSpinBox QLineEdit { border: 0; padding: 0;
  background: transparent; min-height: 0; }
QComboBox QLineEdit:focus, QAbstractSpinBox QLineEdit:focus { border: 0; padding: 0;
  min-height: 0; }
QComboBox::drop-down { border: 0; width: ${p24}px; }
QComboBox::down-arrow { image: none; }
QFileDialog QComboBox::down-arrow, QPrintDialog QComboBox::down-arrow,
QPrintPropertiesDialog QComboBox::down-arrow { width: ${p10}px; height: ${p10}px;
  position: relative; top: ${p2}px; background: qconicalgradient(cx: 0.5, cy: 0.5, angle: 45,
  stop: 0 $ink, stop: 0.249 $ink, stop: 0.251 transparent, stop: 0.999 transparent, stop: 1 $ink); }
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button { width: 0; border: 0; }
QComboBox QAbstractItemView, QListView[kind="completions"] { background: $card; color: $ink;
  border: 1px solid $edge; padding: ${p4}px; outline: 0;
  selection-background-color: $accent_soft; selection-color: $ink; }
QComboBox QAbstractItemView::item, QListView[kind="completions"]::item {
  min-height: ${p28}px; padding: 0 ${p6}px; border-radius: ${p4}px; color: $ink; }
QComboBox QAbstractItemView::item:selected, QListView[kind="completions"]::item:selected {
  background: $accent_soft; color: $ink; }

QAbstractItemView { background: $card; border: 0; outline: 0; color: $ink;
  selection-background-color: $accent_soft; selection-color: $ink; }
QHeaderView { background: $card; border: 0; }
QHeaderView::section { background: $card; color: $quiet; border: 0;
  border-bottom: 1px solid $line; padding: 0 ${p12}px; height: ${p36}px;
  font-size: ${p12}px; font-weight: 600; }
QHeaderView::section:hover { color: $ink; }
QHeaderView::up-arrow, QHeaderView::down-arrow { width: 0; height: 0; image: none; }
QTableCornerButton::section { background: $card; border: 0; }

QScrollArea, QScrollArea > QWidget > QWidget[kind="clear"] { background: transparent; border: 0; }
QScrollArea[kind="told"] { border: 2px solid transparent; border-radius: ${p4}px; }
QScrollArea[kind="told"]:focus { border-color: $accent; }
QScrollBar { background: transparent; border: 0; margin: 0; }
QScrollBar:vertical { width: ${p12}px; }
QScrollBar:horizontal { height: ${p12}px; }
QScrollBar::handle { background: $scroll; border-radius: ${p3}px; margin: ${p3}px; }
QScrollBar::handle:vertical { min-height: ${p32}px; }
QScrollBar::handle:horizontal { min-width: ${p32}px; }
QScrollArea[kind="side"] QScrollBar::handle { background: $sidebar_active; }
QScrollBar::handle:hover { background: $quiet; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; border: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }

QAbstractScrollArea::corner { background: transparent; border: 0; }
QSplitter::handle { background: transparent; }
QSplitter::handle:hover { background: $line; }
QProgressBar { background: $grey_soft; border: 0; border-radius: ${p2}px;
  min-height: ${p4}px; max-height: ${p4}px; }
QProgressBar::chunk { background: $accent; border-radius: ${p2}px; }

QMenu { background: $card; border: 1px solid $edge; padding: ${p4}px; }
QMenu::item { padding: ${p6}px ${p24}px ${p6}px ${p12}px; border-radius: ${p4}px; color: $ink; }
QMenu::item:selected { background: $accent_soft; }
QMenu::item:disabled { color: $quiet; }
QMenu::separator { height: 1px; background: $line; margin: ${p4}px; }
QTabBar::tab { padding: ${p8}px ${p12}px; color: $quiet; border: 0;
  border-bottom: 2px solid transparent; }
QTabBar[kind="close"]::tab { padding: ${p8}px ${p6}px; }
QTabBar[kind="near"]::tab { padding: ${p8}px ${p6}px; font-size: ${p12}px; }
QTabBar[kind="tight"]::tab { padding: ${p8}px ${p3}px; font-size: ${p12}px; }
QTabBar::tab:selected { color: $ink; border-bottom-color: $accent; font-weight: 600; }
QTabBar::tab:focus { color: $accent; }
QTabWidget::pane { border: 0; border-top: 1px solid $line; }
QDialogButtonBox { dialogbuttonbox-buttons-have-icons: 0; button-layout: 3; }
QMessageBox QLabel#qt_msgbox_label { font-size: ${p14}px; font-weight: 600; }
QMessageBox QLabel#qt_msgbox_informativelabel { min-width: ${p320}px; }
QDialog, QMainWindow { background: $background; }
QDialog[kind="search"] { background: $card; border: 1px solid $edge; }
QPdfView { border: 0; }
"""


def style_sheet(colours: Mapping[str, str], px: Callable[[float], int]) -> str:
    """Return the style sheet in these colours, at the size that `px` gives.

    `${p8}` is 8 px at the base font. `${m30}` is the room left when a control's 1 px border
    grows to 2 px at focus: the box one pixel larger at each side, less the pixel, so that nothing
    jumps.
    """
    values = dict(colours)
    for size in range(1, 64):
        values[f"p{size}"] = str(px(size))
    values["m13"] = str(px(14) - 1)
    values["p320"] = str(px(320))
    values["m30"] = str(px(32) - 2)
    values["m22"] = str(px(24) - 2)
    values["m18"] = str(px(20) - 2)
    values["m27"] = str(px(28) - 1)
    values["m11"] = str(px(12) - 1)
    values["m9"] = str(px(10) - 1)
    values["m5"] = str(px(6) - 1)
    values["m3"] = str(px(4) - 1)
    return string.Template(_TEMPLATE).substitute(values)
