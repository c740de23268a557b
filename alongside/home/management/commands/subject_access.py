from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils.timezone import now

from alongside.access.models import User
from alongside.access.permissions import May
from alongside.home.queries.subject_access import copy_of
from alongside.home.views.keeping import TYPES, as_file
from alongside.people.actions import log_reading
from alongside.people.models import Person, Reading
from alongside.placement.queries import may_see_avoidances


class Command(BaseCommand):
    help = "Write a copy of everything held about one person, as a page or as data."

    def add_arguments(self, parser):
        parser.add_argument("person", metavar="PERSON_ID", help="the record's number, as in the address of its page")
        parser.add_argument("--as", dest="email", required=True, metavar="E-MAIL", help="the account that asks for it")
        parser.add_argument("--out", type=Path, required=True, metavar="FILE", help="ends in .html or .json")

    def handle(self, *, person, email, out, **_):
        form = out.suffix.removeprefix(".")
        if form not in TYPES:
            raise CommandError("The file's name ends in .html or .json.", returncode=2)
        user = User.objects.filter(email__iexact=email).first()
        found = user and user.may(May.VIEW_SUBJECT_ACCESS) and self.person(user, person)
        if not found or not may_see_avoidances(user, found):
            raise CommandError(f"{email} is no account that may have a copy of that record.", returncode=2)
        at = now()
        log_reading(found, kind=Reading.Kind.COPY, at=at, by=user)
        try:
            out.write_text(as_file(copy_of(found, at, reader=user), form))
        except OSError as fault:
            raise CommandError(f"{out.name} cannot be written: {fault.strerror}.", returncode=2) from fault
        self.stdout.write(f"{out.name}: everything held about one person. Hand it over when you are sure who asks.")

    def person(self, user, number):
        try:
            return Person.objects.seen_by(user).select_related("trust").filter(public_id=number).first()
        except ValidationError:
            return None
