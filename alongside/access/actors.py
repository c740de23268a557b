"""Who does a deed: a user, or the system named by its job. The database is told, and refuses nobody's writes."""

from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from typing import Protocol

from alongside.access.permissions import APPLICANT, VISITOR, May


class Actor(Protocol):
    trust_id: int | None

    @property
    def actor_label(self) -> str: ...

    def may(self, permission: May) -> bool: ...


@dataclass(frozen=True)
class System:
    """The programme itself, named by its job: seeding, migrating, loading the organisation file."""

    job: str
    trust_id: int | None = None

    @property
    def actor_label(self) -> str:
        return f"system:{self.job}"

    def may(self, permission: May) -> bool:
        return True


@dataclass(frozen=True)
class Visitor:
    """Somebody on a public page, before anybody is known."""

    trust_id: int

    @property
    def actor_label(self) -> str:
        return "visitor"

    def may(self, permission: May) -> bool:
        return permission in VISITOR


@dataclass(frozen=True)
class LinkHolder:
    """Who has no account and came by the secret link of one application: it opens that one, and no other."""

    application_id: int
    trust_id: int

    @property
    def actor_label(self) -> str:
        return f"applicant:{self.application_id}"

    def may(self, permission: May) -> bool:
        return permission in APPLICANT


@dataclass(frozen=True)
class Deed:
    actor: str = ""
    name: str = ""


_current: ContextVar[Deed | None] = ContextVar("deed", default=None)
NOBODY = Deed()


def current_deed() -> Deed:
    return _current.get() or NOBODY


def name_the_deed(name: str) -> None:
    """Say which page is being asked for, once that is known; the actor stays."""
    deed = _current.get()
    if deed:
        _current.set(replace(deed, name=name))


@contextmanager
def acting(actor: str, name: str):
    """Name the actor and the deed to the database for everything written inside."""
    token = _current.set(Deed(actor, name))
    try:
        yield
    finally:
        _current.reset(token)
