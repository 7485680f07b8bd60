"""Files as answers: their own name and kind, and a policy of their own where a whole page is given out."""

import re
from base64 import b64encode
from hashlib import sha256

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from tertial.publishing.exports.files import KINDS
from tertial.publishing.models import Edition
from tertial.publishing.queries.publications import content_of

_STYLE = re.compile(rb"<style>(.*?)</style>", re.S)


def policy_of(page: bytes) -> str:
    """Nothing runs, nothing is fetched or sent; of styles only the sheet in the page's head, known by its checksum.

    Counted from the page itself: a document published long ago has the sheet of that time.
    """
    own = _STYLE.search(page.partition(b"</head>")[0])
    style = f"'sha256-{b64encode(sha256(own[1]).digest()).decode()}'" if own else "'none'"
    return (
        f"default-src 'none'; style-src {style}; img-src data:; base-uri 'none'; form-action 'none'; "
        "frame-ancestors 'none'; sandbox allow-popups"
    )


def page_answer(page: bytes) -> HttpResponse:
    """A document that is a page of its own."""
    response = HttpResponse(page, content_type=KINDS["html"].mime)
    response["Content-Security-Policy"] = policy_of(page)
    return response


def file_of(edition: Edition, kind: str) -> HttpResponse:
    """Pages to read are shown, the rest is saved; nothing in them may run."""
    found = edition.files.filter(kind=kind).first()
    if found is None or kind not in KINDS:
        raise Http404(_("Filen finns inte."))
    content = content_of(found)
    response = (
        page_answer(content) if kind == "html" else HttpResponse(content, content_type=KINDS[kind].mime)
    )
    how = "inline" if kind in {"html", "pdf", "txt"} else "attachment"
    name = f"{edition.publication.key}-{edition.number}.{kind}"
    response["Content-Disposition"] = f'{how}; filename="{name}"'
    response["ETag"] = f'"{found.sha256}"'
    return response
