"""From a document to a plan and back: read, judged, adopted in one event, undone until somebody builds on it."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from tertial.foundation.period import Period
from tertial.goals.actions.activities import set_part
from tertial.goals.actions.goals import set_expected
from tertial.goals.models import Activity, ExpectedResult, Goal, GoalLink, Plan
from tertial.history.models import Event
from tertial.intake.models import Submission
from tertial.measures.actions.measures import edit_measure
from tertial.measures.actions.plans import adopt_plan
from tertial.measures.actions.values import Given, put_value
from tertial.measures.models import GoalMeasure, Measure, Target, Value
from tertial.measures.queries.documents import changes_since
from tertial.organisation.access import SYSTEM, Forbidden
from tertial.organisation.actions.refusal import Refused
from tertial.planning.actions.adopting import Decided, adopt, take_back
from tertial.planning.actions.choosing import choose, edit_row
from tertial.planning.actions.front import write_front
from tertial.planning.actions.receiving import receive_plan
from tertial.planning.models import Document, Proposal, Reading
from tertial.planning.queries import draft_of
from tertial.planning.queries.drafts import draft_of_reading
from tertial.planning.rules.draft_json import plan_to_json
from tertial.publishing.actions.publishing import publish_plan
from tertial.reporting.models import Answer
from tests.chains import a_goal, a_measure, a_plan
from tests.papers import a_paper, a_reading, read
from tests.reports import a_round


def accept_all(reading: Reading, by=SYSTEM) -> None:
    choose(
        by=by,
        reading=reading,
        versions=dict(reading.proposals.values_list("pk", "version")),
        choice="accepted",
    )


def adopted(unit, **how) -> Plan:
    reading = a_reading(unit, **how)
    accept_all(reading)
    return adopt(by=SYSTEM, reading=reading)


def test_what_is_laid_out_is_what_was_read(city):
    reading = a_reading(city.strand)
    assert draft_of_reading(reading) == read(a_paper())[0]


def test_every_row_points_at_its_passage(city):
    reading = a_reading(city.strand)
    rows = reading.proposals.select_related("passage")
    assert not [each for each in rows if each.passage is None]
    activity = rows.filter(kind="activity").first()
    assert activity.content["text"].split()[0] in activity.passage.text


def test_the_same_file_twice_is_one_document_and_one_review(city):
    one, two = (
        receive_plan(by=SYSTEM, unit=city.strand, name=name, content=a_paper(), in_background=False)
        for name in ("a.txt", "b.txt")
    )
    assert one == two
    assert Document.objects.count() == 1


def test_adopting_makes_the_plan_with_one_event(city):
    reading = a_reading(city.strand)
    accept_all(reading)
    before = Event.objects.count()
    plan = adopt(by=SYSTEM, reading=reading, decided=Decided(date(2020, 12, 3), "EK 1/20"))
    assert Event.objects.count() == before + 1
    draft = read(a_paper())[0]
    own = [each for each in draft.goals if each.level == 3]
    assert [each.text for each in plan.goals.order_by("place")] == [each.text for each in own]
    assert Activity.objects.count() == len(draft.activities)
    assert Target.objects.filter(unit=city.strand, year=plan.year).exists()
    assert ExpectedResult.objects.count() == sum(len(each.expected) for each in own)
    previous = [each.previous for goal in draft.goals for each in goal.expected if each.previous]
    assert {float(value) for value in Value.objects.values_list("value", flat=True)} == {
        p.value for p in previous
    }
    assert plan.decision_points.count() == len(draft.decisions)
    assert plan.appendices.count() == len(draft.appendices)
    assert plan.tables.count() == len(draft.tables)
    version = plan.versions.get()
    assert version.document["head"]["case_number"] == "EK 1/20"
    assert version.document["goals"] == plan_to_json(draft)["goals"]


@pytest.mark.parametrize("seed", range(4))
def test_the_plan_from_the_database_is_the_document(city, seed):
    plan = adopted(city.strand, content=a_paper(seed))
    draft = read(a_paper(seed))[0]
    from_rows = draft_of(plan)
    assert replace(from_rows, unit=draft.unit) == replace(draft, year=plan.year)


def test_a_plan_without_a_document_has_a_draft_too(city):
    council = a_plan("k", city.council)
    plan = a_plan("p", city.strand)
    top = a_goal("top", council, "council", "1")
    goal = a_goal("g", plan, "board", "1.1", top)
    GoalMeasure.objects.create(goal=goal, measure=a_measure("m", city.strand))
    draft = draft_of(plan)
    assert [(each.number, each.parent) for each in draft.goals] == [("1", None), ("1.1", "1")]
    assert [each.name for each in draft.indicators] == ["¤Mått-m"]


def test_council_rows_attach_to_the_citys_and_are_never_made(city):
    draft = read(a_paper())[0]
    council = a_plan("k", city.council, draft.year)
    for each in draft.goals:
        if each.level == 2:
            a_goal(f"k{each.number.replace('.', '-')}", council, "council", each.number, text=each.text)
    a_measure("kf", city.council, name=draft.indicators[0].name)
    before = set(Goal.objects.filter(plan__unit=city.council))
    plan = adopted(city.strand)
    assert set(Goal.objects.filter(plan__unit=city.council)) == before
    assert GoalLink.objects.filter(goal__plan=plan, above__plan=council).count() == plan.goals.count()
    assert Target.objects.filter(measure__key="kf", unit=city.strand).count() == 1
    assert not Measure.objects.filter(name=draft.indicators[0].name, responsible=city.strand).exists()


def test_nothing_is_adopted_before_everything_is_judged(city):
    reading = a_reading(city.strand)
    with pytest.raises(Refused, match="inte bedömda"):
        adopt(by=SYSTEM, reading=reading)
    assert not Plan.objects.exists()


def test_a_year_that_has_a_plan_is_refused(city):
    adopted(city.strand)
    other = a_reading(city.strand, content=a_paper(2), year=Plan.objects.get().year)
    accept_all(other)
    with pytest.raises(Refused, match="har redan en plan"):
        adopt(by=SYSTEM, reading=other)


def test_adopting_is_undone_whole_and_can_be_done_again(city):
    plan = adopted(city.strand)
    reading = plan.readings.get()
    take_back(by=SYSTEM, reading=reading)
    for model in (Plan, Goal, Activity, ExpectedResult, Target, GoalMeasure):
        assert not model.objects.exists(), model
    assert not Value.objects.filter(is_current=True).exists()
    reading.refresh_from_db()
    assert reading.state == Reading.State.READY
    again = adopt(by=SYSTEM, reading=reading)
    assert again.goals.count() > 0


def test_adopting_again_takes_up_the_measures_that_were_left(city):
    """Values are kept for ever and so are their measures: undone and adopted as often as one likes, they are the same."""
    plan = adopted(city.strand)
    reading = plan.readings.get()
    keys = set(Measure.objects.values_list("key", flat=True))
    told = set(Value.objects.values_list("measure__key", "period", "value"))
    assert told
    for _ in range(2):
        take_back(by=SYSTEM, reading=reading)
        assert not Measure.objects.filter(ended_on__isnull=True).exists()
        reading.refresh_from_db()
        adopt(by=SYSTEM, reading=reading)
        assert not Measure.objects.filter(ended_on__isnull=False).exists()
        reading.refresh_from_db()
        assert (
            set(Value.objects.filter(is_current=True).values_list("measure__key", "period", "value")) == told
        )
        assert {key for key, _, _ in told} <= set(Measure.objects.values_list("key", flat=True))
    assert Measure.objects.count() == len(keys)
    take_back(by=SYSTEM, reading=reading)


def test_a_measure_ended_by_people_is_not_taken_up(city):
    plan = adopted(city.strand)
    reading = plan.readings.get()
    measure = Value.objects.first().measure
    take_back(by=SYSTEM, reading=reading)
    measure.refresh_from_db()
    a_value = Value.objects.filter(measure=measure).first()
    Value.objects.create(
        measure=measure,
        unit=a_value.unit,
        period=f"{plan.year - 3}",
        first_day=date(plan.year - 3, 1, 1),
        last_day=date(plan.year - 3, 12, 31),
        value=1,
        recorded_at=a_value.recorded_at,
        recorded_by="siv",
        recorded_by_name="Siv",
    )
    reading.refresh_from_db()
    adopt(by=SYSTEM, reading=reading)
    measure.refresh_from_db()
    assert measure.ended_on is not None


def test_what_is_reported_on_is_not_undone(city):
    plan = adopted(city.strand)
    tie = GoalMeasure.objects.filter(goal__plan=plan).first()
    period = Period.parse(f"T1 {plan.year}")
    put_value(by=SYSTEM, measure=tie.measure, unit=city.strand, period=period, given=Given(Decimal(1)))
    with pytest.raises(Refused, match="rapporterat"):
        take_back(by=SYSTEM, reading=plan.readings.get())
    assert Plan.objects.filter(pk=plan.pk).exists()


def test_what_a_round_has_asked_about_is_not_undone(city):
    plan = adopted(city.strand)
    activity = Activity.objects.order_by("id").first()
    a_round()
    Answer.objects.filter(pk=Answer.objects.order_by("pk")[0].pk).update(activity=activity)
    with pytest.raises(Refused, match="rapporterat"):
        take_back(by=SYSTEM, reading=plan.readings.get())
    assert Plan.objects.filter(pk=plan.pk).exists()
    assert Activity.objects.filter(pk=activity.pk).exists()


def test_a_refused_adoption_leaves_no_trace(city, monkeypatch):
    """Whatever fails on the way, the whole of it is taken back: rows, events, delivery."""
    from tertial.planning.actions import adopting

    reading = a_reading(city.strand)
    accept_all(reading)
    before = Event.objects.count()
    monkeypatch.setattr(adopting, "tell", lambda *_, **__: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        adopt(by=SYSTEM, reading=reading)
    for model in (Plan, Goal, Activity, ExpectedResult, Target, GoalMeasure, Value, Submission):
        assert not model.objects.exists(), model
    assert Event.objects.count() == before
    reading.refresh_from_db()
    assert reading.state == Reading.State.READY


def test_every_adopted_row_shows_where_it_stands(city):
    """Goals, indicators, activities, results, tables and decision points point at their passage for ever."""
    plan = adopted(city.strand)
    rows = Proposal.objects.filter(reading__plan=plan)
    for kind, name in [
        ("goal", "goal"),
        ("indicator", "measure"),
        ("activity", "activity"),
        ("expected", "expected"),
    ]:
        of_kind = rows.filter(kind=kind, is_citys=False)
        assert of_kind.exists()
        assert not of_kind.filter(**{f"{name}__isnull": True}).exists(), kind
        assert not of_kind.filter(passage=None).exists(), kind
    assert not plan.tables.filter(passage=None).exists()
    assert not plan.decision_points.filter(passage=None).exists()


def test_a_changed_activity_is_not_undone(city):
    plan = adopted(city.strand)
    first = Activity.objects.order_by("id").first()
    first.version = 2
    first.save()
    with pytest.raises(Refused):
        take_back(by=SYSTEM, reading=plan.readings.get())


def test_helpers_and_outsiders_may_not(city, actor):
    reading = a_reading(city.strand)
    accept_all(reading)
    for key in ("eva", "ute", "lo"):
        with pytest.raises(Forbidden):
            adopt(by=actor(key), reading=reading)
    assert Proposal.objects.exclude(choice="accepted").count() == 0


def test_what_was_decided_has_not_changed_since(city):
    """The printed document has the council's goals and its own words for targets; none of that is a change."""
    reading = a_reading(city.strand)
    accept_all(reading)
    plan = adopt(by=SYSTEM, reading=reading, decided=Decided(date(2020, 12, 3), "EK 1/20"))
    version = plan.versions.get()
    assert changes_since(version) == []
    goal = plan.goals.first()
    goal.text = "¤Andra ord"
    goal.save()
    assert [(each.name, each.after.split("\n")[0]) for each in changes_since(version)] == [
        (goal.number, "¤Andra ord")
    ]


