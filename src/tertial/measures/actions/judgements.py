"""What somebody decides about a goal or a measure, beside what the rules propose."""

from django.utils import timezone

from tertial.foundation.period import Period
from tertial.foundation.words import N_
from tertial.goals.models import Goal
from tertial.history.actions import action, record
from tertial.measures.models import Judgement, Measure
from tertial.measures.rules.light import LIGHT_WORDS, Light
from tertial.organisation.access import By, require
from tertial.organisation.actions.refusal import Refused
from tertial.organisation.models import Unit
from tertial.organisation.roles import Permission


@action
def judge(
    *,
    by: By,
    subject: Goal | Measure,
    unit: Unit,
    period: Period,
    light: Light,
    proposed: Light | None = None,
    reason: str = "",
) -> Judgement:
    """The decided judgement. Where it differs from the proposal a reason is needed."""
    acting_for = require(by, Permission.REPORT, unit.key)
    if proposed is not None and light is not proposed and not reason.strip():
        raise Refused(
            N_("Förslaget är %(proposed)s. Skriv varför du bedömer något annat."),
            field="reason",
            proposed=LIGHT_WORDS[proposed],
        )
    about = {"goal": subject} if isinstance(subject, Goal) else {"measure": subject}
    for before in Judgement.objects.filter(**about, unit=unit, period=period.code, is_current=True):
        before.is_current = False
        before.save(update_fields=["is_current"])
    judgement = Judgement.objects.create(
        **about,
        unit=unit,
        period=period.code,
        light=light.value,
        proposed=proposed.value if proposed else "",
        reason=reason.strip(),
        decided_at=timezone.now(),
        decided_by=by.key,
        decided_by_name=by.name,
    )
    record(
        by=by,
        verb="judged",
        kind="goal" if isinstance(subject, Goal) else "measure",
        key=subject.key,
        name=str(subject)[:300],
        unit=unit.key,
        acting_for=acting_for,
        light=LIGHT_WORDS[light],
        period=period.code,
        reason=reason.strip(),
    )
    return judgement
