"""What a person does with a Word form: fills its boxes, ticks, writes beside them, takes boxes away."""

import io
import zipfile
from collections.abc import Callable, Sequence
from typing import Any

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
DOCUMENT = "word/document.xml"
Change = Callable[[Any], None]


def changed(data: bytes, *changes: Change, without: Sequence[str] = ()) -> bytes:
    """The file after some changes to its text; parts named in `without` are dropped, as other programs do."""
    source = zipfile.ZipFile(io.BytesIO(data))
    root = etree.fromstring(source.read(DOCUMENT))
    for change in changes:
        change(root)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in source.namelist():
            if name not in without:
                archive.writestr(name, etree.tostring(root) if name == DOCUMENT else source.read(name))
    return out.getvalue()


def box(root: Any, tag: str) -> Any:
    return next(each for each in boxes(root) if tag_of(each) == tag)


def boxes(root: Any) -> list[Any]:
    return list(root.iter(f"{W}sdt"))


def tag_of(sdt: Any) -> str:
    found = sdt.find(f"{W}sdtPr/{W}tag")
    return str(found.get(f"{W}val")) if found is not None else ""


def para(text: str, style: str = "", bullet: bool = False) -> Any:
    made = etree.Element(f"{W}p")
    if style or bullet:
        about = etree.SubElement(made, f"{W}pPr")
        if style:
            etree.SubElement(about, f"{W}pStyle").set(f"{W}val", style)
        if bullet:
            listed = etree.SubElement(about, f"{W}numPr")
            etree.SubElement(listed, f"{W}ilvl").set(f"{W}val", "0")
            etree.SubElement(listed, f"{W}numId").set(f"{W}val", "1")
    run = etree.SubElement(made, f"{W}r")
    etree.SubElement(run, f"{W}t").text = text
    return made


def write(tag: str, *paras: Any) -> Change:
    """Write in a box: Word takes its invitation away at the first letter."""

    def change(root: Any) -> None:
        sdt = box(root, tag)
        showing = sdt.find(f"{W}sdtPr/{W}showingPlcHdr")
        if showing is not None:
            showing.getparent().remove(showing)
        content = sdt.find(f"{W}sdtContent")
        is_line = content.find(f"{W}p") is None
        for old in list(content):
            content.remove(old)
        for each in paras:
            made = para(each) if isinstance(each, str) else each
            content.extend(list(made) if is_line else [made])

    return change


def tick(tag: str) -> Change:
    def change(root: Any) -> None:
        sdt = box(root, tag)
        sdt.find(f".//{W14}checked").set(f"{W14}val", "1")
        sdt.find(f".//{W}t").text = "☒"

    return change


def take_away(tag: str, keep_text: bool = False) -> Change:
    """The box is gone; its text may stay where it was."""

    def change(root: Any) -> None:
        sdt = box(root, tag)
        above = sdt.getparent()
        place = above.index(sdt)
        inner = list(sdt.find(f"{W}sdtContent")) if keep_text else []
        above.remove(sdt)
        for at, each in enumerate(inner):
            above.insert(place + at, each)

    return change


def all_boxes_away(root: Any) -> None:
    """As when somebody pastes everything into a document of their own."""
    for sdt in reversed(boxes(root)):
        above = sdt.getparent()
        place = above.index(sdt)
        for at, each in enumerate(list(sdt.find(f"{W}sdtContent"))):
            above.insert(place + at, each)
        above.remove(sdt)


def write_after(text: str, *added: Any) -> Change:
    """New paragraphs after the printed paragraph that says this."""

    def change(root: Any) -> None:
        at = next(p for p in root.iter(f"{W}p") if "".join(p.itertext()) == text)
        for each in reversed(added):
            at.addnext(para(each) if isinstance(each, str) else each)

    return change


def saved_elsewhere(root: Any) -> None:
    """As LibreOffice saves: boxes have lost their tags and their lock, and hold only their first paragraph's words."""
    for sdt in reversed(boxes(root)):
        about, content = sdt.find(f"{W}sdtPr"), sdt.find(f"{W}sdtContent")
        for each in list(about):
            if each.tag not in (f"{W}alias", f"{W14}checkbox"):
                about.remove(each)
        above = sdt.getparent()
        place, inner = above.index(sdt), list(content)
        if about.find(f"{W}alias") is None or about.find(f"{W}alias").get(f"{W}val") == "Formulär":
            above.remove(sdt)
        elif inner and inner[0].tag == f"{W}p":
            above.remove(sdt)
            for each in inner:
                content.remove(each)
            content.extend(inner[0].findall(f"{W}r"))
            inner[0].append(sdt)
        else:
            continue
        for at, each in enumerate(inner):
            above.insert(place + at, each)
