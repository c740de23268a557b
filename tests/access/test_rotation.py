"""Every sealed value comes under the newest key, and nothing is lost when the work is stopped or somebody writes."""

from datetime import timedelta

import pytest
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from django.core.management import call_command
from django.utils import timezone

from alongside.access.actors import acting
from alongside.access.encryption import CannotUnseal, seal
from alongside.access.permissions import Role
from alongside.access.rotation import rotate_column, sealed_columns
from alongside.interchange.models import Load
from tests.factories import make_trust, make_user

pytestmark = pytest.mark.django_db
OLD, NEW = "old:first-secret", "new:second-secret"


@pytest.fixture
def loads(settings):
    settings.DATA_KEYS = [OLD]
    trust = make_trust()
    lead = make_user(trust, Role.PROGRAMME_LEAD)
    with acting("system:test", "test"):
        return [
            Load.objects.create(
                trust=trust,
                asked_by=lead,
                file_name=f"{n}.xlsx",
                sha256=f"{n:064d}",
                upload=b"workbook %d" % n,
                as_at=timezone.localdate(),
                empty_at=timezone.now() + timedelta(days=1),
            )
            for n in range(3)
        ]


def uploads():
    return [bytes(load.upload) for load in Load.objects.order_by("pk")]


def test_after_rotating_the_old_key_is_needed_no_more(loads, settings):
    settings.DATA_KEYS = [NEW, OLD]
    call_command("rotate_keys")
    settings.DATA_KEYS = [NEW]
    assert uploads() == [b"workbook 0", b"workbook 1", b"workbook 2"]


def test_without_rotating_the_old_key_is_still_needed(loads, settings):
    settings.DATA_KEYS = [NEW]
    with pytest.raises(CannotUnseal):
        uploads()


def test_stopped_in_the_middle_it_goes_on_where_it_was(loads, settings, monkeypatch):
    settings.DATA_KEYS = [NEW, OLD]
    monkeypatch.setattr("alongside.access.rotation.BATCH", 1)
    (column,) = [found for found in sealed_columns() if found[0] is Load and found[1].name == "upload"]
    with acting("system:test", "rotate_keys"):
        stopped = rotate_column(*column)
        assert next(stopped) == 1
        stopped.close()
        assert sum(rotate_column(*column)) == 2
        assert sum(rotate_column(*column)) == 0


def test_the_secrets_of_second_factors_follow(settings):
    settings.DATA_KEYS = [OLD]
    user = make_user(make_trust(), Role.PROGRAMME_LEAD)
    with acting("system:test", "test"):
        secret = get_adapter().encrypt("app secret")
        Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": secret})
    settings.DATA_KEYS = [NEW, OLD]
    call_command("rotate_keys")
    settings.DATA_KEYS = [NEW]
    assert get_adapter().decrypt(Authenticator.objects.get().data["secret"]) == "app secret"


def test_what_somebody_writes_while_it_is_sealed_anew_stands(loads, settings, monkeypatch):
    settings.DATA_KEYS = [NEW, OLD]
    (column,) = [found for found in sealed_columns() if found[0] is Load and found[1].name == "upload"]

    def somebody_is_quicker(plain, *, bound_to):
        monkeypatch.setattr("alongside.access.rotation.seal", seal)
        Load.objects.filter(pk=loads[0].pk).update(upload=b"written meanwhile")
        return seal(plain, bound_to=bound_to)

    monkeypatch.setattr("alongside.access.rotation.seal", somebody_is_quicker)
    with acting("system:test", "rotate_keys"):
        assert sum(rotate_column(*column)) == 2
    assert uploads() == [b"written meanwhile", b"workbook 1", b"workbook 2"]
