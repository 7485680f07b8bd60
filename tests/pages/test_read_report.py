"""A report as it is read: the line that tells a part in short is words, whatever marks they were written with."""

from tertial.reporting.pages.document import ReadPart, ReadRow


def test_the_line_in_short_is_plain_words():
    told = ReadRow("¤Analys", text="**Målet** nås *inte* än. Det beror på annat.")
    assert ReadPart("1", "¤Mål", texts=[ReadRow("¤Tom"), told]).lead == "Målet nås inte än."
    assert ReadPart("1", "¤Mål").lead == ""
