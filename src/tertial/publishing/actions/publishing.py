"""Giving out a document: its data is frozen at once, its files are made in the background."""

import hashlib
import secrets
from collections.abc import Sequence
from datetime import date

from django.db.models import Max, QuerySet
from django.urls import reverse
from django.utils import timezone

from tertial.foundation.words import N_
from tertial.goals.actions.asking import require_plan
from tertial.goals.models import Plan
from tertial.history.actions import action, nothing_changed, record
from tertial.intake.actions import jobs
from tertial.intake.actions.kept import keep
from tertial.intake.models import Job
from tertial.organisation.access import By, require
from tertial.organisation.actions.refusal import Refused
from tertial.organisation.models import Unit
from tertial.organisation.roles import Permission
from tertial.publishing.models import Edition, EditionFile, Publication
from tertial.publishing.queries.freezing import frozen, links
from tertial.publishing.rules.frozen import checksum
from tertial.reporting.models import Report, Round
from tertial.reporting.rules.forms import FormKind

WORK = "document.make"
FIRST_YEAR, LAST_YEAR = 1990, 2100


@action
def publish_plan(*, by: By, plan: Plan, note: str = "", in_background: bool = True) -> Edition:
    """The plan as it stands now."""
    acting_for = require_plan(by, plan.unit, words_needed=False)
    found, _ = Publication.objects.get_or_create(
        kind=Publication.Kind.PLAN,
        unit=plan.unit,
        subject=plan.key,
        year=plan.year,
        defaults={"key": plan.key, "name": str(plan)},
    )
    return _freeze(by, found, note, acting_for, in_background)


@action
def publish_report(*, by: By, report: Report, note: str = "", in_background: bool = True) -> Edition:
    """The report as it was signed last."""
    acting_for = require_plan(by, report.unit, words_needed=False)
    found, _ = Publication.objects.get_or_create(
        kind=Publication.Kind.REPORT,
        unit=report.unit,
        subject=report.key,
        year=report.round.when.first.year,
        defaults={"key": report.key[:140], "name": f"{report.round.title}, {report.unit.name}"},
    )
    return _freeze(by, found, note, acting_for, in_background)


@action
def publish_theme(*, by: By, round_: Round, note: str = "", in_background: bool = True) -> Edition:
    """What the city office has put together of a themed round, as it stands now."""
    require(by, Permission.RUN_ROUNDS)
    council = Unit.objects.filter(kind="council").first()
    if round_.kind != FormKind.THEMED or council is None:
        raise Refused(N_("Bara en temauppföljning sammanställs så här."))
    acting_for = require_plan(by, council, words_needed=False)
    found, _ = Publication.objects.get_or_create(
        kind=Publication.Kind.THEME,
        unit=council,
        subject=round_.key,
        year=round_.when.first.year,
        defaults={"key": f"sammanstallning-{round_.key}"[:140], "name": round_.title},
    )
    return _freeze(by, found, note, acting_for, in_background)


@action
def publish_collection(
    *, by: By, unit: Unit, kind: str, year: int, note: str = "", in_background: bool = True
) -> Edition:
    """The goal chain or the indicators of a year as they stand now."""
    acting_for = require_plan(by, unit, words_needed=False)
    names = {Publication.Kind.CHAIN: N_("Målkedjan"), Publication.Kind.MEASURES: N_("Indikatorer")}
    if kind not in names:
        raise Refused(N_("Välj målkedjan eller indikatorerna."), field="kind")
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Refused(N_("Skriv ett år med fyra siffror, till exempel 2027."), field="year")
    found, _ = Publication.objects.get_or_create(
        kind=kind,
        unit=unit,
        subject="",
        year=year,
        defaults={
            "key": f"{kind}-{unit.key}-{year}"[:140],
            "name": f"{names[Publication.Kind(kind)]} {year}",
        },
    )
    return _freeze(by, found, note, acting_for, in_background)


def _freeze(by: By, publication: Publication, note: str, acting_for: str, in_background: bool) -> Edition:
    """The same data is not published twice, and one edition at a time is made."""
    locked = Publication.objects.select_for_update().get(pk=publication.pk)
    _let_go(locked.editions.all())
    waiting = locked.editions.filter(state=Edition.State.WAITING).first()
    if waiting is not None:
        nothing_changed()
        return waiting
    data = frozen(locked)
    digest = checksum(data)
    last = locked.editions.filter(state=Edition.State.READY).first()
    if last is not None and last.sha256 == digest:
        raise Refused(
            N_("Inget har ändrats sedan version %(number)s, så det finns inget nytt att publicera."),
            number=last.number,
        )
    edition = Edition.objects.create(
        key=secrets.token_hex(6),
        publication=locked,
        data=data,
        sha256=digest,
        links=links(locked),
        note=note.strip(),
        published_at=timezone.now(),
        published_by=by.key,
        published_by_name=by.name,
    )
    if in_background:
        job = jobs.start(
            by=by,
            work=WORK,
            name=locked.name,
            address=reverse("publication", kwargs={"key": locked.key}),
            is_heavy=True,
            edition=edition.pk,
        )
        Edition.objects.filter(pk=edition.pk).update(job=job.key)
        edition.job = job.key
    tell(by, "publication.asked", locked, acting_for)
    return edition