def test_an_indicator_is_printed_with_the_name_that_was_decided(city):
    """It continues a measure of the unit's own that has another name; renamed later, it is told as it is now."""
    name = read(a_paper())[0].indicators[0].name
    measure = a_measure("m", city.strand, name="¤Ett äldre namn")
    reading = a_reading(city.strand)
    row = reading.proposals.filter(kind="indicator", content__name=name).first()
    edit_row(by=SYSTEM, row=row, values={}, version=row.version, matched="m")
    accept_all(reading)
    plan = adopt(by=SYSTEM, reading=reading, decided=Decided(date(2020, 12, 3), "EK 1/20"))
    row.refresh_from_db()
    assert row.measure == measure
    assert name in {each["name"] for each in plan.versions.get().document["indicators"]}
    assert name in {each.name for each in draft_of(plan).indicators}
    measure.name = "¤Ett nytt namn"
    measure.save()
    assert name not in {each.name for each in draft_of(plan).indicators}
    assert "¤Ett nytt namn" in {each.name for each in draft_of(plan).indicators}


CHANGES = {
    "another unit takes part": lambda c, plan: set_part(
        by=SYSTEM, activity=an_activity(plan), unit=c.home, part="together"
    ),
    "other words of a result": lambda _, plan: set_expected(
        by=SYSTEM, goal=plan.goals.first(), results=[{"text": "¤Annat"}]
    ),
    "another decision point": lambda _, plan: write_front(by=SYSTEM, plan=plan, points="¤Nämnden beslutar."),
    "a decision": lambda _, plan: adopt_plan(
        by=SYSTEM, plan=plan, decided_on=date(2020, 12, 3), case_number="EK 1/20"
    ),
    "published": lambda _, plan: publish_plan(by=SYSTEM, plan=plan, in_background=False),
    "another name of an indicator": lambda _, plan: edit_measure(
        by=SYSTEM, measure=a_new_measure(plan), values={"name": "¤Annat"}, version=1
    ),
}


