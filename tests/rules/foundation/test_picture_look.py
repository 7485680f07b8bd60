"""A picture outside the page keeps its look: every class of every chart has one, and the file is sound XML."""

import re
from pathlib import Path

import pytest
from lxml import etree

from tertial.foundation.picture import on_paper
from tertial.foundation.picture_look import LOOKS, dressed

PICTURES = sorted((Path(__file__).parents[1] / "measures/pictures").glob("*.svg"))
FRAMES = {"chart", "spark"}  # the picture's own element has no look


@pytest.mark.parametrize("path", PICTURES, ids=lambda path: path.stem)
def test_every_class_has_a_look(path):
    svg = path.read_text(encoding="utf-8")
    used = set(re.findall(r'class="([^"]+)"', svg))
    bare = {each for each in used if each.split()[0] not in FRAMES and each.split()[0] not in LOOKS}
    assert bare == set()
    made = etree.fromstring(dressed(svg).encode())
    assert not made.xpath("//@class")
    assert etree.fromstring(on_paper(svg, "¤Titel & mer", "¤st").encode()) is not None


def test_the_later_class_has_the_last_word():
    shape = etree.fromstring(dressed('<svg><path class="sy ok full"/></svg>').encode())[-1]
    assert (shape.get("fill"), shape.get("stroke"), shape.get("stroke-width")) == ("#277a4e", "#277a4e", "2")


@pytest.mark.parametrize("svg", ["", "ingen bild", "<svg", "<svg/>"])
def test_what_is_no_picture_stays_as_it_is(svg):
    assert dressed(svg).startswith(svg[:4])
