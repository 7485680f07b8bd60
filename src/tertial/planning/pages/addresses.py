"""Every address of plans as documents. Addresses are Swedish, their names English."""

from django.urls import path

from tertial.planning.pages import (
    adding,
    adopting,
    checking,
    documents,
    evidence,
    front,
    judging,
    review,
    rows,
)

ADDRESSES = [
    path("planer/", documents.plans, name="plans"),
    path("planer/las-in/", documents.new, name="reading_new"),
    path("planer/inlast/<slug:key>/", review.reading, name="reading"),
    path("planer/inlast/<slug:key>/valj/", judging.choose, name="reading_choose"),
    path("planer/inlast/<slug:key>/rad/<int:row>/", rows.proposal, name="proposal"),
    path("planer/inlast/<slug:key>/rad/<int:row>/dela/", rows.split, name="proposal_split"),
    path("planer/inlast/<slug:key>/rad/<int:row>/slag/", rows.change_kind, name="proposal_kind"),
    path("planer/inlast/<slug:key>/ny-rad/", adding.add, name="row_new"),
    path("planer/inlast/<slug:key>/avfarda/", checking.reading_dismiss, name="reading_dismiss"),
    path("planer/inlast/<slug:key>/infor/", adopting.adopt, name="reading_adopt"),
    path("planer/inlast/<slug:key>/angra/", adopting.undo, name="reading_undo"),
    path("planer/inlast/<slug:key>/jamfor/", documents.compare, name="reading_compare"),
    path("planer/inlast/<slug:key>/igen/", documents.again, name="reading_again"),
    path("planer/inlast/<slug:key>/kasta/", documents.discard, name="reading_discard"),
    path("planer/belagg/<int:row>/", evidence.evidence, name="evidence"),
    path("planer/belagg/<slug:about>/<slug:key>/", evidence.evidence_for, name="evidence_for"),
    path("plan/<slug:key>/belagg/", evidence.plan_evidence, name="plan_evidence"),
    path("plan/<slug:key>/anmarkningar/", checking.plan_remarks, name="plan_remarks"),
    path("plan/<slug:key>/anmarkningar/avfarda/", checking.plan_dismiss, name="plan_dismiss"),
    path("plan/<slug:key>/beslut/", front.front, name="plan_front"),
    path("kontroller/", checking.checks, name="checks"),
]
