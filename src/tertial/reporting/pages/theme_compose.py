"""The city office puts a themed report together: own words, headings, and the passages that are taken along."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from tertial.organisation.access import Actor
from tertial.organisation.actions.refusal import Refused
from tertial.organisation.pages.reading import CONFLICT, UNPROCESSABLE, actor_of, number_in, told
from tertial.reporting.actions import consolidating as actions
from tertial.reporting.models import Answer, Excerpt, Heading, Round, Summary, SummaryVersion
from tertial.reporting.pages.theme_answers import Piece, theme_or_404, theme_tabs
from tertial.reporting.queries.themed import excerpts_in, gathered, words_of
from tertial.reporting.rules.facts import sentences
from tertial.reporting.rules.forms import Section
from tertial.reporting.rules.themed import Place, passages

WHOLE = "hela"  # in an address: the summary of the whole report


@dataclass(frozen=True)
class Group:
    """A heading with what stands under it; without a heading, what is not sorted yet."""

    heading: Heading | None
    excerpts: list[Excerpt]


@dataclass(frozen=True)
class Part:
    """A focus area as it is put together; an empty section is the whole report."""

    key: str
    title: str
    summary: Summary
    rivals: list[SummaryVersion]
    groups: list[Group] = field(default_factory=list)

    @property
    def slug(self) -> str:
        return self.key or WHOLE

    @property
    def count(self) -> int:
        return sum(len(each.excerpts) for each in self.groups)


@require_http_methods(["GET", "POST"])
def compose(request: HttpRequest, key: str) -> HttpResponse:
    found = theme_or_404(request, key)
    refused = ""
    if request.method == "POST":
        try:
            return _posted(request, found, actor_of(request))
        except Refused as refusal:
            refused = told(refusal)
    return _show(request, found, refused)


def _show(request: HttpRequest, found: Round, refused: str) -> HttpResponse:
    parts = _parts(found)
    headings = [group.heading for part in parts for group in part.groups if group.heading]
    seen = gathered(found)
    context = {
        "round": found,
        "seen": seen,
        "parts": parts,
        "choices": [
            (part, [group.heading for group in part.groups if group.heading]) for part in parts if part.key
        ],
        "headings": headings,
        "tabs": theme_tabs(found.key),
        "tab": request.path,
        "taken": sum(part.count for part in parts),
        "refused": refused,
    }
    status = UNPROCESSABLE if refused else 200
    return render(request, "reporting/theme_compose.html", context, status=status)


def _parts(found: Round) -> list[Part]:
    texts = {each.section: each for each in found.summaries.prefetch_related("versions")}
    headings = list(found.headings.filter(gone_at__isnull=True))
    taken = excerpts_in(found)
    whole = Section("", "")
    parts = []
    for section in (whole, *found.form_version.form.sections):
        summary = texts.get(section.key) or Summary(round=found, section=section.key)
        rivals = [each for each in summary.versions.all() if each.is_rival] if summary.pk else []
        groups = _groups(section, headings, taken) if section.key else []
        title = f"{section.number} {section.title}".strip() or found.title
        parts.append(
            Part(section.key, title if section.key else _("Hela sammanställningen"), summary, rivals, groups)
        )
    return parts


def _groups(section: Section, headings: Sequence[Heading], taken: Sequence[Excerpt]) -> list[Group]:
    mine = [each for each in taken if each.section == section.key]
    groups = [
        Group(each, [p for p in mine if p.heading_id == each.pk])
        for each in headings
        if each.section == section.key
    ]
    return [*groups, Group(None, [each for each in mine if each.heading_id is None])]


def _posted(request: HttpRequest, found: Round, actor: Actor) -> HttpResponse:
    """All summaries are kept first, as browsers without script send them; then what was asked is done."""
    clashes = _keep(request, found, actor)
    if clashes:
        return redirect(_clash_address(found, clashes[0]))
    deed, _colon, about = request.POST.get("do", "save").partition(":")
    here = request.path
    match deed:
        case "sort":
            actions.sort_excerpts(by=actor, round_=found, moved=_moved(request, found))
        case "up" | "down":
            actions.step_excerpt(by=actor, excerpt=_excerpt(found, about), up=deed == "up")
            return redirect(f"{here}#p{about}")
        case "leave":
            actions.leave_out(by=actor, excerpt=_excerpt(found, about))
        case "heading":
            title = request.POST.get(f"ny-{about}", "")
            made = actions.add_heading(by=actor, round_=found, section=about, title=title)
            return redirect(f"{here}#h{made.pk}")
        case "rename" | "drop":
            _change_heading(request, found, actor, deed, about)
        case "save":
            messages.success(request, _("Sparat."))
        case _:
            raise Http404
    return redirect(here)


def _keep(request: HttpRequest, found: Round, actor: Actor) -> list[actions.Clash]:
    clashes = []
    for section in ("", *(each.key for each in found.form_version.form.sections)):
        slug = section or WHOLE
        version = request.POST.get(f"{slug}-version", "")
        text = request.POST.get(f"{slug}-text")
        if text is None or not version.isdecimal():
            continue
        there = found.summaries.filter(section=section).first()
        if text.split() == (there.text if there else "").split():
            continue
        kept = actions.save_summary(
            by=actor, round_=found, section=section, text=text, version=number_in(version)
        )
        if isinstance(kept, actions.Clash):
            clashes.append(kept)
    return clashes


def _clash_address(found: Round, clash: actions.Clash) -> str:
    slug = clash.theirs.section or WHOLE
    return reverse("theme_summary_conflict", kwargs={"key": found.key, "section": slug})


def _excerpt(found: Round, about: str) -> Excerpt:
    return get_object_or_404(found.excerpts.select_related("round"), pk=number_in(about))


def _moved(request: HttpRequest, found: Round) -> dict[Excerpt, Heading | None]:
    """Only what was chosen otherwise than the page showed: what somebody else moved meanwhile is let be."""
    headings = {str(each.pk): each for each in found.headings.filter(gone_at__isnull=True)}
    moved: dict[Excerpt, Heading | None] = {}
    for excerpt in excerpts_in(found):
        chosen = request.POST.get(f"under-{excerpt.pk}")
        if chosen is None or chosen == request.POST.get(f"was-{excerpt.pk}"):
            continue
        if chosen and chosen not in headings:
            raise Refused(_("Rubriken finns inte längre. Välj en annan."))
        moved[excerpt] = headings.get(chosen)
    return moved


def _change_heading(request: HttpRequest, found: Round, actor: Actor, deed: str, about: str) -> None:
    heading = get_object_or_404(found.headings.select_related("round"), pk=number_in(about))
    if deed == "drop":
        actions.drop_heading(by=actor, heading=heading)
        return
    version = request.POST.get(f"h{about}-version", "")
    actions.rename_heading(
        by=actor,
        heading=heading,
        title=request.POST.get(f"h{about}-title", ""),
        version=number_in(version),
    )


@require_POST
def save_summary(request: HttpRequest, key: str, section: str) -> HttpResponse:
    """One summary, while somebody writes: 200 saved, 409 somebody else was first, 422 cannot be kept."""
    found = theme_or_404(request, key)
    version = request.POST.get("version", "")
    try:
        kept = actions.save_summary(
            by=actor_of(request),
            round_=found,
            section="" if section == WHOLE else section,
            text=request.POST.get("text", ""),
            version=number_in(version),
        )
    except Refused as refusal:
        return JsonResponse({"text": told(refusal), "field": "text"}, status=UNPROCESSABLE)
    if isinstance(kept, actions.Clash):
        who = kept.theirs.saved_by_name
        text = _("%(who)s sparade en ny version medan du skrev. Båda texterna finns kvar.") % {"who": who}
        said = {"text": text, "link": _("Jämför och välj"), "address": _clash_address(found, kept)}
        return JsonResponse(said, status=CONFLICT)
    return JsonResponse({"version": kept.version, "at": f"{timezone.localtime(kept.saved_at):%H.%M}"})


@require_http_methods(["GET", "POST"])
def summary_conflict(request: HttpRequest, key: str, section: str) -> HttpResponse:
    """Both texts side by side; what is not chosen is kept among earlier versions."""
    found, actor = theme_or_404(request, key), actor_of(request)
    name = "" if section == WHOLE else section
    summary = get_object_or_404(Summary.objects.select_related("round"), round=found, section=name)
    rivals = sorted(summary.versions.filter(is_rival=True), key=lambda each: each.saved_by != actor.key)
    rival = rivals[0] if rivals else None
    refused = ""
    if request.method == "POST" and rival is not None:
        texts = {"mine": rival.text, "theirs": summary.text, "both": request.POST.get("text", "")}
        version = request.POST.get("version", "")
        kept = actions.choose_summary(
            by=actor,
            rival=rival,
            text=texts.get(request.POST.get("do", ""), summary.text),
            version=number_in(version),
        )
        if not isinstance(kept, actions.Clash):
            messages.success(request, _("Sparat. Den text som inte valdes finns bland tidigare versioner."))
            return redirect(reverse("theme_compose", kwargs={"key": key}) + f"#s-{section}")
        summary.refresh_from_db()
        refused = _("Texten ändrades igen medan du valde. Se vad som står nu.")
    context = {
        "round": found,
        "summary": summary,
        "rival": rival,
        "is_mine": rival is not None and rival.saved_by == actor.key,
        "both": "\n\n".join(dict.fromkeys(e for e in (summary.text, rival.text if rival else "") if e)),
        "refused": refused,
    }
    return render(request, "reporting/theme_conflict.html", context, status=CONFLICT if refused else 200)


@require_http_methods(["GET", "POST"])
def summary_versions(request: HttpRequest, key: str, section: str) -> HttpResponse:
    """What stood there before, with what differs; restoring is a new save."""
    found, actor = theme_or_404(request, key), actor_of(request)
    name = "" if section == WHOLE else section
    summary = get_object_or_404(Summary.objects.select_related("round"), round=found, section=name)
    earlier = list(summary.versions.filter(is_rival=False))
    if request.method == "POST":
        chosen = next((each for each in earlier if str(each.pk) == request.POST.get("version")), None)
        if chosen is None:
            raise Http404
        actions.save_summary(by=actor, round_=found, section=name, text=chosen.text, version=summary.version)
        messages.success(request, _("Den tidigare texten är tillbaka."))
        return redirect(reverse("theme_compose", kwargs={"key": key}) + f"#s-{section}")
    context = {"round": found, "summary": summary, "earlier": earlier, "section": section}
    return render(request, "reporting/theme_versions.html", context)


@require_POST
def take(request: HttpRequest, key: str) -> HttpResponse:
    """An excerpt, or the sentence of a figure, is taken along or left; the page goes on where it was."""
    found = theme_or_404(request, key)
    about = request.POST.get("answer", "")
    rows = Answer.objects.select_related("part__report", "before")
    answer = get_object_or_404(rows, pk=number_in(about), part__report__round=found)
    piece = _piece(request, answer)
    try:
        if piece.is_taken:
            _leave(actor_of(request), answer, piece)
        else:
            actions.take_along(by=actor_of(request), answer=answer, text=piece.text, label=piece.label)
    except Refused as refusal:
        messages.error(request, told(refusal))
        return _back(request, found)
    if request.htmx:  # type: ignore[attr-defined]
        shown = Piece(piece.place, piece.text, piece.number, piece.label, not piece.is_taken)
        context = {"round": found, "piece": shown, "answer": answer, "here": request.POST.get("here", "")}
        context["taken"] = len(excerpts_in(found))
        return render(request, "reporting/theme_piece.html", context)
    return _back(request, found)


def _piece(request: HttpRequest, answer: Answer) -> Piece:
    """What was pressed: an excerpt by its number, or a sentence; `left` says that it was taken along already."""
    words, is_taken = words_of(answer), request.POST.get("do") == "leave"
    if sentence := request.POST.get("sentence", ""):
        whole = next((each for each in sentences(words) if each.split() == sentence.split()), sentence)
        return Piece(Place.BODY, whole, 0, "", is_taken)
    number = number_in(request.POST.get("number", ""))
    found = next((each for each in passages(words) if each.number == number), None)
    if found is None:
        raise Http404
    place = Place.ADDITION if found.label else Place.BODY
    return Piece(place, found.text, number, found.label, is_taken)


def _leave(actor: Actor, answer: Answer, piece: Piece) -> None:
    rows = answer.excerpts.filter(gone_at__isnull=True).select_related("round")
    for each in rows:
        if each.text.split() == piece.text.split():
            actions.leave_out(by=actor, excerpt=each)


def _back(request: HttpRequest, found: Round) -> HttpResponse:
    here = request.POST.get("here", "")
    if not here.startswith("/") or not url_has_allowed_host_and_scheme(here, allowed_hosts=None):
        here = reverse("theme_answers", kwargs={"key": found.key})
    about = request.POST.get("answer", "")
    return redirect(f"{here}#v{about}" if about.isdecimal() else here)
