"""The web's charts on paper: colours that differ in grey too, and patterns where two areas meet.

On the web the classes of a picture get their colours from `charts.css`; a file needs them inside.
"""

from tertial.foundation.picture import _FORBIDDEN

INK, SOFT, LINE, ACCENT, WARM, THIRD, BAD, GOOD = (
    *("#17202b", "#5b6675", "#d2d4cd", "#1b4f90", "#a86a00", "#583689", "#bf3630", "#277a4e"),
)
_PATTERNS = (
    '<pattern id="p-diagonal" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    f'<rect width="6" height="6" fill="#fff"/><rect width="3" height="6" fill="{WARM}"/></pattern>'
    '<pattern id="p-dots" width="6" height="6" patternUnits="userSpaceOnUse"><rect width="6" height="6" fill="#fff"/>'
    f'<circle cx="3" cy="3" r="1.7" fill="{THIRD}"/></pattern>'
    '<pattern id="p-cross" width="5" height="5" patternUnits="userSpaceOnUse"><rect width="5" height="5" fill="#fff"/>'
    f'<path d="M0 0h5M0 0v5" stroke="{SOFT}" stroke-width="1.4"/></pattern>'
    '<pattern id="p-bad" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(-45)">'
    f'<rect width="6" height="6" fill="#fff"/><rect width="4" height="6" fill="{BAD}"/></pattern>'
)
_STYLE = f"""
text{{font-family:Inter,Arial,sans-serif;fill:{INK}}}
.grid{{stroke:{LINE}}} .ax{{fill:{SOFT};font-size:12px}} .tlab{{fill:{SOFT};font-size:12px}}
.target,.spark-target{{stroke:{SOFT};stroke-dasharray:4 4;stroke-width:1.2}}
.ln{{fill:none;stroke-width:2.4;stroke-linejoin:round;stroke-linecap:round}}
.ln.a{{stroke:{ACCENT}}} .ln.b{{stroke:{WARM};stroke-dasharray:6 5}} .ln.c{{stroke:{THIRD};stroke-dasharray:1.5 5}}
.pt{{stroke:#fff;stroke-width:1.6}} .pt.a{{fill:{ACCENT}}} .pt.b{{fill:{WARM}}} .pt.c{{fill:{THIRD}}}
.lab{{font-size:12.5px;font-weight:600}} .lab2{{fill:#424d5b;font-size:13px}} .lab2.own{{fill:{INK};font-weight:700}}
.val{{font-size:13px;font-weight:700;paint-order:stroke;stroke:#fff;stroke-width:4px;stroke-linejoin:round}} .num{{font-size:20px;font-weight:700}}
.hb{{fill:#9aa5b4;stroke:{SOFT};stroke-width:1}} .hb.a,.hb.own,.hb.w{{fill:{ACCENT};stroke:{ACCENT}}}
.hb.m{{fill:#fff;stroke:{ACCENT};stroke-width:2}} .hb.bad{{fill:url(#p-bad);stroke:{BAD}}}
.st{{stroke:#fff;stroke-width:2}} .st1{{fill:{ACCENT}}} .st2{{fill:url(#p-diagonal)}} .st3{{fill:url(#p-dots)}} .st4{{fill:url(#p-cross)}}
.spark-line{{fill:none;stroke:{ACCENT};stroke-width:1.7}} .spark-dot,.spark-last{{fill:{ACCENT}}}
.sc-old{{fill:#9aa5b4}} .sc-now{{fill:{ACCENT}}} .sc-fc{{fill:none;stroke:{ACCENT};stroke-width:1.5;stroke-dasharray:2.5 2}}
.sy{{fill:none;stroke-width:2;stroke:{SOFT}}} .sy.ok{{stroke:{GOOD}}} .sy.ok.full{{fill:{GOOD}}}
.sy.warn{{stroke:{WARM}}} .sy.warn.full{{fill:{WARM}}} .sy.bad{{stroke:{BAD}}} .sy.bad.full{{fill:{BAD}}}
.sy.dashed{{stroke-dasharray:3.5 3.5}} .sy.accent{{stroke:{ACCENT}}} .sy.dots{{stroke-width:4}} .sy.on{{stroke:#fff}}
"""


def dressed(svg: str) -> str:
    """The picture with its look inside, safe to put in any file."""
    svg = _FORBIDDEN.sub("\ufffd", svg)
    end = svg.find(">", svg.find("<svg")) + 1
    return f"{svg[:end]}<style>{_STYLE}</style><defs>{_PATTERNS}</defs>{svg[end:]}" if end else svg
