"""Every address of units, people, roles and the own account. Addresses are Swedish, their names English."""

from django.urls import path

from tertial.organisation.pages import account, people, roles, units

ADDRESSES = [
    path("enheter/", units.units, name="units"),
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
    path("konto/", account.account, name="account"),
    path("konto/sprak/", account.choose_language, name="set_language"),
    path("konto/vikarie/", account.name_deputy, name="deputy_name"),
    path("konto/vikarie/<int:deputyship>/avsluta/", account.end_deputy, name="deputy_end"),
]
