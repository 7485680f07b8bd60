"""A themed form as plain text, the way somebody would write it in a letter: quick to write, to paste and to copy.

    # Företagsklimat
    Det här vill vi veta mer om.

    1.1 Hur arbetar nämnden med företagens tillstånd?
    Skriv kort och ge gärna exempel.

    1.2 Vad är på gång?

A line with # begins a focus area; a line that begins with a number or a hyphen, or ends with a question mark, is a
question; what follows is its instruction. The number is what ties a question to its answer the time before.
"""

import re
from dataclasses import dataclass, field, replace

from tertial.foundation.sentence import Sentence, say
from tertial.foundation.words import N_
from tertial.reporting.rules.forms import Form, FormKind, Head, Question, Section, When

_AREA = re.compile(r"#+\s*(?:(?P<number>\d{1,2})[.)]?\s+)?(?P<title>\S.*)")
_QUESTION = re.compile(r"(?:(?P<number>\d{1,2}(?:\.\d{1,2}){0,2})[.):]?\s+|[-*•]\s+)(?P<text>\S.*)")
_LONGEST = 40  # of a key
HEAD = (
    Head("unit", N_("Nämnd eller bolag")),
    Head("contact", N_("Kontaktperson")),
    Head("phone", N_("Telefon")),
    Head("email", N_("E-post")),
)
CLOSING = "ovrigt"


@dataclass(frozen=True, slots=True)
class Written:
    """The form, and what is odd about the text."""

    form: Form
    remarks: tuple[Sentence, ...] = ()


@dataclass
class _Reading:
    sections: list[Section] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    before: list[str] = field(default_factory=list)
    remarks: list[Sentence] = field(default_factory=list)

    def area(self, number: str, title: str) -> None:
        self.end()
        place = str(len(self.sections) + 1)
        self.sections.append(Section(number or place, title, number=number or place))

    def question(self, number: str, text: str) -> None:
        if not self.sections:
            self.sections.append(Section("1", ""))
        key = number or f"{self.sections[-1].key}.{len(self.questions) + 1}"
        known = {each.key for s in self.sections for each in s.questions} | {e.key for e in self.questions}
        if key in known:
            self.remarks.append(
                say(N_("Två frågor har nummer %(number)s. Ge den andra ett eget."), number=key)
            )
            key = next(f"{key}.{n}" for n in range(2, 999) if f"{key}.{n}" not in known)
        self.questions.append(Question(key[:_LONGEST], text, required=(When.ALWAYS,)))

    def more(self, line: str) -> None:
        if self.questions:
            last = self.questions[-1]
            self.questions[-1] = replace(last, instruction=f"{last.instruction} {line}".strip())
        elif self.sections and self.sections[-1].title:
            last_area = self.sections[-1]
            self.sections[-1] = replace(last_area, instruction=f"{last_area.instruction} {line}".strip())
        else:
            self.before.append(line)

    def end(self) -> None:
        if not self.sections:
            return
        if not self.questions and self.sections[-1].title:
            text = N_("Fokusområdet ”%(title)s” har inga frågor.")
            self.remarks.append(say(text, title=self.sections[-1].title))
        self.sections[-1] = replace(self.sections[-1], questions=tuple(self.questions))
        self.questions = []


def from_text(text: str, key: str, title: str) -> Written:
    """The form that the text is. It has no questions when nothing could be read as one; then a remark says so."""
    now = _Reading()
    for line in (" ".join(each.split()) for each in text.splitlines()):
        if not line:
            continue
        if area := _AREA.fullmatch(line):
            now.area(area["number"] or "", area["title"])
        elif found := _QUESTION.fullmatch(line):
            now.question(found["number"] or "", found["text"])
        elif line.endswith("?"):
            now.question("", line)
        else:
            now.more(line)
    now.end()
    sections = tuple(each for each in now.sections if each.questions)
    keys = [each.key for each in sections]
    for twice in sorted({each for each in keys if keys.count(each) > 1}):
        now.remarks.append(
            say(N_("Två fokusområden har nummer %(number)s. Ge det andra ett eget."), number=twice)
        )
    if not sections:
        now.remarks.append(say(N_("Skriv minst en fråga.")))
    form = Form(key, title, FormKind.THEMED, " ".join(now.before), sections, HEAD)
    return Written(form, tuple(now.remarks))


def as_text(form: Form) -> str:
    """The text that the form is read from again; the rest of what a form can say is left out."""
    lines = [form.text, ""] if form.text else []
    for section in form.sections:
        if section.title:
            lines += [f"# {section.number} {section.title}".replace("#  ", "# ")]
            lines += [section.instruction] if section.instruction else []
            lines += [""]
        for question in section.questions:
            said = " ".join(question.text.split())
            lines += [f"{question.key} {said}" if re.fullmatch(r"[\d.]+", question.key) else f"- {said}"]
            lines += [question.instruction, ""] if question.instruction else [""]
    return "\n".join(lines).strip() + "\n"
