"""What invented boards answer, by seed: paragraphs, inner headings, bullets, dated updates, nothing at all."""

from dataclasses import dataclass, field
from random import Random

from tertial.reporting.rules.forms import Form

WHO = (
    *("Förvaltningen", "Nämnden", "Näringslivsenheten", "Samordnaren", "Stadsmiljöenheten", "Arbetsgruppen"),
    *("Miljökontoret", "Jobbcentrum", "Bygglovsenheten", "Ekstad Näringsliv", "Avdelningen för tillstånd"),
)
DOES = (
    *(
        "har träffat",
        "följer upp",
        "har besökt",
        "samordnar",
        "bjöd in",
        "har granskat",
        "stöttar",
        "utvecklar",
    ),
    *(
        "kartlägger",
        "har under våren mött",
        "fortsätter att utbilda",
        "planerar tillsammans med",
        "genomlyser",
    ),
)
WHAT = (
    *("handlarna vid Stora torget", "små livsmedelsföretag", "byggföretag i Norrhamn", "unga företagare"),
    *(
        "utförare av hemtjänst",
        "fastighetsägarna längs Storgatan",
        "restauranger och krogar",
        "företagarföreningen",
    ),
    *("lokala besöksföretag", "verkstäder i Sågområdet", "de större arbetsgivarna", "nystartade bolag"),
    *("12 av 31 leverantörer", "ungefär 1 400 företag", "både Företagarna och Svensk Handel i Ekstad"),
)
HOW = (
    *("i nära samarbete med polisen", "genom återkommande frukostmöten", "enligt den plan som antogs i mars"),
    *(
        "för att korta väntan på besked",
        "med stöd av Länsstyrelsen",
        "vid fyra tillfällen",
        "tre gånger om året",
    ),
    *(
        "så att fler hittar rätt direkt",
        "utan att avgifterna har höjts",
        "i samband med upprustningen av Hamnstråket",
    ),
    *(
        "och resultatet redovisas för nämnden",
        "vilket har gett färre klagomål",
        "inom ramen för Trygga Ekstad",
    ),
)
ALSO = (
    *("Arbetet fortsätter under hösten.", "Kostnaden var 1,2 miljoner kronor.", "Totalt deltog 18 personer."),
    *("Andelen nöjda företag var 74 procent.", "Det gäller t.ex. uteserveringar, skyltar och marknader."),
    *(
        "En första avstämning görs i november.",
        "Två ärenden har lämnats till polisen.",
        "Inga avvikelser noterades.",
    ),
)
HEADINGS = (
    *("Frukostmöten i Norrhamn", "Lotsen", "Unga driver företag", "Tillsyn av serveringar", "Upphandling"),
    *("Trygga kvällar", "Sommarjobb hos handlare", "En väg in för företag", "Rena torg", "Mobila kontoret"),
)
POINTS = (
    *(
        "Tydligare besked",
        "Fler egna besök hos företag",
        "Kortare väg till rätt handläggare",
        "Gemensam kalender",
    ),
    *("Bättre skyltar i centrum", "Snabbare svar på frågor om mark"),
)
LABELS = (
    "Uppdatering T2",
    "T2 uppdatering",
    "Uppdatering T2:",
    "Uppdatering tertial 2",
    "Uppdatering T2 2026",
)
BOARDS = (
    "Kulturnämnden",
    "Tekniska nämnden",
    "Norrhamns stadsdelsnämnd",
    "Socialnämnden",
    "Utbildningsnämnden",
)
PEOPLE = ("Maja Lindahl", "Omar Haddad", "Kerstin Åkerblom", "Per-Olof Wiik", "Sanna Järvinen")


@dataclass
class Block:
    kind: str  # prose, heading, bullets, label
    text: str = ""
    points: tuple[str, ...] = ()


@dataclass
class Truth:
    """What one board answers: the blocks of each question in the order they are written; empty: unanswered."""

    unit: str
    contact: str
    phone: str
    email: str
    answers: dict[str, list[Block]] = field(default_factory=dict)

    def text(self, question: str) -> str | None:
        blocks = self.answers[question]
        return " ".join(said for said, label in _apart(blocks) if label is None).strip() if blocks else None

    def updates(self, question: str) -> list[tuple[str, str | None, str]]:
        """Label, the heading above, what it says."""
        out: list[tuple[str, str | None, str]] = []
        under = None
        inside = False
        for block in self.answers[question]:
            if block.kind == "heading":
                under, inside = block.text, False
            elif block.kind == "label":
                out.append((block.text.rstrip(":"), under, ""))
                inside = True
            elif inside:
                label, above, said = out[-1]
                out[-1] = (label, above, f"{said} {block.text} {' '.join(block.points)}".strip())
        return out


def _apart(blocks: list[Block]) -> list[tuple[str, str | None]]:
    label: str | None = None
    out = []
    for block in blocks:
        if block.kind == "label":
            label = block.text
            continue
        if block.kind == "heading":
            label = None
        out.append((f"{block.text} {' '.join(block.points)}".strip(), label))
    return out


def sentence(rng: Random) -> str:
    if rng.random() < 0.25:
        return rng.choice(ALSO)
    return f"{rng.choice(WHO)} {rng.choice(DOES)} {rng.choice(WHAT)} {rng.choice(HOW)}."


def paragraph(rng: Random) -> Block:
    said = " ".join(sentence(rng) for _ in range(rng.randint(1, 6)))
    if rng.random() < 0.08 and len(said) > 70:
        said = said.rstrip(".")  # somebody forgot the full stop
    return Block("prose", said)


def truth(form: Form, seed: int) -> Truth:
    rng = Random(seed)
    person = rng.choice(PEOPLE)
    mail = person.lower().translate(str.maketrans("åäö ", "aao.")) + "@forvaltning.ekstad.example"
    out = Truth(rng.choice(BOARDS), person, f"012-{rng.randint(100, 999)} {rng.randint(10, 99)} 00", mail)
    for _, question in form.questions():
        out.answers[question.key] = _answer(rng, question.key == "other")
    return out


def _answer(rng: Random, last: bool) -> list[Block]:
    if rng.random() < (0.7 if last else 0.12):
        return []
    blocks = [paragraph(rng) for _ in range(rng.randint(1, 3))]
    if rng.random() < 0.2:
        blocks += [_points(rng), paragraph(rng)] if rng.random() < 0.5 else [_points(rng)]
    if rng.random() < 0.4:
        blocks += [Block("label", rng.choice(LABELS)), *(paragraph(rng) for _ in range(rng.randint(1, 2)))]
        if rng.random() < 0.2:
            blocks.append(_points(rng))
    for heading in rng.sample(HEADINGS, rng.choice((0, 0, 1, 2, 3))):
        blocks += [Block("heading", heading), *(paragraph(rng) for _ in range(rng.randint(1, 2)))]
        if rng.random() < 0.6:
            blocks += [
                Block("label", rng.choice(LABELS)),
                *(paragraph(rng) for _ in range(rng.randint(1, 2))),
            ]
    return blocks


def _points(rng: Random) -> Block:
    return Block("bullets", "Företagen lyfter särskilt detta:", tuple(rng.sample(POINTS, rng.randint(2, 4))))
