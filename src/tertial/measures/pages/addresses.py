"""Every address of the chain, goals as they go, measures and values. Addresses are Swedish, their names English."""

from django.urls import path

from tertial.measures.pages import (
    chain,
    changing,
    defining,
    exports,
    figures,
    goals,
    judging,
    measures,
    origins,
    plans,
    ties,
)

ADDRESSES = [
    path("mal/", chain.chain, name="chain_now"),
    path("mal/<int:year>/", chain.chain, name="chain"),
    path("mal/<int:year>/utskrift/", chain.printed, name="chain_print"),
    path("mal/<int:year>/etiketter/", chain.tags, name="chain_tags"),
    path("mal/m/<slug:key>/", goals.goal, name="goal"),
    path("mal/m/<slug:key>/bedom/", judging.judge_goal, name="goal_judge"),
    path("mal/m/<slug:key>/resultat/nivaer/", ties.levels, name="goal_levels"),
    path("mal/m/<slug:key>/indikator/", ties.tie, name="goal_measure_new"),
    path("mal/m/<slug:key>/indikator/<slug:measure>/bort/", ties.untie, name="goal_measure_untie"),
    path("matt/", measures.measures, name="measures"),
    path("matt/export.xlsx", exports.values, name="values_export"),
    path("matt/ny/", defining.new, name="measure_new"),
    path("matt/<slug:key>/", measures.measure, name="measure"),
    path("matt/<slug:key>/andra/", defining.edit, name="measure_edit"),
    path("matt/<slug:key>/avsluta/", defining.end, name="measure_end"),
    path("matt/<slug:key>/bedom/", judging.judge_measure, name="measure_judge"),
    path("matt/<slug:key>/varde/", changing.give, name="value_give"),
    path("matt/<slug:key>/arsmal/", changing.target, name="target_edit"),
    path("matt/<slug:key>/diagram/<slug:name>.<slug:form>", figures.figure, name="measure_figure"),
    path("matt/<slug:key>/raknat/", origins.computed, name="value_computed"),
    path("arsmal/vantar/", changing.waiting, name="targets_waiting"),
    path("arsmal/export.xlsx", exports.targets, name="targets_export"),
    path("plan/<slug:key>/", plans.plan, name="plan"),
    path("plan/<slug:key>/kopiera/", plans.copy, name="plan_copy"),
    path("plan/<slug:key>/anta/", plans.adopt, name="plan_adopt"),
    path("plan/<slug:key>/som-beslutad/", plans.decided, name="plan_decided"),
    path("plan/<slug:key>/version/<int:number>/", plans.version, name="plan_version"),
    path("plan/<slug:key>/version/<int:number>/andrat/", plans.changes, name="plan_changes"),
    path("varde/<int:number>/", origins.value, name="value"),
]
