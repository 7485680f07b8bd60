"""Who gets in where in publishing."""

from tests.pages.who.people import EVERYBODY, GOALS, HIDDEN, Deeds, Pages

CITY = {"karin"}  # whoever may change the city's own goals

# address name → (its arguments, who gets in, what the others get)
PAGES: Pages = {
    "publications": ({}, EVERYBODY, 0),
    "charts": ({}, EVERYBODY, 0),
    "collection_publish": ({}, CITY, 403),
    "plans_publish": ({}, CITY, 403),
    "word_template": ({}, CITY, 403),
    "plan_preview": ({"key": "p1"}, EVERYBODY, 0),
    "publication": ({"key": "p1"}, EVERYBODY, 0),
    "publication_open": ({"key": "p1"}, GOALS, 403),
    "edition_withdraw": ({"key": "p1", "number": 1}, GOALS, 403),
    "edition_compare": ({"key": "p1", "old": 1, "new": 2}, EVERYBODY, 0),
    "edition_file": ({"key": "p1", "number": 1, "kind": "html"}, EVERYBODY, 0),
    "open_list": ({}, EVERYBODY, 0),
    "open_feed": ({}, EVERYBODY, 0),
    "open_publication": ({"key": "p1"}, EVERYBODY, 0),
    "open_file": ({"key": "p1", "kind": "html"}, EVERYBODY, 0),
    "open_chain": ({}, EVERYBODY, 0),
    "open_earlier_file": ({"key": "p1", "number": 1, "kind": "html"}, EVERYBODY, 0),
    "open_measures": ({}, EVERYBODY, 0),
    "open_measure": ({"key": "m1"}, EVERYBODY, 0),
    "open_measure_json": ({"key": "m1"}, EVERYBODY, 0),
    "open_measure_csv": ({"key": "m1"}, EVERYBODY, 0),
}

# Addresses that only take a POST: (arguments, what is posted, who may, what the others get)
DEEDS: Deeds = {
    "plan_publish": ({"key": "p0"}, {}, GOALS, 403),
    "report_publish": ({"round_key": "t2", "unit_key": "home"}, {}, GOALS, HIDDEN),
    "publication_again": ({"key": "p1"}, {}, GOALS, 403),
    "publication_stop": ({"key": "waits"}, {}, GOALS, 403),
}
