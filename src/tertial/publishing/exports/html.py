"""HTML: one file that can be read, listened to, printed and kept; nothing in it is fetched from elsewhere."""

from collections.abc import Iterator
from html import escape

from tertial.publishing.exports.packed import WORDS
from tertial.publishing.exports.pictures import in_html
from tertial.publishing.rules.document import (
    Block,
    Document,
    Figure,
    Item,
    Listing,
    Mark,
    Note,
    Paragraph,
    Photo,
    Row,
    RowKind,
    Section,
    Style,
    Table,
    Text,
    Words,
)

STYLE = """
:root{color-scheme:light dark;--ink:#1b2430;--soft:#55606e;--line:#b9c2cc;--shade:#eef2f6;--accent:#1d4d7a;--paper:#fff}
@media (prefers-color-scheme:dark){:root{--ink:#e8edf2;--soft:#a9b4c0;--line:#45505c;--shade:#222b35;--accent:#8fc1f0;--paper:#151b22}}
body{font:1.05rem/1.55 Georgia,"Times New Roman",serif;color:var(--ink);background:var(--paper);max-width:46rem;margin:2rem auto;padding:0 1rem}
h1,h2,h3,h4,h5,h6,th,.term,.label,.meta,caption{font-family:Inter,Arial,sans-serif;line-height:1.25}
h1{font-size:2rem}h2{font-size:1.5rem;margin-top:2.4em}h3{font-size:1.2rem;margin-top:1.9em}h4,h5,h6{font-size:1.02rem;margin-top:1.6em}
.label{color:var(--accent);font-size:.8rem;font-weight:700;margin:2em 0 -.9em}.term{color:var(--accent);font-weight:700;font-size:.92rem;margin-bottom:.3em}
.group{font-style:italic;margin-bottom:.2em}.meta,.small{color:var(--soft);font-size:.88rem}.wide{overflow-x:auto}
table{border-collapse:collapse;width:100%;font-size:.92rem;margin:1.2em 0}th,td{text-align:left;vertical-align:top;padding:.4em .5em;border-bottom:1px solid var(--line)}
thead th{background:var(--shade);border-bottom:2px solid var(--accent);font-size:.82rem}tbody th{font:inherit}.number{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
.sum th,.sum td{font-weight:700;border-top:2px solid var(--ink)}.of-which th{padding-left:1.6em}caption,.hidden{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
aside{border-left:3px solid var(--accent);padding-left:1em}figure{margin:1.5em 0}figure svg,figure img{max-width:100%;height:auto}figcaption{font-size:.9rem}
ol.points li{margin:.6em 0}nav ol{list-style:none;padding-left:0}nav li.second{padding-left:1.3em}a{color:var(--accent)}
@media print{body{max-width:none;margin:0;font-size:10.5pt}thead{display:table-header-group}tr,figure{break-inside:avoid}h2,h3,h4,.label,.term{break-after:avoid}}
"""


def as_html(document: Document) -> str:
    """The whole page."""
    return "".join(_page(document))


def _page(document: Document) -> Iterator[str]:
    cover = document.cover
    title = escape(", ".join(filter(None, (cover.title, cover.unit))))
    yield f'<!doctype html><html lang="{escape(document.language)}"><head><meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width,initial-scale=1">'
    yield f"<title>{title}</title><style>{STYLE}</style></head><body><header>"
    yield from _meta(document)
    yield f"<h1>{escape(cover.title)}</h1>"
    yield f'<p class="meta">{escape(cover.unit)}</p></header><main>'
    yield from _front(document)
    if document.contents:
        yield from _contents(document)
    for index, section in enumerate(document.sections):
        yield from _section(section, index)
    for each in document.signatures:
        yield f'<p>{escape(each.name) or "&nbsp;"}<br><span class="small">{escape(each.role)}</span></p>'
    yield "</main>"
    if document.explained:
        yield f'<footer class="small">{escape(" · ".join(document.explained))}</footer>'
    yield "</body></html>"


def _meta(document: Document) -> Iterator[str]:
    cover = document.cover
    officer = f"{WORDS['sv']['officer']}: {cover.officer}" if cover.officer else ""
    number = f"Dnr: {cover.case_number}" if cover.case_number else ""
    for text in filter(None, (cover.city, number, cover.date, officer, cover.edition)):
        yield f'<p class="meta">{escape(text)}</p>'