def an_activity(plan: Plan) -> Activity:
    return Activity.objects.filter(reasons__goal__plan=plan).first()


def a_new_measure(plan: Plan) -> Measure:
    return Measure.objects.filter(goals__goal__plan=plan, responsible=plan.unit).first()


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("was_there", [False, True], ids=["new", "begun"])
def test_what_somebody_has_changed_is_not_undone(city, change, was_there):
    """Whatever was done to the plan since, also when the plan had been begun, empty, before the document came."""
    if was_there:
        a_plan("p", city.strand, read(a_paper())[0].year)
    plan = adopted(city.strand)
    CHANGES[change](city, plan)
    with pytest.raises(Refused, match="byggt vidare"):
        take_back(by=SYSTEM, reading=plan.readings.get())
    assert plan.goals.exists()


def test_a_begun_plan_with_points_of_its_own_is_not_mixed_with_the_documents(city):
    plan = a_plan("p", city.strand, read(a_paper())[0].year)
    write_front(by=SYSTEM, plan=plan, points="¤Nämnden beslutar.")
    with pytest.raises(Refused, match="beslutspunkter"):
        adopted(city.strand)
    assert plan.decision_points.count() == 1


def test_a_plan_is_not_decided_on_a_day_that_has_not_been(city):
    reading = a_reading(city.strand)
    accept_all(reading)
    tomorrow = timezone.localdate() + timedelta(days=1)
    with pytest.raises(Refused, match="inte har varit"):
        adopt(by=SYSTEM, reading=reading, decided=Decided(tomorrow, "EK 1/20"))
    assert not Plan.objects.exists()
