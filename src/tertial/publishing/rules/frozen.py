"""Frozen data: plain JSON with its schema and checksum, that becomes a document without asking anything living."""

import hashlib
import json
from typing import Any

from tertial.foundation.words import N_, Refused
from tertial.planning.rules.draft_json import PLAN, plan_from_json
from tertial.publishing.rules import of_chain, of_measures, of_report, of_theme
from tertial.publishing.rules.document import Document
from tertial.publishing.rules.of_chain import document_of_chain
from tertial.publishing.rules.of_measures import document_of_measures
from tertial.publishing.rules.of_plan import Edition, document_of_plan
from tertial.publishing.rules.of_report import document_of_report
from tertial.publishing.rules.of_theme import document_of_theme


def checksum(data: dict[str, Any]) -> str:
    """The same for the same data, whatever the order of its keys."""
    text = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def document_of(data: dict[str, Any], edition: Edition) -> Document:
    """The document that frozen data is."""
    match data.get("schema"):
        case value if value == PLAN:
            return document_of_plan(plan_from_json(data), edition)
        case of_chain.SCHEMA:
            return document_of_chain(data, edition)
        case of_measures.SCHEMA:
            return document_of_measures(data, edition)
        case of_report.SCHEMA:
            return document_of_report(data, edition)
        case of_theme.SCHEMA:
            return document_of_theme(data, edition)
    raise Refused(
        N_("Uppgifterna är av ett slag som inte kan bli ett dokument: %(kind)s."),
        kind=str(data.get("schema")),
    )
