"""A measure's pictures as files to put in a report: SVG that can be scaled, or PNG."""

import typst
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from tertial.foundation.picture import on_paper
from tertial.measures.pages.measures import measure_or_404, period_or_404, pictures_of, unit_of
from tertial.measures.queries.measures import measure_sheet, units_of

DOTS_PER_INCH = 192  # twice a screen's


@require_GET
def figure(request: HttpRequest, key: str, name: str, form: str) -> HttpResponse:
    """The picture that the measure's page shows for the unit and period in the address."""
    found = measure_or_404(key)
    units = units_of(found)
    period = period_or_404(request.GET.get("period", ""))
    sheet = measure_sheet(found, unit_of(request, found, units), period, units, timezone.localdate())
    drawn = pictures_of(sheet).get(name)
    if drawn is None or form not in ("svg", "png"):
        raise Http404
    svg = on_paper(drawn.svg, drawn.title, drawn.sub)
    content = svg.encode() if form == "svg" else _png(svg)
    response = HttpResponse(content, content_type="image/svg+xml" if form == "svg" else "image/png")
    response["Content-Disposition"] = f'attachment; filename="{found.key}-{name}.{form}"'
    return response


def _png(svg: str) -> bytes:
    source = '#set page(width: auto, height: auto, margin: 0pt)\n#image(bytes(sys.inputs.svg), format: "svg")'
    made = typst.compile(source.encode(), format="png", ppi=DOTS_PER_INCH, sys_inputs={"svg": svg})
    if not isinstance(made, bytes):
        raise TypeError("one picture gives one page")
    return made
