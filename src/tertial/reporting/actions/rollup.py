"""What a report above takes from those below: passages with their source, and the round's own figures."""

from collections.abc import Sequence
from decimal import Decimal

from django.utils import timezone

from tertial.foundation.words import N_
from tertial.history.actions import action, draft_only
from tertial.measures.actions.reported import ReportedValue, put_reported
from tertial.measures.models import Measure
from tertial.organisation.access import By, Forbidden, require
from tertial.organisation.actions.refusal import Refused
from tertial.organisation.models import Unit
from tertial.organisation.roles import Permission
from tertial.reporting.actions.answers import Conflict, Saved, may_write, save_answer
from tertial.reporting.actions.moving import tell_round
from tertial.reporting.models import Answer, Quote, Report, Round
from tertial.reporting.queries.overview import delivered
from tertial.reporting.queries.sheet import report_sheet
from tertial.reporting.rules.forms import QuestionKind
from tertial.reporting.rules.states import HANDED_IN
from tertial.reporting.rules.typed import Typed, cleaned

# The round's own figures are ordinary measures, so that they have targets, charts and history as all others.
EXPECTED, ON_TIME, LATE = "rapporter-forvantade", "rapporter-i-tid", "rapporter-sena"
MEASURES = {
    EXPECTED: N_("Antal rapporter som väntas in"),
    ON_TIME: N_("Antal rapporter som lämnats i tid"),
    LATE: N_("Antal rapporter som lämnats för sent eller inte alls"),
}


@action
def quote(*, by: By, answer: Answer, source: Answer, text: str, version: int) -> Saved | Conflict:
    """Take a passage of a report below into this answer, as it is or shortened. It keeps its unit as source."""
    may_write(by, answer.part)
    words = cleaned(text) or source.text
    if not words:
        raise Refused(N_("Det finns ingen text att ta med."), field="text")
    below = source.part.report
    if below.above_id != answer.part.report_id:
        raise Refused(N_("Texten hör inte till en enhet under den här."))
    _may_read(by, source)
    now = Answer.objects.get(pk=answer.pk)
    passage = f"{words} ({below.unit.name})"
    if Quote.objects.filter(answer=answer, source=source, text=words).exists() and passage in now.text:
        draft_only()  # taken already
        return Saved(now.version, now.saved_at or timezone.now())
    joined = "\n\n".join(each for each in (now.text, passage) if each)
    saved = save_answer(by=by, answer=answer, typed=Typed(text=joined), version=version)
    draft_only()
    if isinstance(saved, Saved):
        Quote.objects.create(
            answer=answer,
            source=source,
            text=words,
            unit_name=below.unit.name,
            at=timezone.now(),
            by_name=by.name,
        )
    return saved


def _may_read(by: By, source: Answer) -> None:
    """What is handed in may be taken by whoever writes above; a draft only by those who may read drafts there."""
    if source.part.state in HANDED_IN or by.may(Permission.READ_DRAFT, source.part.report.unit.key):
        return
    raise Forbidden(by.name, Permission.READ_DRAFT)


@action
def start_from_below(*, by: By, report: Report) -> int:
    """Every empty text of the report begins with what the units handed in, each with its source. Answers how many."""
    require(by, Permission.REPORT, report.unit.key)
    draft_only()
    count = 0
    for part in report_sheet(report, by).parts:
        for row in part.rows:
            if row.question.kind is not QuestionKind.TEXT or row.answer.text or not part.may_write:
                continue
            said = [each for each in row.below if each.text and each.state in HANDED_IN]
            count += bool(said)
            _take(by, row.answer, [each.answer for each in said])
    return count


def _take(by: By, answer: Answer, sources: Sequence[Answer]) -> None:
    for source in sources:
        answer.refresh_from_db(fields=["version", "text"])
        quote(by=by, answer=answer, source=source, text=source.text, version=answer.version)


@action
def measure_round(*, by: By, round_: Round, unit: Unit) -> dict[str, int]:
    """Expected, in time and late as values of the whole city in the round's period."""
    acting_for = require(by, Permission.RUN_ROUNDS)
    counts = delivered(round_)
    put_reported(
        by=by,
        unit=unit,
        period=round_.when,
        values=[ReportedValue(_measure(key, unit), Decimal(counts[key])) for key in MEASURES],
        source=round_.title,
        permission=Permission.RUN_ROUNDS,
    )
    words = {"expected": counts[EXPECTED], "on_time": counts[ON_TIME], "late": counts[LATE]}
    tell_round(by, "round.measured", round_, acting_for, **words)
    return counts


def _measure(key: str, unit: Unit) -> Measure:
    measure, _ = Measure.objects.get_or_create(
        key=key,
        defaults={
            "name": MEASURES[key],
            "unit_of_measure": "rapporter",
            "better": "lower" if key == LATE else "higher",
            "over_units": "none",
            "responsible": unit,
            "source": "Tertials egna omgångar",
        },
    )
    return measure
