"""What the invented city's boards wrote about their business climate: texts of ours, the same every time.

An answer is put together of a first sentence, a piece of its own and a last sentence, chosen by the board's key.
"""

from tertial.reporting.rules.sample import pick

TITLE = "Uppföljning företagsklimat"
FORM_KEY = "foretagsklimat"
FORM = """Kommunstyrelsen frågar alla nämnder två gånger om året. Svara kort, och skriv hellre ett exempel än en plan.

# 1 Service till företag
Gäller tillstånd, tillsyn, avtal och alla andra kontakter med företag.

1.1 Vad har ni gjort för att företag ska få snabba och tydliga besked?
Berätta vad som är gjort, inte bara vad som är beslutat.

1.2 Hur tar ni reda på vad företagen tycker, och vad säger de?
Skriv gärna hur många ni har träffat.

1.3 Vilka ärenden tar längst tid, och vad gör ni åt det?

# 2 Plats att växa på
2.1 Vilka lokaler, torg eller stråk arbetar ni med?

2.2 Hur samarbetar ni med handlare, fastighetsägare och föreningar?

# 3 Rätt kunskaper
3.1 Vilka yrken är svårast att hitta, hos er och hos företagen ni möter?

3.2 Hur möts skola, vuxenutbildning och arbetsliv?

# 4 Övrigt
4.1 Vad vill ni att kommunstyrelsen tar med sig?
"""
DECLINES = (
    "Nämnden har ingen tillsyn av företag, köper mycket lite och äger inga lokaler. "
    "Vi har därför inget att svara."
)

