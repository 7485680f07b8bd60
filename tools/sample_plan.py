"""Writes the demo city's sample plan as PDF and Word: Sjöhagen's plan for 2027, with contradictions planted in it.

The council's goals, measures and targets are those of its plan for 2027 in profiles/demo; the board's own are last
year's moved a year on, but for what tools/sample_changes.py rewords, adds and takes away. Money, decisions and
appendices are the test bed's. Run it again after a change of any of them: the same profile gives the same plan.
"""

import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from random import Random

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from sample_changes import (  # noqa: E402
    GONE_GOALS,
    GONE_INDICATORS,
    NEW_ACTIVITIES,
    NEW_GOALS,
    NEW_INDICATORS,
    PROSE,
    REWORDED,
    YEAR,
)

from tertial.measures.rules.chain import ChainProfile, read_chain  # noqa: E402
from tertial.measures.rules.measure_records import TargetRecord  # noqa: E402
from tertial.measures.rules.plan_document import PlanDocuments  # noqa: E402
from tertial.measures.rules.target import Scale, TargetKind  # noqa: E402
from tertial.organisation.rules.profile import read_profile  # noqa: E402
from tertial.planning.rules.draft import (  # noqa: E402
    Activity,
    Contents,
    Expected,
    Goal,
    Indicator,
    Paragraph,
    PlanDraft,
    Section,
)
from tertial.planning.rules.draft_json import plan_from_json  # noqa: E402
from tests.plans import planted_structure, planted_sums, planted_targets  # noqa: E402, F401
from tests.plans.as_docx import as_docx  # noqa: E402
from tests.plans.as_pdf import as_pdf  # noqa: E402
from tests.plans.generator import SMALL, truth  # noqa: E402
from tests.plans.planting import PLANTINGS  # noqa: E402

OUT = ROOT / "src" / "tertial" / "site" / "static" / "demo"
SEED, COUNCIL, BOARD = 12, "kf", "sdn-sjohagen"
ERRORS = ("SUM01", "STR06", "SPR01")
# the board aims lower than the council here, and its own words and its indicator differ there: both are found
UNDERCUT = "sjukfranvaro"
EXPECTED_TOO_LOW = ("Minst 88 procent av föräldrarna är nöjda med förskolan.", 84)
ONE_IN = 8  # of what was done last year, this part is not done once more


def main() -> None:
    draft = sample(read_chain(read_profile(ROOT / "profiles" / "demo")))
    for code in ERRORS:
        plant = next(each for each in PLANTINGS.values() if each.codes == (code,))
        draft = plant.plant(draft, Random(SEED)) or draft
    OUT.mkdir(exist_ok=True)
    (OUT / "verksamhetsplan.pdf").write_bytes(as_pdf(draft, SEED))
    (OUT / "verksamhetsplan.docx").write_bytes(as_docx(draft))


def sample(chain: ChainProfile) -> PlanDraft:
    """The plan without errors: the frame of the test bed with the goals of the city."""
    frame = truth(SEED, SMALL, YEAR, "Sjöhagens").draft
    city = _draft(chain, COUNCIL, YEAR)
    own = _draft(replace(chain, targets=tuple(_targets(chain))), BOARD, YEAR - 1)
    own_goals = _own_goals(own)
    goals = tuple(_with_city(city.goals, own_goals))
    sections = _sections(frame, goals)
    indicators = tuple(_indicators(chain, own, {each.number for each in own_goals}))
    return replace(
        frame,
        goals=tuple(_with_levels(goal, own, chain) for goal in goals),
        indicators=indicators,
        activities=tuple(_activities(chain, own)),
        sections=sections,
        contents=tuple(Contents(each.number, each.title) for each in sections if each.level < 3),
    )


def _draft(chain: ChainProfile, unit: str, year: int) -> PlanDraft:
    plan = next(each for each in chain.plans if each.key == (unit, year, "operational"))
    return plan_from_json(PlanDocuments(chain, {}).of(plan))


def _own_goals(own: PlanDraft) -> list[Goal]:
    kept = [each for each in own.goals if each.number not in GONE_GOALS]
    said = [replace(each, text=REWORDED.get(each.text, each.text)) for each in kept]
    return sorted((*said, *NEW_GOALS), key=lambda each: each.number)


def _with_city(city: tuple[Goal, ...], own: list[Goal]) -> Iterator[Goal]:
    """The council's goals, each followed by those that the board has under it."""
    for direction in (each for each in city if each.level == 1):
        yield direction
        for area in (each for each in city if each.parent == direction.number):
            yield area
            yield from (each for each in own if each.parent == area.number)


def _sections(frame: PlanDraft, goals: tuple[Goal, ...]) -> tuple[Section, ...]:
    """The frame's first and last sections, and between them the goals with a few words of ours."""
    numbered = [at for at, each in enumerate(frame.sections) if each.number]
    first, last = numbered[0], numbered[-1]
    after = next(at for at in range(last + 1, len(frame.sections)) if frame.sections[at].level < 3)
    about = tuple(
        Section(each.number, each.text, each.level, tuple(map(Paragraph, PROSE.get(each.number, ()))))
        for each in goals
        if each.level < 3
    )
    before = tuple(_named(each) for each in frame.sections[:first])
    return (*before, *about, *frame.sections[after:])


def _named(section: Section) -> Section:
    said = (each.text.replace("I Sjöhagens bor", "I Sjöhagen bor") for each in section.paragraphs)
    return replace(section, paragraphs=tuple(map(Paragraph, said)))


# --- targets: a step as large as the last one, and no worse than the council's ---


