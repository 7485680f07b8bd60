"""Who gets in where in goals."""

from tests.pages.who.people import EVERYBODY, GOALS, Deeds, Pages

# address name → (its arguments, who gets in, what the others get)
PAGES: Pages = {
    "goal_versions": ({"key": "g1"}, EVERYBODY, 0),
    "activity_new": ({"key": "g1"}, GOALS, 403),
    "goal_edit": ({"key": "g1"}, GOALS, 403),
    "goal_new": ({"key": "g1"}, GOALS, 403),
    "goal_results_edit": ({"key": "g1"}, GOALS, 403),
    "goal_link_edit": ({"key": "g1"}, GOALS, 403),
    "goal_close": ({"key": "g1"}, GOALS, 403),
    "activities": ({}, EVERYBODY, 0),
    "activity": ({"key": "a1"}, EVERYBODY, 0),
    "activity_edit": ({"key": "a1"}, GOALS, 403),
    "activity_units": ({"key": "a1"}, GOALS, 403),
    "activity_goals": ({"key": "a1"}, GOALS, 403),
    "activity_report": ({"key": "a1"}, {"eva", "siv"}, 403),
    "plans": ({}, EVERYBODY, 0),
    "plan_new": ({}, GOALS | {"ute"}, 403),
    "plan_goal_new": ({"key": "p1"}, GOALS, 403),
}

# Addresses that only take a POST: (arguments, what is posted, who may, what the others get)
DEEDS: Deeds = {
    "activity_unit_away": ({"key": "a1", "unit": "home"}, {}, GOALS, 403),
    "activity_goal_away": ({"key": "a1", "goal": "g1"}, {}, GOALS, 403),
    "goal_unlink": ({"key": "g1", "above": "top"}, {}, GOALS, 403),
}
