"""What the form reader's own remarks mean, for `tertial rule CODE`."""

FORM_READING = {
    "FORM-01": "Ingen av formulärets frågor hittades. Dokumentet är troligen ett svar på ett annat formulär.",
    "FORM-02": "En fråga i formuläret hittades inte i dokumentet, så den räknas som obesvarad. Se efter om den är "
    "borttagen eller omskriven.",
    "FORM-03": "Text har hamnat efter en annan rubrik eller ruta än sin egen, oftast vid ett sidbyte. Den har lagts "
    "till det svar som den fortsätter.",
    "FORM-04": "Frågan är skriven på ett annat sätt än i formuläret. Se efter att det är samma fråga.",
    "FORM-05": "Text står under en rubrik utan fråga. Den har lagts till rubrikens fråga eller frågan före.",
    "FORM-06": "Det går inte att se vem som har svarat.",
    "FORM-07": "Någon har skrivit utanför svarsrutorna i Word-formuläret. Texten är läst som i vilket dokument "
    "som helst.",
    "FORM-08": "Dokumentet säger en annan period än omgångens. Det kan vara "
    "förra periodens svar som har skickats igen.",
    "FORM-09": "Filen säger en annan enhet än den som har skickat den. Den kan vara förväxlad.",
}