OWN = {  # what a board that is not a district says of its own field: to 1.1 and to 2.1
    "utbildningsnamnden": (
        "Alla gymnasieskolor har nu en person som svarar företag som vill ta emot elever. Under våren svarade de på "
        "{a} förfrågningar, de flesta samma dag.",
        "Tre skolor hyr ut verkstäder till företag på kvällar. {b} företag har provat det hittills.",
    ),
    "socialnamnden": (
        "De som säljer omsorg till oss har fått en egen sida med avtal, mallar och sista dagar. Antalet frågor till "
        "upphandlingen minskade med {p} procent.",
        "Vi söker lokaler till två boenden tillsammans med privata fastighetsägare.",
    ),
    "aldrenamnden": (
        "Hemtjänstföretagen möter oss nu varje månad i stället för en gång i halvåret. {a} företag kom till mötena.",
        "Mötesplatsen vid Brogatan öppnar lunchservering med en ny entreprenör i höst.",
    ),
    "kulturnamnden": (
        "Den som vill ordna något på en av våra scener ansöker på ett ställe. Besked lämnas inom {d} dagar.",
        "Den gamla tvättstugan i Västerkaj har blivit ateljéer för {b} små företag inom form och musik.",
    ),
    "idrottsnamnden": (
        "Bokningen av hallar är öppen för företag på dagtid sedan i våras, och {a} företag har bokat.",
        "Vi bygger om entrén till simhallen så att kaféet kan ha öppet också när hallen är stängd.",
    ),
    "trafiknamnden": (
        "Nyttoparkering och grävtillstånd söks i samma tjänst. {p} procent av tillstånden lämnas nu inom en vecka.",
        "Lastzonerna kring Stora torget är fler, och {b} av dem kan bokas i förväg.",
    ),
    "stadsbyggnadsnamnden": (
        "Ett enkelt bygglov för skylt eller uteservering handläggs nu på {d} dagar. Vi ringer alltid innan vi begär "
        "fler handlingar.",
        "Planen för Norra hamnen ger plats för verkstäder i bottenvåningarna, omkring {a} lokaler.",
    ),
    "miljonamnden": (
        "Alla som öppnar ett livsmedelsföretag får ett samtal innan första kontrollen. {a} företag har fått det i år, "
        "och {p} procent hade inga avvikelser.",
        "På torghandelns område har vi {b} nya platser med el och vatten.",
    ),
    "marknamnden": (
        "Den som söker mark får en och samma handläggare från första frågan till avtal. Vi har {a} pågående samtal.",
        "Två kvarter i Tegelhamra är sålda till företag som bygger själva, sammanlagt {b} arbetsplatser per kvarter.",
    ),
    "arbetsmarknadsnamnden": (
        "Företag som vill anställa någon med stöd har ett nummer att ringa. {a} företag ringde, och {b} anställde.",
        "Vi har flyttat mottagningen för företag till torget, där de ändå rör sig.",
    ),
}  # fmt: skip
FIRST = {
    "1.1": (
        "Vi har gått igenom alla brev till företag i {short} och skrivit om dem tillsammans med tre av dem.",
        "Sedan i våras har varje ärende en namngiven handläggare, och namnet står i första brevet.",
        "Kontaktcenter kan nu svara på de vanligaste frågorna om lokaler, skyltar och serveringar direkt.",
        "En lots tar emot alla nya företagare i {short} och följer dem tills de har fått sina besked.",
        "Vi mäter hur lång tid ett besked tar och visar det på vår sida en gång i månaden.",
    ),
    "1.2": (
        "Vi har besökt {a} företag i {short} sedan årsskiftet.",
        "Företagsfrukosten i {short} har hållits fyra gånger och samlade som mest {c} personer.",
        "Efter varje avslutat ärende skickas två frågor. {p} procent svarar, fler än vi trodde.",
        "Vi ringer upp {b} företag i månaden och frågar hur det går.",
        "Tillsammans med företagarföreningen gjorde vi en enkät som {c} företag svarade på.",
    ),
    "1.3": (
        "Serveringstillstånd tar längst tid, i medeltal {d} dagar.",
        "Längst tid tar ärenden som behöver både bygglov och upplåtelse av mark.",
        "Upphandlingar under direktupphandlingsgränsen tar för lång tid, ofta {d} dagar fast de är enkla.",
        "Hyresavtal för våra egna lokaler kan ta ett halvår, vilket är för länge.",
        "Det som tar tid är när vi väntar på yttranden från andra förvaltningar.",
    ),
    "2.1": (
        "{short} centrum får nya fasader och bänkar under året.",
        "Vi har gjort en lista över tomma lokaler i {short}: {b} stycken i våras.",
        "Bottenvåningarna längs huvudgatan i {short} har varit vårt viktigaste arbete.",
        "Torget i {short} byggs om, och handlarna har varit med från första skissen.",
        "Vi äger {b} lokaler i {short} som hyrs ut till små företag.",
    ),
    "2.2": (
        "Platssamverkan i {short} har {b} medlemmar och möts varannan månad.",
        "Fastighetsägarna, handlarna och nämnden betalar tillsammans en centrumledare på halvtid.",
        "Vi har en gemensam plan för trygghet i {short} med handlare, polis och tre föreningar.",
        "Samarbetet är ojämnt. Några fastighetsägare är med i allt, andra svarar inte.",
        "Föreningarna sköter {b} ytor åt oss, och får betalt för det.",
    ),
    "3.1": (
        "Undersköterskor och förskollärare är svårast för oss; företagen söker kockar och säljare.",
        "Hälften av företagen vi mötte saknar yrkesförare, och vi saknar själva socialsekreterare.",
        "Det är lätt att hitta folk till enklare arbeten men svårt att hitta arbetsledare.",
        "Elektriker och svetsare nämns i nästan varje samtal.",
        "Restaurangerna i {short} letar kockar, och tre av tio har kortat sina öppettider.",
    ),
    "3.2": (
        "Vi tog emot {a} praktikanter, och {b} av dem fick arbete hos oss eller i ett företag.",
        "Högstadiet i {short} har en vecka där {c} elever besöker företag.",
        "Vuxenutbildningen har öppet hos oss en dag i veckan, och {a} personer har fått en plan.",
        "Sommarjobben gick till {c} ungdomar, varav några i privata företag.",
        "Vi saknar ett ställe där skolan och företagen möts, men har börjat tala om det.",
    ),
    "4.1": (
        "Vi önskar en gemensam tidsgräns för remisser mellan förvaltningar.",
        "Samma företag får frågor från fyra förvaltningar. Det borde gå att samordna.",
        "Ett gemensamt stöd för tomma lokaler skulle hjälpa alla stadsdelar.",
        "Vi behöver statistik för vårt område, inte bara för hela staden.",
        "Inget särskilt just nu.",
    ),
}  # fmt: skip
MIDDLE = {
    "1.1": (
        "Väntan på ett första svar har gått från {d} till fyra dagar.",
        "Av {a} ärenden fick {p} procent besked inom den tid vi lovat.",
        "Vi har också slutat be om handlingar som staden redan har.",
        "Det som inte fungerar är kvällar: ingen svarar efter klockan fyra.",
    ),
    "1.2": (
        "De är nöjda med bemötandet men tycker att det är svårt att veta vem som bestämmer.",
        "Tryggheten kring entréerna nämns oftast, därefter parkeringen.",
        "{p} procent säger att de skulle starta här igen.",
        "Flera vill ha färre möten och snabbare svar.",
        "Unga företagare vill ha hjälp med lokaler, äldre med att hitta någon som tar över.",
    ),
    "1.3": (
        "Vi har satt en gräns på {d} dagar och följer den varje vecka.",
        "Två handläggare har lärt sig varandras område, så att ett ärende inte väntar på en person.",
        "I {b} ärenden har vi prövat att mötas på plats i stället för att skriva.",
        "Här behöver vi hjälp av andra nämnder.",
    ),
    "2.1": (
        "Sedan dess har {e} blivit uthyrda, bland annat till en cykelverkstad och en bagare.",
        "Två lokaler är reserverade för den som provar för första gången, till låg hyra i sex månader.",
        "Belysningen är ny, och {p} procent av handlarna säger att kvällarna har blivit bättre.",
        "Arbetet blev försenat av ledningar som ingen kände till.",
    ),
    "2.2": (
        "Resultatet syns: klottret är borta inom ett dygn och {e} nya evenemang har hållits.",
        "Vi vet mer om varandras planer än förut, och det har sparat minst en omgrävning.",
        "Nästa steg är ett avtal som gäller i tre år.",
        "Julmarknaden samlade {c}0 besökare, nästan dubbelt mot förra året.",
    ),
    "3.1": (
        "Vi har höjt lönen för de svåraste yrkena och det har hjälpt något.",
        "{b} företag säger att de har tackat nej till arbete av den orsaken.",
        "Språket är ett hinder för många som annars kan yrket.",
        "Vi utbildar {e} av våra egna medarbetare.",
    ),
    "3.2": (
        "Bäst fungerar det när ett företag tar emot samma klass flera gånger.",
        "{p} procent av eleverna säger att de vet mer om vilka yrken som finns.",
        "Det är de små företagen som har svårast att ta emot någon.",
        "En dag i veckan är för lite, köerna är långa.",
    ),
    "4.1": ("", "Vi deltar gärna om det blir ett försök.", "Det har vi skrivit om tidigare också.", ""),
}  # fmt: skip
UPDATES = (
    "Sedan i våras har {e} företag till kommit igång.",
    "Arbetet är klart. {p} procent av dem vi frågade är nöjda.",
    "Tiden har gått ned till {d} dagar, och fortsätter vi så når vi målet i vinter.",
    "Det som skulle ha varit klart i augusti blir klart i november, eftersom två tjänster stod tomma.",
    "Vi har träffat {b} företag till, och bilden är densamma.",
    "Ett nytt avtal är skrivet och gäller från årsskiftet.",
    "Försöket slog väl ut och är nu vårt vanliga sätt att arbeta.",
)
HEADINGS = ("Det vi har gjort", "Det som återstår")
TOLD = {  # the city office's own words, by section
    "": "Nämnderna ger snabbare besked än i våras, och flera mäter det nu. Det som återkommer är väntan på yttranden "
    "mellan förvaltningar och bristen på små lokaler.",
    "1": "Mest har hänt där någon har fått ansvar för hela ärendet. Fyra nämnder visar sina tider öppet, och där har "
    "väntan minskat. Serveringstillstånden tar fortfarande längst tid.",
    "2": "Tomma lokaler fylls långsamt men säkert. Där handlare och fastighetsägare betalar tillsammans syns det "
    "tydligast.",
}  # fmt: skip
SORTED = (  # what the city office has taken along: section, heading, the question it is from
    ("1", "Det som går snabbare", "1.1"),
    ("1", "Det som fortfarande tar tid", "1.3"),
    ("2", "Lokaler och torg", "2.1"),
    ("3", "", "3.1"),
)


