"""Every sealed value under the newest key, in small batches, while people work."""

from base64 import b64decode, b64encode
from collections.abc import Iterator

from allauth.mfa.models import Authenticator
from django.apps import apps
from django.conf import settings
from django.db import connection, models, transaction

from alongside.access.adapter import FACTOR
from alongside.access.encryption import SealedField, seal, unseal

BATCH = 100


def sealed_columns() -> Iterator[tuple[type[models.Model], SealedField]]:
    for model in apps.get_models(include_auto_created=True):
        for field in model._meta.local_concrete_fields:
            if isinstance(field, SealedField):
                yield model, field


def rotate_column(model: type[models.Model], field: SealedField) -> Iterator[int]:
    """Re-seal one column; yields the rows done after each batch. A row changed meanwhile keeps its change.

    Where it was stopped it goes on: only rows under another key are looked at.
    """
    table, column, key = model._meta.db_table, field.column, model._meta.pk.column
    bound_to = f"{table}.{column}"
    newest = settings.DATA_KEYS[0].split(":", 1)[0].encode() + b":"
    last = 0
    while True:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(
                f'SELECT "{key}", "{column}" FROM "{table}" WHERE "{key}" > %s AND "{column}" IS NOT NULL'
                f' ORDER BY "{key}" LIMIT {BATCH}',
                [last],
            )
            rows = cursor.fetchall()
            done = 0
            for pk, value in rows:
                sealed = bytes(value)
                if not sealed.startswith(newest):
                    cursor.execute(
                        f'UPDATE "{table}" SET "{column}" = %s WHERE "{key}" = %s AND "{column}" = %s',
                        [seal(unseal(sealed, bound_to=bound_to), bound_to=bound_to), pk, sealed],
                    )
                    done += cursor.rowcount
        if not rows:
            return
        last = rows[-1][0]
        yield done


# What allauth keeps encrypted in a second factor's data: the app's secret and the seed of the recovery codes.
FACTOR_SECRETS = ("secret", "seed")


def rotate_factors() -> int:
    """Re-seal the secrets of second factors; a factor changed meanwhile keeps its change."""
    newest = settings.DATA_KEYS[0].split(":", 1)[0].encode() + b":"
    done = 0
    for factor in Authenticator.objects.exclude(type=Authenticator.Type.WEBAUTHN).iterator():
        fresh = {
            name: b64encode(seal(unseal(sealed, bound_to=FACTOR), bound_to=FACTOR)).decode()
            for name in FACTOR_SECRETS
            if (text := factor.data.get(name)) and not (sealed := b64decode(text)).startswith(newest)
        }
        if fresh:
            done += Authenticator.objects.filter(pk=factor.pk, data=factor.data).update(data=factor.data | fresh)
    return done
