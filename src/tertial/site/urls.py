"""Every address of the service. Addresses are Swedish, their names English."""

from allauth.account import views as account
from django.urls import path, re_path

from tertial.goals.pages import activities, plans
from tertial.goals.pages import goals as goal_texts
from tertial.intake import pages as intake
from tertial.measures.pages import chain, changing, exports, goal_deeds, goals, measures, origins
from tertial.organisation.pages import account as own_account
from tertial.organisation.pages import people, roles, units
from tertial.site.pages import about, components, health, signing_in, start, unit

urlpatterns = [
    path("", start.start, name="start"),
    path("sok/", start.search, name="search"),
    path("handelser/", start.events, name="events"),
    path("enheter/", units.units, name="units"),
    path("enheter/<slug:key>/", unit.unit, name="unit"),
    path("enheter/<slug:key>/andra/", units.edit, name="unit_edit"),
    path("enheter/<slug:key>/versioner/", units.versions, name="unit_versions"),
    path("enheter/<slug:key>/ny/", units.new, name="unit_new"),
    path("enheter/<slug:key>/flytta/", units.move, name="unit_move"),
    path("enheter/<slug:key>/avsluta/", units.close, name="unit_close"),
    path("personer/", people.people, name="people"),
    path("ny-person/", people.new, name="person_new"),
    path("personer/<slug:key>/", people.person, name="person"),
    path("personer/<slug:key>/andra/", people.edit, name="person_edit"),
    path("personer/<slug:key>/stang/", people.close, name="person_close"),
    path("personer/<slug:key>/roll/", people.give_role, name="role_give"),
    path("personer/<slug:key>/roll/<int:holding>/avsluta/", people.end_role, name="role_end"),
    path("roller/", roles.roles, name="roles"),
    path("konto/", own_account.account, name="account"),
    path("konto/sprak/", own_account.choose_language, name="set_language"),
    path("konto/vikarie/", own_account.name_deputy, name="deputy_name"),
    path("konto/vikarie/<int:deputyship>/avsluta/", own_account.end_deputy, name="deputy_end"),
    path("inlasning/", intake.deliveries, name="deliveries"),
    path("inlasning/ny/<slug:kind>/", intake.new, name="delivery_new"),
    path("inlasning/mall/<slug:kind>/", intake.template, name="delivery_template"),
    path("inlasning/<slug:key>/", intake.delivery, name="delivery"),
    path("inlasning/<slug:key>/godkann/", intake.accept, name="delivery_accept"),
    path("inlasning/<slug:key>/kasta/", intake.discard, name="delivery_discard"),
    path("inlasning/<slug:key>/angra/", intake.withdraw, name="delivery_withdraw"),
    path("mal/", chain.chain, name="chain_now"),
    path("mal/<int:year>/", chain.chain, name="chain"),
    path("mal/<int:year>/utskrift/", chain.printed, name="chain_print"),
    path("mal/<int:year>/etiketter/", chain.tags, name="chain_tags"),
    path("mal/m/<slug:key>/", goals.goal, name="goal"),
    path("mal/m/<slug:key>/bedom/", goal_deeds.judge, name="goal_judge"),
    path("mal/m/<slug:key>/indikator/", goal_deeds.tie, name="goal_measure_new"),
    path("mal/m/<slug:key>/aktivitet/", activities.new, name="activity_new"),
    path("mal/m/<slug:key>/andra/", goal_texts.edit, name="goal_edit"),
    path("mal/m/<slug:key>/ny/", goal_texts.new, name="goal_new"),
    path("mal/m/<slug:key>/resultat/", goal_texts.results, name="goal_results_edit"),
    path("mal/m/<slug:key>/koppla/", goal_texts.link, name="goal_link_edit"),
    path("mal/m/<slug:key>/koppla/<slug:above>/bort/", goal_texts.unlink, name="goal_unlink"),
    path("mal/m/<slug:key>/avsluta/", goal_texts.close, name="goal_close"),
    path("mal/m/<slug:key>/versioner/", goal_texts.versions, name="goal_versions"),
    path("matt/", measures.measures, name="measures"),
    path("matt/export.xlsx", exports.values, name="values_export"),
    path("matt/<slug:key>/", measures.measure, name="measure"),
    path("matt/<slug:key>/andra/", changing.edit, name="measure_edit"),
    path("matt/<slug:key>/varde/", changing.give, name="value_give"),
    path("matt/<slug:key>/arsmal/", changing.target, name="target_edit"),
    path("matt/<slug:key>/raknat/", origins.computed, name="value_computed"),
    path("arsmal/vantar/", changing.waiting, name="targets_waiting"),
    path("arsmal/export.xlsx", exports.targets, name="targets_export"),
    path("varde/<int:number>/", origins.value, name="value"),
    path("aktiviteter/", activities.activities, name="activities"),
    path("aktiviteter/<slug:key>/", activities.activity, name="activity"),
    path("aktiviteter/<slug:key>/andra/", activities.edit, name="activity_edit"),
    path("aktiviteter/<slug:key>/lage/", activities.report, name="activity_report"),
    path("plan/<slug:key>/", plans.plan, name="plan"),
    path("plan/<slug:key>/jamfor/<slug:other>/", plans.compare, name="plan_compare"),
    path("plan/<slug:key>/kopiera/", plans.copy, name="plan_copy"),
    path("ordlista/", about.glossary, name="glossary"),
    path("hjalp/", about.help_, name="help"),
    path("tillganglighet/", about.accessibility, name="accessibility"),
    path("ui/", components.ui, name="ui"),
    path("halsa/", health.health, name="health"),
    path("logga-in/", account.login, name="account_login"),
    path("logga-in/demo/", signing_in.as_demo_person, name="demo_login"),
    path("logga-in/stangt/", account.account_inactive, name="account_inactive"),
    path("logga-ut/", account.logout, name="account_logout"),
    path("losenord/byt/", account.password_change, name="account_change_password"),
    path("losenord/valj/", account.password_set, name="account_set_password"),
    path("losenord/glomt/", account.password_reset, name="account_reset_password"),
    path("losenord/glomt/skickat/", account.password_reset_done, name="account_reset_password_done"),
    re_path(  # the person's number ends at the first hyphen; the key has hyphens of its own
        "^losenord/nytt/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>[^/]+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "losenord/nytt/klart/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
]

handler400 = "tertial.site.pages.errors.bad_request"
handler403 = "tertial.site.pages.errors.forbidden"
handler404 = "tertial.site.pages.errors.not_found"
handler500 = "tertial.site.pages.errors.server_error"
