from datetime import date

from django.core.management.base import BaseCommand, CommandError
from django.utils.timezone import localdate, now

from alongside.access.models import BackupMade, RetentionRule, Trust, User
from alongside.access.permissions import May
from alongside.access.verdicts import Refused
from alongside.home.actions import purge_records
from alongside.home.queries.retention import applicants_due, disclosures_due, due_under, without_a_day
from alongside.home.rules import backup_told


class Command(BaseCommand):
    help = "Delete what has been kept long enough: a trial that deletes nothing, or with --commit for good."

    def add_arguments(self, parser):
        parser.add_argument("--as-of", type=date.fromisoformat, help="the day to count to, as 2026-11-22; else today")
        parser.add_argument("--commit", action="store_true", help="delete; without it nothing is deleted")
        parser.add_argument("--as", dest="email", metavar="E-MAIL", help="the account that deletes; needed to --commit")

    def handle(self, *, as_of, commit, email, **_):
        as_of = as_of or localdate()
        user = User.objects.filter(email__iexact=email).first() if email else None
        if (commit or email) and (user is None or not user.may(May.PURGE_RECORDS)):
            raise CommandError("Say with --as which data protection lead deletes.", returncode=2)
        trusts = Trust.objects.filter(pk=user.trust_id) if user else Trust.objects.order_by("code")
        for trust in trusts:
            self.one(trust, as_of, user if commit else None)
        last = BackupMade.objects.order_by("at").last()
        if commit:
            self.stdout.write(backup_told(localdate(last.at) if last else None, localdate()))

    def one(self, trust, as_of, user):
        rules = RetentionRule.objects.filter(trust=trust).in_force(as_of)
        for kind in RetentionRule.Kind:
            if rule := rules.get(kind.value):
                self.stdout.write(f"{trust.code}: {kind.label}, {rule.months} months: {self.told(rule, as_of, user)}")
        if unknown := without_a_day(trust.pk):
            self.stdout.write(f"{trust.code}: {unknown} left on a day nobody wrote down; no rule reaches them.")

    def told(self, rule, as_of, user) -> str:
        due = len(due_under(rule, as_of)) + len(disclosures_due(rule, as_of)) + len(applicants_due(rule, as_of))
        if user is None:
            return f"{due} due{'' if rule.verified else ' (the rule is to be verified)'}. Nothing was deleted."
        try:
            while purge_records(rule, as_of=as_of, today=localdate(), at=now(), by=user):
                pass
        except Refused as refusal:
            return f"{due} due. {' '.join(refusal.reasons)}"
        return f"{due} deleted."
