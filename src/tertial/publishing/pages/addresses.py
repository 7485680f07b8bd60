"""Every address of documents and what is open to everybody. Addresses are Swedish, their names English."""

from django.urls import path, re_path

from tertial.publishing.pages import open_pages, publications, themes

ADDRESSES = [
    path("dokument/", publications.list_, name="publications"),
    path("dokument/samling/", publications.collection, name="collection_publish"),
    path("dokument/alla/", publications.many, name="plans_publish"),
    path("dokument/mall/", publications.template, name="word_template"),
    path("dokument/diagram/", publications.gallery, name="charts"),
    path("plan/<slug:key>/publicera/", publications.publish_plan, name="plan_publish"),
    path("plan/<slug:key>/forhandsvisa/", publications.preview, name="plan_preview"),
    path(
        "rapportera/<slug:round_key>/<slug:unit_key>/publicera/",
        publications.publish_report,
        name="report_publish",
    ),
    path("dokument/<slug:key>/", publications.publication, name="publication"),
    path("dokument/<slug:key>/ny/", publications.again, name="publication_again"),
    path("dokument/<slug:key>/avbryt/", publications.stop, name="publication_stop"),
    path("dokument/<slug:key>/oppna/", publications.open_, name="publication_open"),
    path("dokument/<slug:key>/<int:number>/dra-tillbaka/", publications.withdraw, name="edition_withdraw"),
    path("dokument/<slug:key>/<int:old>/<int:new>/", publications.compare, name="edition_compare"),
    path("dokument/<slug:key>/<int:number>.<slug:kind>", publications.file, name="edition_file"),
    path("omgangar/<slug:key>/dokument/", themes.document, name="theme_document"),
    path("omgangar/<slug:key>/dokument.<slug:kind>", themes.file, name="theme_file"),
    path("omgangar/<slug:key>/dokument/bygg/", themes.build, name="theme_build"),
    path("omgangar/<slug:key>/dokument/publicera/", themes.publish, name="theme_publish"),
    path("omgangar/<slug:key>/dokument/<slug:job>/", themes.built, name="theme_built"),
    path("oppet/", open_pages.list_, name="open_list"),
    path("oppet/flode.xml", open_pages.feed, name="open_feed"),
    path("oppet/mal/", open_pages.chain, name="open_chain"),
    re_path(r"^oppet/till/(?P<kind>mal|matt)/(?P<key>[-\w]+)/$", open_pages.explained, name="explained"),
    path("oppet/indikatorer/", open_pages.measures, name="open_measures"),
    path("oppet/indikatorer/<slug:key>/", open_pages.measure, name="open_measure"),
    path("oppet/indikatorer/<slug:key>.json", open_pages.measure_json, name="open_measure_json"),
    path("oppet/indikatorer/<slug:key>.csv", open_pages.measure_csv, name="open_measure_csv"),
    path("oppet/<slug:key>/", open_pages.publication, name="open_publication"),
    path("oppet/<slug:key>/<int:number>/fil.<slug:kind>", open_pages.earlier_file, name="open_earlier_file"),
    path("oppet/<slug:key>/fil.<slug:kind>", open_pages.file, name="open_file"),
]
