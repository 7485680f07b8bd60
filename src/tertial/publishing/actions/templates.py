"""The city's own Word template: looked through before it is kept."""

import hashlib

from django.utils import timezone

from tertial.foundation import words
from tertial.history.actions import action, record
from tertial.intake.actions.kept import keep, refuse_large
from tertial.organisation.access import By, require
from tertial.organisation.actions.refusal import Refused
from tertial.organisation.roles import Permission
from tertial.publishing.exports.word_template import check
from tertial.publishing.models import WordTemplate


@action
def upload_template(*, by: By, name: str, content: bytes) -> WordTemplate:
    """From now on documents get this look. Those already published stay as they are."""
    acting_for = require(by, Permission.EDIT_CITY_GOALS)
    refuse_large(len(content))
    try:
        check(content)
    except words.Refused as refusal:
        raise Refused(refusal.text, field="file", **refusal.params) from refusal
    digest = hashlib.sha256(content).hexdigest()
    keep(digest, content)
    made = WordTemplate.objects.create(
        name=name[:255], sha256=digest, uploaded_at=timezone.now(), uploaded_by_name=by.name
    )
    record(
        by=by,
        verb="word_template.uploaded",
        kind="word_template",
        key=str(made.pk),
        name=made.name,
        acting_for=acting_for,
    )
    return made
