from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils.timezone import localdate

from alongside.access.actions import record_organisation
from alongside.access.actors import System
from alongside.access.models import Organisation
from alongside.interchange.formats.ods import read_organisations

# One short transaction after another: whoever works on the site waits for none of them.
AT_ONCE = 100


class Command(BaseCommand):
    help = "Load the NHS's own list of trusts (etr.csv of the Organisation Data Service)."

    def add_arguments(self, parser):
        parser.add_argument("file", metavar="etr.csv", help="the file as it was downloaded")

    def handle(self, *, file, **options):
        try:
            found = read_organisations(Path(file).read_bytes())
        except OSError as fault:
            raise CommandError(f"{file} cannot be read: {fault.strerror}.", returncode=2) from fault
        for fault in found.faults:
            self.stderr.write(fault.sentence)
        if not found.records:
            raise CommandError("No organisation was found in this file. Nothing was written.", returncode=2)
        records = [one for one in found.records if not self._stands(one)]
        for start in range(0, len(records), AT_ONCE):
            with transaction.atomic():
                for one in records[start : start + AT_ONCE]:
                    record_organisation(
                        code=one.code,
                        name=one.name,
                        from_on=localdate(),
                        facts=self._facts(one),
                        by=System("load_organisations"),
                    )
        same, lines = len(found.records) - len(records), found.lines
        self.stdout.write(
            f"{len(records)} recorded + {same} unchanged + {len(found.faults)} left out = {lines} lines in the file."
        )

    def _facts(self, one) -> dict:
        return {
            "region": one.region,
            "icb": one.icb,
            "postcode": one.postcode,
            "opened_on": one.opened_on,
            "closed_on": one.closed_on,
        }

    def _stands(self, one) -> bool:
        """Whether all this is known already, under the same name."""
        known = Organisation.objects.filter(code=one.code, **self._facts(one)).first()
        latest = known.names.order_by("from_on").last() if known else None
        return latest is not None and latest.name == one.name
