"""Every address of plans, goals and activities. Addresses are Swedish, their names English."""

from django.urls import path

from tertial.goals.pages import activities, activity_ties, goals, plans

ADDRESSES = [
    path("mal/m/<slug:key>/aktivitet/", activities.new, name="activity_new"),
    path("mal/m/<slug:key>/andra/", goals.edit, name="goal_edit"),
    path("mal/m/<slug:key>/ny/", goals.new, name="goal_new"),
    path("mal/m/<slug:key>/resultat/", goals.results, name="goal_results_edit"),
    path("mal/m/<slug:key>/koppla/", goals.link, name="goal_link_edit"),
    path("mal/m/<slug:key>/koppla/<slug:above>/bort/", goals.unlink, name="goal_unlink"),
    path("mal/m/<slug:key>/avsluta/", goals.close, name="goal_close"),
    path("mal/m/<slug:key>/versioner/", goals.versions, name="goal_versions"),
    path("aktiviteter/", activities.activities, name="activities"),
    path("aktiviteter/<slug:key>/", activities.activity, name="activity"),
    path("aktiviteter/<slug:key>/andra/", activities.edit, name="activity_edit"),
    path("aktiviteter/<slug:key>/enheter/", activity_ties.units, name="activity_units"),
    path(
        "aktiviteter/<slug:key>/enheter/<slug:unit>/bort/", activity_ties.unit_away, name="activity_unit_away"
    ),
    path("aktiviteter/<slug:key>/mal/", activity_ties.goals, name="activity_goals"),
    path("aktiviteter/<slug:key>/mal/<slug:goal>/bort/", activity_ties.goal_away, name="activity_goal_away"),
    path("aktiviteter/<slug:key>/lage/", activities.report, name="activity_report"),
    path("plan/", plans.plans, name="plans"),
    path("plan/ny/", plans.new, name="plan_new"),
    path("plan/<slug:key>/mal/", plans.goal_new, name="plan_goal_new"),
]
