"""The worker: takes long work from the database's queue, one piece at a time, until told to stop."""

import os
import sys

WAIT = 1.0  # seconds between looks at an empty queue


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tertial.site.settings")
    import django
    from django.core.management import call_command

    django.setup()

    from tertial.site.ready import whats_missing
    from tertial.site.server import NOT_READY

    if whats_missing():  # the server, started beside, tells what it is
        sys.exit(NOT_READY)
    call_command("db_worker", "--no-startup-delay", "--interval", str(WAIT), verbosity=0)


if __name__ == "__main__":
    main()
