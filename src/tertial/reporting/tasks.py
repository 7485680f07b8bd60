"""What the worker does for rounds: opens them, reads files with answers, writes letters and sends them."""

from django.conf import settings
from django.utils import timezone

from tertial.foundation.words import N_
from tertial.foundation.work import Answer, Progress, Repeated, Work
from tertial.intake.importers.sources.unreadable import UnreadableError
from tertial.organisation.access import SYSTEM
from tertial.reporting.actions.answer_files import WORK, lay_out_answers
from tertial.reporting.actions.notices import send_letters, write_letters
from tertial.reporting.actions.opening import open_whole
from tertial.reporting.actions.rounds import remind
from tertial.reporting.models import AnswerFile, Round
from tertial.reporting.queries.files import file_of
from tertial.reporting.queries.reminding import to_be_reminded
from tertial.reporting.rules.file_answers import unusable
from tertial.reporting.rules.paper import on_paper

OFFICE_HOURS = range(7, 17)  # when a reminder may be made: nobody is woken by one
EVERY = 60 * 60  # seconds between letters: one letter gathers an hour
EVERY_IN_DEMO = 30  # where letters only are shown, and somebody waits to see them


def _open(progress: Progress, *, round: int) -> Answer:
    found = Round.objects.select_related("form_version").get(pk=round)
    for done, total in open_whole(found):
        progress.at(done, total)
    return {"reports": found.reports.count()}


def _read(progress: Progress, *, files: list[int]) -> Answer:
    """File by file, each whole; one that is read is passed by, so whoever follows a killed worker goes on."""
    from tertial.reporting.importers.filled.reader import read_filled

    for done, pk in enumerate(files):
        found = (
            AnswerFile.objects.select_related("round__form_version").filter(pk=pk, state="waiting").first()
        )
        if found is None:
            continue
        progress.at(done, len(files), found.name)
        filled, problem = None, ""
        try:
            filled = read_filled(_content(found), on_paper(found.round.form_version.form))
        except UnreadableError as error:
            problem = str(error)
        if filled is not None and (wrong := unusable(filled)):
            filled, problem = None, wrong
        lay_out_answers(by=SYSTEM, file=found, filled=filled, problem=problem)
    progress.at(len(files), len(files))
    return {"files": len(files)}


def _content(found: AnswerFile) -> bytes:
    file = file_of(found.sha256)
    if file is None:
        raise UnreadableError("Filen finns inte kvar i datamappen. Skicka in den igen.")
    with file:
        return file.read()


def _letters() -> None:
    write_letters()
    send_letters()


def _reminders() -> None:
    now = timezone.localtime()
    if now.hour not in OFFICE_HOURS:
        return
    for reports in to_be_reminded(now.date()):
        remind(by=SYSTEM, reports=reports)


READ = Work(WORK, N_("Läser svaren"), _read)
OPEN = Work("round.open", N_("Öppnar omgången"), _open)
REMINDERS = Repeated("reporting.reminders", EVERY, _reminders)
LETTERS = Repeated("reporting.letters", EVERY_IN_DEMO if settings.DEMO else EVERY, _letters)
