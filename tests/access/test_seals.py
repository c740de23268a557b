"""The sealed audit: whoever changes it afterwards, even with the triggers away, is found out and the row named."""

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from alongside.access.audit import NEVER_CHANGED, lay_triggers, wanted_triggers
from alongside.access.models import AuditRow, AuditSeal
from alongside.access.seals import first_fault, seal_audit
from tests.factories import make_person, make_trust

pytestmark = pytest.mark.django_db
LATER = timezone.now() + timedelta(days=1)


@pytest.fixture
def sealed():
    trust = make_trust()
    for _ in range(6):
        make_person(trust)
    while seal_audit(LATER, most_rows=3):
        pass
    return list(AuditRow.objects.order_by("pk").values_list("pk", flat=True))


@pytest.fixture
def triggers_away():
    """What an intruder with the database's own password would do: drop the triggers, tamper, lay them again."""
    with connection.cursor() as cursor:
        for name, (table, _) in wanted_triggers(connection.vendor).items():
            if table in NEVER_CHANGED:
                on = f' ON "{table}"' if connection.vendor == "postgresql" else ""
                cursor.execute(f'DROP TRIGGER "{name}"{on}')
    yield
    lay_triggers(sender=None)


def test_an_untouched_audit_fits_its_seals(sealed):
    assert AuditSeal.objects.count() > 2
    assert first_fault() is None


def test_fresh_rows_wait_until_no_neighbour_can_be_uncommitted():
    make_trust()
    assert seal_audit() == 0
    assert seal_audit(LATER) > 0


def test_a_forged_row_in_the_middle_is_named(sealed, triggers_away):
    AuditRow.objects.filter(pk=sealed[4]).update(actor="user:99")
    lay_triggers(sender=None)
    assert first_fault() == f"Row {sealed[4]} is not as it was sealed: it was forged, or moved."


def test_a_missing_row_is_named(sealed, triggers_away):
    AuditRow.objects.filter(pk=sealed[3]).delete()
    assert first_fault() == f"Row {sealed[3]} is missing."


def test_two_rows_that_changed_places_are_named(sealed, triggers_away):
    one, two = AuditRow.objects.filter(pk__in=sealed[2:4]).order_by("pk")
    one.pk, two.pk = two.pk, one.pk
    AuditRow.objects.bulk_update([one, two], [f.name for f in AuditRow._meta.fields if not f.primary_key])
    assert first_fault() == f"Row {sealed[2]} is not as it was sealed: it was forged, or moved."


def test_a_row_put_in_afterwards_is_named(sealed, triggers_away):
    AuditRow.objects.filter(pk=sealed[1]).delete()
    AuditSeal.objects.all().delete()
    seal_audit(LATER)
    AuditRow.objects.create(pk=sealed[1], at=LATER, actor="user:1", deed="x", table_name="t", operation="insert")
    assert first_fault() == f"Row {sealed[1]} was put in after its neighbours had been sealed."


def test_seals_made_anew_without_the_key_do_not_fit(sealed, triggers_away, settings):
    AuditRow.objects.filter(pk=sealed[1]).update(actor="user:99")
    AuditSeal.objects.all().delete()
    key, settings.AUDIT_KEY = settings.AUDIT_KEY, "guessed"
    seal_audit(LATER)
    settings.AUDIT_KEY = key
    assert "does not fit the chain" in first_fault()


def test_a_chain_whose_end_was_cut_off_is_noticed_by_an_exported_head(sealed, triggers_away):
    head = AuditSeal.objects.order_by("pk").last().digest
    assert first_fault(head) is None
    AuditRow.objects.filter(pk__gte=AuditSeal.objects.order_by("pk").last().first_row).delete()
    AuditSeal.objects.order_by("pk").last().delete()
    assert first_fault() is None
    assert "cut off" in first_fault(head)


def test_the_command_prints_the_head_and_fails_on_a_fault(sealed, triggers_away, capsys):
    call_command("verify_audit")
    assert AuditSeal.objects.order_by("pk").last().digest in capsys.readouterr().out
    AuditRow.objects.filter(pk=sealed[0]).update(deed="other")
    with pytest.raises(CommandError, match=f"Row {sealed[0]}"):
        call_command("verify_audit")
