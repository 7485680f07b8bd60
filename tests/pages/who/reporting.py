"""Who gets in where in reporting."""

from tests.pages.who.people import DRAFTS, EVERYBODY, HIDDEN, NOBODY, Deeds, Pages
from tests.things import ANSWER, ATTACHMENT

REPORT: dict[str, object] = {"round_key": "t2", "unit_key": "home"}
PART = REPORT | {"place": 1}
WRITERS, APPROVERS, CITY = {"eva", "siv"}, {"siv"}, {"karin"}
CONTROLLERS = {"kim", "karin"}  # read figures and texts, and say what they think of them

# address name → (its arguments, who gets in, what the others get)
PAGES: Pages = {
    "reports": ({}, EVERYBODY, 0),
    "reports_of_round": ({"round_key": "t2"}, EVERYBODY, 0),
    "rounds": ({}, EVERYBODY, 0),
    "round_new": ({}, CITY, 403),
    "round": ({"key": "t2"}, EVERYBODY, 0),
    "round_remind": ({"key": "t2"}, CITY, 403),
    "round_export": ({"key": "t2"}, CITY, 403),
    "round_change": ({"key": "t2"}, CITY, 403),
    "round_unit": ({"key": "t2", "unit": "home"}, CITY, 403),
    "forms": ({}, EVERYBODY, 0),
    "form": ({"key": "t"}, EVERYBODY, 0),
    "form_draft": ({"key": "t"}, CITY, 403),
    "form_head": ({"key": "t"}, CITY, 403),
    "form_section": ({"key": "t", "section": "mal"}, CITY, 403),
    "form_question": ({"key": "t", "section": "mal", "question": "analys"}, CITY, 403),
    "answer_files": ({"key": "t2"}, CITY, 403),
    "answer_file": ({"key": "t2", "file": "f1"}, CITY, 403),
    "answer_file_download": ({"key": "t2", "file": "f1"}, CITY, 403),
    "round_word": ({"key": "t2", "unit": "home"}, DRAFTS, 404),
    "notices": ({}, EVERYBODY, 0),
    "outbox": ({}, NOBODY, 404),
    "report": (REPORT, DRAFTS, 404),
    "report_overview": (REPORT, DRAFTS, 404),
    "report_read": (REPORT, DRAFTS, 404),
    "report_compare": (REPORT, DRAFTS, 404),
    "report_submit": (REPORT, WRITERS, HIDDEN),
    "report_review": (REPORT, APPROVERS | CONTROLLERS, HIDDEN),
    "report_open": (REPORT, WRITERS | CITY, HIDDEN),
    "report_sign": (REPORT, APPROVERS, HIDDEN),
    "report_freeze": (REPORT, CITY, HIDDEN),
    "report_part": (PART, DRAFTS, 404),
    "report_parts": (PART, DRAFTS, 404),
    "report_paste": (
        REPORT | {"place": 4, "question": "tabell"},
        WRITERS,
        HIDDEN | dict.fromkeys(DRAFTS - WRITERS, 302),
    ),
    "part_give": (PART, WRITERS, HIDDEN),
    "answer_conflict": ({"pk": ANSWER}, WRITERS, HIDDEN),
    "answer_versions": ({"pk": ANSWER}, DRAFTS, 404),
    "answer_below": ({"pk": ANSWER}, WRITERS, HIDDEN),
    "attachment": ({"pk": ATTACHMENT}, DRAFTS, 404),
}

# Addresses that only take a POST: (arguments, what is posted, who may, what the others get)
DEEDS: Deeds = {
    "round_open": ({"key": "t2"}, {}, CITY, 403),
    "round_follow": ({"key": "t2"}, {}, CITY, 403),
    "round_close": ({"key": "t2"}, {}, CITY, 403),
    "round_measure": ({"key": "t2"}, {}, CITY, 403),
    "answer_file_back": ({"key": "t2", "file": "f2"}, {}, CITY, 403),
    "answer_file_discard": ({"key": "t2", "file": "f1"}, {}, CITY, 403),
    "attachment_remove": ({"pk": ATTACHMENT}, {}, WRITERS, HIDDEN),
}

# Saved while somebody writes: told in words for the page, and locked (423) for whoever reads but may not write.
SAVES: Deeds = {
    "answer_save": (
        {"pk": ANSWER},
        {"version": "1", "text": "¤Text"},
        WRITERS,
        HIDDEN | dict.fromkeys(DRAFTS - WRITERS, 423),
    ),
}
