import os
import sys
import time
from hashlib import sha256
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.timezone import localdate
from tqdm import tqdm

from alongside.access.jobs import Progress, carry_out
from alongside.access.models import Job, User
from alongside.access.permissions import May
from alongside.interchange import jobs
from alongside.interchange.actions import confirm_load, start_load
from alongside.interchange.formats.archive import look_inside
from alongside.interchange.formats.mending import mending_workbook
from alongside.interchange.formats.table import Refusal
from alongside.interchange.formats.workbook import open_workbook
from alongside.interchange.forms import safe_name
from alongside.interchange.models import Load
from alongside.interchange.rules import UNDECIDED, Report

REFUSED = 2


class Bar:
    """Progress on a terminal; silent where nobody watches."""

    def __init__(self) -> None:
        self.bar = tqdm(unit=" rows", disable=not sys.stderr.isatty(), leave=False)

    def show(self, done: int, total: int) -> None:
        self.bar.total = total or None
        self.bar.n = done
        self.bar.refresh()


class Command(BaseCommand):
    help = "Load a programme's workbook: a trial that writes nothing, or with --commit for good."

    def add_arguments(self, parser):
        parser.add_argument("file", metavar="FILE.xlsx", help="the workbook")
        parser.add_argument("--as", dest="email", required=True, metavar="E-MAIL", help="the account that loads it")
        parser.add_argument("--report", metavar="REPORT.xlsx", help="where to write the rows that are to be mended")
        parser.add_argument("--commit", action="store_true", help="write the rows; without it nothing is written")

    def handle(self, *, file, email, report, commit, **options):
        user = User.objects.filter(email__iexact=email).first()
        if user is None or not user.may(May.LOAD_ROWS):
            raise CommandError(f"{email} is no account that may load a workbook.")
        try:
            data = Path(file).read_bytes()
        except OSError as fault:
            raise CommandError(f"{file} cannot be read: {fault.strerror}.", returncode=REFUSED) from fault
        found = look_inside(data)
        if isinstance(found, Refusal):
            raise CommandError(found.sentence, returncode=REFUSED)
        name = safe_name(file)
        rows, loaded, refused, skipped = (self.for_good if commit else self.on_trial)(data, name, user, report)
        self.stdout.write(f"{loaded} loaded + {refused} refused + {skipped} skipped = {rows} rows in {name}.")
        if not commit:
            self.stdout.write("This was a trial: nothing was written. Add --commit to load the rows.")

    def on_trial(self, data: bytes, name: str, user: User, report: str | None) -> tuple[int, int, int, int]:
        workbook = open_workbook(data, name)
        if isinstance(workbook, Refusal):
            raise CommandError(workbook.sentence, returncode=REFUSED)
        bar = Bar()
        layout = jobs.lay_out(workbook, bar.show)
        weighed = jobs.weigh(workbook, layout, UNDECIDED, user.trust_id, localdate(), bar.show)
        bar.bar.close()
        answer: Report = weighed.intake.report
        self.tell(weighed.findings["columns"], len(answer.questions))
        self.write(report, mending_workbook(workbook, layout, answer, localdate()))
        return len(answer.rows), answer.loaded, answer.refused, answer.skipped

    def for_good(self, data: bytes, name: str, user: User, report: str | None) -> tuple[int, int, int, int]:
        load = start_load(
            user.trust,
            data=data,
            file_name=name,
            sha256=sha256(data).hexdigest(),
            as_at=localdate(),
            at=timezone.now(),
            by=user,
        )
        load = self.finished(load)
        if load.state == Load.State.REFUSED:
            raise CommandError(load.refusal, returncode=REFUSED)
        self.tell(load.findings["columns"], len(load.findings["questions"]))
        load = self.finished(confirm_load(load, by=user))
        self.write(report, load.mending)
        return load.rows, load.loaded, load.refused, load.skipped

    def finished(self, load: Load) -> Load:
        """Do the load's job here, or wait for the worker that took it first."""
        bar = Bar()

        class Shown(Progress):
            def tell(self, done: int, total: int) -> None:
                super().tell(done, total)
                bar.show(done, total)

        carry_out(load.job_id, Shown)
        while not (job := Job.objects.get(pk=load.job_id)).over:
            bar.show(job.done, job.total)
            time.sleep(0.5)
        bar.bar.close()
        if job.state == Job.State.STOPPED:
            raise CommandError(job.message)
        load.refresh_from_db()
        return load

    def tell(self, columns: list[str], questions: int) -> None:
        for sentence in columns:
            self.stdout.write(sentence)
        if questions:
            self.stdout.write(f"{questions} questions are open; the rows they are about wait.")

    def write(self, path: str | None, report: bytes) -> None:
        if path is None:
            return
        try:
            # The report names people: nobody else on this machine reads it.
            with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as target:
                target.write(report)
        except OSError as fault:
            raise CommandError(f"{path} cannot be written: {fault.strerror}.") from fault
        self.stdout.write(f"The rows to mend are in {path}.")