@action
def settle_fallen(*, by: By) -> None:
    """Editions whose work was cancelled or fell are waited for no more; what was published before stays."""
    require(by, Permission.EDIT_CITY_GOALS)
    fallen = _let_go(Edition.objects.select_related("publication__unit"))
    for edition in fallen:
        tell(by, "publication.failed", edition.publication, reason=edition.problem)
    if not fallen:
        nothing_changed()


def _let_go(editions: QuerySet[Edition]) -> list[Edition]:
    """Those that nobody makes any more get the reason that their job has."""
    waiting = list(editions.filter(state=Edition.State.WAITING).exclude(job=""))
    over = {
        job.key: job
        for job in Job.objects.filter(
            key__in=[each.job for each in waiting], state__in=(Job.State.CANCELLED, Job.State.FAILED)
        )
    }
    out = []
    for edition in waiting:
        if job := over.get(edition.job):
            edition.state = Edition.State.FAILED
            edition.problem = job.text if job.state == Job.State.FAILED else N_("Avbrutet")
            edition.save(update_fields=["state", "problem"])
            out.append(edition)
    return out


@action
def finish(*, by: By, edition: Edition, files: Sequence[tuple[str, bytes]]) -> Edition:
    """Its files are made: it gets its number, and is the one that is shown. Until now the one before was."""
    publication = edition.publication
    require_plan(by, publication.unit, words_needed=False)
    locked = Publication.objects.select_for_update().get(pk=publication.pk)
    now = Edition.objects.select_for_update().get(pk=edition.pk)
    if now.state != Edition.State.WAITING:
        nothing_changed()
        return now
    now.number = next_number(locked)
    now.state = Edition.State.READY
    now.save(update_fields=["number", "state"])
    for kind, content in files:
        digest = _kept(content)
        EditionFile.objects.create(edition=now, kind=kind, sha256=digest, size=len(content))
    tell(by, "publication.made", locked, number=now.number)
    return now


def next_number(publication: Publication) -> int:
    return (publication.editions.aggregate(last=Max("number"))["last"] or 0) + 1


def _kept(content: bytes) -> str:
    digest = hashlib.sha256(content).hexdigest()
    keep(digest, content)
    return digest


@action
def fail(*, by: By, edition: Edition, problem: str) -> None:
    """It could not be made; what was published before stays."""
    require_plan(by, edition.publication.unit, words_needed=False)
    changed = Edition.objects.filter(pk=edition.pk, state=Edition.State.WAITING).update(
        state=Edition.State.FAILED, problem=problem[:400]
    )
    if not changed:
        nothing_changed()
        return
    tell(by, "publication.failed", edition.publication, reason=problem[:400])


@action
def stop(*, by: By, edition: Edition) -> None:
    """No longer wanted: the work stops, and what was published before stays."""
    acting_for = require_plan(by, edition.publication.unit, words_needed=False)
    changed = Edition.objects.filter(pk=edition.pk, state=Edition.State.WAITING).update(
        state=Edition.State.FAILED, problem=N_("Avbrutet")
    )
    if not changed:
        raise Refused(N_("Dokumentet är redan framställt."))
    for job in Job.objects.filter(key=edition.job):
        jobs.cancel(job)
    tell(by, "publication.failed", edition.publication, acting_for, reason=N_("Avbrutet"))


@action
def withdraw(*, by: By, edition: Edition, reason: str) -> Edition:
    """It is no longer given out, but it can be seen that it was, and why it is not. Nothing is deleted."""
    publication = edition.publication
    acting_for = require_plan(by, publication.unit, words_needed=False)
    if not reason.strip():
        raise Refused(N_("Skriv varför versionen dras tillbaka."), field="reason")
    changed = Edition.objects.filter(pk=edition.pk, state=Edition.State.READY).update(
        state=Edition.State.WITHDRAWN, withdrawn_at=timezone.now(), withdrawn_reason=reason.strip()
    )
    if not changed:
        raise Refused(N_("Bara en publicerad version kan dras tillbaka."))
    tell(by, "publication.withdrawn", publication, acting_for, number=edition.number, reason=reason.strip())
    edition.refresh_from_db()
    return edition


@action
def set_open(
    *, by: By, publication: Publication, is_open: bool, launched_on: date | None = None
) -> Publication:
    """Two choices: may everybody read it, and from which day."""
    acting_for = require_plan(by, publication.unit, words_needed=False)
    if is_open and launched_on is None:
        raise Refused(N_("Skriv från vilken dag alla får läsa."), field="launched_on")
    locked = Publication.objects.select_for_update().get(pk=publication.pk)
    if (locked.is_open, locked.launched_on) == (is_open, launched_on if is_open else locked.launched_on):
        nothing_changed()
        return locked
    locked.is_open = is_open
    locked.launched_on = launched_on if is_open else locked.launched_on
    locked.version += 1
    locked.save(update_fields=["is_open", "launched_on", "version"])
    verb = "publication.opened" if is_open else "publication.closed"
    tell(by, verb, locked, acting_for, on=str(locked.launched_on or ""))
    return locked


def tell(by: By, verb: str, publication: Publication, acting_for: str = "", **particulars: object) -> None:
    record(
        by=by,
        verb=verb,
        kind="publication",
        key=publication.key,
        name=publication.name,
        unit=publication.unit.key,
        acting_for=acting_for,
        **particulars,
    )