def answer(question: str, unit: str, short: str) -> str:
    """What the board wrote the first time."""
    seed = f"{unit} {question}"
    own = OWN.get(unit)
    first = FIRST[question][pick(f"först {seed}", len(FIRST[question]))]
    if own is not None and question in ("1.1", "2.1"):
        first = own[0] if question == "1.1" else own[1]
    middle = MIDDLE[question][pick(f"sedan {seed}", len(MIDDLE[question]))]
    if question == "1.1" and pick(f"rubriker {unit}", 3) == 0:
        text = f"{HEADINGS[0]}\n\n{first}\n\n{HEADINGS[1]}\n\n{middle}"
    elif question == "2.2" and pick(f"lista {unit}", 4) == 0:
        text = f"{first}\n\n- Möten med handlarna\n- Gemensam städdag\n- Rundvandring med polisen\n\n{middle}"
    else:
        text = f"{first}\n\n{middle}" if pick(f"stycken {seed}", 2) else f"{first} {middle}"
    return filled(text, seed, short)


def update(question: str, unit: str, short: str) -> str:
    """What it added the second time."""
    seed = f"uppdatering {unit} {question}"
    return filled(UPDATES[pick(seed, len(UPDATES))], seed, short)


def filled(text: str, seed: str, short: str) -> str:
    """With figures of its own."""
    return text.format(
        short=short,
        a=12 + pick(f"a{seed}", 48),
        b=7 + pick(f"b{seed}", 14),
        c=24 + pick(f"c{seed}", 70),
        d=9 + pick(f"d{seed}", 26),
        e=3 + pick(f"e{seed}", 6),
        p=38 + pick(f"p{seed}", 55),
    ).strip()


def how(question: str, unit: str) -> str:
    """What the board did the second time with its first answer: same, update, or anew."""
    if pick(f"trött {unit}", 7) == 0:
        return "same"
    return ("same", "update", "update", "same", "anew")[pick(f"gång två {unit} {question}", 5)]
