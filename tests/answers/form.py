"""A themed form of ours, with the same shape as those a city office sends out."""

from tertial.reporting.rules.forms import Form, FormKind, Head, Question, Section

FORM = Form(
    "foretag",
    "Uppföljning företagsklimat",
    FormKind.THEMED,
    sections=(
        Section(
            "1",
            "Växande företag och fler jobb",
            (
                Question(
                    "1.1", "Beskriv hur nämnden samarbetar med företag och företagarföreningar i sitt område."
                ),
                Question("1.2", "Beskriv nämndens arbete med ”Fler i jobb i Ekstad”"),
            ),
            number="1",
        ),
        Section(
            "2",
            "Enklare kontakter, tillstånd och kontroll",
            (
                Question(
                    "2.1",
                    "Hur arbetar nämnden tillsammans med Skatteverket, polisen och miljöförvaltningen mot fusk, "
                    "svartarbete och osund konkurrens bland leverantörer och utförare?",
                ),
                Question("2.2", "Hur har handläggningstiderna för företagens ärenden utvecklats?"),
            ),
            number="2",
        ),
        Section(
            "3",
            "Platser och stråk som lockar",
            (
                Question(
                    "3.1",
                    "Hur utvecklar nämnden torg, gator och handelsstråk tillsammans med handlare och "
                    "fastighetsägare, så att platserna blir trygga och välbesökta hela dygnet?",
                ),
                Question(
                    "3.2", "Hur samverkar nämnden för att konst och kultur ska synas på gator och torg?"
                ),
                Question(
                    "3.3",
                    "Hur sker samarbetet med Ekstad Näringsliv AB om etableringar, mark och lokaler i nämndens område?",
                ),
                Question(
                    "3.4",
                    "Hur sker samarbetet med Ekstad Näringsliv AB om dialogen med företagen och deras behov av "
                    "kompetens?",
                ),
            ),
            number="3",
        ),
        Section("closing", "", (Question("other", "Övriga upplysningar"),)),
    ),
    head=(
        Head("unit", "Nämnd"),
        Head("contact", "Kontaktperson för eventuella frågor"),
        Head("phone", "Telefon"),
        Head("email", "E-post"),
    ),
    placeholder="Klicka här för att ange text.",
)
