"""Charts: sound XML that says in words what it shows, inside its frame whatever the figures."""

import math
import re
from decimal import Decimal as D
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from tertial.foundation.axis import Axis, bounds, exact, label
from tertial.foundation.chart import all_charts
from tertial.foundation.words import Refused
from tertial.measures.charts.areas import Areas
from tertial.measures.charts.columns_with_forecast import Columns
from tertial.measures.charts.district_and_city import Line, Lines
from tertial.measures.charts.parts_of_whole import Whole
from tertial.measures.charts.share_over_years import Share
from tertial.measures.charts.status_counts import Count, Counts
from tertial.measures.charts.women_and_men import WomenAndMen
from tertial.measures.rules.series import Bar, Point
from tests.exploring import examples

SNAPSHOTS = Path(__file__).with_name("pictures")
CSS = Path(__file__).parents[3] / "src/tertial/site/static/css"
CHARTS = all_charts()
OURS = [
    "areas",
    "columns-with-forecast",
    "columns-with-forecast-small",
    "district-and-city",
    "parts-of-whole",
    "share-over-years",
    "status-counts",
    "women-and-men",
]


@pytest.mark.parametrize("code", OURS)
def test_pictures_are_as_last_time(code: str) -> None:
    """After a wanted change: remove the file, run the test twice and look at the new picture."""
    kept = SNAPSHOTS / f"{code}.svg"
    drawn = CHARTS[code].svg(CHARTS[code].sample).replace("><", ">\n<") + "\n"
    if not kept.exists():
        kept.parent.mkdir(exist_ok=True)
        kept.write_text(drawn, encoding="utf-8")
        pytest.fail(f"{kept.name} was lacking and has been drawn; look at it and keep it")
    assert drawn == kept.read_text(encoding="utf-8")


def tag(node: Any) -> str:
    return str(node.tag).rpartition("}")[2]


def sound(code: str, data: Any) -> Any:
    """The picture as XML, checked: words, no style, no odd numbers, nothing outside the frame."""
    text = CHARTS[code].svg(data)
    picture = etree.fromstring(text.encode())
    assert picture.get("role") == "img"
    ids = {node.get("id") for node in picture.iter() if node.get("id")}
    assert ids == set(picture.get("aria-labelledby").split())
    assert all(node.text for node in picture.iter() if tag(node) == "desc")
    assert "style=" not in text
    figures = [
        value
        for node in picture.iter()
        if tag(node) not in {"svg", "title", "desc"}
        for value in node.attrib.values()
    ]
    assert not any(re.search(r"\b(nan|inf)", value, re.I) for value in figures)
    width, height = map(float, picture.get("viewBox").split()[2:])
    for node in picture.iter():
        for x, y in corners(node):
            assert -0.1 <= x <= width + 0.1, etree.tostring(node)
            assert -0.1 <= y <= height + 0.1, etree.tostring(node)
    return picture


def corners(node: Any) -> list[tuple[float, float]]:
    at = {name: float(value) for name, value in node.attrib.items() if re.fullmatch(r"-?[\d.]+", value)}
    match tag(node):
        case "rect":
            return [(at["x"], at["y"]), (at["x"] + at["width"], at["y"] + at["height"])]
        case "line":
            return [(at["x1"], at["y1"]), (at["x2"], at["y2"])]
        case "circle":
            return [(at["cx"] - at["r"], at["cy"] - at["r"]), (at["cx"] + at["r"], at["cy"] + at["r"])]
        case "text":
            wide = len(node.text or "") * 6.5
            left = at["x"] - {"start": 0.0, "middle": wide / 2, "end": wide}[node.get("text-anchor")]
            return [(left, at["y"]), (left + wide, at["y"] - 9)]
        case "path" if node.get("transform") is None:
            steps = re.findall(r"[ML](-?[\d.]+) (-?[\d.]+)", node.get("d"))
            return [(float(x), float(y)) for x, y in steps]
    return []


finite = st.one_of(
    st.floats(allow_nan=False, allow_infinity=False),
    st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**24), max_value=10**24),
    st.integers(-(10**24), 10**24),
)
maybe = st.none() | finite
words = st.text(max_size=80)
bars = st.builds(Bar, words, finite, st.booleans())
points = st.lists(maybe, min_size=1, max_size=8).map(
    lambda values: tuple(Point(str(2020 + at), 2020 + at, value) for at, value in enumerate(values))
)


