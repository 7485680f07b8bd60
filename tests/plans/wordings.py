"""Ways to say the same thing in a plan, none of them from the generators: each is tried with right and with wrong figures.

A wording stands in a plan of `second_hand` where everything else agrees. Said rightly it must raise nothing that was
not there before; said wrongly one of its codes must tell.
"""

from dataclasses import dataclass

from .second_hand import AREAS, INDICATORS, REQUESTS, Written, sv, written

SEED = 3


@dataclass(frozen=True)
class Wording:
    """`{x}` stands for the figure that is right or wrong."""

    kind: str
    codes: tuple[str, ...]
    text: str

    def figures(self, plan: Written, wrong: bool) -> dict[str, object]:
        _, _, net, last = plan.whole
        new, old = plan.net(0), plan.rows[0][3]
        right = {
            "total": net,
            "more": net - last,
            "area": plan.net(1),
            "share": 100 * plan.net(1) / net,
            "growth": 100 * (new - old) / old,
            "asked": plan.asked[1],
            "turnover": sum(costs for costs, _ in plan.turnover),
        }[self.kind]
        name, owner, inside = AREAS[1]
        first, firsts, first_inside = AREAS[0]
        return {
            "x": sv(right * (1.4 if wrong else 1)), "year": plan.year, "last": plan.year - 1,
            "area": inside, "Area": name, "Areas": owner, "first": first_inside, "First": first, "Firsts": firsts,
            "what": REQUESTS[1][0], "change": sv(new - old),
        }  # fmt: skip

    def plan(self, wrong: bool) -> Written:
        plan = written(SEED)
        said = self.text.format(**self.figures(plan, wrong))
        slot = {"asked": "asked 1", "growth": "percent", "turnover": "see"}.get(self.kind, "share")
        plan.said[slot] = f"{said} {plan.said[slot]}" if slot == "see" else said
        return plan


def _of(kind: str, *codes: str) -> "list[Wording]":
    return [Wording(kind, codes, text) for text in TEXTS[kind]]


