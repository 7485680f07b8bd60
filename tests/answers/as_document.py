"""The same answers as a PDF and as a Word file: what people send when nobody has extracted it for them."""

import io
from random import Random
from xml.sax.saxutils import escape

from docx import Document
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Spacer

from tertial.reporting.rules.forms import Form

from .as_text import misspell
from .truth import Truth

BODY = ParagraphStyle("body", fontName="Times-Roman", fontSize=11, leading=13.5, spaceAfter=6)
BARE = ParagraphStyle("bare", parent=BODY, spaceBefore=4, spaceAfter=0)
ASK = ParagraphStyle("ask", parent=BODY, fontName="Times-Bold", fontSize=10, spaceBefore=8, spaceAfter=0)
TITLE = ParagraphStyle(
    "title", fontName="Helvetica-Bold", fontSize=14, leading=17, spaceBefore=14, spaceAfter=4
)
POINT = ParagraphStyle("point", parent=BODY, leftIndent=18, bulletIndent=6, spaceAfter=0)


def as_pdf(form: Form, truth: Truth, seed: int) -> bytes:
    rng = Random(seed)
    story: list[Flowable] = [Paragraph(f"{form.title} Tertialrapport 2 2026".upper(), TITLE)]
    values = (truth.unit, truth.contact, truth.phone, truth.email)
    for head, value in zip(form.head, values, strict=True):
        story += [Paragraph(f"{head.label}", BARE), Paragraph(value, BODY)]
    for section in form.sections:
        if section.title:
            story.append(Paragraph(f"{section.number}. {section.title}", TITLE))
        for question in section.questions:
            text = (
                misspell(question.text, rng)
                if rng.random() < 0.3 and len(question.text) > 40
                else question.text
            )
            story.append(Paragraph(escape(text), ASK))
            for block in truth.answers[question.key]:
                style = BARE if block.kind in ("heading", "label") else BODY
                story.append(Paragraph(escape(block.text), style))
                story += [Paragraph(escape(point), POINT, bulletText="•") for point in block.points]
                if block.points:
                    story.append(Spacer(1, 6))
            if not truth.answers[question.key]:
                story.append(Paragraph(form.placeholder, BODY))
    out = io.BytesIO()
    SimpleDocTemplate(out, pagesize=A4, title=form.title).build(story, onFirstPage=_foot, onLaterPages=_foot)
    return out.getvalue()


def _foot(canvas: Canvas, document: SimpleDocTemplate) -> None:
    canvas.setFont("Helvetica", 8)
    canvas.drawString(480, 30, f"Sida {document.page}")


def as_docx(form: Form, truth: Truth, seed: int) -> bytes:
    """Questions as paragraphs; every other board writes in a table with one box for each question."""
    document = Document()
    boxes = seed % 2 == 0
    document.add_heading(f"{form.title} tertialrapport 2 2026", 0)
    values = (truth.unit, truth.contact, truth.phone, truth.email)
    for head, value in zip(form.head, values, strict=True):
        document.add_paragraph(f"{head.label}: {value}")
    for section in form.sections:
        if section.title:
            document.add_heading(f"{section.number}. {section.title}", 1)
        for question in section.questions:
            document.add_paragraph(question.text)
            into = document.add_table(1, 1).cell(0, 0) if boxes else document
            for block in truth.answers[question.key]:
                into.add_paragraph(block.text)
                for point in block.points:
                    into.add_paragraph(point, style="List Bullet")
            if not truth.answers[question.key]:
                into.add_paragraph(form.placeholder)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()
