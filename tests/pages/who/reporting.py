"""Who gets in where in reporting."""

from tests.pages.who.people import Deeds, Pages

# address name → (its arguments, who gets in, what the others get)
PAGES: Pages = {}

# Addresses that only take a POST: (arguments, what is posted, who may, what the others get)
DEEDS: Deeds = {}
