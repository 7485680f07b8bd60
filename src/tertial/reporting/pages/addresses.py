"""Every address of rounds, reports and follow-ups. Addresses are Swedish, their names English."""

from django.urls import path

from tertial.reporting.pages import answers, autosave, moving, notices, parts, reports, rounds, workspace

REPORT = "rapportera/<slug:round_key>/<slug:unit_key>/"

ADDRESSES = [
    path("omgangar/", rounds.rounds, name="rounds"),
    path("omgangar/ny/", rounds.new, name="round_new"),
    path("omgangar/<slug:key>/", rounds.round, name="round"),
    path("omgangar/<slug:key>/oppna/", rounds.start, name="round_open"),
    path("omgangar/<slug:key>/paminn/", rounds.remind, name="round_remind"),
    path("omgangar/<slug:key>/xlsx/", rounds.export, name="round_export"),
    path("omgangar/<slug:key>/undantag/<slug:unit>/", rounds.exempt, name="round_exempt"),
    path("aviseringar/", notices.notices, name="notices"),
    path("aviseringar/utkorg/", notices.outbox, name="outbox"),
    path("rapportera/", reports.reports, name="reports"),
    path("rapportera/svar/<int:pk>/", autosave.save, name="answer_save"),
    path("rapportera/svar/<int:pk>/krock/", answers.conflict, name="answer_conflict"),
    path("rapportera/svar/<int:pk>/versioner/", answers.versions, name="answer_versions"),
    path("rapportera/svar/<int:pk>/underifran/", answers.below, name="answer_below"),
    path("rapportera/bilaga/<int:pk>/", parts.attachment, name="attachment"),
    path("rapportera/bilaga/<int:pk>/bort/", parts.remove, name="attachment_remove"),
    path(REPORT, workspace.report, name="report"),
    path(f"{REPORT}oversikt/", reports.overview, name="report_overview"),
    path(f"{REPORT}las/", reports.read, name="report_read"),
    path(f"{REPORT}jamfor/", reports.compare, name="report_compare"),
    path(f"{REPORT}lamna-in/", moving.submit, name="report_submit"),
    path(f"{REPORT}granska/", moving.review, name="report_review"),
    path(f"{REPORT}oppna/", moving.open_again, name="report_open"),
    path(f"{REPORT}signera/", moving.sign, name="report_sign"),
    path(f"{REPORT}faststall/", moving.freeze, name="report_freeze"),
    path(f"{REPORT}del/<int:place>/", workspace.part, name="report_part"),
    path(f"{REPORT}del/<int:place>/delar/", workspace.parts, name="report_parts"),
    path(f"{REPORT}del/<int:place>/ge/", parts.give, name="part_give"),
]
