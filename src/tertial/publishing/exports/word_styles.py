"""The styles of our own Word documents. Word's own names where it has them, so that a city can change them."""

from collections.abc import Iterator

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
SANS = '<w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:cs="Arial"/>'
SOFT = '<w:color w:val="55606E"/>'
BLUE = '<w:color w:val="1D4D7A"/>'
_SIZES = {1: 34, 2: 27, 3: 23, 4: 21, 5: 21, 6: 21}
# id, name, based on, what a paragraph is like, what its letters are like
_PARAGRAPHS = (
    ("Normal", "Normal", "", "", ""),
    ("BodyText", "Body Text", "Normal", '<w:spacing w:after="130"/>', ""),
    (
        "Title",
        "Title",
        "Normal",
        '<w:spacing w:before="700" w:after="120"/>',
        f'{SANS}<w:b/><w:sz w:val="52"/>',
    ),
    ("Subtitle", "Subtitle", "Normal", '<w:spacing w:after="240"/>', f'{SANS}{SOFT}<w:sz w:val="26"/>'),
    ("Header", "header", "Normal", '<w:tabs><w:tab w:val="right" w:pos="9070"/></w:tabs>', f'{SANS}{SOFT}<w:sz w:val="16"/>'),
    ("Footer", "footer", "Normal", '<w:tabs><w:tab w:val="right" w:pos="9070"/></w:tabs>', f'{SANS}{SOFT}<w:sz w:val="16"/>'),
    ("Caption", "caption", "Normal", '<w:spacing w:before="60" w:after="260"/>', f'{SANS}<w:sz w:val="18"/>'),
    ("TOC1", "toc 1", "Normal", '<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="9070"/></w:tabs><w:spacing w:before="120"/>', "<w:b/>"),
    ("TOC2", "toc 2", "Normal", '<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="9070"/></w:tabs><w:ind w:left="240"/>', ""),
    ("ListBullet", "List Bullet", "Normal", '<w:spacing w:after="50"/>', ""),
    ("ListNumber", "List Number", "Normal", '<w:spacing w:after="80"/>', ""),
    ("TertialFront", "Tertial rubrik före innehåll", "Normal", '<w:keepNext/><w:spacing w:before="420" w:after="160"/>', f'{SANS}<w:b/><w:sz w:val="34"/>'),
    ("TertialPoint", "Tertial beslutspunkt", "Normal", '<w:tabs><w:tab w:val="left" w:pos="480"/></w:tabs><w:spacing w:after="140"/><w:ind w:left="480" w:hanging="480"/>', ""),
    ("TertialParties", "Tertial parter", "Normal", '<w:tabs><w:tab w:val="left" w:pos="3700"/></w:tabs>', f'{SANS}<w:sz w:val="18"/>'),
    ("TertialLabel", "Tertial etikett", "Normal", '<w:keepNext/><w:spacing w:before="380" w:after="0"/>', f'{SANS}<w:b/>{BLUE}<w:sz w:val="16"/>'),
    ("TertialTerm", "Tertial mellanrubrik", "Normal", '<w:keepNext/><w:spacing w:before="220" w:after="80"/>', f'{SANS}<w:b/>{BLUE}<w:sz w:val="18"/>'),
    ("TertialGroup", "Tertial grupp", "Normal", '<w:keepNext/><w:spacing w:before="140" w:after="60"/>', "<w:i/>"),
    ("TertialSubtitle", "Tertial underrubrik", "Normal", '<w:keepNext/><w:spacing w:before="260" w:after="80"/>', f'{SANS}<w:b/><w:sz w:val="20"/>'),
    ("TertialSmall", "Tertial liten", "Normal", "", f'{SANS}{SOFT}<w:sz w:val="16"/>'),
    ("TertialNote", "Tertial notis", "BodyText", '<w:pBdr><w:left w:val="single" w:sz="16" w:space="8" w:color="1D4D7A"/></w:pBdr><w:ind w:left="200"/>', ""),
    ("TertialCell", "Tertial cell", "Normal", '<w:spacing w:before="40" w:after="40"/>', '<w:sz w:val="19"/>'),
    ("TertialOfWhich", "Tertial varav", "TertialCell", '<w:ind w:left="220"/>', ""),
    ("TertialHead", "Tertial tabellhuvud", "TertialCell", "<w:keepNext/>", f'{SANS}<w:b/><w:sz w:val="16"/>'),
    ("TertialGap", "Tertial luft", "Normal", '<w:spacing w:after="120" w:line="120" w:lineRule="exact"/>', ""),
    ("TertialFigure", "Tertial figur", "Normal", '<w:keepNext/><w:spacing w:before="200"/>', ""),
    ("TertialSign", "Tertial underskrift", "Normal", '<w:pBdr><w:bottom w:val="single" w:sz="4" w:space="1" w:color="1B2430"/></w:pBdr><w:spacing w:before="900"/><w:ind w:right="4500"/>', ""),
)  # fmt: skip


