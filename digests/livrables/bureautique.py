"""The same document for a word processor: styles, headings, real tables, in French (DOCX)."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any, Final

from bot.livrables import ContenuLivrable
from digests.livrables.images import images
from digests.livrables.page import DECISIONS, IL_MANQUE, RIEN_NE_MANQUE, mise_en_page

if TYPE_CHECKING:
    from docx.document import Document as Docx

PAGE_MM: Final = (210, 297)
MARGE_MM: Final = 20
LOGO_MM: Final = 12
CORPS_PT: Final = 10.5
MIME: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
AUCUNE: Final = "Aucune décision n'a été notée."


def docx(contenu: ContenuLivrable) -> bytes:
    """What a chargée de mission opens, changes, pastes elsewhere: only logos are pictures."""
    from docx import Document as blank

    page = mise_en_page(contenu)
    made = blank()
    _page(made, page)
    _logos(made, contenu)
    _cover(made, page)
    if page["manques"] is not None:
        made.add_heading(IL_MANQUE, 1)
        for line in page["manques"] or [RIEN_NE_MANQUE]:
            made.add_paragraph(line, "List Bullet" if page["manques"] else None)
    for partie in page["parties"]:
        _partie(made, partie)
    if page["reunion"]:
        made.add_heading(page["reunion"]["titre"] or DECISIONS, 1)
        made.add_paragraph(page["reunion"]["decisions"] or AUCUNE)
    out = BytesIO()
    made.save(out)
    return out.getvalue()


def _page(made: Docx, page: dict[str, Any]) -> None:
    """A4, in French; the header says whose it is, the foot for whom, and which page."""
    from docx.oxml.ns import qn
    from docx.shared import Mm, Pt

    section = made.sections[0]
    section.page_width, section.page_height = (Mm(side) for side in PAGE_MM)
    section.left_margin = section.right_margin = Mm(MARGE_MM)
    section.top_margin = section.bottom_margin = Mm(MARGE_MM)
    made.core_properties.title = f"{page['titre']}, {page['objet']}"[:255]
    made.core_properties.author, made.core_properties.language = page["dispositif"][:255], "fr-FR"
    made.core_properties.comments = ""
    normal = made.styles["Normal"]
    normal.font.size = Pt(CORPS_PT)
    for kept in made.styles.element.iter(qn("w:lang")):
        kept.set(qn("w:val"), "fr-FR")
    head = " · ".join(one for one in (page["dispositif"], page["bandeau"]) if one)
    section.header.paragraphs[0].text = head
    foot = section.footer.paragraphs[0]
    foot.text = f"{page['pied']} Page "
    for instruction, after in (("PAGE", " sur "), ("NUMPAGES", "")):
        _field(foot, instruction)
        foot.add_run(after)


def _field(paragraph: Any, instruction: str) -> None:
    """A number that the word processor counts by itself."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), instruction)
    shown = OxmlElement("w:r")
    digits = OxmlElement("w:t")
    digits.text = "1"
    shown.append(digits)
    field.append(shown)
    paragraph._p.append(field)


def _logos(made: Docx, contenu: ContenuLivrable) -> None:
    """Side by side, each with the words that stand for it."""
    from docx.shared import Mm

    line = None
    for said, data in images(contenu):
        line = line or made.add_paragraph()
        drawn = line.add_run().add_picture(BytesIO(data), height=Mm(LOGO_MM))
        drawn._inline.docPr.set("descr", said)


def _cover(made: Docx, page: dict[str, Any]) -> None:
    made.add_heading(page["titre"], 0)
    made.add_paragraph(page["objet"], "Subtitle")
    made.add_paragraph(page["periode"])
    if page["porteurs"]:
        made.add_paragraph(f"Porteurs : {page['porteurs']}")
    if page["commanditaires"]:
        made.add_paragraph(f"Commanditaires : {page['commanditaires']}")
    for line in (*page["mentions"], *page["etapes"]):
        made.add_paragraph(line, "List Bullet")


def _partie(made: Docx, partie: dict[str, Any]) -> None:
    heading = made.add_heading(partie["titre"], partie["niveau"])
    heading.paragraph_format.page_break_before = partie["page"] or None
    for line in partie["texte"]:
        made.add_paragraph(line)
    if partie["demande"]:
        made.add_paragraph(partie["demande"], "Intense Quote")
    for bloc in partie["blocs"]:
        _bloc(made, bloc, partie["niveau"])


def _bloc(made: Docx, bloc: dict[str, Any], niveau: int) -> None:
    match bloc["sorte"]:
        case "intertitre":
            made.add_heading(bloc["texte"], niveau + 1)
        case "manque":
            made.add_paragraph(f"{IL_MANQUE} : {bloc['texte']}", "Intense Quote")
        case "liste":
            for line in bloc["lignes"]:
                made.add_paragraph(line, "List Bullet")
        case "saut":
            made.add_paragraph().paragraph_format.page_break_before = True
        case "tableau" | "courbe" | "carte":
            _table(made, _as_table(bloc))
        case _:
            made.add_paragraph(bloc["texte"])


def _as_table(bloc: dict[str, Any]) -> dict[str, Any]:
    """What is drawn on paper, as the table that it is drawn from."""
    if bloc["sorte"] == "tableau":
        return bloc
    if bloc["sorte"] == "courbe":
        heads = ["", bloc["unite"]]
        lines = [[label, _number(value)] for label, value in bloc["points"]]
    else:
        heads = ["Numéro", "Lieu"]
        lines = [[str(rank), one[0]] for rank, one in enumerate(bloc["points"], start=1)]
    return {"legende": bloc["titre"], "entetes": heads, "lignes": lines, "nombres": True}


def _table(made: Docx, bloc: dict[str, Any]) -> None:
    """Its legend over it; the row of headings is repeated on each page, and said to listeners."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    rows = [bloc["entetes"], *bloc["lignes"]] if bloc["entetes"] else bloc["lignes"]
    made.add_paragraph(bloc["legende"], "Caption")
    wide = max(map(len, rows), default=1)
    table = made.add_table(len(rows), wide, "Table Grid")
    # Asked for once: each row, and each cell, would search the whole table again.
    cells = table._cells
    for at, cell in enumerate(cells):
        row, column = divmod(at, wide)
        paragraph = cell.paragraphs[0]
        run = paragraph.add_run(rows[row][column] if column < len(rows[row]) else "")
        if column and bloc["nombres"]:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        if not row and bloc["entetes"]:
            run.bold = True
    if bloc["entetes"]:
        table._tbl.tr_lst[0].get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    described = OxmlElement("w:tblDescription")
    described.set(qn("w:val"), bloc["legende"])
    table._tbl.tblPr.append(described)


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:g}".replace(".", ",")
