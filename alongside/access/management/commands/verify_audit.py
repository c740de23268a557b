from django.core.management.base import BaseCommand, CommandError

from alongside.access.models import AuditRow, AuditSeal
from alongside.access.seals import START, first_fault, seal_audit


class Command(BaseCommand):
    help = "Check the audit against its seals and name the first row that is forged, missing or moved."

    def add_arguments(self, parser):
        parser.add_argument("--seal", action="store_true", help="seal what is not sealed yet, then check")
        parser.add_argument("--head", help="a head noted earlier: the chain must still hold it")

    def handle(self, *, seal, head, **_):
        while seal and seal_audit():
            pass
        if fault := first_fault(head):
            raise CommandError(fault, returncode=2)
        last = AuditSeal.objects.order_by("-pk").first()
        open_rows = AuditRow.objects.filter(pk__gt=last.last_row if last else 0).count()
        self.stdout.write(f"The audit is as it was sealed. {open_rows} newer rows are not sealed yet.")
        self.stdout.write(f"Head: {last.digest if last else START}")