def styles(language: str = "sv") -> str:
    """The whole part."""
    tongue = {"sv": "sv-SE", "en": "en-GB"}.get(language, "sv-SE")
    default = (
        '<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Georgia" w:hAnsi="Georgia" w:cs="Arial" w:eastAsia="Georgia"/>'
        f'<w:color w:val="1B2430"/><w:sz w:val="22"/><w:lang w:val="{tongue}" w:eastAsia="{tongue}" w:bidi="ar-SA"/>'
        '</w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:line="276" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>'
    )
    return f"<w:styles {W}>{default}{''.join(definitions().values())}</w:styles>"


def definitions() -> dict[str, str]:
    """Every style by its id."""
    out = dict(_plain())
    for level, size in _SIZES.items():
        out[f"Heading{level}"] = (
            f'<w:style w:type="paragraph" w:styleId="Heading{level}"><w:name w:val="heading {level}"/>'
            '<w:basedOn w:val="Normal"/><w:next w:val="BodyText"/><w:qFormat/>'
            f'<w:pPr><w:keepNext/><w:keepLines/><w:spacing w:before="{500 - 60 * level}" w:after="140"/>'
            f'<w:outlineLvl w:val="{level - 1}"/></w:pPr><w:rPr>{SANS}<w:b/><w:sz w:val="{size}"/></w:rPr></w:style>'
        )
    out["TertialTable"] = (
        '<w:style w:type="table" w:styleId="TertialTable"><w:name w:val="Tertial tabell"/><w:tblPr>'
        '<w:tblBorders><w:bottom w:val="single" w:sz="4" w:color="B9C2CC"/><w:insideH w:val="single" w:sz="4"'
        ' w:color="B9C2CC"/></w:tblBorders><w:tblCellMar><w:left w:w="80" w:type="dxa"/><w:right w:w="80" w:type="dxa"/>'
        '</w:tblCellMar></w:tblPr><w:tblStylePr w:type="firstRow"><w:tcPr><w:tcBorders><w:bottom w:val="single"'
        ' w:sz="8" w:color="1D4D7A"/></w:tcBorders><w:shd w:val="clear" w:fill="EEF2F6"/></w:tcPr></w:tblStylePr></w:style>'
    )
    return out


def _plain() -> Iterator[tuple[str, str]]:
    for key, name, based, paragraph, letters in _PARAGRAPHS:
        first = ' w:default="1"' if key == "Normal" else ""
        yield (
            key,
            f'<w:style w:type="paragraph"{first} w:styleId="{key}"><w:name w:val="{name}"/>'
            f"{f'<w:basedOn w:val={chr(34)}{based}{chr(34)}/>' if based else ''}<w:qFormat/>"
            f"<w:pPr>{paragraph}</w:pPr><w:rPr>{letters}</w:rPr></w:style>",
        )


def abstracts(first: int = 1) -> str:
    """The two kinds of list, with their levels."""
    return "".join(
        f'<w:abstractNum w:abstractNumId="{first + at}"><w:multiLevelType w:val="multilevel"/>{"".join(_levels(bullet))}</w:abstractNum>'
        for at, bullet in enumerate((True, False))
    )


def _levels(bullet: bool) -> Iterator[str]:
    for level in range(9):
        kind, text = ("bullet", "•") if bullet else ("decimal", f"%{level + 1}.")
        indent = 360 + 300 * level
        yield (
            f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{text}"/>'
            f'<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="{indent}" w:hanging="300"/></w:pPr></w:lvl>'
        )


def numbers(ordered: int, first: int = 1, abstract: int = 1) -> str:
    """Bullets have one number; every numbered list has its own, so that it begins at one."""
    bullets = f'<w:num w:numId="{first}"><w:abstractNumId w:val="{abstract}"/></w:num>'
    return bullets + "".join(
        f'<w:num w:numId="{first + at}"><w:abstractNumId w:val="{abstract + 1}"/>'
        '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
        for at in range(1, ordered + 1)
    )


def numbering(ordered: int) -> str:
    return f"<w:numbering {W}>{abstracts()}{numbers(ordered)}</w:numbering>"
