"""What a save reads. A browser asks for this every few seconds, so each column and each statement costs."""

from django.db.models import BigIntegerField, QuerySet

from tertial.history.often import Given, Often
from tertial.reporting.models import Answer, Report

UNSHOWN = tuple(f"source__file__{name}" for name in ("read", "remarks", "undo"))  # of a file with answers
_READ = (
    *("part", "question", "kind", "measure", "activity", "content", "text", "comment", "is_missing"),
    *(
        "part__state",
        "part__section",
        "part__report__above",
        "part__report__unit__key",
        "part__report__unit__kind",
    ),
    *("part__report__round__key", "part__report__round__title", "part__report__round__period"),
    *(f"part__report__form_version__{name}" for name in ("key", "number", "made_at")),
)


def _answers() -> QuerySet[Answer]:
    rows = Answer.objects.select_related(
        "part__report__unit", "part__report__round", "part__report__form_version"
    )
    return rows.only(*_READ).filter(pk=Given("pk", Answer._meta.pk))


def _written() -> QuerySet[Answer]:
    rows = Answer.objects.select_related("part__goal", "measure", "activity", "before", "source__file")
    return rows.defer(*UNSHOWN).filter(pk=Given("pk", Answer._meta.pk))


def _below() -> QuerySet[Report]:
    return Report.objects.select_related("unit").filter(above=Given("pk", Report._meta.pk))


_ANSWER, _WRITTEN, _BELOW = Often(_answers), Often(_written), Often(_below)


def before_save(pk: int) -> Answer | None:
    """The answer with its part, report, unit and round; none when there is no such answer."""
    return _ANSWER.first(pk=pk) if pk <= BigIntegerField.MAX_BIGINT else None


def written(pk: int) -> Answer:
    """The answer as it stands now, with what its remarks are about."""
    found = _WRITTEN.first(pk=pk)
    if found is None:
        raise Answer.DoesNotExist
    return found


def reports_below(report: Report) -> tuple[Report, ...]:
    return tuple(_BELOW.rows(pk=report.pk))
