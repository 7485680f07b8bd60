"""The answers of a themed round: what each board says now, with the words of before, and who has said nothing.

A number of queries that is the same for two boards and for two hundred.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from django.db.models import Q
from django.utils import timezone

from tertial.foundation.words import swedish_order
from tertial.organisation.access import Actor
from tertial.organisation.models import Person, RoleHolding, Unit
from tertial.reporting.models import Answer, Excerpt, Exemption, FormVersion, GivenQuestion, Report, Round
from tertial.reporting.rules.facts import Fact, facts
from tertial.reporting.rules.filled import Update
from tertial.reporting.rules.forms import Form, Question, Section
from tertial.reporting.rules.states import HANDED_IN, State
from tertial.reporting.rules.themed import Block, Standing, added, blocks, standing

MOST_SUGGESTED = 8
BACK = 6  # rounds that "nothing new" is followed back through
CHAIN = "__".join(["before"] * BACK)


def words_of(answer: Answer) -> str:
    """What the answer says. "Nothing new" says what was said before, and so on back; load with `CHAIN`."""
    for _ in range(BACK):
        if not answer.is_same or answer.before is None:
            break
        answer = answer.before
    return answer.text


def words_before(answer: Answer) -> str:
    return words_of(answer.before) if answer.before else ""


def is_given(actor: Actor, report: Report, question: str) -> bool:
    """Whether this question was given to the person to answer."""
    if not question:
        return False
    return GivenQuestion.objects.filter(report=report, question=question, person=actor.person).exists()


@dataclass(frozen=True)
class Board:
    """One that was asked. `standing` is of the whole: new where anything is new."""

    report: Report
    exempt: str
    contact: str
    handed_in_on: date | None
    voices: tuple["Voice", ...] = ()

    @property
    def unit(self) -> Unit:
        return self.report.unit

    @property
    def state(self) -> State:
        return State(self.report.state)

    @property
    def has_answered(self) -> bool:
        return not self.exempt and bool(self.voices)

    @property
    def is_late(self) -> bool:
        last = self.report.last_day
        return not self.exempt and not self.voices and last is not None and last < timezone.localdate()

    @property
    def is_same(self) -> bool:
        """Every answer is the one of before."""
        told = [each.standing for each in self.voices if each.standing is not Standing.EMPTY]
        return bool(told) and all(each is Standing.SAME for each in told)


@dataclass(frozen=True)
class Voice:
    """One board's answer to one question, as it was handed in."""

    report: Report
    answer: Answer
    question: Question
    section: str
    text: str
    before: str
    said_on: date

    @property
    def unit(self) -> Unit:
        return self.report.unit

    @cached_property
    def standing(self) -> Standing:
        return standing(self.text, self.before or None, is_same=self.answer.is_same)

    @cached_property
    def blocks(self) -> list[Block]:
        return blocks(self.text)

    @cached_property
    def added(self) -> list[Update]:
        return added(self.text, self.before)

    @cached_property
    def facts(self) -> list[Fact]:
        return facts(self.text)


@dataclass(frozen=True)
class Gathered:
    """Everything that has come to a themed round."""

    round: Round
    form: Form
    boards: tuple[Board, ...]

    @cached_property
    def before(self) -> Round | None:
        return round_before(self.round)

    @cached_property
    def taken(self) -> list[Excerpt]:
        return excerpts_in(self.round)

    @cached_property
    def voices(self) -> list[Voice]:
        return [voice for board in self.boards for voice in board.voices]

    def said_to(self, question: str) -> list[Voice]:
        return [each for each in self.voices if each.question.key == question]

    def counts(self, question: str) -> Mapping[Standing, int]:
        found = dict.fromkeys(Standing, 0)
        for each in self.said_to(question):
            found[each.standing] += 1
        return found

    @property
    def answered(self) -> list[Board]:
        return [each for each in self.boards if each.has_answered]

    @property
    def declined(self) -> list[Board]:
        return [each for each in self.boards if each.exempt]

    @property
    def silent(self) -> list[Board]:
        return [each for each in self.boards if not each.exempt and not each.voices]

    @property
    def same(self) -> list[Board]:
        return [each for each in self.answered if each.is_same]

    def sections(self) -> Iterable[tuple[Section, Sequence[Question]]]:
        return ((section, section.questions) for section in self.form.sections)


def gathered(round_: Round) -> Gathered:
    """Only what is handed in: a draft is the board's own."""
    reports = list(round_.reports.select_related("unit", "round").order_by("unit__name"))
    exempt = _exempt(reports)
    contacts = {each.unit_id: each.person.name for each in round_.contacts.select_related("person")}
    form = round_.form_version.form
    voices = _voices(round_, reports, form)
    boards = [
        Board(
            report=each,
            exempt=exempt.get(each.pk, ""),
            contact=contacts.get(each.unit_id, ""),
            handed_in_on=_day(each.submitted_at),
            voices=tuple(voices.get(each.pk, ())),
        )
        for each in sorted(reports, key=lambda report: swedish_order(report.unit.name))
    ]
    return Gathered(round_, form, tuple(boards))


