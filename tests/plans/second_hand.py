"""Plans in the words of somebody else: written by hand for measuring the checks, not from the generator's phrases.

`written(seed)` gives a clean plan as text and the sentences in it by name, so that an error is planted by writing one
of them otherwise. Every board, amount and wording is invented; the layout is the family's.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random

BOARDS = ("Norrvik", "Almby-Hult", "Ängsö", "Bergtorp")
AREAS = (
    ("Förskoleverksamhet", "Förskoleverksamhetens", "förskoleverksamheten"),
    ("Äldreomsorg", "Äldreomsorgens", "äldreomsorgen"),
    ("Fritid och kultur", "Fritid och kulturs", "fritid och kultur"),
    ("Stöd till personer med funktionsnedsättning", "Området stöd till personer med funktionsnedsättnings", "stöd till "
     "personer med funktionsnedsättning"),
)  # fmt: skip
REQUESTS = (
    ("öppna förskolor i Lillby", "Öppna förskolor i Lillby"),
    ("ombyggnad av träffpunkten Eken", "Ombyggnad av träffpunkten Eken"),
    ("trygghetsvärdar vid stationen", "Trygghetsvärdar vid stationen"),
)
SENTENCES: dict[str, Sequence[str]] = {
    "total": (
        "Nämnden har för {year} en total nettobudget på {net} miljoner kronor.",
        "Fullmäktige har tilldelat nämnden en nettobudget om {net} mnkr för {year}.",
        "Nämndens budget uppgår under {year} till {net} mnkr netto.",
        "För {year} är nämndens sammanlagda nettobudget {net} mnkr.",
    ),
    "more": (
        "Jämfört med {last} är det {more} mnkr mer.",
        "Nämndens nettobudget är {more} mnkr högre än budgeten för {last}.",
        "Nämndens budget ökar med {more} mnkr i förhållande till {last}.",
        "Nämndens nettobudget växer med {more} miljoner kronor jämfört med {last}.",
    ),
    "share": (
        "{Area} utgör {share} procent av nämndens nettobudget.",
        "Av nämndens nettobudget går {share} procent till {area}.",
        "{Areas} andel av nämndens nettobudget är {share} procent.",
    ),
    "part": (
        "Till {area} går {part} mnkr av nämndens nettobudget.",
        "{Area} får {part} mnkr av nettobudgeten.",
        "Av nämndens nettobudget är {part} miljoner kronor avsatta för {area}.",
        "Nettobudgeten för {area} är {part} mnkr.",
    ),
    "percent": (
        "{Areas} nettobudget ökar med {change} mnkr, vilket motsvarar {percent} procent.",
        "Nettobudgeten för {area} har höjts med {change} mnkr ({percent} procent) sedan {last}.",
        "Budgeten för {area} stiger med {change} mnkr, det vill säga {percent} procent, jämfört med {last}.",
    ),
    "asked": (
        "Nämnden söker {amount} mnkr för {what} hos kommunstyrelsen.",
        "Hos kommunstyrelsen begärs {amount} mnkr till {what}.",
        "För {what} behöver nämnden {amount} mnkr, som begärs av kommunstyrelsen (bilaga {n}).",
        "Nämnden hemställer hos kommunstyrelsen om {amount} miljoner kronor för {what}.",
    ),
    "compared": (
        "Antalet ansökningar väntas bli fler under {year} jämfört med {last}.",
        "Behovet av platser beräknas öka {year} i jämförelse med {last}.",
        "Kostnaderna för vikarier var högre {last} än {before}.",
    ),
    "calm": (
        "Efterfrågan på platser förväntas vara fortsatt hög.",
        "Arbetet följs upp tre gånger om året i nämndens rapporter.",
        "Cheferna går igenom resultatet tillsammans med sina arbetsgrupper.",
    ),
    "see": (
        "Hur medlen fördelas framgår av bilaga {n}.",
        "En fullständig redovisning lämnas i bilaga {n}.",
        "Se vidare bilaga {n}.",
    ),
}
INDICATORS = (
    "Andel barn som trivs på sin förskola",
    "Andel hemtjänsttagare som känner sig trygga",
    "Andel besökare som är nöjda med biblioteket",
    "Andel boende som vill rekommendera sin bostad",
)
GOALS = (
    "Barnen i Norrlanda får en god start",
    "Äldre får den omsorg de behöver",
    "Alla har nära till kultur och rörelse",
    "Den som behöver stöd får det i tid",
)
BOARD_GOALS = (
    "Förskolorna har behöriga lärare",
    "Hemtjänsten kommer i rätt tid",
    "Biblioteket är öppet när folk är lediga",
    "Utredningar är klara inom fyra månader",
)
ACTIVITIES = (
    ("Anställa fler lärare i samarbete med universitetet", "Byta ut lekredskap på tre gårdar"),
    ("Införa fasta kontakter i hemtjänsten", "Pröva kvällspass med färre förflyttningar"),
    ("Öppna biblioteket på söndagar", "Bjuda in föreningar till sommarens läger"),
    ("Ta fram en gemensam mall för utredningar", "Utbilda handläggare i att skriva begripligt"),
)


def sv(value: float, places: int = 1) -> str:
    return f"{value:,.{places}f}".replace(",", " ").replace(".", ",")


@dataclass
class Written:
    """What a plan says, part by part; `text()` sets it out."""

    seed: int
    year: int
    board: str
    rows: list[tuple[str, float, float, float]]  # area, costs, income, net of last year
    asked: list[float]
    said: dict[str, str] = field(default_factory=dict)  # sentences by name
    targets: list[tuple[str, str]] = field(default_factory=list)
    expected: list[str] = field(default_factory=list)
    dates: list[tuple[str, str]] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)  # of the appendices
    decided: list[str] = field(default_factory=list)
    cells: dict[tuple[str, int], float] = field(
        default_factory=dict
    )  # what is printed otherwise in the main table
    numbers: list[str] = field(default_factory=lambda: ["1.1", "1.2", "1.3", "1.4"])
    listed: list[str] = field(default_factory=lambda: list(GOALS))
    turnover: list[tuple[float, float]] = field(default_factory=list)
    parts: list[tuple[str, float, float]] = field(default_factory=list)  # of the first area
    names: list[str] = field(default_factory=lambda: list(INDICATORS))

    def net(self, at: int) -> float:
        return round(self.rows[at][1] + self.rows[at][2], 1)

    @property
    def whole(self) -> tuple[float, float, float, float]:
        costs, income = sum(r[1] for r in self.rows), sum(r[2] for r in self.rows)
        last = sum(r[3] for r in self.rows)
        return round(costs, 1), round(income, 1), round(costs + income, 1), round(last, 1)

    def text(self) -> str:
        return "\n".join([*self._front(), *self._goals(), *self._money()]) + "\n"

    def _front(self) -> list[str]:
        out = ["Tjänsteutlåtande", f"Dnr: VP {self.year - 1}/117", "", "Förslag till beslut", ""]
        for number, text in enumerate(self.decided, 1):
            out += [f"{number}. {text}", ""]
        out += ["Handläggare Till", f"Sara Holm {self.board} stadsdelsnämnd", "", "Innehållsförteckning"]
        contents = ("Sammanfattning", *(f"{n}. {t}" for n, t in zip(self.numbers, self.listed, strict=True)))
        out += [
            f"{title}{'.' * (90 - len(title))} {page}" for page, title in enumerate((*contents, "Ekonomi"), 3)
        ]
        out += ["", "Bilagor", ""]
        for number, title in enumerate(self.titles, 1):
            out += [f"Bilaga {number}: {title}", ""]
        return [*out, "Sammanfattning", self.said["total"], self.said["calm"], self.said["compared"], ""]

    def _goals(self) -> list[str]:
        out = ["KF:s inriktningsmål:", f"1. {self.board} är en stadsdel där alla kan leva ett gott liv", ""]
        for at, number in enumerate(self.numbers):
            out += ["", "KF:s mål för verksamhetsområdet:", f"{number}. {GOALS[at]}", ""]
            out += [self.said.get(f"prose {at}", self.said["calm"]), ""]
            target, council = self.targets[at]
            out += [
                "Indikator Årsmål KF:s årsmål Periodicitet",
                "",
                f"{self.names[at]} {target} {council} År",
                "",
            ]
            out += [
                "Nämndmål:",
                f"{number}.1. {BOARD_GOALS[at]}",
                "",
                "Förväntat resultat",
                self.expected[at],
                "",
            ]
            out += ["Aktivitet Startdatum Slutdatum", ""]
            for text, (start, end) in zip(ACTIVITIES[at], self.dates[2 * at : 2 * at + 2], strict=True):
                out += [f"{text} {start} {end}", ""]
        return out

    def _money(self) -> list[str]:
        y, last = self.year, self.year - 1
        out = [
            "",
            "Ekonomi",
            self.said["total again"],
            self.said["more"],
            self.said["share"],
            self.said["part"],
            "",
        ]
        out += [
            f"Verksamhetsområde (Mnkr) Budget {y} kostnader Budget {y} intäkter Budget {y} netto Budget {last} netto"
        ]
        for at, (name, costs, income, before) in enumerate(self.rows):
            cells = [costs, income, self.net(at), before]
            out += ["", f"{name} {' '.join(sv(self.cells.get((name, i), v)) for i, v in enumerate(cells))}"]
        out += [
            "",
            f"Summa {' '.join(sv(self.cells.get(('Summa', i), v)) for i, v in enumerate(self.whole))}",
            "",
        ]
        name = self.rows[0][0]
        out += [name, f"Verksamhetsområde (Mnkr) Budget {y} netto Budget {last} netto Differens"]
        for label, new, old in self.parts:
            out += ["", f"{label} {sv(new)} {sv(old)} {sv(self.cells.get((label, 9), round(new - old, 1)))}"]
        new, old = round(sum(p[1] for p in self.parts), 1), round(sum(p[2] for p in self.parts), 1)
        new = self.cells.get(("part", 0), new)
        out += ["", f"Summa {sv(new)} {sv(old)} {sv(round(new - old, 1))}", "", self.said["percent"], ""]
        for at, (_, title) in enumerate(REQUESTS):
            out += [
                f"Medel för {title[0].lower()}{title[1:]} ({sv(self.asked[at])} mnkr)",
                self.said[f"asked {at}"],
                "",
            ]
        out += [
            "Omslutningsförändringar",
            self.said["see"],
            "",
            "Verksamhetsområde (Mnkr) Kostnader Intäkter",
        ]
        for (area, *_), (costs, income) in zip(self.rows, self.turnover, strict=True):
            out += ["", f"{area} {sv(costs)} {sv(income)}"]
        total = [round(sum(t[i] for t in self.turnover), 1) for i in (0, 1)]
        return [*out, "", f"Summa {sv(total[0])} {sv(total[1])}", ""]


def written(seed: int) -> Written:
    """A plan in which everything agrees."""
    rng = Random(seed * 31 + 5)
    year, board = rng.randint(2018, 2025), rng.choice(BOARDS)
    rows = []
    for name, *_ in AREAS:
        costs = round(rng.uniform(60, 320), 1)
        income = -round(rng.uniform(2, 19), 1)
        rows.append((name, costs, income, round(costs + income - rng.uniform(1.5, 9), 1)))
    plan = Written(seed, year, board, rows, [round(rng.uniform(1.1, 9.8), 1) for _ in REQUESTS])
    first, before = plan.net(0), rows[0][3]
    inside, inside_before = round(first * 0.6, 1), round(before * 0.6, 1)
    plan.parts = [
        ("Kommunala förskolor", inside, inside_before),
        ("Fristående förskolor", round(first - inside, 1), round(before - inside_before, 1)),
    ]
    plan.turnover = [(size, -size) for size in (round(rng.uniform(0.5, 6), 1) for _ in rows)]
    _say(plan, rng)
    _aim(plan, rng)
    plan.titles = [f"Ansökan om medel för {what}" for what, _ in REQUESTS] + [
        "Omslutningsförändringar",
        "Lokalplan",
    ]
    plan.decided = [f"Nämnden fastställer verksamhetsplan och budget för {year}."]
    for n, ((what, _), amount) in enumerate(zip(REQUESTS, plan.asked, strict=True), 1):
        plan.decided.append(rng.choice((
            f"Nämnden begär budgetjustering om {sv(amount)} mnkr för {what} enligt bilaga {n}.",
            f"Nämnden ansöker om {sv(amount)} mnkr för {what} enligt bilaga {n}.",
        )))  # fmt: skip
    size = sum(costs for costs, _ in plan.turnover)
    plan.decided.append(f"Nämnden godkänner omslutningsförändringar om {sv(size)} mnkr enligt bilaga 4.")
    plan.decided.append("Nämnden godkänner lokalplanen enligt bilaga 5.")
    return plan


def say(plan: Written, kind: str, rng: Random, at: int = 0, **other: object) -> str:
    """One of the ways to say a thing, with the plan's own figures unless others are given."""
    _, _, net, last = plan.whole
    name, owner, inside = AREAS[at]
    new, old = plan.net(at), plan.rows[at][3]
    figures: dict[str, object] = {
        "year": plan.year, "last": plan.year - 1, "before": plan.year - 2, "net": sv(net), "more": sv(net - last),
        "Area": name, "Areas": owner, "area": inside, "share": sv(100 * new / net), "part": sv(new),
        "change": sv(new - old), "percent": sv(100 * (new - old) / old), "n": 4,
    }  # fmt: skip
    return rng.choice(SENTENCES[kind]).format(**{**figures, **other})