def _front(document: Document) -> Iterator[str]:
    words = WORDS["sv"]
    if document.points:
        yield f"<h2>{words['proposal']}</h2><ol class='points'>"
        for point in document.points:
            yield f'<li value="{point.number}">{escape(point.text)}</li>'
        yield "</ol>"
    if document.appendices:
        yield f"<h2>{words['appendices']}</h2><ul>"
        for each in document.appendices:
            yield f"<li>{words['appendix']} {escape(each.number)}: {escape(each.title)}</li>"
        yield "</ul>"


def _contents(document: Document) -> Iterator[str]:
    yield f'<nav aria-labelledby="contents"><h2 id="contents">{WORDS["sv"]["contents"]}</h2><ol>'
    for index, section in enumerate(document.sections):
        if section.level < 3:
            second = ' class="second"' if section.level == 2 else ""
            yield f'<li{second}><a href="#s{index}">{escape(section.heading)}</a></li>'
    yield "</ol></nav>"


def _section(section: Section, index: int) -> Iterator[str]:
    if section.label:
        yield f'<p class="label">{escape(section.label)}</p>'
    level = min(section.level + 1, 6)
    words = _words((Text(section.heading, link=section.link),))
    yield f'<h{level} id="s{index}">{words}</h{level}>'
    for block in section.blocks:
        yield from _block(block)


def _block(block: Block) -> Iterator[str]:
    match block:
        case Paragraph():
            name = "" if block.style is Style.BODY else f' class="{block.style.value}"'
            yield f"<p{name}>{_words(block.words)}</p>"
        case Listing():
            yield from _items(block.items, "ol" if block.ordered else "ul", 0)
        case Table():
            yield from _table(block)
        case Note():
            yield f"<aside><p>{_words(block.words)}</p></aside>"
        case Figure() | Photo():
            yield f"<figure>{in_html(block)}<figcaption>{escape(block.title)}</figcaption></figure>"


def _items(items: tuple[Item, ...], tag: str, depth: int) -> Iterator[str]:
    if not items:
        return
    yield f"<{tag}>"
    for item in items:
        yield f"<li>{_words(item.words)}"
        yield from _items(item.below, tag, depth + 1)
        yield "</li>"
    yield f"</{tag}>"


def _table(table: Table) -> Iterator[str]:
    yield f'<div class="wide" tabindex="0"><table><caption>{escape(table.title)}</caption><thead><tr>'
    for column in table.columns:
        yield f'<th scope="col"{_side(column.number)}>{escape(column.title)}</th>'
    yield "</tr></thead><tbody>"
    for row in table.rows:
        yield from _row(row, table)
    yield "</tbody></table></div>"


def _side(number: bool) -> str:
    return ' class="number"' if number else ""


def _row(row: Row, table: Table) -> Iterator[str]:
    kind = {RowKind.SUM: ' class="sum"', RowKind.OF_WHICH: ' class="of-which"'}.get(row.kind, "")
    yield f"<tr{kind}>"
    for at, (cell, column) in enumerate(zip(row.cells, table.columns, strict=False)):
        mark = '<abbr title="redovisas för kvinnor och män">⚥</abbr> ' if at == 0 and row.marked else ""
        comment = f'<br><span class="small">Kommentar: {escape(row.comment)}</span>' if at == 0 and row.comment else ""
        tag, scope = ("th", ' scope="row"') if at == 0 else ("td", "")
        yield f"<{tag}{scope}{_side(column.number)}>{mark}{_words(cell)}{comment}</{tag}>"
    yield "</tr>"


_TAGS = {Mark.STRONG: "strong", Mark.EMPHASIS: "em"}


def _words(words: Words) -> str:
    out = []
    for each in words:
        text = escape(each.text).replace("\n", "<br>")
        tag = _TAGS.get(each.mark)
        text = f"<{tag}>{text}</{tag}>" if tag else text
        out.append(f'<a href="{escape(each.link)}">{text}</a>' if each.link else text)
    return "".join(out)
