"""What differs between Sjöhagen's plan for 2026 and the sample for 2027: words of our own invention."""

from datetime import date

from tertial.planning.rules.draft import Activity, Expected, Goal, Indicator, PointGroup, Target, TargetKind

YEAR = 2027

# goals, indicators and activities that say it in other words this year
REWORDED = {
    "Alla barn mellan ett och fem år har en väg in i förskolan": "Alla barn mellan ett och fem år har en "
    "enkel väg in i förskolan",
    "Färre äldre är ofrivilligt ensamma": "Färre äldre i Sjöhagen är ofrivilligt ensamma",
    "Sjöhagen är en trygg stadsdel dag och kväll": "Sjöhagen är en trygg stadsdel både dag och kväll",
    "Antal besök på öppna förskolor och familjehuset": "Antal besök på öppna förskolor, familjehuset och "
    "familjecentrum",
    "Andel nedskräpning som åtgärdas samma dag": "Andel anmäld nedskräpning som åtgärdas samma dag",
    "Låta bokbussen stanna på gården varannan torsdag": "Låta bokbussen stanna på gården varje torsdag",
    "Skicka välkomstbrev på åtta språk till familjer med ettåringar": "Skicka välkomstbrev på tio språk till "
    "familjer med ettåringar",
    "Ordna språkfika för föräldralediga tillsammans med arbetsmarknadsförvaltningen": "Ordna språkfika för "
    "föräldralediga varje vecka tillsammans med arbetsmarknadsförvaltningen",
    "Erbjuda läxhjälp tre dagar i veckan med volontärer": "Erbjuda läxhjälp fyra dagar i veckan med volontärer",
    "Skaffa sex nya platser på företag i stadsdelen": "Skaffa åtta nya platser på företag i stadsdelen",
    "Ge första samtal om beroende inom en vecka": "Ge ett första samtal om beroende inom fem dagar",
    "Erbjuda omsorg på finska till alla som önskar": "Erbjuda omsorg på finska och arabiska till alla som önskar",
    "Erbjuda undersköterskeutbildning på betald tid till tolv medarbetare": "Erbjuda undersköterskeutbildning "
    "på betald tid till femton medarbetare",
    "Laga middagen i husets eget kök tre dagar i veckan": "Laga middagen i husets eget kök fem dagar i veckan",
    "Starta promenadgrupper i fyra områden": "Starta promenadgrupper i sex områden",
    "Genomföra sju trygghetsvandringar med invånare, polis och fastighetsägare": "Genomföra åtta "
    "trygghetsvandringar med invånare, polis och fastighetsägare",
    "Plantera sextio träd som tål torka och salt": "Plantera åttio träd som tål torka och salt",
    "Laga två vegetariska luncher i veckan som barnen varit med och valt": "Laga tre vegetariska luncher i "
    "veckan som barnen varit med och valt",
    "Svara på synpunkter från invånare inom tio dagar": "Svara på synpunkter från invånare inom sju dagar",
}

GONE_GOALS = ("1.2.2",)
GONE_INDICATORS = (
    "Andel boende med högst elva timmars nattfasta",
    "Andel klotter som är borta inom ett dygn",
    "Andel upphandlingar där stadens krav följts upp på plats",
)

# numbered as if there were one between: the checks find the gap
NEW_GOALS = (
    Goal(
        3,
        "2.5.3",
        "Kulturen i Sjöhagen skapas av dem som bor här",
        "2.5",
        tags=("barnratt", "minoriteter", "tillganglighet"),
        priorities=("Bryggeriets scen öppnas för stadsdelens egna artister",),
        description=(
            PointGroup(
                "Flickor och pojkar",
                ("Barn och unga bestämmer vilka konstnärer som bjuds in till förskolor och fritidsgårdar.",),
            ),
            PointGroup(
                "Kvinnor och män",
                (
                    "Den som vill visa något hittar en scen, en vägg eller en lokal utan avgift.",
                    "Kultur på finska och meänkieli har en egen plats i programmet.",
                ),
            ),
        ),
        expected=(
            Expected("Minst 40 av kvällarna på Bryggeriet arrangeras av invånare.", "min", 40, "kvällar"),
        ),
    ),
)


def _least(text: str, low: float, unit: str) -> Target:
    return Target(text, TargetKind.MIN, low, None, unit)


