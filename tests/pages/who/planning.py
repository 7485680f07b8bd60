"""Who gets in where in planning."""

from tests.pages.who.people import EVERYBODY, GOALS, Deeds, Pages

REMARKS = GOALS | {"rolf"}  # and whoever reads drafts there

# address name → (its arguments, who gets in, what the others get)
PAGES: Pages = {
    "plans": ({}, EVERYBODY, 0),
    "reading_new": ({}, {*GOALS, "ute"}, 403),
    "reading": ({"key": "r1"}, GOALS, 404),
    "proposal": ({"key": "r1", "row": 9000100}, GOALS, 404),
    "row_new": ({"key": "r1"}, GOALS, 404),
    "reading_adopt": ({"key": "r1"}, GOALS, 404),
    "evidence": ({"row": 9000200}, EVERYBODY, 0),
    "evidence_for": ({"about": "mal", "key": "g1"}, EVERYBODY, 0),
    "plan_evidence": ({"key": "p1"}, EVERYBODY, 0),
    "plan_remarks": ({"key": "p1"}, REMARKS, 404),
    "plan_front": ({"key": "p1"}, GOALS, 403),
    "checks": ({}, EVERYBODY, 0),
}

# Addresses that only take a POST: (arguments, what is posted, who may, what the others get)
DISMISSED = {"code": "STR01", "fingerprint": "abc", "reason": "¤"}
DEEDS: Deeds = {
    "reading_choose": ({"key": "r1"}, {"accept": "all"}, GOALS, 404),
    "proposal_split": (
        {"key": "r1", "row": 9000100},
        {"first": "¤", "second": "¤", "version": "1"},
        GOALS,
        404,
    ),
    "proposal_kind": (
        {"key": "r1", "row": 9000100},
        {"kind": "activity", "version": "1"},
        GOALS,
        404,
    ),
    "reading_dismiss": ({"key": "r1"}, DISMISSED, GOALS, 404),
    "reading_compare": ({"key": "r1"}, {"year": "2018"}, GOALS, 404),
    "reading_undo": ({"key": "r1"}, {}, GOALS, 404),
    "reading_again": ({"key": "r1"}, {}, GOALS, 404),
    "reading_discard": ({"key": "r1"}, {}, GOALS, 404),
    "plan_dismiss": ({"key": "p1"}, DISMISSED, GOALS, 403),
}
