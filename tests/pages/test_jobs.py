"""Long work as its person sees it."""

from django.urls import reverse

from tertial.intake.models import Job
from tests.things import a_job

HTMX = {"headers": {"hx-request": "true"}}


def test_the_page_asks_for_itself_until_it_is_over(city, signed_in):
    job = a_job("j", "eva", done=1)
    client = signed_in("eva")
    address = reverse("job", args=["j"])
    assert f'hx-get="{address}"' in client.get(address).text
    part = client.get(address, **HTMX).text
    assert "<html" not in part
    assert 'value="1"' in part
    Job.objects.filter(pk=job.pk).update(state="failed", text="¤Gick inte")
    over = client.get(address, **HTMX).text
    assert "¤Gick inte" in over
    assert "hx-get" not in over


def test_what_is_done_leads_to_its_result(city, signed_in):
    a_job("j", "eva", "done", address="/enheter/")
    client = signed_in("eva")
    address = reverse("job", args=["j"])
    assert client.get(address).url == "/enheter/"
    assert client.get(address, **HTMX)["HX-Redirect"] == "/enheter/"


def test_it_can_be_stopped(city, signed_in):
    a_job("j", "eva")
    signed_in("eva").post(reverse("job_cancel", args=["j"]))
    assert Job.objects.get().state == "cancelled"
