"""What the invented city wrote: short texts of ours, chosen by what the report is about, the same every time."""

from decimal import Decimal
from zlib import crc32

from tertial.foundation.number import format_number
from tertial.measures.rules.light import Light
from tertial.reporting.rules.states import State

LIGHTS = (Light.MET, Light.MET, Light.PARTLY, Light.PARTLY, Light.NOT)
OPENINGS = {
    Light.MET: (
        "Arbetet går enligt plan och det som skulle vara klart till nu är klart.",
        "Det vi lovade i planen håller. Brukarna märker det, och medarbetarna med.",
        "Vi ligger något före planen, mest tack vare att rekryteringen gick fort i våras.",
    ),
    Light.PARTLY: (
        "En del är på plats, annat har tagit längre tid än vi räknade med.",
        "Riktningen är rätt men takten för låg för att nå årsmålet fullt ut.",
        "Två av tre delar fungerar. Den tredje väntar på lokaler som blir klara först i vinter.",
    ),
    Light.NOT: (
        "Målet nås inte i år. Efterfrågan har vuxit snabbare än vi har kunnat anställa.",
        "Vi har fått tänka om. Det sätt vi valde gav inte den verkan vi hoppades på.",
    ),
}
NEXT = (
    "Närmast följer vi upp med varje arbetsplats och går igenom vad som kan göras annorlunda.",
    "Under hösten utökar vi samarbetet med grannförvaltningen och mäter igen i november.",
    "Ansvarig chef återkommer till nämnden med en tidsatt plan i nästa rapport.",
    "Vi fortsätter som nu och lägger tiden på det som ännu inte är klart.",
)
SUMMARIES = (
    "Det mesta går som planerat. Det som avviker är bemanningen under sommaren, som blev dyrare än väntat, och ett "
    "par mål där takten behöver öka. Budgeten väntas hålla om höstens åtgärder får den verkan vi räknar med.",
    "Verksamheten är stabil och kostnaderna är under kontroll. Vi lyfter två frågor till nämnden: lokalerna som "
    "försenas, och att fler behöver stöd än vi trodde när planen skrevs.",
    "Resultaten är blandade. Flera mål är på god väg, men väntetiderna har vuxit. Vi har flyttat personal dit de "
    "behövs mest och följer utvecklingen vecka för vecka.",
)
BALANCED = "Budgeten håller. Sommarens bemanning blev dyrare än beräknat och vägs upp av vakanta tjänster."
DEFICIT = (
    "Underskottet på %s mnkr beror mest på fler placeringar och hushåll än budgeterat. Varje ny placering beslutas nu "
    "av avdelningschefen, vilket väntas ge full verkan från november."
)
SURPLUS = "Överskottet på %s mnkr beror mest på att lokaler blir klara senare än planerat."
BALANCE = Decimal(1)  # mnkr: nearer than this is in balance
ROW_OVER = "Fler behövde stöd än budgeten räknade med, och vikarier blev dyrare under sommaren."
ROW_UNDER = "Två tjänster har stått tomma sedan i våras och en lokal öppnade senare än planerat."
STAFF = (
    "Sjukfrånvaron minskar för tredje perioden i rad. Två tjänster är svåra att tillsätta.",
    "Bemanningen har varit god. Medarbetarna lyfter arbetsbelastningen på kvällar och helger.",
)
CONTROLS = (
    "Kontrollerna visade ett fåtal fel i attestordningen. De är rättade och rutinen är förtydligad.",
    "Inga allvarliga brister. Stickproven utökas nästa period.",
)
BANKS = {
    "sammanfattning-text": SUMMARIES,
    "personal-analys": STAFF,
    "kontroll-text": CONTROLS,
}
WHYS = (
    "Fler än väntat behövde stöd, och två tjänster stod tomma under sommaren.",
    "Två arbetsgrupper bytte arbetssätt i våras, och det märks i talen först till årsskiftet.",
    "Underlaget är litet, så några få svar slår igenom. Riktningen är rätt sedan förra mätningen.",
    "Leverantören blev försenad. Vi räknar med att vara i kapp i november.",
)
LATER = "Uppgiften kommer från regionen och är inte klar än."


def pick(seed: str, count: int) -> int:
    return crc32(seed.encode()) % count


def why(seed: str) -> str:
    """What explains that something is not as it was meant to be."""
    return WHYS[pick(seed, len(WHYS))]


def light(seed: str) -> Light:
    return LIGHTS[pick(f"ljus {seed}", len(LIGHTS))]


def prose(question: str, seed: str, chosen: Light) -> str:
    bank = BANKS.get(question)
    if bank:
        return bank[pick(seed, len(bank))]
    openings = OPENINGS[chosen]
    return f"{openings[pick(seed, len(openings))]}\n\n{NEXT[pick(f'sedan {seed}', len(NEXT))]}"


BACK = (2, 61)  # places in the round that are sent back


def state(place: int, kind: str) -> State:
    """Where a unit is in the round that goes on: some are done, some are late, two are sent back."""
    if place in BACK:
        return State.RETURNED
    if kind == "department":
        return State.ONGOING
    if kind == "unit":
        order: tuple[State, ...] = (State.APPROVED, State.SUBMITTED, State.APPROVED, State.ONGOING)
    else:
        order = (
            State.APPROVED,
            State.SUBMITTED,
            State.ONGOING,
            State.SIGNED,
            State.NOT_STARTED,
            State.SUBMITTED,
        )
    return order[place % len(order)]


def budget_kept(deviation: Decimal) -> tuple[str, str]:
    """The choice and the words that go with what the table comes to."""
    if abs(deviation) < BALANCE:
        return "balans", BALANCED
    shown = format_number(abs(deviation), 1)
    return ("over", SURPLUS % shown) if deviation > 0 else ("under", DEFICIT % shown)


def forecast(seed: str, before: Decimal) -> Decimal:
    """A little from the one before, the same every time."""
    return (before * (1 + Decimal(pick(seed, 13) - 6) / 1000)).quantize(Decimal("0.1"))