@settings(max_examples=examples(60))
@given(
    st.builds(
        Lines,
        words,
        words,
        st.lists(st.builds(Line, words, points), min_size=1, max_size=3).map(tuple),
        maybe,
    )
)
def test_lines_stay_inside(data: Lines) -> None:
    sound("district-and-city", data)
    assert {len(row) for row in data.table().rows} == {len(data.lines) + 1}


@settings(max_examples=examples(60))
@given(st.builds(Share, words, words, points, maybe))
def test_sparks_stay_inside(data: Share) -> None:
    sound("share-over-years", data)
    assert len(data.table().rows) == len(data.points)


@settings(max_examples=examples(60))
@given(
    st.builds(Columns, words, words, st.lists(bars, max_size=15).map(tuple), st.none() | bars, maybe, maybe)
)
def test_columns_stay_inside(data: Columns) -> None:
    sound("columns-with-forecast", data)
    sound("columns-with-forecast-small", data)
    assert data.summary()


@settings(max_examples=examples(60))
@given(st.builds(Areas, words, words, st.lists(bars, max_size=12).map(tuple), maybe, words))
def test_areas_stay_inside(data: Areas) -> None:
    picture = sound("areas", data)
    drawn = [node for node in picture.iter() if tag(node) == "rect"]
    assert len(drawn) == len(data.bars) == len(data.table().rows)


@settings(max_examples=examples(60))
@given(st.builds(WomenAndMen, words, words, maybe, maybe))
def test_women_and_men_stay_inside(data: WomenAndMen) -> None:
    sound("women-and-men", data)


amounts = st.one_of(st.floats(0, allow_nan=False, allow_infinity=False), st.integers(0, 10**24))


@settings(max_examples=examples(60))
@given(
    st.builds(
        Whole, words, words, st.lists(st.builds(Bar, words, amounts), min_size=1, max_size=4).map(tuple)
    )
)
def test_parts_stay_inside(data: Whole) -> None:
    sound("parts-of-whole", data)
    if any(bar.value for bar in data.parts):
        assert math.isclose(sum(data.percent(part) for part in data.parts), 100)


@settings(max_examples=examples(30))
@given(
    st.lists(
        st.builds(Count, st.sampled_from(["met", "late", "done"]), words, st.integers(0, 10**9)),
        min_size=1,
        max_size=8,
    )
)
def test_counts_stay_inside(counts: list[Count]) -> None:
    sound("status-counts", Counts("Antal", tuple(counts)))


@pytest.mark.parametrize(
    "make",
    [
        pytest.param(lambda: Lines("t", "%", ()), id="no line"),
        pytest.param(lambda: Lines("t", "%", (Line("a", ()),) * 4), id="four lines"),
        pytest.param(lambda: Whole("t", "%", (Bar("a", 1),) * 5), id="five parts"),
        pytest.param(lambda: Whole("t", "%", (Bar("a", -1),)), id="a negative part"),
        pytest.param(lambda: Counts("t", (Count("odd", "a", 1),)), id="no such symbol"),
        pytest.param(lambda: Counts("t", (Count("met", "a", -1),)), id="fewer than none"),
        pytest.param(lambda: exact(float("nan")), id="not a number"),
        pytest.param(lambda: exact(float("inf")), id="without end"),
        pytest.param(lambda: exact(D("1e99999")), id="beyond measure"),
    ],
)
def test_what_cannot_be_drawn_is_refused(make: Any) -> None:
    with pytest.raises(Refused) as refused:
        make()
    assert str(refused.value).endswith(".")


@pytest.mark.parametrize(
    ("code", "said"),
    [
        (
            "share-over-years",
            "Sjukfrånvaro har minskat från 8,9 % (2022) till 7,2 % (T1 2026). Årsmålet är 6,5 %.",
        ),
        (
            "areas",
            "Sjöhagen har 7,2 %, plats 3 av 4. "
            "Från Västerås gård (9 %) till Kvarnholmen (6,8 %). Staden: 7,4 %.",
        ),
        ("women-and-men", "Kvinnor 8,1 %, män 5,4 %. Högst för kvinnor."),
        ("status-counts", "15 totalt: uppfylls 8, uppfylls delvis 4, uppfylls inte 2, kan inte bedömas 1."),
        ("parts-of-whole", "Hemtjänst 63 %, Vårdboende 31 %, Dagverksamhet 5 %, Övrigt 1 % av helheten."),
        (
            "columns-with-forecast",
            "Ungdomar som fått feriejobb: 520 st T2 2026. Prognosen för året är 730 st. "
            "Årsmålet är 750 st. Hela 2025 blev 702 st.",
        ),
    ],
)
def test_summaries_say_what_is_shown(code: str, said: str) -> None:
    assert CHARTS[code].sample.summary().replace("\u00a0", " ") == said