def _targets(chain: ChainProfile) -> Iterator[TargetRecord]:
    """The new year's levels, told as last year's so that they come in last year's document."""
    levels = {(each.measure, each.unit, each.scale, each.year): each for each in chain.targets}
    better = {each.row.key: (each.row.better, each.row.unit, each.row.decimals) for each in chain.measures}
    for each in chain.targets:
        if each.year != YEAR - 1:
            continue
        if each.scale is Scale.CITY:
            newer = levels.get((each.measure, each.unit, each.scale, YEAR), each)
            yield replace(newer, year=YEAR - 1)
        elif each.unit == BOARD:
            before = levels.get((each.measure, each.unit, each.scale, YEAR - 2))
            city = levels.get((each.measure, COUNCIL, Scale.CITY, YEAR))
            way, unit, decimals = better[each.measure]
            yield _no_worse(_stepped(each, before, unit, decimals), city, way, unit)


def _stepped(now: TargetRecord, before: TargetRecord | None, unit: str, decimals: int) -> TargetRecord:
    def on(level: Decimal | None, was: Decimal | None) -> Decimal | None:
        if level is None or was is None:
            return level
        new = (level + (level - was)).quantize(Decimal(1).scaleb(-decimals))
        return min(new, Decimal(100)) if unit == "%" else new

    if now.kind is TargetKind.BAND or before is None or before.kind is not now.kind:
        return now if now.kind is not TargetKind.PENDING else replace(now, text=f"Fastställs {YEAR}")
    return replace(now, low=on(now.low, before.low), high=on(now.high, before.high))


def _no_worse(own: TargetRecord, city: TargetRecord | None, way: str, unit: str) -> TargetRecord:
    if city is None or unit not in ("%", "gram per portion") or own.measure == UNDERCUT:
        return own
    if way == "higher" and None not in (own.low, city.low):
        low = max(own.low or 0, city.low or 0)
        return replace(
            own, low=Decimal(low), high=Decimal(low) if own.kind is TargetKind.NUMBER else own.high
        )
    if way == "lower" and None not in (own.high, city.high):
        return replace(own, high=min(own.high or Decimal(0), city.high or Decimal(0)))
    return own


# --- rows ---


def _indicators(chain: ChainProfile, own: PlanDraft, goals: set[str]) -> Iterator[Indicator]:
    """The council's stand under its area, once; the board's own under its goal."""
    citys = {each.row.name for each in chain.measures if each.responsible == COUNCIL}
    seen: set[str] = set()
    for each in (*own.indicators, *NEW_INDICATORS):
        if each.name in GONE_INDICATORS or each.name in seen:
            continue
        is_citys = each.name in citys
        area = each.goal.rpartition(".")[0]
        if not is_citys and each.goal not in goals:
            continue
        seen.add(each.name)
        comment = each.comment.replace(str(YEAR - 1), str(YEAR)) if each.comment else None
        name = REWORDED.get(each.name, each.name)
        yield replace(each, name=name, comment=comment, goal=area if is_citys else each.goal)


def _activities(chain: ChainProfile, own: PlanDraft) -> Iterator[Activity]:
    """Last year's but the cancelled, those of goals that are gone, and some of those that are done."""
    here = f"{BOARD}:{YEAR - 1}:"
    state = {
        each.text: each.status for each in chain.activities if any(g.startswith(here) for g in each.goals)
    }
    seen: set[str] = set()
    done = 0
    for each in own.activities:
        done += state[each.text] == "done"
        is_left = state[each.text] == "done" and done % ONE_IN == 0
        over = state[each.text] == "cancelled" or (_spans(each) and each.end and each.end.year < YEAR)
        if each.text in seen or each.goal in GONE_GOALS or is_left or over:
            continue
        seen.add(each.text)
        moved = each if _spans(each) else replace(each, start=_year_on(each.start), end=_year_on(each.end))
        yield replace(moved, text=REWORDED.get(each.text, each.text))
    yield from NEW_ACTIVITIES


def _spans(each: Activity) -> bool:
    """Over more than the one year: it goes on as it was decided."""
    return bool(each.start and each.end and each.start.year != each.end.year)


def _year_on(day: date | None) -> date | None:
    return day.replace(year=day.year + 1) if day else None


def _with_levels(goal: Goal, own: PlanDraft, chain: ChainProfile) -> Goal:
    """Its expected results at the new levels of the indicators that had the old ones."""
    old = _draft(chain, BOARD, YEAR - 1).indicators if goal.expected else ()
    new = {each.name: each.target for each in own.indicators}
    steps = {
        (_level(each), each.target.unit): _level(replace(each, target=new.get(each.name)))
        for each in old
        if each.goal == goal.number and each.target
    }
    return replace(goal, expected=tuple(_on(each, steps) for each in goal.expected))


def _level(row: Indicator) -> float | None:
    return (row.target.low if row.target.low is not None else row.target.high) if row.target else None


def _on(each: Expected, steps: dict[tuple[float | None, str | None], float | None]) -> Expected:
    if each.text == EXPECTED_TOO_LOW[0]:
        level: float | None = EXPECTED_TOO_LOW[1]
    else:
        level = steps.get((each.value, each.unit))
    if each.value is None or level is None or _said(each.value) not in each.text:
        return each
    return replace(each, text=each.text.replace(_said(each.value), _said(level)), value=level)


def _said(value: float) -> str:
    """12345.5 → 12 345,5."""
    return f"{value:,g}".replace(",", " ").replace(".", ",")


if __name__ == "__main__":
    main()
