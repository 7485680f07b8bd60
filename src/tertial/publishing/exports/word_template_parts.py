"""What the parts of a Word template may hold: read as XML, as Word reads them, and not as bytes in disguise.

Denied unless known: fields, and what a relation that leads out of the file is for.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from tertial.foundation.words import N_, Refused

PICTURES = re.compile(r".*\.(?:png|jpe?g|gif|bmp|tiff?|emf|wmf|odttf|ttf)", re.I)  # and fonts: not XML
FIELDS = frozenset(
    {
        *("PAGE", "NUMPAGES", "SECTION", "SECTIONPAGES", "NUMWORDS", "TOC", "PAGEREF", "REF", "NOTEREF"),
        *("STYLEREF", "SEQ", "TC", "XE", "INDEX", "HYPERLINK", "SYMBOL", "IF", "="),
        *("DATE", "TIME", "CREATEDATE", "SAVEDATE", "PRINTDATE", "LASTSAVEDBY", "FILENAME"),
        *("TITLE", "SUBJECT", "AUTHOR", "KEYWORDS", "COMMENTS", "DOCPROPERTY"),
        *("FORMTEXT", "FORMCHECKBOX", "FORMDROPDOWN"),
    }
)
_FETCHING = frozenset({"altchunk", "oleobject", "control", "subdoc", "mailmerge", "attachedtemplate"})
_RUNNING = (
    *("/oleobject", "/control", "/afchunk", "/vbaproject"),
    *("/package", "/frame", "/attachedtemplate", "/subdocument"),
)
_AWAY = re.compile(r"^\s*[a-z][a-z0-9+.-]*:|^\s*(?:\\\\|//)", re.I)
_LINKED = re.compile(r"^\s*(?:https?|mailto):", re.I)
_NAMED = re.compile(r"\s*(?:=|[^\W\d_]+\s)")
_FIRST_WORD = re.compile(r"\s*(=|[^\W\d_]+)")


def look_through(parts: Mapping[str, bytes]) -> None:
    """Refuse the template if anything in it runs or fetches."""
    for name, part in parts.items():
        if PICTURES.fullmatch(name):
            continue
        root = _root(part)
        if name.endswith(".rels"):
            _relations(root)
        elif name == "[Content_Types].xml":
            _types(root)
        else:
            _content(root)


def _root(part: bytes) -> Any:
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(part, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Refused(
            N_("Mallen innehåller något annat än text, bilder och typsnitt. Spara om den i Word.")
        ) from error
    if root.getroottree().docinfo.doctype:
        raise _fetches()
    return root


def _fetches() -> Refused:
    return Refused(N_("Mallen innehåller fält eller definitioner som hämtar något. Ta bort dem."))


def _runs() -> Refused:
    return Refused(
        N_("Mallen innehåller makron eller inbäddade filer. Spara den som ett vanligt .docx utan dem.")
    )


def _types(root: Any) -> None:
    """No macros by another name, and no XML that is called a picture and so not looked at."""
    for each in root:
        kind = each.get("ContentType", "").lower()
        name = each.get("PartName") or f"x.{each.get('Extension', '')}"
        if "macro" in kind or "vba" in kind or "oleobject" in kind or "activex" in kind:
            raise _runs()
        if PICTURES.fullmatch(name) and "xml" in kind:
            raise _fetches()


def _relations(root: Any) -> None:
    """What lies outside may be led to, by an address of the web or of mail; never fetched."""
    for each in root:
        kind, target = each.get("Type", "").lower(), each.get("Target", "")
        outside = each.get("TargetMode", "").strip().lower() == "external"
        if outside and kind.endswith("/hyperlink"):
            if not _LINKED.match(target):
                raise Refused(
                    N_("Mallen har en länk som inte leder till en webbadress: %(said)s"), said=target[:80]
                )
        elif outside or _AWAY.match(target):
            raise Refused(N_("Mallen hämtar något utifrån. Bädda in bilder och ta bort länkade mallar."))
        elif kind.endswith(_RUNNING):
            raise _runs()


def _content(root: Any) -> None:
    for each in root.iter():
        if not isinstance(each.tag, str):
            continue
        if _local(each.tag).lower() in _FETCHING:
            raise _fetches()
        for name, value in each.attrib.items():
            if _local(name).lower() in {"src", "href"} and _AWAY.match(value):
                raise _fetches()
    for said in fields(root):
        first = _FIRST_WORD.match(said)
        if said.strip() and (first is None or first[1].upper() not in FIELDS):
            raise Refused(
                N_("Mallen har fältet %(said)s, som inte får användas i en mall. Ta bort det."),
                said=said.strip()[:40],
            )


def fields(root: Any) -> list[str]:
    """The instruction of every field, its pieces put together; the words of a field inside another are its own.

    A field whose name another field is to make up cannot be known: its instruction is a question mark.
    """
    found = _Fields()
    for each in root.iter():
        name = _local(each.tag) if isinstance(each.tag, str) else ""
        if name == "fldSimple":
            found.said.append(_attribute(each, "instr"))
        elif name in ("instrText", "delInstrText"):
            found.words(each.text or "")
        elif name == "fldChar":
            found.mark(_attribute(each, "fldCharType"))
    return found.all()


@dataclass
class _Fields:
    """Fields stand inside each other; each is an instruction until it is separated from its result."""

    said: list[str] = field(default_factory=list)
    open: list[list[str] | None] = field(default_factory=list)  # none: its result is being shown

    def words(self, text: str) -> None:
        around = self.open[-1] if self.open else None
        if around is None:
            self.said.append(text)
        else:
            around.append(text)

    def mark(self, kind: str) -> None:
        if kind == "begin":
            around = self.open[-1] if self.open else None
            if around is not None and not _NAMED.match("".join(around)):
                self.said.append("?")
            self.open.append([])
        elif self.open:
            self._told()
            if kind == "end":
                self.open.pop()

    def _told(self) -> None:
        if (around := self.open[-1]) is not None:
            self.said.append("".join(around))
            self.open[-1] = None

    def all(self) -> list[str]:
        """Fields that never end are fields too."""
        return [*self.said, *("".join(each) for each in self.open if each)]


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


def _attribute(element: Any, name: str) -> str:
    return next((str(value) for key, value in element.attrib.items() if _local(key) == name), "")
