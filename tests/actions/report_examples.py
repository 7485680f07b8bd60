"""How each action on rounds and reports is called; see test_actions_ask_and_tell.py."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from tertial.measures.actions.reported import ReportedValue, put_reported
from tertial.organisation.access import SYSTEM, actor_for
from tertial.organisation.actions.mergers import merge_units
from tertial.organisation.models import Person
from tertial.organisation.queries import organisation_on
from tertial.reporting.actions import (
    answers,
    attachments,
    forms,
    notices,
    opening,
    parts,
    rollup,
    rounds,
    signing,
)
from tertial.reporting.models import Answer, AnswerVersion, Attachment, FormVersion, Part, Report, Round
from tertial.reporting.rules.forms import Form, Question, Section
from tertial.reporting.rules.typed import Typed
from tests.cast import a_unit
from tests.chains import YEAR, a_measure
from tests.reports import FORM, T1, T2, a_form, answer, approved, filled, planned, unit, write
from tests.reports import a_round as told

DAY = dt.date(YEAR, 9, 1)
OTHER = Form("t", "¤Ny", sections=(*FORM.sections, Section("mer", "¤Mer", (Question("mer", "¤Mer?"),))))


def person(key: str) -> Person:
    return Person.objects.get(key=key)


def home() -> Report:
    return told().report("home")


def text() -> Answer:
    return answer(home(), "analys")


def submitted() -> Report:
    report = filled(SYSTEM, home())
    return parts.submit(by=SYSTEM, report=report)


def signed() -> Report:
    report = approved(SYSTEM, home())
    signing.sign(by=SYSTEM, report=report)
    return report


def fallen() -> Report:
    report = signed()
    signing.freeze(by=SYSTEM, report=report)
    return report


def rival() -> AnswerVersion:
    found = text()
    answers.save_answer(by=actor_for(person("eva")), answer=found, typed=Typed(text="¤A"), version=1)
    clash = answers.save_answer(by=SYSTEM, answer=found, typed=Typed(text="¤B"), version=1)
    assert isinstance(clash, answers.Conflict)
    return clash.mine


def with_before() -> Answer:
    found = text()
    found.before = answer(found.part.report, "summa")
    found.save()
    return found


def quotable() -> dict[str, Any]:
    round_ = told()
    write(SYSTEM, round_.report("home"), "analys", text="¤Ord")
    source = answer(round_.report("home"), "analys")
    return {
        "answer": answer(round_.report("care"), "analys"),
        "source": source,
        "text": "",
        "version": 1,
    }


def startable() -> dict[str, Any]:
    round_ = told()
    filled(SYSTEM, round_.report("home"))
    parts.submit(by=SYSTEM, report=round_.report("home"))
    return {"report": round_.report("care")}


def merged() -> dict[str, Any]:
    round_ = told().round
    old = [unit("home"), unit("berg")]
    merge_units(by=SYSTEM, old=old, new=a_unit("ny", unit("care")), on=dt.date.today())
    return {"round_": round_}


def a_part() -> Part:
    return home().parts.get(section="slut")


def half_opened() -> dict[str, Any]:
    round_ = planned()
    return {"round_": round_, "organisation": organisation_on(dt.date.today())}


def excused() -> dict[str, Any]:
    report = home()
    rounds.except_unit(by=SYSTEM, report=report, reason="¤Ny")
    return {"report": report}


def an_attachment() -> Attachment:
    return attachments.attach(by=SYSTEM, part=a_part(), name="a.txt", content=b"a")


def a_draft() -> FormVersion:
    return forms.start_draft(by=SYSTEM, form=OTHER)


def the_round() -> Round:
    return told().round


# What the reporter does is tried as Siv, who may all that Eva may; what the city office does as Karin.
AS_SIV: dict[Callable[..., Any], Callable[[], dict[str, Any]]] = {
    answers.save_answer: lambda: {"answer": text(), "typed": Typed(text="¤Ny"), "version": 1},
    answers.choose_text: lambda: {"rival": rival(), "typed": Typed(text="¤AB"), "version": 2},
    answers.nothing_new: lambda: {"answer": with_before(), "version": 1},
    answers.confirm_hint: lambda: {
        "answer": answer(home(), "utfall"),
        "codes": ["falls"],
        "comment": "¤Det stämmer",
    },
    attachments.attach: lambda: {"part": a_part(), "name": "a.txt", "content": b"a"},
    attachments.detach: lambda: {"attachment": an_attachment()},
    parts.give_part: lambda: {"part": a_part(), "person": person("kim")},
    parts.mark_done: lambda: {"part": a_part()},
    parts.submit: lambda: {"report": filled(SYSTEM, home())},
    parts.take_back: lambda: {"report": submitted(), "reason": "¤Glömt"},
    parts.return_report: lambda: {"report": submitted(), "reason": "¤Mer"},
    parts.approve: lambda: {"report": submitted()},
    parts.unlock: lambda: {"report": approved(SYSTEM, home()), "reason": "¤Fel"},
    parts.write_note: lambda: {"part": a_part(), "text": "¤Bra"},
    signing.sign: lambda: {"report": approved(SYSTEM, home())},
    signing.undo_signature: lambda: {"report": signed(), "reason": "¤Fel"},
    rollup.quote: quotable,
    rollup.start_from_below: startable,
    put_reported: lambda: {
        "unit": unit("home"),
        "period": T2,
        "values": [ReportedValue(a_measure("ny", unit("strand")), None, comment="¤Saknas")],
        "source": "¤T2",
    },
    notices.choose_mail: lambda: {"person": person("siv"), "wants": False},
}
AS_KARIN: dict[Callable[..., Any], Callable[[], dict[str, Any]]] = {
    forms.publish_form: lambda: {"form": FORM},
    forms.start_draft: lambda: {"form": FORM},
    forms.change_draft: lambda: {
        "draft": (found := a_draft()),
        "form": OTHER,
        "seen": found.made_at.isoformat(),
    },
    forms.publish_draft: lambda: {"draft": a_draft()},
    forms.drop_draft: lambda: {"draft": a_draft()},
    forms.change_form: lambda: {"round_": the_round(), "form_version": a_form(OTHER)},
    opening.open_round: lambda: {"round_": planned()},
    opening.finish_opening: half_opened,
    rounds.plan_round: lambda: {
        "key": "ny",
        "title": "¤Ny",
        "period": T1,
        "form_version": a_form(),
        "units": [unit("home")],
        "opens_on": DAY,
        "last_days": {"unit": DAY},
    },
    rounds.change_round: lambda: {
        "round_": planned(),
        "title": "¤Ny",
        "opens_on": DAY,
        "last_days": {"unit": DAY},
    },
    rounds.remind: lambda: {"reports": [home()]},
    rounds.except_unit: lambda: {"report": home(), "reason": "¤Ny"},
    rounds.include_unit: excused,
    rounds.give_more_time: lambda: {"report": home(), "last_day": DAY, "reason": "¤Sjuk"},
    rounds.follow_organisation: merged,
    rounds.close_round: lambda: {"round_": the_round()},
    rollup.measure_round: lambda: {"round_": the_round(), "unit": unit("council")},
    signing.freeze: lambda: {"report": signed()},
    signing.correct_after_freeze: lambda: {"report": fallen(), "reason": "¤Fel"},
}
