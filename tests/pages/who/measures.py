"""Who gets in where in measures."""

from tests.pages.who.people import EVERYBODY, GOALS, Deeds, Pages

# address name → (its arguments, who gets in, what the others get)
PAGES: Pages = {
    "chain_now": ({}, EVERYBODY, 0),
    "chain": ({"year": 2026}, EVERYBODY, 0),
    "chain_print": ({"year": 2026}, EVERYBODY, 0),
    "chain_tags": ({"year": 2026}, EVERYBODY, 0),
    "goal": ({"key": "g1"}, EVERYBODY, 0),
    "goal_judge": ({"key": "g1"}, {"siv"}, 403),
    "goal_levels": ({"key": "g1"}, GOALS, 403),
    "goal_measure_new": ({"key": "g1"}, GOALS, 403),
    "light_rules": ({}, EVERYBODY, 0),
    "measures": ({}, EVERYBODY, 0),
    "measure": ({"key": "m1"}, EVERYBODY, 0),
    "measure_new": ({}, GOALS | {"ute"}, 403),
    "measure_edit": ({"key": "m1"}, GOALS, 403),
    "measure_end": ({"key": "m1"}, GOALS, 403),
    "measure_judge": ({"key": "m1"}, {"siv"}, 403),
    "value_give": ({"key": "m1"}, {"siv"}, 403),
    "target_edit": ({"key": "m1"}, GOALS, 403),
    "measure_figure": ({"key": "m1", "name": "historik", "form": "svg"}, EVERYBODY, 0),
    "value_of": ({"key": "m1"}, EVERYBODY, 0),
    "value_computed": ({"key": "m3"}, EVERYBODY, 0),
    "value": ({"number": 9000901}, EVERYBODY, 0),
    "values_export": ({}, EVERYBODY, 0),
    "targets_export": ({}, EVERYBODY, 0),
    "plan": ({"key": "p1"}, EVERYBODY, 0),
    "plan_copy": ({"key": "p1"}, GOALS, 403),
    "plan_adopt": ({"key": "p1"}, GOALS, 403),
    "plan_decided": ({"key": "p0"}, EVERYBODY, 0),
    "plan_compare": ({"key": "p1", "other": "p0"}, EVERYBODY, 0),
    "plan_version": ({"key": "p0", "number": 1}, EVERYBODY, 0),
    "plan_changes": ({"key": "p0", "number": 1}, EVERYBODY, 0),
    "targets_waiting": ({}, EVERYBODY, 0),
}

# Addresses that only take a POST: (arguments, what is posted, who may, what the others get)
DEEDS: Deeds = {
    "goal_measure_untie": ({"key": "g1", "measure": "m1"}, {}, GOALS, 403),
}
