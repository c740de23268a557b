"""Sealed values: unreadable without the key, and bound to their place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.access.encryption import CannotUnseal, seal, unseal


@given(st.binary(max_size=2000))
def test_what_was_sealed_comes_back(plain):
    assert unseal(seal(plain, bound_to="a.b"), bound_to="a.b") == plain


def test_the_words_do_not_stand_in_what_is_stored():
    assert b"a private sentence" not in seal(b"a private sentence", bound_to="a.b")


def test_a_value_moved_to_another_column_cannot_be_read():
    with pytest.raises(CannotUnseal):
        unseal(seal(b"x", bound_to="a.b"), bound_to="a.c")


def test_a_changed_value_cannot_be_read():
    sealed = bytearray(seal(b"x" * 20, bound_to="a.b"))
    sealed[-1] ^= 1
    with pytest.raises(CannotUnseal, match="changed"):
        unseal(bytes(sealed), bound_to="a.b")


def test_an_older_key_still_opens_and_a_lost_one_is_told(settings):
    settings.DATA_KEYS = ["old:first-secret"]
    sealed = seal(b"x", bound_to="a.b")
    settings.DATA_KEYS = ["new:second-secret", "old:first-secret"]
    assert unseal(sealed, bound_to="a.b") == b"x"
    assert seal(b"x", bound_to="a.b").startswith(b"new:")
    settings.DATA_KEYS = ["new:second-secret"]
    with pytest.raises(CannotUnseal, match="not among the keys"):
        unseal(sealed, bound_to="a.b")
