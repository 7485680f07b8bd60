"""What the worker does for rounds: opens them, writes letters and sends them."""

from tertial.foundation.words import N_
from tertial.foundation.work import Answer, Progress, Repeated, Work
from tertial.reporting.actions.notices import send_letters, write_letters
from tertial.reporting.actions.opening import open_whole
from tertial.reporting.models import Round

EVERY = 60 * 60  # seconds between letters: one letter gathers an hour


def _open(progress: Progress, *, round: int) -> Answer:
    found = Round.objects.select_related("form_version").get(pk=round)
    for done, total in open_whole(found):
        progress.at(done, total)
    return {"reports": found.reports.count()}


def _letters() -> None:
    write_letters()
    send_letters()


OPEN = Work("round.open", N_("Öppnar omgången"), _open)
LETTERS = Repeated("reporting.letters", EVERY, _letters)