NEW_INDICATORS = (
    Indicator(
        "2.5.3", "Antal kvällar på Bryggeriet som invånare arrangerar", _least("minst 40 st", 40, "st")
    ),
    Indicator(
        "2.5.3", "Andel besökare som kommer för första gången", _least("minst 25 %", 25, "%"), marked=True
    ),
    Indicator("1.4.1", "Andel larm i hemmet som besvaras inom två minuter", _least("minst 95 %", 95, "%")),
)

_NEW = (
    ("1.1.1", "Starta bokcirklar för vårdnadshavare på fyra förskolor"),
    ("1.1.2", "Öppna en förskoleavdelning med kvällstid i Hamnängen"),
    ("1.2.1", "Pröva jobbspår i äldreomsorgen med språkstöd för tio deltagare"),
    ("1.3.1", "Införa skolsociala team på två av stadsdelens skolor"),
    ("1.3.2", "Utbilda brukare till att granska hur lättlästa besluten är"),
    ("1.4.1", "Införa en gemensam larmmottagning för alla hemtjänstens team"),
    ("1.4.3", "Bilda ett äldreråd i varje område med val vartannat år"),
    ("1.5.1", "Göra om parkeringen bakom torget till en mötesplats för unga"),
    ("2.1.1", "Mäta utsläppen från inköp i varje enhet och visa dem för medarbetarna"),
    ("2.4.1", "Anlägga en regnträdgård vid biblioteket tillsammans med odlingsföreningen"),
    ("2.5.3", "Öppna Bryggeriets scen utan avgift två kvällar i veckan"),
    ("2.5.3", "Låta unga konstnärer måla tre gavlar i Bryggarbacken"),
    ("2.5.3", "Bilda ett kulturråd med invånare från alla områden"),
    ("2.5.3", "Visa film på finska och meänkieli en söndag i månaden"),
)
NEW_ACTIVITIES = tuple(Activity(goal, text, date(YEAR, 1, 1), date(YEAR, 12, 31)) for goal, text in _NEW)

PROSE = {
    "1.1": (
        "Förskolan är den plats där flest barn i Sjöhagen möter svenska språket för första gången. Språkpiloterna "
        "har gjort skillnad, och arbetet fortsätter på alla avdelningar.",
        "Barnkullarna minskar i Bryggarbacken och växer i Hamnängen. Lokalerna anpassas efter det.",
    ),
    "1.2": (
        "Fler hushåll lämnar försörjningsstödet än för ett år sedan, men kvinnor får vänta längre än män på en "
        "plats på jobbtorget. Skillnaden följs varje tertial.",
        "Budget- och skuldrådgivningen samlas hos staden och följs inte längre som ett eget mål för nämnden.",
    ),
    "1.3": (
        "Barn och unga ska få hjälp innan det har gått långt. Skolan, vården och socialtjänsten arbetar efter "
        "samma rutin när ett barn slutar komma till skolan.",
        "Personer med funktionsnedsättning väljer själva hur veckan ser ut och vem som ger stödet.",
    ),
    "1.4": (
        "De fasta omsorgsteamen är på plats i hela hemtjänsten. Nu läggs kraften på att den äldre ska känna igen "
        "den som kommer, också på kvällar och helger.",
        "På vård- och omsorgsboendena lagas mer av maten i husens egna kök.",
    ),
    "1.5": (
        "Tryggheten har ökat vid torget men inte vid Kajstråket. Platssamverkan fortsätter på båda platserna, och "
        "fler åtgärder från vandringarna ska bli klara i tid.",
    ),
    "2.1": ("Alla leasade bilar går på el under året. Köken väger svinnet och planerar efter säsong.",),
    "2.2": (
        "Nämnden har inget eget mål här. Den lämnar behov av bostäder med särskild service till stadens plan och "
        "svarar på remisser i tid.",
    ),
    "2.3": (
        "Nämnden snöröjer vägen till skolor och träffpunkter först och anmäler brister i gång- och cykelvägar.",
    ),
    "3.2": ("Nämndens mål för medarbetarna står under 3.1.",),
    "2.4": (
        "Näckrosparkens etapper är klara. Skötseln går nu över till ängar och skyfallsdiken, och skräp som anmäls "
        "på morgonen ska vara borta samma dag.",
    ),
    "2.5": (
        "Fler flickor kommer till fritidsgårdarna sedan de själva bestämmer halva programmet. Kulturhuset "
        "Bryggeriet får ett eget mål i årets plan.",
    ),
    "3.1": (
        "Varje enhet gör prognos varje månad. Sjukfrånvaron är fortfarande högre än i staden som helhet, och "
        "enheter med hög frånvaro får ett eget stödteam.",
    ),
}
