"""What the invented city wrote: short texts of ours, chosen by what the report is about, the same every time."""

from zlib import crc32

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
MONEY = (
    "Nämnden väntas hålla sin budget. Sommarens bemanning kostade 1,2 mnkr mer än beräknat, och vägs upp av "
    "vakanta tjänster under våren.",
    "Underskottet på 2,4 mnkr beror på fler placeringar än budgeterat. Beslut om varje ny placering tas nu av "
    "avdelningschefen, vilket väntas ge full verkan från november.",
    "Ett överskott på 0,8 mnkr, mest för att två lokaler blev klara senare än planerat.",
)
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
    "ekonomi-analys": MONEY,
    "personal-analys": STAFF,
    "kontroll-text": CONTROLS,
}
WHY = "Fler än väntat behövde stöd, och två tjänster stod tomma under sommaren."


def pick(seed: str, count: int) -> int:
    return crc32(seed.encode()) % count


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