TEXTS = {
    "total": (
        "Sammantaget har nämnden {x} mnkr i nettobudget.",
        "Kommunfullmäktige anvisar nämnden {x} miljoner kronor netto för {year}.",
        "Ramen för nämndens verksamheter är {x} mnkr netto.",
        "Nettoramen för {year} uppgår till {x} mnkr.",
        "Nämnden har {x} mnkr att röra sig med under {year}, räknat netto.",
        "Nämndens samlade ram är {x} mnkr.",
        "Verksamheten ska rymmas inom en nettobudget på {x} mnkr.",
        "I budgeten för {year} har nämnden fått {x} mnkr netto.",
        "Av kommunens budget är {x} mnkr nämndens.",
        "Budgetramen för stadsdelsnämnden är {year} {x} miljoner kronor.",
    ),
    "more": (
        "Jämfört med {last} är det {x} mnkr mer.",
        "Det är {x} mnkr mer än {last}.",
        "Nämnden får {x} mnkr mer än föregående år.",
        "Nämndens ram räknas upp med {x} mnkr.",
        "Nämndens budget är {x} mnkr större än förra året.",
        "Nettobudgeten för nämnden har ökat med {x} miljoner kronor sedan {last}.",
        "Mellan {last} och {year} ökar nämndens nettobudget med {x} mnkr.",
        "Ökningen av nämndens nettobudget är {x} mnkr.",
        "Tillskottet till nämndens nettobudget är {x} mnkr jämfört med {last}.",
        "Nämndens nettobudget förstärks med {x} mnkr.",
    ),
    "area": (
        "Nämnden satsar {x} mnkr av sin nettobudget på {area}.",
        "{Area} har en nettobudget på {x} mnkr.",
        "{Area} disponerar {x} mnkr netto under {year}.",
        "För {area} avsätts {x} mnkr i nettobudgeten.",
        "Nämnden lägger {x} mnkr av nettobudgeten på {area}.",
        "Budgeten för {area} är {x} miljoner kronor.",
        "{Areas} budget uppgår till {x} mnkr netto.",
        "Till {area} fördelas {x} mnkr av nämndens nettobudget.",
        "I nämndens nettobudget ingår {x} mnkr för {area}.",
        "{Area} tilldelas {x} mnkr för {year}.",
    ),
    "share": (
        "{Area} svarar för {x} procent av nettobudgeten.",
        "{Area} står för {x} procent av nämndens budget.",
        "{x} procent av nämndens nettobudget går till {area}.",
        "Till {area} går {x} procent av budgeten.",
        "{Areas} del av nettobudgeten är {x} procent.",
        "Av budgeten används {x} procent för {area}.",
        "{Area} tar {x} procent av nämndens nettobudget i anspråk.",
        "Andelen av nettobudgeten som går till {area} är {x} procent.",
        "{Area} omfattar {x} procent av nämndens nettobudget.",
        "Nettobudgeten består till {x} procent av medel för {area}.",
    ),
    "growth": (
        "{Firsts} nettobudget höjs med {change} mnkr, motsvarande {x} procent.",
        "Nettobudgeten för {first} ökar med {x} procent jämfört med {last}.",
        "{First} får {x} procent mer i nettobudget än {last}.",
        "Nettobudgeten för {first} är {x} procent högre än {last}.",
        "Budgeten för {first} har räknats upp med {x} procent.",
        "Nettobudgeten för {first} stiger {x} procent.",
        "{Firsts} nettobudget växer med {change} mnkr eller {x} procent.",
        "Ökningen av nettobudgeten för {first} är {x} procent.",
        "För {first} innebär budgeten en ökning med {x} procent.",
        "Jämfört med {last} är nettobudgeten för {first} {x} procent större.",
    ),
    "asked": (
        "Nämnden begär {x} mnkr av kommunstyrelsen för {what}.",
        "En ansökan om {x} mnkr för {what} lämnas till kommunstyrelsen.",
        "För {what} ansöks om {x} mnkr hos kommunstyrelsen.",
        "Nämnden äskar {x} mnkr till {what}.",
        "Nämnden ber kommunstyrelsen om {x} mnkr för {what}.",
        "Medel söks med {x} mnkr för {what}.",
        "Budgetjustering begärs med {x} mnkr för {what}.",
        "Nämnden föreslår att kommunstyrelsen skjuter till {x} mnkr för {what}.",
        "Kostnaden för {what} är {x} mnkr, som nämnden söker hos kommunstyrelsen.",
        "Nämnden vill ha {x} mnkr i budgetjustering för {what}.",
    ),
    "turnover": (
        "Omslutningsförändringarna uppgår till {x} mnkr.",
        "Omslutningen ökar med {x} mnkr.",
        "Sammanlagt är omslutningsförändringarna {x} mnkr.",
        "Nämnden redovisar omslutningsförändringar på {x} mnkr.",
        "Kostnader och intäkter ökar lika mycket, {x} mnkr, genom omslutningsförändringar.",
        "Förändringen av omslutningen är {x} mnkr.",
        "Omslutningsförändringar görs med {x} mnkr.",
        "Totalt rör det sig om omslutningsförändringar för {x} mnkr.",
        "Årets omslutningsförändringar är {x} miljoner kronor.",
        "Nämndens omslutning förändras med {x} mnkr.",
    ),
}  # fmt: skip
WORDINGS = [
    *_of("total", "SUM06", "SUM15"),
    *_of("more", "SUM06"),
    *_of("area", "SUM06"),
    *_of("share", "SUM07"),
    *_of("growth", "SUM07"),
    *_of("asked", "SUM08", "SUM10"),
    *_of("turnover", "SUM12"),
]


@dataclass(frozen=True)
class Turn:
    """A way to say something that a check is about, wrong and right; `slot` is where it stands in the plan."""

    codes: tuple[str, ...]
    slot: str  # a sentence of the plan, or `expected`
    text: str
    wrong: dict[str, object]
    right: dict[str, object]

    def plan(self, wrong: bool) -> Written:
        plan = written(SEED)
        level = int(plan.targets[1][0].split()[0])
        known = {
            "year": plan.year, "last": plan.year - 1, "name": INDICATORS[1], "level": level, "low": level - 17,
            "high": level + 2, "past": level - 9,
        }  # fmt: skip
        own = {
            key: said.format(**known) if isinstance(said, str) else said
            for key, said in (self.wrong if wrong else self.right).items()
        }
        said = self.text.format(**{**known, **own})
        if self.slot == "expected":
            plan.expected[1] = said
        else:
            plan.said[self.slot] = said
        return plan


