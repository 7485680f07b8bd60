"""The product's settings, with what makes tests fast and keeps them away from real data."""

import os
import tempfile

os.environ.setdefault("TERTIAL_DATA", tempfile.mkdtemp(prefix="tertial-test-"))
os.environ.setdefault("TERTIAL_HOSTS", "testserver,localhost,127.0.0.1")

from tertial.site.settings import *  # noqa: F403
from tertial.site.settings import STATIC_ROOT, STORAGES

STATIC_ROOT.mkdir(exist_ok=True)  # where a service collects its files
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
ACCOUNT_RATE_LIMITS: dict[str, str] = {}
