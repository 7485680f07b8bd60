"""Who gets in where in themed follow-ups: a board answers, the city office puts together."""

from tests.pages.who.people import EVERYBODY, Deeds, Pages
from tests.themes import QUESTION

STRAND: dict[str, object] = {"round_key": "tema-t2", "unit_key": "strand"}
THEME: dict[str, object] = {"key": "tema-t2"}
SUMMARY = THEME | {"section": "1"}
READERS = {"siv", "kim", "karin", "rolf"}
HIDDEN = dict.fromkeys(EVERYBODY - READERS, 404)  # for the others it is not there
WRITERS, CITY = {"siv"}, {"karin"}
OWN = WRITERS | CITY  # whoever runs rounds may with every file

# address name → (its arguments, who gets in, what the others get)
PAGES: Pages = {
    "report_themed": (STRAND, READERS, 404),
    "report_decline": (STRAND, WRITERS, HIDDEN),
    "own_files": (STRAND, OWN, HIDDEN),
    "own_file": (STRAND | {"file": "f3"}, OWN, HIDDEN),
    "own_file_download": (STRAND | {"file": "f3"}, OWN, HIDDEN),
    "question_give": ({"pk": QUESTION}, WRITERS, HIDDEN),
    "theme_new": ({}, CITY, 403),
    "theme_contacts": (THEME, CITY, 403),
    "theme_answers": (THEME, CITY, 403),
    "theme_who": (THEME, CITY, 403),
    "theme_figures": (THEME, CITY, 403),
    "theme_compose": (THEME, CITY, 403),
    "theme_summary_conflict": (SUMMARY, CITY, 403),
    "theme_summary_versions": (SUMMARY, CITY, 403),
    "theme_document": (THEME, CITY, 403),
    "theme_file": (THEME | {"kind": "html"}, CITY, 403),
    "theme_built": (THEME | {"job": "d0"}, set(), dict.fromkeys(EVERYBODY, 403) | {"karin": 404}),
    "theme_xlsx": (THEME, CITY, 403),
    "theme_json": (THEME, CITY, 403),
}

# Addresses that only take a POST: (arguments, what is posted, who may, what the others get)
DEEDS: Deeds = {
    "theme_build": (THEME, {"kind": "docx"}, CITY, 403),
    "own_file_back": (STRAND | {"file": "f4"}, {}, OWN, HIDDEN),
    "own_file_discard": (STRAND | {"file": "f3"}, {}, OWN, HIDDEN),
    "theme_publish": (THEME, {}, CITY, 403),
    "theme_take": (
        THEME,
        {"answer": "0", "do": "take"},
        set(),
        dict.fromkeys(EVERYBODY, 403) | {"karin": 404},
    ),
}

# Saved while somebody writes: told in words for the page, and locked (423) for whoever reads but may not write.
SAVES: Deeds = {
    "question_save": (
        {"pk": QUESTION},
        {"version": "1", "text": "¤Text"},
        WRITERS,
        HIDDEN | dict.fromkeys(READERS - WRITERS, 423),
    ),
    "theme_summary": (SUMMARY, {"version": "2", "text": "¤Ord"}, CITY, 403),
}