def _exempt(reports: Sequence[Report]) -> dict[int, str]:
    rows = Exemption.objects.filter(report__in=reports, section="")
    return {each.report_id: each.reason for each in rows}


def _voices(round_: Round, reports: Sequence[Report], form: Form) -> dict[int, list[Voice]]:
    by_pk = {each.pk: each for each in reports}
    order = {question.key: place for place, (_, question) in enumerate(form.questions())}
    questions = {question.key: question for _, question in form.questions()}
    rows = Answer.objects.filter(part__report__round=round_, part__state__in=HANDED_IN)
    found: dict[int, list[Voice]] = {}
    for answer in rows.select_related("part", CHAIN).order_by("part", "place"):
        question = questions.get(answer.question)
        if question is None or answer.part.report_id not in by_pk:
            continue
        said = _day(answer.part.moved_at) or _day(answer.saved_at) or round_.opens_on
        found.setdefault(answer.part.report_id, []).append(
            Voice(
                by_pk[answer.part.report_id],
                answer,
                question,
                answer.part.section,
                words_of(answer),
                words_before(answer),
                said,
            )
        )
    for rows_of in found.values():
        rows_of.sort(key=lambda voice: order[voice.question.key])
    return found


def _day(moment: datetime | None) -> date | None:
    return timezone.localtime(moment).date() if moment else None


def round_before(round_: Round) -> Round | None:
    """The round that asked the same form the time before."""
    form = FormVersion.objects.filter(pk=round_.form_version_id).values("key")
    earlier = Round.objects.filter(kind=round_.kind, form_version__key__in=form, opens_on__lt=round_.opens_on)
    return earlier.exclude(pk=round_.pk).select_related("form_version").order_by("-opens_on").first()


@dataclass(frozen=True)
class Compared:
    """This round beside the one before it."""

    before: Gathered
    new: tuple[str, ...]  # boards that answered now and not then
    gone: tuple[str, ...]  # answered then, not now
    words_now: int
    words_then: int


def compared(now: Gathered) -> Compared | None:
    if now.before is None:
        return None
    then = gathered(now.before)
    here = {each.unit.key: each.unit.name for each in now.answered}
    there = {each.unit.key: each.unit.name for each in then.answered}
    return Compared(
        before=then,
        new=tuple(name for key, name in here.items() if key not in there),
        gone=tuple(name for key, name in there.items() if key not in here),
        words_now=sum(len(each.text.split()) for each in now.voices),
        words_then=sum(len(each.text.split()) for each in then.voices),
    )


def excerpts_in(round_: Round) -> list[Excerpt]:
    """What is taken along, in its order."""
    return list(
        round_.excerpts.filter(gone_at__isnull=True).select_related("heading", "answer__part__report")
    )


def given_in(report: Report) -> dict[str, GivenQuestion]:
    rows = GivenQuestion.objects.filter(report=report).select_related("person")
    return {each.question: each for each in rows}


def asked_units(round_: Round) -> list[tuple[Unit, str]]:
    """The boards of a round with the contact chosen for each: its person's key."""
    chosen = {each.unit_id: each.person.key for each in round_.contacts.select_related("person")}
    return [(unit, chosen.get(unit.pk, "")) for unit in round_.units.order_by("name")]


def themed_place(report: Report, actor: Actor) -> str:
    """Where on the page of answers a letter leads: to the question that waits for this person."""
    keys = GivenQuestion.objects.filter(report=report, person=actor.person, done_at__isnull=True)
    rows = Answer.objects.filter(part__report=report, question__in=keys.values("question"))
    first = rows.order_by("part__place", "place").values_list("pk", flat=True).first()
    return f"#f{first}" if first else ""


@dataclass(frozen=True)
class Earlier:
    """What stood there the time before, and who wrote it."""

    words: str
    said_on: date | None
    by: str
    by_name: str


def earlier_in(report: Report) -> dict[int, Earlier]:
    """By the answer of now; one query."""
    rows = Answer.objects.filter(part__report=report, before__isnull=False).select_related(
        CHAIN, "before__part"
    )
    found = {}
    for answer in rows:
        before = answer.before
        if before is not None and (words := words_of(before)).strip():
            on = _day(before.part.moved_at) or _day(before.saved_at)
            found[answer.pk] = Earlier(words, on, before.saved_by, before.saved_by_name)
    return found


def colleagues(report: Report, but: Actor) -> list[Person]:
    """Whom one may want to ask: those who were asked the time before, and those with a role in the board."""
    held = RoleHolding.objects.filter(unit=report.unit, valid_to__isnull=True).values("person")
    asked_before = GivenQuestion.objects.filter(report__unit=report.unit).values("person")
    people = Person.objects.filter(Q(pk__in=held) | Q(pk__in=asked_before), is_active=True)
    return list(people.exclude(pk=but.person.pk).order_by("name")[:MOST_SUGGESTED])