EXPECTED = (
    "{name} är minst {x} procent",
    "{name} ökar till {x} procent",
    "{name} når {x} procent",
    "Minst {x} procent av hemtjänsttagarna känner sig trygga",
    "{x} % av hemtjänsttagarna känner sig trygga (utfall {last}: {past} %)",
    "{name} ska ligga på minst {x} procent",
    "{name}: {x} %",
    "Målet är att {x} procent av hemtjänsttagarna känner sig trygga",
    "{name} överstiger {x} procent",
    "{name}, minst {x} procent",
)
OUTCOMES = (
    "{name} uppgår till {level} procent (utfall {last}: {x} procent)",
    "{name} uppgår till {level} procent (utfall år {last} {x} %)",
    "{name} uppgår till minst {level} procent ({last}: {x} %)",
    "{name} uppgår till minst {level} procent, jämfört med {x} procent {last}",
    "{name} uppgår till minst {level} procent ({last} var utfallet {x} procent)",
    "{name} uppgår till minst {level} procent; utfallet {last} var {x} procent",
    "{name} uppgår till minst {level} procent ({x} procent {last})",
    "{name} uppgår till minst {level} procent (föregående år {x} procent)",
    "{name} ökar från {x} procent {last} till {level} procent",
    "{name} uppgår till minst {level} procent (resultat {last}: {x} procent)",
)
SAME_YEAR = (
    "Under {year} väntas fler ansökningar än {x}.",
    "Behovet av platser är större {year} än {x}.",
    "Jämfört med {x} ökar behovet av platser {year}.",
    "Antalet barn ökar från {x} till {year}.",
    "Resultatet {year} väntas bli bättre än resultatet {x}.",
    "I förhållande till {x} växer antalet barn {year}.",
    "Skillnaden mellan {x} och {year} beror på fler barn.",
    "Mellan {x} och {year} växer antalet äldre.",
    "Sjukfrånvaron väntas bli lägre {year} än den var {x}.",
    "Antalet ärenden {year} förväntas överstiga antalet {x}.",
)
REFERENCES = (
    "Se bilaga {x}.",
    "Detta framgår av bilaga nr {x}.",
    "Fördelningen redovisas särskilt (bilaga {x}).",
    "Fördelningen visas i bilagorna 4 och {x}.",
    "Bilaga {x} visar fördelningen.",
    "Fördelningen görs enligt bil. {x}.",
    "En förteckning bifogas som bilaga {x}.",
    "Av bilaga {x} framgår fördelningen.",
    "Se bil {x} för fördelningen.",
    "Fördelningen finns i Bilaga {x}, sidan 4.",
)
UNFILLED = (
    "Satsningen kostar {x} mnkr.",
    "Andelen nöjda är {x} procent.",
    "Arbetet leds av {x}.",
    "Uppdraget redovisas {x}.",
)
BLANKS = ("XX", "[fyll i]", "xxx", "TBD", "(kompletteras)", "<namn>", "??", "___", "[namn]", "NN")
NEGATIVES = (
    "Utfallet beräknas bli {x}4,2 mnkr lägre.",
    "Resultatet är {x}4,2 mnkr sämre än budget.",
    "En minskning med {x}4,2 mnkr väntas.",
    "Nämnden redovisar ett underskott på {x}4,2 mnkr.",
    "Kostnaderna sänks med {x}4,2 mnkr.",
    "Åtgärderna ger en besparing på {x}4,2 mnkr.",
    "Avgifterna blir {x}4,2 mnkr mindre än året innan.",
    "Kostnaderna minskar med {x}4,2 mnkr.",
    "Underskottet är {x}4,2 mnkr.",
    "Utfallet är lägre med {x}4,2 mnkr.",
)
TURNS = [
    *(Turn(("MAL01",), "expected", text, {"x": "{low}"}, {"x": "{level}"}) for text in EXPECTED),
    *(Turn(("MAL02",), "expected", text, {"x": "{high}"}, {"x": "{past}"}) for text in OUTCOMES),
    *(Turn(("STR08",), "compared", text, {"x": "{year}"}, {"x": "{last}"}) for text in SAME_YEAR),
    *(Turn(("STR04",), "see", text, {"x": 31}, {"x": 4}) for text in REFERENCES),
    *(
        Turn(
            ("SPR01",), "calm", UNFILLED[at % 4], {"x": blank}, {"x": ("12", "12", "chefen", "i maj")[at % 4]}
        )
        for at, blank in enumerate(BLANKS)
    ),
    *(
        Turn(("SPR02",), "calm", text, {"x": sign}, {"x": ""})
        for text, sign in zip(NEGATIVES, ("-", "−", "minus ") * 4, strict=False)
    ),
]
