"""Who gets in where in organisation."""

from tests.pages.who.people import ADMINISTRATORS, EVERYBODY, STRAND, STRUCTURE, Deeds, Pages

# address name → (its arguments, who gets in, what the others get)
PAGES: Pages = {
    "units": ({}, EVERYBODY, 0),
    "unit_versions": ({"key": "home"}, EVERYBODY, 0),
    "unit_edit": ({"key": "home"}, STRAND, 403),
    "unit_new": ({"key": "home"}, STRUCTURE, 403),
    "unit_move": ({"key": "home"}, STRUCTURE, 403),
    "unit_close": ({"key": "home"}, STRUCTURE, 403),
    "people": ({}, EVERYBODY, 0),
    "person": ({"key": "eva"}, EVERYBODY, 0),
    "person_new": ({}, ADMINISTRATORS, 403),
    "person_edit": ({"key": "eva"}, ADMINISTRATORS, 403),
    "role_give": ({"key": "eva"}, ADMINISTRATORS, 403),
    "roles": ({}, EVERYBODY, 0),
    "account": ({}, EVERYBODY, 0),
    "deputy_name": ({}, EVERYBODY, 0),
}

# Addresses that only take a POST: (arguments, what is posted, who may, what the others get)
DEEDS: Deeds = {
    "person_close": ({"key": "lo"}, {}, ADMINISTRATORS, 403),
    "role_end": ({"key": "lo", "holding": 0}, {}, ADMINISTRATORS, 403),
    "deputy_end": ({"deputyship": 0}, {}, {"siv", "nils"}, 404),
}
