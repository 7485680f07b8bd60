"""What the reader's own remarks mean, for `tertial rule CODE`."""

READING = {
    "READ-01": "Inga mål hittades. Dokumentet följer inte den uppställning som läsaren känner till.",
    "READ-02": "Ett mål saknar nummer i dokumentet och har fått ett efter sin ordning.",
    "READ-03": "Texten är inte UTF-8 utan har lästs som Windows-1252. Se efter att å, ä och ö blev rätt.",
    "READ-04": "Styrtecken och osynliga tecken har tagits bort ur texten.",
    "READ-05": "Filen innehåller makron. De har inte körts.",
    "READ-06": "Sidor utan text är bilder eller tomma; det som står på dem är inte läst.",
    "READ-07": "Word-filen har ändringar som ingen har godkänt eller avvisat. Det tillagda är läst, det strukna inte.",
    "READ-08": "Fotnoter och slutnoter hör inte till någon rad. De visas här men är inte inlästa.",
    "READ-11": "En indikator har varken årsmål eller mål från kommunfullmäktige.",
    "READ-12": "En aktivitet saknar start- eller slutdatum som går att läsa.",
    "READ-13": "En tabell med indikatorer eller aktiviteter står inte under något mål.",
    "READ-14": "Text i en tabell hör inte till någon rad och är inte inläst där.",
    "READ-16": "Rader med två datum ser ut som aktiviteter men står utanför tabellerna och är inte inlästa som sådana.",
    "READ-17": "Målvärden står utan namn, som när text har dragits ur en PDF kolumn för kolumn. Namnen går då inte "
    "att para ihop med sina värden, och indikatorerna är inte inlästa. Läs in originalet i stället.",
    "READ-15": "Tabellens kolumner kunde inte skiljas åt, så beloppen har inget kolumnnamn.",
    "READ-18": "En del av dokumentet är inte läst, eftersom det tog för lång tid eller för mycket minne. "
    "Dela filen och läs delarna var för sig.",
    "READ-19": "Dokumentet är inte granskat, eller inte helt: det är större än någon plan. Dela filen och granska "
    "delarna var för sig.",
}
