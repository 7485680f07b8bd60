"""The body of a Word form: what is printed, and a box for each thing that is asked."""

from collections.abc import Iterator

from tertial.measures.rules.light import LIGHT_WORDS
from tertial.reporting.exports.word_controls import called, chosen, lined, paragraph, run, tick, written
from tertial.reporting.rules import paper as words
from tertial.reporting.rules.forms import Head, Question, QuestionKind, Section
from tertial.reporting.rules.paper import Box, Paper, sum_of, tag

WIDTH = 9354  # twentieths of a point between the margins
LABELS = 4100  # of them for what the head asks for
BLUE, LINE, PAPER = "1D4D7A", "B9C2CC", "F5F8FB"
_HOW = (
    "Skriv i rutorna. Resten av dokumentet är låst. Stycken och punktlistor går bra. "
    "Spara filen som Word (.docx) och skicka in den."
)


class Printed:
    """Writes what is printed, and remembers the sum of each paragraph and what each box is called."""

    def __init__(self) -> None:
        self.sums: dict[str, None] = {}
        self.boxes: dict[str, str] = {}  # what a box is called → its tag

    def called(self, name: str, said: str) -> str:
        """What the box with this tag is called in the file: other programs than Word keep that and not the tag."""
        shown = called(said)
        self.boxes.setdefault(shown, name)
        return shown

    def __call__(self, text: str, style: str, runs: str = "", also: str = "") -> str:
        """`also`: what the reader will see beside the text in the same paragraph, outside any box."""
        for line in text.split("\n"):
            self.sums[sum_of(line)] = None
        self.sums[sum_of(text)] = None
        if also:
            self.sums[sum_of(also)] = None
        return paragraph(text, style, runs)


def body_of(paper: Paper, printed: Printed) -> Iterator[str]:
    form = paper.form
    yield printed(form.title, "Title")
    last = f"Sista dag: {paper.last_day}" if paper.last_day else ""
    if said := "  ·  ".join(filter(None, (paper.period_label, paper.unit, last))):
        yield printed(said, "Subtitle")
    for part in filter(None, (*form.text.split("\n\n"), _HOW)):
        yield printed(part, "TertialHelp")
    if form.head:
        yield _heads(paper, printed)
    yield _declines(printed)
    for section in form.sections:
        yield from _section(paper, section, printed)


def _heads(paper: Paper, printed: Printed) -> str:
    rows = "".join(_head(paper, head, printed) for head in paper.form.head)
    edge = f'w:val="single" w:sz="4" w:space="0" w:color="{LINE}"'
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{WIDTH}" w:type="dxa"/><w:tblBorders><w:top {edge}/><w:bottom {edge}/>'
        f'<w:insideH {edge}/></w:tblBorders><w:tblLayout w:type="fixed"/></w:tblPr>'
        f'<w:tblGrid><w:gridCol w:w="{LABELS}"/><w:gridCol w:w="{WIDTH - LABELS}"/></w:tblGrid>{rows}</w:tbl>'
    )


def _head(paper: Paper, head: Head, printed: Printed) -> str:
    value = " ".join((paper.head.get(head.key) or "").split())
    name = tag(Box.HEAD, head.key)
    box = lined(name, printed.called(name, head.label), value, words.FILL_IN)
    return (
        f'<w:tr><w:trPr><w:cantSplit/></w:trPr><w:tc><w:tcPr><w:tcW w:w="{LABELS}" w:type="dxa"/></w:tcPr>'
        f"{printed(head.label, 'TertialHead')}</w:tc>"
        f'<w:tc><w:tcPr><w:tcW w:w="{WIDTH - LABELS}" w:type="dxa"/></w:tcPr>'
        f"{paragraph('', 'TertialHead', box)}</w:tc></w:tr>"
    )