def test_an_axis_that_does_not_begin_at_zero_says_so() -> None:
    far = Lines("t", "%", (Line("a", (Point("2025", 2025, 80), Point("2026", 2026, 85))),))
    near = Lines("t", "%", (Line("a", (Point("2025", 2025, 8), Point("2026", 2026, 85))),))
    assert far.note().replace("\u00a0", " ") in {
        "Axeln börjar vid 75 %.",
        "Axeln börjar vid 76 %.",
        "Axeln börjar vid 80 %.",
    }
    assert near.note() == ""
    assert far.note() in far.summary()


def test_bars_begin_at_zero() -> None:
    picture = sound("areas", Areas("t", "", (Bar("a", 10), Bar("b", 5), Bar("c", -5))))
    starts = sorted(
        (float(node.get("x")), float(node.get("width"))) for node in picture.iter() if tag(node) == "rect"
    )
    (below, wide), (one, half), (other, whole) = starts
    assert one == other == pytest.approx(below + wide, abs=0.2)
    assert (whole, half) == (pytest.approx(2 * wide, abs=0.2), pytest.approx(wide, abs=0.2))


@given(finite, finite, st.integers(3, 8))
def test_steps_are_round_few_and_within(one: Any, other: Any, most: int) -> None:
    low, high = sorted((exact(one), exact(other)))
    axis = Axis.over(low, high, 0, 100)
    ticks = axis.ticks(most)
    assert len(ticks) <= most
    assert all(axis.low <= exact(tick) <= axis.high for tick in ticks)
    assert all(0 <= axis.at(value) <= 100 for value in (one, other))


@given(st.lists(finite).map(lambda values: [exact(value) for value in values]))
def test_bars_have_zero_on_their_axis(values: Any) -> None:
    low, high = bounds(values)
    assert low <= 0 <= high
    assert low < high


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (1662.62, "1 662,6 st"),
        (D("1e24"), "1,00 × 10²⁴ st"),
        (D("-1.5e-9"), "−1,50 × 10⁻⁹ st"),
        (0, "0,0 st"),
    ],
)
def test_labels(value: Any, shown: str) -> None:
    assert label(value, 1, "st").replace("\u00a0", " ") == shown


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def tokens(theme: int) -> dict[str, str]:
    found = re.findall(r"--([\w-]+): light-dark\((#\w{6}), (#\w{6})\)", (CSS / "base.css").read_text())
    return {name: pair[theme] for name, *pair in found}


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
def test_colours_have_contrast_enough(theme: int) -> None:
    """3:1 for lines and bars, 4.5:1 for text, on the surface a chart stands on."""
    colours, css = tokens(theme), (CSS / "charts.css").read_text()
    ground = luminance(colours["surface"])
    charts = css[css.index("Charts drawn on the server") :]
    rules = re.findall(r"\.([\w.: -]+?) \{ ([^}]*)\}", charts)
    checked = 0
    for name, body in rules:
        is_text = name.rpartition(".")[2] in {"ax", "tlab", "lab2", "val", "num"} or ".lab" in name
        for kind, token in re.findall(r"(fill|stroke): var\(--([\w-]+)\)", body):
            if token in {"surface"} or name.endswith("grid"):
                continue  # gaps and grid lines carry no meaning of their own
            light, dark = sorted((ground, luminance(colours[token])), reverse=True)
            assert (light + 0.05) / (dark + 0.05) >= (4.5 if is_text and kind == "fill" else 3), (name, token)
            checked += 1
    assert checked > 20


@pytest.mark.parametrize("code", OURS)
def test_every_class_has_a_rule(code: str) -> None:
    css = "".join(path.read_text() for path in CSS.glob("*.css"))
    used = {
        name
        for node in sound(code, CHARTS[code].sample).iter()
        if tag(node) != "svg"
        for name in (node.get("class") or "").split()
    }
    assert [name for name in sorted(used) if not re.search(rf"\.{name}\b", css)] == []
