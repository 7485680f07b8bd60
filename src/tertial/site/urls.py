"""Every address of the service: each package tells its own, and here are the frame's. Swedish, with English names."""

from allauth.account import views as account
from django.urls import path, re_path

from tertial.goals.pages.addresses import ADDRESSES as GOALS
from tertial.intake.pages.addresses import ADDRESSES as INTAKE
from tertial.measures.pages.addresses import ADDRESSES as MEASURES
from tertial.organisation.pages.addresses import ADDRESSES as ORGANISATION
from tertial.planning.pages.addresses import ADDRESSES as PLANNING
from tertial.publishing.pages.addresses import ADDRESSES as PUBLISHING
from tertial.reporting.pages.addresses import ADDRESSES as REPORTING
from tertial.site.pages import about, components, health, signing_in, start, unit

urlpatterns = [
    *ORGANISATION,
    *INTAKE,
    *GOALS,
    *MEASURES,
    *REPORTING,
    *PLANNING,
    *PUBLISHING,
    path("", start.start, name="start"),
    path("sok/", start.search, name="search"),
    path("handelser/", start.events, name="events"),
    path("enheter/<slug:key>/", unit.unit, name="unit"),
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
