import sys
from getpass import getpass

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from alongside.access.actions import add_user
from alongside.access.actors import System
from alongside.access.models import Trust
from alongside.access.permissions import Role
from alongside.access.verdicts import Refused


class Command(BaseCommand):
    help = "Add an account to a trust; the password is asked, or read from the standard input."

    def add_arguments(self, parser):
        parser.add_argument("email", help="the e-mail address they sign in with")
        parser.add_argument("name", help="their name, in quotes")
        parser.add_argument("--trust", required=True, help="the ODS code of their trust")
        parser.add_argument(
            "--role",
            action="append",
            required=True,
            choices=[role.value for role in Role],
            dest="roles",
            help="what they do; may be given more than once",
        )

    def handle(self, *, email, name, trust, roles, **options):
        employer = Trust.objects.filter(code=trust).first()
        if employer is None:
            raise CommandError(f"There is no trust {trust}: add it with `alongside add-trust {trust} NAME`.")
        try:
            password = getpass("Password: ") if sys.stdin.isatty() else sys.stdin.readline().rstrip("\r\n")
            validate_password(password)
            roles = [Role(role) for role in dict.fromkeys(roles)]
            add_user(employer, email=email, name=name, roles=roles, password=password, by=System("add_user"))
        except Refused as refusal:
            raise CommandError(" ".join(refusal.reasons)) from refusal
        except ValidationError as fault:
            raise CommandError(" ".join(fault.messages)) from fault
        self.stdout.write(f"{name} can sign in with {email}.")
