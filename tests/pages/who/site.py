"""Who gets in where in site."""

from tests.pages.who.people import EVERYBODY, LOG, Deeds, Pages

# address name → (its arguments, who gets in, what the others get)
PAGES: Pages = {
    "start": ({}, EVERYBODY, 0),
    "search": ({}, EVERYBODY, 0),
    "events": ({}, LOG, 404),
    "unit": ({"key": "home"}, EVERYBODY, 0),
    "glossary": ({}, EVERYBODY, 0),
    "help": ({}, EVERYBODY, 0),
    "accessibility": ({}, EVERYBODY, 0),
    "ui": ({}, EVERYBODY, 0),
    "account_change_password": ({}, EVERYBODY, 0),
}

# Addresses that only take a POST: (arguments, what is posted, who may, what the others get)
DEEDS: Deeds = {}
