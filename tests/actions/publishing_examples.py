"""How each action on publications is called; see test_actions_ask_and_tell.py."""

import io
from collections.abc import Callable
from datetime import date
from typing import Any

from tertial.intake.actions import jobs
from tertial.intake.models import Job
from tertial.organisation.access import SYSTEM
from tertial.organisation.models import Unit
from tertial.publishing.actions import drafting, publishing, templates
from tertial.publishing.models import Edition
from tests.actions.chain_examples import goal
from tests.actions.report_examples import signed
from tests.publications import made
from tests.themes import a_theme_put_together


def waiting() -> Edition:
    return publishing.publish_plan(by=SYSTEM, plan=goal().plan, in_background=False)


def with_one_fallen() -> dict[str, Any]:
    """An edition whose job was cancelled while it waited."""
    edition = publishing.publish_plan(by=SYSTEM, plan=goal().plan)
    jobs.cancel(Job.objects.get(key=edition.job))
    return {}


def template() -> bytes:
    from docx import Document

    document, out = Document(), io.BytesIO()
    document.add_paragraph("{{ titel }}")
    document.save(out)
    return out.getvalue()


AS_SIV: dict[Callable[..., Any], Callable[[], dict[str, Any]]] = {
    publishing.publish_plan: lambda: {"plan": goal().plan, "in_background": False},
    publishing.publish_report: lambda: {"report": signed(), "in_background": False},
    publishing.finish: lambda: {"edition": waiting(), "files": [("txt", b"x")]},
    publishing.fail: lambda: {"edition": waiting(), "problem": "¤"},
    publishing.stop: lambda: {"edition": waiting()},
    publishing.withdraw: lambda: {"edition": made(waiting()), "reason": "¤Fel siffra"},
    publishing.set_open: lambda: {"publication": waiting().publication, "is_open": True, "launched_on": date(2026, 1, 1)},
}  # fmt: skip
AS_KARIN: dict[Callable[..., Any], Callable[[], dict[str, Any]]] = {
    publishing.settle_fallen: with_one_fallen,
    publishing.publish_theme: lambda: {"round_": a_theme_put_together().now, "in_background": False},
    drafting.build_draft: lambda: {"round_": a_theme_put_together().now, "kind": "md"},
    publishing.publish_collection: lambda: {
        "unit": Unit.objects.get(kind="council"), "kind": "chain", "year": 2026, "in_background": False,
    },
    templates.upload_template: lambda: {"name": "mall.docx", "content": template()},
}  # fmt: skip
