"""The web's pictures outside the web: colours that differ in grey too, and patterns where two areas meet.

On a page the classes of a picture get their looks from `charts.css`. A file of its own, a document and a program for
slides may know no styles, so there every shape has its look as attributes.
"""

import re

INK, SOFT, LINE, PAPER = "#17202b", "#5b6675", "#d2d4cd", "#fff"
BLUE, BROWN, VIOLET, RED, GREEN, GREY = "#1b4f90", "#a86a00", "#583689", "#bf3630", "#277a4e", "#9aa5b4"
TYPE = {"font-family": "Inter, Arial, 'DejaVu Sans', sans-serif", "font-size": "13", "fill": INK}

Look = dict[str, str]


def _line(color: str, dashes: str = "") -> Look:
    return {"stroke": color} | ({"stroke-dasharray": dashes} if dashes else {})


_TARGET = {"stroke": SOFT, "stroke-dasharray": "4 4", "stroke-width": "1.2"}
_SYMBOL = {"fill": "none", "stroke-width": "2", "stroke": SOFT}
_BOLD = {"font-weight": "700"}

# A class and those before it: "sy ok full" looks as "sy", then "sy ok", then itself.
LOOKS: dict[str, Look] = {
    "head": {"font-size": "14", "font-weight": "600"},
    "grid": {"stroke": LINE},
    "ax": {"fill": SOFT, "font-size": "12"},
    "tlab": {"fill": SOFT, "font-size": "12"},
    "target": _TARGET,
    "spark-target": _TARGET,
    "ln": {"fill": "none", "stroke-width": "2.4", "stroke-linejoin": "round", "stroke-linecap": "round"},
    "ln a": _line(BLUE),
    "ln b": _line(BROWN, "6 5"),
    "ln c": _line(VIOLET, "1.5 5"),
    "pt": {"stroke": PAPER, "stroke-width": "1.6"},
    "pt a": {"fill": BLUE},
    "pt b": {"fill": BROWN},
    "pt c": {"fill": VIOLET},
    "lab": {"font-size": "12.5", "font-weight": "600"},
    "lab a": {"fill": BLUE},
    "lab b": {"fill": BROWN},
    "lab c": {"fill": VIOLET},
    "lab2": {"fill": "#424d5b", "font-size": "13"},
    "lab2 own": {"fill": INK} | _BOLD,
    "val": {"font-size": "13", "paint-order": "stroke", "stroke": PAPER, "stroke-width": "4"} | _BOLD,
    "num": {"font-size": "20"} | _BOLD,
    "hb": {"fill": GREY, "stroke": SOFT, "stroke-width": "1"},
    "hb a": {"fill": BLUE, "stroke": BLUE},
    "hb own": {"fill": BLUE, "stroke": BLUE},
    "hb w": {"fill": BLUE, "stroke": BLUE},
    "hb m": {"fill": PAPER, "stroke": BLUE, "stroke-width": "2"},
    "hb bad": {"fill": "url(#p-bad)", "stroke": RED},
    "st": {"stroke": PAPER, "stroke-width": "2"},
    "st st1": {"fill": BLUE},
    "st st2": {"fill": "url(#p-diagonal)"},
    "st st3": {"fill": "url(#p-dots)"},
    "st st4": {"fill": "url(#p-cross)"},
    "sh": {"stroke": "none", "fill": "none"},  # a file has patterns of its own
    "spark-line": {"fill": "none", "stroke": BLUE, "stroke-width": "1.7"},
    "spark-dot": {"fill": BLUE},
    "spark-last": {"fill": BLUE},
    "sc-old": {"fill": GREY},
    "sc-now": {"fill": BLUE},
    "sc-fc": {"fill": "none", "stroke": BLUE, "stroke-width": "1.5", "stroke-dasharray": "2.5 2"},
    "sy": _SYMBOL,
    "sy ok": {"stroke": GREEN},
    "sy ok full": {"fill": GREEN},
    "sy warn": {"stroke": BROWN},
    "sy warn full": {"fill": BROWN},
    "sy bad": {"stroke": RED},
    "sy bad full": {"fill": RED},
    "sy mute dashed": {"stroke-dasharray": "3.5 3.5"},
    "sy dashed": {"stroke-dasharray": "3.5 3.5"},
    "sy accent": {"stroke": BLUE},
    "sy dots": {"stroke-width": "4"},
    "sy on": {"stroke": PAPER},
}
_PATTERN = (
    '<pattern id="p-{}" width="{size}" height="{size}" patternUnits="userSpaceOnUse"{turn}>{shape}</pattern>'
)


def _pattern(name: str, shape: str, size: int = 6, turn: int = 0) -> str:
    ground = f'<rect width="{size}" height="{size}" fill="{PAPER}"/>'
    turned = f' patternTransform="rotate({turn})"' if turn else ""
    return _PATTERN.format(name, size=size, turn=turned, shape=ground + shape)


PATTERNS = "".join(
    (
        _pattern("diagonal", f'<rect width="3" height="6" fill="{BROWN}"/>', turn=45),
        _pattern("dots", f'<circle cx="3" cy="3" r="1.7" fill="{VIOLET}"/>'),
        _pattern("cross", f'<path d="M0 0h5M0 0v5" stroke="{SOFT}" stroke-width="1.4"/>', size=5),
        _pattern("bad", f'<rect width="4" height="6" fill="{RED}"/>', turn=-45),
    )
)
_CLASS = re.compile(r' class="([^"]*)"')


def dressed(svg: str) -> str:
    """A drawn picture with its look inside, safe to put in any file."""
    end = svg.find(">", svg.find("<svg")) + 1
    if not end or svg[end - 2] == "/":
        return svg
    inside = _CLASS.sub(_look, svg[end:])
    patterns = f"<defs>{PATTERNS}</defs>" if "url(#p-" in inside else ""
    return f"{_CLASS.sub('', svg[: end - 1])}{_written(TYPE)}>{patterns}{inside}"


def _look(found: re.Match[str]) -> str:
    """What the classes look like together; the later has the last word."""
    words = found[1].split()
    look: Look = {}
    for count in range(1, len(words) + 1):
        look |= LOOKS.get(" ".join(words[:count]), {})
    return _written(look)


def _written(look: Look) -> str:
    return "".join(f' {name}="{value}"' for name, value in look.items())
