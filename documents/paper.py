"""A page to print: a heading, facts by name, and paragraphs, as PDF with the fonts that every reader has."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from fpdf import FPDF
from fpdf.enums import XPos, YPos

FONT, ENCODING = "Helvetica", "windows-1252"
MARGIN, LINE, NAME_WIDTH = 20, 6, 42


@dataclass(frozen=True)
class Paper:
    """What stands on it, in the language of its reader."""

    sender: str
    heading: str
    title: str
    footer: str
    language: str
    written_at: datetime
    facts: Sequence[tuple[str, str]] = ()
    sections: Sequence[tuple[str, str]] = field(default=())


def pdf_file(paper: Paper) -> bytes:
    """The file. Letters that the fonts do not have become question marks."""
    page = _Page(paper.footer)
    page.set_title(_printable(paper.heading))
    page.set_lang(paper.language)
    page.set_creation_date(paper.written_at)
    page.add_page()
    page.line_of(paper.sender, size=10)
    page.line_of(paper.heading, size=18, style="B")
    page.line_of(paper.title, size=13)
    page.ln(LINE)
    for name, value in paper.facts:
        page.fact(name, value)
    for name, text in paper.sections:
        page.ln(LINE / 2)
        page.line_of(name, size=11, style="B")
        page.line_of(text, size=11)
    return bytes(page.output())


class _Page(FPDF):
    def __init__(self, below: str) -> None:
        super().__init__(format="A4")
        self._below = below
        self.core_fonts_encoding = ENCODING
        self.set_margin(MARGIN)
        self.set_auto_page_break(True, MARGIN)

    def footer(self) -> None:
        self.set_y(-MARGIN + 5)
        self.set_font(FONT, size=8)
        self.cell(0, 5, _printable(f"{self._below}   {self.page_no()}"))

    def line_of(self, text: str, *, size: int, style: str = "") -> None:
        self.set_font(FONT, style, size)
        self.multi_cell(0, size * 0.55, _printable(text), align="L", new_x=XPos.LMARGIN, new_y=YPos.NEXT)

    def fact(self, name: str, value: str) -> None:
        self.set_font(FONT, "B", 11)
        self.cell(NAME_WIDTH, LINE, _printable(name))
        self.set_font(FONT, "", 11)
        self.multi_cell(0, LINE, _printable(value), align="L", new_x=XPos.LMARGIN, new_y=YPos.NEXT)


def _printable(text: str) -> str:
    return text.encode(ENCODING, "replace").decode(ENCODING)
