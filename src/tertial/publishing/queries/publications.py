"""Reading publications: which there are, which edition is shown, what somebody who is not signed in may see."""

from pathlib import Path

from django.conf import settings
from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils import timezone

from tertial.foundation.words import N_
from tertial.intake.models import Job
from tertial.organisation.actions.refusal import Refused
from tertial.organisation.models import Unit
from tertial.organisation.profile import current_profile
from tertial.publishing.models import Edition, EditionFile, Publication, WordTemplate
from tertial.publishing.rules.document import Document
from tertial.publishing.rules.frozen import document_of
from tertial.publishing.rules.of_plan import Edition as Particulars


def publications(unit: Unit | None = None) -> QuerySet[Publication]:
    """With their editions, in two queries."""
    editions = Prefetch("editions", Edition.objects.defer("data", "links").order_by("-published_at", "-id"))
    found = Publication.objects.select_related("unit").prefetch_related(editions)
    return found.filter(unit=unit) if unit else found


def shown(publication: Publication) -> Edition | None:
    """The latest that is ready; one that is being made, has failed or is withdrawn is not."""
    return next((each for each in publication.editions.all() if each.state == Edition.State.READY), None)


def being_made() -> list[tuple[Edition, Job | None]]:
    """What waits in the queue or is made just now, the next first."""
    found = Edition.objects.filter(state=Edition.State.WAITING).defer("data", "links")
    waiting = list(found.select_related("publication__unit").order_by("published_at", "pk"))
    jobs = {job.key: job for job in Job.objects.filter(key__in=[each.job for each in waiting])}
    return [(each, jobs.get(each.job)) for each in waiting]


def open_publications() -> QuerySet[Publication]:
    """What everybody may read today: open, launched, and with an edition that is given out."""
    return (
        publications()
        .filter(is_open=True, launched_on__lte=timezone.localdate(), editions__state=Edition.State.READY)
        .distinct()
    )


def publications_named(wanted: str, most: int = 50) -> list[Publication]:
    """Those given out whose title or unit holds all the words, the last year's first. One query."""
    given_out = Edition.objects.filter(publication=OuterRef("pk"), state=Edition.State.READY)
    found = Publication.objects.filter(Exists(given_out)).select_related("unit")
    for word in wanted.split():
        found = found.filter(Q(name__icontains=word) | Q(unit__name__icontains=word))
    return list(found[:most])


def open_edition(kind: str) -> Edition | None:
    """The newest open edition of this kind."""
    newest = open_publications().filter(kind=kind).first()
    return shown(newest) if newest else None


def open_but_withdrawn() -> QuerySet[Publication]:
    """What was open and has no edition left that is given out: only why it was withdrawn is told."""
    found = publications().filter(is_open=True, launched_on__lte=timezone.localdate())
    withdrawn = found.filter(editions__state=Edition.State.WITHDRAWN)
    return withdrawn.exclude(editions__state=Edition.State.READY).distinct()


def document_of_edition(edition: Edition, *, with_links: bool = True) -> Document:
    """The document again, from nothing but what was frozen."""
    address = settings.ADDRESS
    paths = edition.links if with_links and address else {}

    def link(kind: str, key: str) -> str:
        path = paths.get(f"{kind}:{key}")
        return f"{address}{path}" if path else ""

    day = timezone.localdate(edition.published_at)
    number = f"Version {edition.number}, " if edition.number else ""
    return document_of(
        edition.data,
        Particulars(current_profile().city.name, f"{number}{day}", address, link=link, picture=_kept_or_none),
    )


def content_of(file: EditionFile) -> bytes:
    return kept_content(file.sha256)


def template() -> bytes | None:
    """The city's newest Word template."""
    newest = WordTemplate.objects.first()
    return kept_content(newest.sha256) if newest else None


def _kept_or_none(digest: str) -> bytes | None:
    try:
        return kept_content(digest)
    except Refused:
        return None


def kept_content(digest: str) -> bytes:
    """What lies under its checksum in the data folder."""
    try:
        return (Path(settings.MEDIA_ROOT) / digest[:2] / digest).read_bytes()
    except OSError:
        raise Refused(N_("Filen finns inte kvar i datamappen. Publicera dokumentet igen.")) from None


DRAFTS = "drafts"  # their folder: they are made again when they are wanted, so they are cleared away


def draft_content(digest: str) -> bytes:
    try:
        return (Path(settings.MEDIA_ROOT) / DRAFTS / digest).read_bytes()
    except OSError:
        raise Refused(N_("Utkastet finns inte kvar. Bygg det igen.")) from None
