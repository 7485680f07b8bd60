"""Who is signed in, read for every request: the session, and the person it belongs to."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.sessions.backends.db import SessionStore as Sessions
from django.contrib.sessions.models import Session
from django.utils import timezone

from tertial.history.often import Given, Often
from tertial.organisation.models import Person


def _session() -> Any:
    key, until = (Session._meta.get_field(name) for name in ("session_key", "expire_date"))
    return Session.objects.filter(session_key=Given("key", key), expire_date__gt=Given("now", until))


def _person() -> Any:
    return Person.objects.filter(pk=Given("pk", Person._meta.pk))


SESSION, PERSON = Often(_session), Often(_person)


class SessionStore(Sessions):
    """As Django's own, in the database: whoever signs out is out in every process at once."""

    def _get_session_from_db(self) -> Session | None:
        found: Session | None = SESSION.first(key=self.session_key, now=timezone.now())
        if found is None:
            self._session_key = None
        return found

    @classmethod
    def get_model_class(cls) -> type[Session]:
        return Session


class Backend(AuthenticationBackend):  # type: ignore[misc]
    """As allauth's own: asked for every request, so that whoever is taken away is out at once."""

    def get_user(self, user_id: int) -> Person | None:
        found: Person | None = PERSON.first(pk=user_id)
        return found if found is not None and self.user_can_authenticate(found) else None
