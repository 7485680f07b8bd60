"""Files that people attach: their names are read as they are, and what can be run is not taken."""

import pytest

from tertial.reporting.rules.file_names import LONGEST, is_taken, plain_name


@pytest.mark.parametrize(
    ("given", "plain"),
    [
        (r"C:\Användare\Eva\Underlag T2.docx", "Underlag T2.docx"),
        ("../../etc/underlag.pdf", "underlag.pdf"),
        ("under\u202efdp.exe", "underfdp.exe"),  # read from right to left it would seem to be a PDF
        ("a\r\nSet-Cookie: b.pdf", "a Set-Cookie: b.pdf"),
        ("underlag.exe. . ", "underlag.exe"),
        ("  ", "bilaga"),
        ("", "bilaga"),
    ],
)
def test_names_are_read_as_they_are(given, plain):
    assert plain_name(given) == plain


def test_a_long_name_keeps_its_ending():
    found = plain_name(f"{'å' * 400}.xlsx")
    assert len(found) == LONGEST and found.endswith("å.xlsx")
    assert len(plain_name("a." + "b" * 400)) <= LONGEST


@pytest.mark.parametrize("name", ["a.pdf", "A.DOCX", "bild.jpeg", "tabell.csv"])
def test_documents_are_taken(name):
    assert is_taken(name, b"%PDF-1.7")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.exe", b"x"),
        ("a.html", b"<script>"),
        ("a.svg", b"<svg>"),
        ("a.xhtml", b"x"),
        ("a.hta", b"x"),
        ("a.pdf.lnk", b"x"),
        ("utan", b"x"),
        ("a.pdf", b"MZ\x90\x00"),
        ("a.txt", b"#!/bin/sh"),
    ],
)
def test_what_can_be_run_is_not(name, content):
    assert not is_taken(name, content)
