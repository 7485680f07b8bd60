"""Files as answers: their own name and kind, and a policy of their own where a whole page is given out."""

from csp.decorators import csp_exempt as without_policy
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from tertial.publishing.exports.files import KINDS
from tertial.publishing.models import Edition
from tertial.publishing.queries.publications import content_of

__all__ = ["file_of", "without_policy"]
POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'none'; sandbox allow-popups"


def file_of(edition: Edition, kind: str) -> HttpResponse:
    """Pages to read are shown, the rest is saved; nothing in them may run."""
    found = edition.files.filter(kind=kind).first()
    if found is None or kind not in KINDS:
        raise Http404(_("Filen finns inte."))
    response = HttpResponse(content_of(found), content_type=KINDS[kind].mime)
    how = "inline" if kind in {"html", "pdf", "txt"} else "attachment"
    name = f"{edition.publication.key}-{edition.number}.{kind}"
    response["Content-Disposition"] = f'{how}; filename="{name}"'
    response["Content-Security-Policy"] = POLICY
    response["ETag"] = f'"{found.sha256}"'
    return response
