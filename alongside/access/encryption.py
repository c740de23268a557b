"""Sealed columns: AES-256-GCM under a named key. Keys live in a file or the environment, never in the database."""

import json
import os
from functools import cache
from hashlib import sha256

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.db import models


class CannotUnseal(Exception):
    """The key that sealed this value is not among the keys at hand, or the value was changed."""


@cache
def _ciphers(keys: tuple[str, ...]) -> dict[str, AESGCM]:
    named = (key.split(":", 1) for key in keys)
    return {key_id: AESGCM(sha256(secret.encode()).digest()) for key_id, secret in named}


def seal(plain: bytes, *, bound_to: str) -> bytes:
    """Encrypt under the first key; `bound_to` (table and column) must be the same when unsealing."""
    key_id = settings.DATA_KEYS[0].split(":", 1)[0]
    nonce = os.urandom(12)
    sealed = _ciphers(tuple(settings.DATA_KEYS))[key_id].encrypt(nonce, plain, bound_to.encode())
    return key_id.encode() + b":" + nonce + sealed


def unseal(sealed: bytes, *, bound_to: str) -> bytes:
    key_id, _, body = bytes(sealed).partition(b":")
    cipher = _ciphers(tuple(settings.DATA_KEYS)).get(key_id.decode(errors="replace"))
    if cipher is None:
        raise CannotUnseal(f"{bound_to}: its key is not among the keys at hand")
    try:
        return cipher.decrypt(body[:12], body[12:], bound_to.encode())
    except InvalidTag as fault:
        raise CannotUnseal(f"{bound_to}: wrong key, or the value was changed") from fault


class SealedField(models.BinaryField):
    """Any JSON value or bytes, encrypted at rest. It cannot be searched, sorted or compared in the database."""

    def _bound_to(self) -> str:
        return f"{self.model._meta.db_table}.{self.column}"

    def from_db_value(self, value, expression, connection):
        if value is None:
            return None
        plain = unseal(value, bound_to=self._bound_to())
        return plain[1:] if plain[:1] == b"b" else json.loads(plain[1:])

    def get_db_prep_value(self, value, connection, prepared=False):
        if value is None:
            return None
        plain = b"b" + value if isinstance(value, bytes) else b"j" + json.dumps(value).encode()
        return super().get_db_prep_value(seal(plain, bound_to=self._bound_to()), connection, prepared)

    def get_lookup(self, lookup_name):
        return super().get_lookup(lookup_name) if lookup_name == "isnull" else None

    def value_to_string(self, obj):
        raise CannotUnseal(f"{self._bound_to()} is never serialised")
