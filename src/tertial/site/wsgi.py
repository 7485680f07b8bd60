"""The door that the server calls."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tertial.site.settings")
application = get_wsgi_application()
