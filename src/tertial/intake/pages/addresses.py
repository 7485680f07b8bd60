"""Every address of what comes in. Addresses are Swedish, their names English."""

from django.urls import path

from tertial.intake.pages import deliveries, jobs

ADDRESSES = [
    path("inlasning/", deliveries.deliveries, name="deliveries"),
    path("inlasning/ny/<slug:kind>/", deliveries.new, name="delivery_new"),
    path("inlasning/mall/<slug:kind>/", deliveries.template, name="delivery_template"),
    path("inlasning/<slug:key>/", deliveries.delivery, name="delivery"),
    path("inlasning/<slug:key>/godkann/", deliveries.accept, name="delivery_accept"),
    path("inlasning/<slug:key>/namn/", deliveries.names, name="delivery_names"),
    path("inlasning/<slug:key>/stoppade.csv", deliveries.stopped, name="delivery_stopped"),
    path("inlasning/<slug:key>/kasta/", deliveries.discard, name="delivery_discard"),
    path("inlasning/<slug:key>/angra/", deliveries.withdraw, name="delivery_withdraw"),
    path("arbete/<slug:key>/", jobs.job, name="job"),
    path("arbete/<slug:key>/avbryt/", jobs.cancel, name="job_cancel"),
]
