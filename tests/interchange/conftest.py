"""A lead who loads workbooks through the pages, on the day the shared workbook was kept up."""

from dataclasses import dataclass, field
from types import SimpleNamespace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from alongside.access.jobs import run_job
from alongside.access.permissions import Role
from alongside.interchange import jobs
from alongside.interchange.models import Load
from tests.factories import TODAY, make_trust, make_user, signed_in

WORKER = jobs


@dataclass
class Loader:
    """Chooses, reads, answers and confirms as a lead does; keeps every page that was shown."""

    client: Client
    shown: list[bytes] = field(default_factory=list)

    def see(self, name: str, *args, query: str = "", status: int = 200):
        answer = self.client.get(reverse(name, args=args) + query)
        assert answer.status_code == status, (name, args, answer.status_code)
        self.shown.append(answer.content)
        return answer.content.decode("utf-8", errors="replace")

    def post(self, name: str, *args, **data):
        answer = self.client.post(reverse(name, args=args), data)
        self.shown.append(answer.content)
        return answer

    def choose(self, data: bytes, name: str = "lists.xlsx"):
        return self.post("load_new", workbook=SimpleUploadedFile(name, data))

    def read(self, data: bytes, name: str = "lists.xlsx") -> Load:
        assert self.choose(data, name).status_code == 302
        return self.work(Load.objects.latest("pk"))

    def work(self, load: Load) -> Load:
        load.refresh_from_db()
        run_job.func(load.job_id)
        return Load.objects.select_related("job").get(pk=load.pk)

    def confirm(self, load: Load) -> Load:
        assert self.post("load_confirm", load.pk).status_code == 302
        return self.work(load)

    def load(self, data: bytes, name: str = "lists.xlsx") -> Load:
        return self.confirm(self.read(data, name))


@pytest.fixture
def world(db, client, monkeypatch, settings):
    # A command takes the pool out of the settings; it is put back, or the test database could not be dropped.
    database = settings.DATABASES["default"]
    monkeypatch.setitem(database, "OPTIONS", dict(database["OPTIONS"]))
    for place in ("views.loads", "management.commands.load", "management.commands.load_organisations"):
        monkeypatch.setattr(f"alongside.interchange.{place}.localdate", lambda: TODAY)
    trust = make_trust()
    lead = signed_in(client, make_user(trust, Role.PROGRAMME_LEAD))
    return SimpleNamespace(trust=trust, lead=lead, loader=Loader(client))


@pytest.fixture
def loader(world) -> Loader:
    return world.loader
