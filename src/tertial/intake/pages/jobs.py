"""Long work as it goes on: how far it has come, and a way to stop it."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from tertial.foundation.work import all_works
from tertial.intake.actions import jobs
from tertial.intake.models import Job
from tertial.organisation.pages.reading import actor_of


def _job(request: HttpRequest, key: str) -> Job:
    """A job is its own person's; for others it is not there."""
    job = Job.objects.filter(key=key, asked_by=actor_of(request).key).first()
    if job is None:
        raise Http404
    return job


@require_GET
def job(request: HttpRequest, key: str) -> HttpResponse:
    """The whole page, or only the progress when the page asks for it; when it is done, its result."""
    now = _job(request, key)
    if now.state == Job.State.DONE and now.address:
        if not request.htmx:  # type: ignore[attr-defined]
            return redirect(now.address)
        return HttpResponse(headers={"HX-Redirect": now.address})
    work = all_works().get(now.work)  # an older version's work may be gone
    words = {"job": now, "work_name": work.name if work else now.name}
    template = "intake/job.html" if request.htmx else "intake/job_page.html"  # type: ignore[attr-defined]
    return render(request, template, words)


@require_POST
def cancel(request: HttpRequest, key: str) -> HttpResponse:
    now = _job(request, key)
    jobs.cancel(now)
    return redirect("job", key)
