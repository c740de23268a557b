from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils.timezone import localdate

from alongside.access.actions import add_trust
from alongside.access.actors import System
from alongside.access.verdicts import Refused


class Command(BaseCommand):
    help = "Add a trust that runs a programme: its ODS code and its name."

    def add_arguments(self, parser):
        parser.add_argument("code", help="the trust's ODS code, as RGT")
        parser.add_argument("name", help="the trust's name, in quotes")

    def handle(self, *, code, name, **options):
        try:
            trust = add_trust(code=code, name=name, today=localdate(), by=System("add_trust"))
        except Refused as refusal:
            raise CommandError(" ".join(refusal.reasons)) from refusal
        except ValidationError as fault:
            raise CommandError(" ".join(fault.messages)) from fault
        self.stdout.write(
            f"{trust.name} ({trust.code}) is there. Next: alongside add-user EMAIL NAME --trust {trust.code} "
            "--role administrator"
        )
