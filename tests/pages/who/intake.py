"""Who gets in where in intake."""

from tests.pages.who.people import DELIVERERS, IMPORTERS, Deeds, Pages

# address name → (its arguments, who gets in, what the others get)
PAGES: Pages = {
    "job": ({"key": "j1"}, {"nils"}, 404),
    "deliveries": ({}, DELIVERERS, 404),
    "delivery_new": ({"kind": "units"}, IMPORTERS, 404),
    "delivery_template": ({"kind": "units"}, IMPORTERS, 404),
    "delivery_stopped": ({"key": "d3"}, {"karin", "siv"}, 404),
    "delivery": ({"key": "d1"}, IMPORTERS, 404),
}

# Addresses that only take a POST: (arguments, what is posted, who may, what the others get)
DEEDS: Deeds = {
    "job_cancel": ({"key": "j1"}, {}, {"nils"}, 404),
    "delivery_accept": ({"key": "d1"}, {}, IMPORTERS, 404),
    "delivery_names": ({"key": "d1"}, {}, IMPORTERS, 404),
    "delivery_discard": ({"key": "d1"}, {}, IMPORTERS, 404),
    "delivery_withdraw": ({"key": "d2"}, {}, IMPORTERS, 404),
}
