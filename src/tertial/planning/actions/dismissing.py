"""A remark is dismissed with a reason, and stays so until the words it is about change; or taken up again."""

from django.utils import timezone

from tertial.foundation.words import N_
from tertial.goals.actions.asking import require_plan, some_text
from tertial.history.actions import action, nothing_changed, record
from tertial.organisation.access import By
from tertial.organisation.actions.refusal import Refused
from tertial.organisation.models import Unit
from tertial.planning.models import Dismissal


@action
def dismiss(*, by: By, unit: Unit, year: int, code: str, fingerprint: str, reason: str) -> Dismissal:
    acting_for = require_plan(by, unit, words_needed=False)
    if not reason.strip():
        raise Refused(N_("Skriv varför anmärkningen inte behöver åtgärdas."), field="reason")
    given = {
        "code": code[:20],
        "reason": some_text(reason, "reason", 1000),
        "dismissed_at": timezone.now(),
        "dismissed_by_name": by.name,
    }
    made, _ = Dismissal.objects.update_or_create(
        unit=unit, year=year, fingerprint=fingerprint[:64], defaults=given
    )
    _tell(by, "remark.dismissed", made, acting_for, reason=made.reason)
    return made


@action
def restore(*, by: By, unit: Unit, year: int, fingerprint: str) -> None:
    acting_for = require_plan(by, unit, words_needed=False)
    found = Dismissal.objects.filter(unit=unit, year=year, fingerprint=fingerprint).first()
    if found is None:
        nothing_changed()
        return
    _tell(by, "remark.restored", found, acting_for)
    found.delete()


def _tell(by: By, verb: str, dismissal: Dismissal, acting_for: str, **particulars: str) -> None:
    unit = dismissal.unit
    record(
        by=by,
        verb=verb,
        kind="unit",
        key=unit.key,
        name=unit.name,
        unit=unit.key,
        acting_for=acting_for,
        code=dismissal.code,
        **particulars,
    )
