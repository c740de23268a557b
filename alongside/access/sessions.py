"""Sessions that the database can list, end and never give away: the key as a digest, the contents sealed."""

import time
from base64 import b64decode, b64encode
from datetime import UTC, datetime
from hashlib import sha256

from allauth.account.authentication import get_authentication_records
from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.contrib.sessions.serializers import JSONSerializer
from django.utils import timezone

from alongside.access.encryption import CannotUnseal, seal, unseal

BOUND_TO = "access_browsersession.session_data"
STARTED, SEEN, DEVICE = "started_at", "seen_at", "device"
# A session's row outlives its time-out, so that a form sent after a weekend still finds whose it was.
SEEN_EVERY = 60


def digest(key: str) -> str:
    return sha256(key.encode()).hexdigest()[:40]


class SessionStore(DatabaseStore):
    """Django's database sessions, with the key digested, the contents sealed and the person in a column."""

    @classmethod
    def get_model_class(cls):
        from alongside.access.models import BrowserSession

        return BrowserSession

    def encode(self, session_dict):
        return b64encode(seal(JSONSerializer().dumps(session_dict), bound_to=BOUND_TO)).decode()

    def decode(self, session_data):
        try:
            return JSONSerializer().loads(unseal(b64decode(session_data), bound_to=BOUND_TO))
        except (CannotUnseal, ValueError):
            return {}

    def _get_session_from_db(self):
        if not self.session_key:
            return None
        row = self.model.objects.filter(session_key=digest(self.session_key), expire_date__gt=timezone.now()).first()
        if row is None:
            self._session_key = None
        return row

    def exists(self, session_key):
        return super().exists(digest(session_key))

    def delete(self, session_key=None):
        key = session_key or self.session_key
        if key:
            super().delete(digest(key))

    def create_model_instance(self, data):
        row = super().create_model_instance(data)
        row.session_key = digest(self.session_key)
        row.user_id = data.get(SESSION_KEY)
        row.device = data.get(DEVICE, "")
        row.started_at, row.seen_at = at(data.get(STARTED)), at(data.get(SEEN))
        return row


def at(seconds: float | None) -> datetime | None:
    return datetime.fromtimestamp(seconds, UTC) if seconds else None


def note_activity(request) -> None:
    """When this browser signed in, and when it was last used, to the minute: a write at every page would cost more."""
    now = time.time()
    if STARTED not in request.session:
        request.session[STARTED], request.session[DEVICE] = now, device(request.headers.get("User-Agent", ""))
    if now - request.session.get(SEEN, 0) > SEEN_EVERY:
        request.session[SEEN] = now


def device(agent: str) -> str:
    """A browser and a system in words, enough to know one's own again."""
    browsers = {"Edg/": "Edge", "Firefox/": "Firefox", "Chrome/": "Chrome", "Safari/": "Safari"}
    systems = {"Windows": "Windows", "iPhone": "iPhone", "iPad": "iPad", "Android": "Android"}
    systems |= {"Mac OS": "Mac", "Linux": "Linux"}
    browser = next((name for mark, name in browsers.items() if mark in agent), "A browser")
    system = next((name for mark, name in systems.items() if mark in agent), "")
    return f"{browser} on {system}" if system else browser


def seconds_left(session) -> float:
    """Until this browser is signed out: for being idle, or for having been signed in too long."""
    now = time.time()
    idle = session.get(SEEN, now) + settings.IDLE_SECONDS - now
    return min(idle, session.get(STARTED, now) + settings.ABSOLUTE_SECONDS - now)


def can_be_extended(session) -> bool:
    now = time.time()
    return session.get(STARTED, now) + settings.ABSOLUTE_SECONDS - now > settings.WARNING_SECONDS


def proved_recently(request) -> bool:
    """Whether a password, code, passkey or identity provider was used on this browser in the last minutes."""
    records = get_authentication_records(request, request.user)
    return any(
        time.time() - record["at"] < settings.STEP_UP_SECONDS for record in records if record.get("proved", True)
    )


def used_second_factor(request) -> bool:
    return used_second_factor_of(request, request.user)


def used_second_factor_of(request, user) -> bool:
    """A code or a passkey in this session, or an identity provider that is trusted to have asked for one."""
    methods = {record["method"] for record in get_authentication_records(request, user)}
    return "mfa" in methods or (settings.OPENID_SECOND_FACTOR and "socialaccount" in methods)