def _declines(printed: Printed) -> str:
    label = f" {words.DECLINES}"
    printed(words.DECLINES, "TertialTick")
    out, reason = tag(Box.DECLINES), tag(Box.REASON)
    ticks = paragraph("", "TertialTick", tick(out, printed.called(out, words.DECLINES)) + run(label))
    why = written(reason, printed.called(reason, "Varför ni inte deltar"), "", words.FILL_IN)
    asked = printed(f"{words.WHY} (om ni inte deltar)", "TertialLabel")
    return f"{printed('', 'TertialThin')}{ticks}{asked}{_framed(why)}"


def _section(paper: Paper, section: Section, printed: Printed) -> Iterator[str]:
    if section.title:
        numbered = section.number and not section.title.startswith(section.number)
        yield printed(f"{section.number}. {section.title}" if numbered else section.title, "Heading1")
    for part in filter(None, (*section.text.split("\n\n"), *section.instruction.split("\n\n"))):
        yield printed(part, "TertialHelp")
    for question in section.questions:
        yield from _question(paper, question, printed)


def _question(paper: Paper, question: Question, printed: Printed) -> Iterator[str]:
    yield printed(question.text, "Heading2")
    for part in filter(None, question.instruction.split("\n\n")):
        yield printed(part, "TertialHelp")
    if question.word_limit:
        yield printed(f"Högst {question.word_limit} ord.", "TertialHelp")
    before = paper.earlier.get(question.key)
    if before and before.text.strip():
        yield printed(f"{words.EARLIER} {before.period}", "TertialLabel")
        for para in words.paragraphs(before.text):
            yield printed(f"• {para.text}" if para.level is not None else para.text, "TertialEarlier")
    else:
        before = None
    yield printed(words.YOURS, "TertialLabel")
    if before:
        said = f"{words.NOTHING_NEW} {before.period}"
        printed(said, "TertialTick")
        same = tag(Box.SAME, question.key)
        box = tick(same, printed.called(same, f"{words.question(question.key)}: {said}"))
        yield paragraph("", "TertialTick", box + run(f" {said}"))
    yield _framed(_box(paper, question, printed))
    if before:
        yield printed(paper.update_label, "TertialLabel")
        update = tag(Box.UPDATE, question.key)
        shown = printed.called(update, f"{words.question(question.key)}: {paper.update_label}")
        yield _framed(written(update, shown, "", words.FILL_UPDATE))


def _box(paper: Paper, question: Question, printed: Printed) -> str:
    name = tag(Box.ANSWER, question.key)
    said = printed.called(name, words.question(question.key))
    text = paper.answers.get(question.key, "")
    choices = choices_of(question)
    if choices:
        box = chosen(name, said, dict(choices).get(text, text), words.CHOOSE, choices)
        return paragraph("", "TertialAnswer", box)
    return written(name, said, text, paper.placeholder)


def choices_of(question: Question) -> list[tuple[str, str]]:
    """What can be chosen, each with its words."""
    if question.kind is QuestionKind.JUDGEMENT:
        return [(light.value, said) for light, said in LIGHT_WORDS.items()]
    return [(each.key, each.text) for each in question.choices]


def _framed(box: str) -> str:
    """A frame about a box, so that one sees where to write."""
    edge = f'w:val="single" w:sz="6" w:space="0" w:color="{LINE}"'
    side = f'w:val="single" w:sz="18" w:space="0" w:color="{BLUE}"'
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{WIDTH}" w:type="dxa"/><w:tblBorders><w:top {edge}/><w:left {side}/>'
        f'<w:bottom {edge}/><w:right {edge}/></w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar>'
        '<w:top w:w="90" w:type="dxa"/><w:left w:w="170" w:type="dxa"/><w:right w:w="170" w:type="dxa"/></w:tblCellMar>'
        f'</w:tblPr><w:tblGrid><w:gridCol w:w="{WIDTH}"/></w:tblGrid><w:tr><w:tc><w:tcPr><w:tcW w:w="{WIDTH}"'
        f' w:type="dxa"/><w:shd w:val="clear" w:color="auto" w:fill="{PAPER}"/></w:tcPr>{box}'
        f"{paragraph('', 'TertialThin')}</w:tc></w:tr></w:tbl>{paragraph('', 'TertialThin')}"
    )
