"""The worker: takes long work from the database's queue, one piece at a time, until told to stop.

There are two: one for work that somebody waits for, which also looks after fallen work and does what is repeated,
and one for heavy work (`python -m tertial.site.worker heavy`), so that a large file keeps nobody waiting.
"""

import logging
import os
import sys
import threading
import time

WAIT = 0.5  # seconds between looks at an empty queue
ROUND = 3.0  # seconds between two rounds of looking after


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tertial.site.settings")
    import django
    from django.core.management import call_command

    django.setup()

    from django.db import InterfaceError, OperationalError

    from tertial.site.ready import whats_missing
    from tertial.site.server import AWAY

    text, code = whats_missing()
    if text:  # the server, started beside, tells what it is
        sys.exit(code)
    queue = sys.argv[1] if len(sys.argv) > 1 else "default"
    if queue == "default":
        threading.Thread(target=look_after, daemon=True).start()
    try:
        call_command(
            "db_worker", "--no-startup-delay", "--interval", str(WAIT), "--queue-name", queue, verbosity=0
        )
    except (OperationalError, InterfaceError) as error:
        # Ends, so that what it was doing is seen to be fallen and is taken up by the one that is started instead.
        logging.getLogger("tertial.jobs").error("database away: %s", str(error).strip())
        sys.exit(AWAY)


def look_after() -> None:
    """What nobody asks for: work whose worker was killed is taken up, and repeated work is done in time."""
    from django.db import close_old_connections

    from tertial.intake.actions.jobs import do_repeated, take_up_fallen

    while True:
        try:
            close_old_connections()
            take_up_fallen()
            do_repeated()
        except Exception:  # a database that is away now may be back the next time
            logging.getLogger("tertial.jobs").exception("looking after jobs")
        time.sleep(ROUND)


if __name__ == "__main__":
    main()
