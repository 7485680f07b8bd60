"""Every address of the service. Addresses are Swedish, their names English."""

from allauth.account import views as account
from django.urls import path, re_path

from tertial.intake import pages as intake
from tertial.organisation.pages import account as own_account
from tertial.organisation.pages import people, roles, units
from tertial.site.pages import about, components, health, signing_in, start

urlpatterns = [
    path("", start.start, name="start"),
    path("sok/", start.search, name="search"),
    path("handelser/", start.events, name="events"),
    path("enheter/", units.units, name="units"),
    path("enheter/<slug:key>/", units.unit, name="unit"),
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