def _say(plan: Written, rng: Random) -> None:
    for kind in ("total", "more", "compared", "calm", "see", "percent"):
        plan.said[kind] = say(plan, kind, rng)
    plan.said["total again"] = say(plan, "total", rng)
    plan.said["share"], plan.said["part"] = (
        say(plan, "share", rng, 1),
        say(plan, "part", rng, rng.choice((0, 1, 2))),
    )
    for at, (what, _) in enumerate(REQUESTS):
        plan.said[f"asked {at}"] = say(plan, "asked", rng, amount=sv(plan.asked[at]), what=what, n=at + 1)


def _aim(plan: Written, rng: Random) -> None:
    for name in INDICATORS:
        level, outcome = rng.randint(70, 96), rng.randint(40, 69)
        plan.targets.append((f"{level} %", rng.choice((f"{level} %", f"{level - 1} %", "Tas fram av nämnd"))))
        plan.expected.append(rng.choice((
            f"{name} uppgår till minst {level} procent (utfall {plan.year - 1}: {outcome} procent)",
            f"{name} ska vara lägst {level} procent",
            f"Minst {level} procent av de tillfrågade är nöjda ({name.lower()}, utfall {plan.year - 1}: {outcome} procent)",
        )))  # fmt: skip
        plan.dates += [
            (f"{plan.year}-01-01", f"{plan.year}-12-31"),
            (f"{plan.year}-02-01", f"{plan.year}-06-30"),
        ]
