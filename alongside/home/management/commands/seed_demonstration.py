from importlib import import_module

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils.timezone import localdate

from alongside.access.jobs import run_job
from alongside.access.models import Trust, User
from alongside.home.demonstration import CODE, make_demonstration


class Command(BaseCommand):
    help = "Make the demonstration programme, unless it is there, and list its sign-ins."

    def handle(self, **options):
        if not settings.DEMONSTRATION:
            raise CommandError("This is production: the demonstration is made only where ALONGSIDE_MODE=demonstration.")
        if not Trust.objects.filter(code=CODE).exists():
            with transaction.atomic():
                plan = make_demonstration(localdate(), settings.DEMONSTRATION_PASSWORD)
            # The job registers itself when its module is read, as in the worker.
            import_module("alongside.placement.jobs")
            run_job.call(plan.job_id)
        self.stdout.write(f"Demonstration sign-ins, password {settings.DEMONSTRATION_PASSWORD}")
        users = User.objects.filter(demonstration=True, is_active=True).select_related("trust")
        for user in users.prefetch_related("grants").order_by("pk"):
            roles = ", ".join(sorted(role.label for role in user.roles))
            self.stdout.write(f"  {user.email:<30} {roles}  ({user.trust.name})")
