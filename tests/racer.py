"""One of two who do something at the same moment: a process of its own, told by lines what to send to which page.

Right before its first write to the table in question each waits until the other stands there too, or cannot come
because it waits for a lock: so a deed that looks before it locks is caught every time and not once in a hundred.
"""

import json
import os
import re
import sys
import time
from pathlib import Path

import django

PATIENCE = {"sqlite": 0.5, "postgresql": 10}
BLOCKED = "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
waiting: dict = {}


def at_the_gate(execute, sql, params, many, context):
    """Django's wrapper around each statement."""
    if waiting and re.match(rf'(INSERT INTO|UPDATE) "({waiting["table"]})"', sql):
        connection = context["connection"]
        gate, until = Path(waiting.pop("gate")), time.monotonic() + PATIENCE[connection.vendor]
        waiting.clear()
        (gate / str(os.getpid())).touch()
        while len(list(gate.iterdir())) < 2 and time.monotonic() < until and not other_waits_for_a_lock(connection):
            time.sleep(0.005)
    return execute(sql, params, many, context)


def other_waits_for_a_lock(connection) -> bool:
    """PostgreSQL says so. An SQLite file has one writer: there the other cannot come, and patience is short."""
    if connection.vendor != "postgresql":
        return False
    with connection.connection.cursor() as cursor:
        return cursor.execute(BLOCKED).fetchone() is not None


def send(asked: dict) -> dict:
    """Post a form as somebody, or by a link, and tell what came back in the end."""
    from django.db import connection
    from django.test import Client

    from alongside.access.models import User
    from tests.factories import signed_in

    client = Client(raise_request_exception=False)
    if asked.get("link"):
        client.get(f"/recruitment/apply/link/{asked['link']}/")
    elif asked.get("as"):
        signed_in(client, User.objects.get(pk=asked["as"]))
    if at_the_gate not in connection.execute_wrappers:
        connection.execute_wrappers.append(at_the_gate)
    print("ready", flush=True)
    sys.stdin.readline()
    waiting.update(gate=asked["gate"], table=asked["table"])
    answer = client.post(asked["path"], asked["data"], follow=True)
    waiting.clear()
    first = answer.redirect_chain[0][1] if answer.redirect_chain else answer.status_code
    return {"status": first, "last": answer.status_code, "text": answer.content.decode()}


if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "alongside.settings"
    django.setup()
    from django.conf import settings
    from django.test.utils import setup_test_environment

    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
    settings.SECURE_SSL_REDIRECT = False
    setup_test_environment()
    from tests.races_world import WORLDS

    while line := sys.stdin.readline():
        told = json.loads(line)
        print(json.dumps(WORLDS[told["world"]]() if "world" in told else send(told), default=str), flush=True)
