import threading
from importlib import import_module
from importlib.util import find_spec

from django.conf import settings
from django.db import OperationalError, connection
from django_tasks_db.management.commands.db_worker import Command as DatabaseWorker

from alongside.access.jobs import SWEEPS, log, reap
from alongside.access.logs import place_of
from alongside.access.seals import seal_audit
from alongside.access.start import refuse_unsafe_start
from alongside.areas import AREAS

REAP_EVERY = settings.LEASE_SECONDS / 4


class Command(DatabaseWorker):
    help = "Do the long work: loads, plans, forecasts. Jobs of a worker that was killed run again."

    def configure_logging(self, verbosity):
        """A line for each job would flood the log, and a fault's own line could hold content: our jobs tell theirs."""
        super().configure_logging(0)

    def handle(self, **options):
        refuse_unsafe_start()
        for area in AREAS:
            if find_spec(f"alongside.{area}.jobs"):
                import_module(f"alongside.{area}.jobs")
        threading.Thread(target=self.keep_reaping, daemon=True).start()
        super().handle(**options)

    def keep_reaping(self):
        pause = threading.Event()
        while not pause.wait(REAP_EVERY):
            try:
                for sweep in (reap, seal_audit, *SWEEPS):
                    sweep()
            except OperationalError:
                log.warning("The database was busy; orphaned jobs are looked for again in %s seconds", REAP_EVERY)
            except Exception as fault:
                log.error("Something the worker does now and then stopped: %s", place_of(fault))
            finally:
                connection.close()
