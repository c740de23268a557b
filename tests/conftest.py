"""What every test may ask for: the right database, the real site, a real browser, and a check of its pages."""

import json
import os
import secrets
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.harness import CLUSTER, ROOT, Database, Site, Template
from tools.chromium import found

RUN = "ALONGSIDE_TEST_RUN"
DESKTOP, PHONE = 1280, 375
FLAGS = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
# A page is drawn alike from either database: what it looks like is tried in the suite on SQLite, once.
LOOKED_AT = not CLUSTER
WCAG = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")


def pytest_configure(config: pytest.Config) -> None:
    """Names this run for all its processes; no test waits for built style sheets or slow hashes."""
    from django.conf import settings

    os.environ.setdefault(RUN, secrets.token_hex(4))
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"


def pytest_sessionstart(session: pytest.Session) -> None:
    """A run that was meant for one database and found another ends before its first test."""
    from django.db import connection

    expected = os.environ.get("EXPECT_VENDOR", connection.vendor)
    if connection.vendor != expected:
        pytest.exit(f"These tests were to run on {expected}, and found {connection.vendor}.", returncode=3)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """The first process of a run takes the prepared databases away, which a PostgreSQL of your own would keep."""
    if "PYTEST_XDIST_WORKER" not in os.environ:
        for name in ("migrated", "template"):
            Template(f"{name}_{os.environ[RUN]}", Path()).drop()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """`-m browser` runs what needs a browser, `-m "not browser"` the rest; PostgreSQL what touches a database."""
    without = []
    for item in items:
        asked = getattr(item, "fixturenames", ())
        if "browser" in asked:
            item.add_marker("browser")
        if CLUSTER and "migrated" not in asked and not item.get_closest_marker("django_db"):
            without.append(item)
    if without:
        config.hook.pytest_deselected(items=without)
        items[:] = [item for item in items if item not in set(without)]


@pytest.fixture(scope="session")
def shared_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The one folder of this run that all its test processes see."""
    folder = tmp_path_factory.getbasetemp()
    return folder.parent if "PYTEST_XDIST_WORKER" in os.environ else folder


@pytest.fixture(scope="session")
def migrated(shared_folder: Path) -> Template:
    """Every table and trigger, and no row: laid once a run, as that takes a quarter of a minute."""
    return Template(f"migrated_{os.environ[RUN]}", shared_folder).prepared("migrate --no-input -v0")


@pytest.fixture(scope="session")
def template(migrated: Template) -> Template:
    """The demonstration's database, made once a run, with the work done that it asks its worker for."""
    made = Template(f"template_{os.environ[RUN]}", migrated.folder)
    return made.prepared("seed-demonstration", "work --batch", start=migrated)


@pytest.fixture(scope="session")
def django_db_setup(migrated: Template, django_test_environment, django_db_blocker) -> Iterator[None]:
    """What a test that asks for `db` works on: a copy of the migrated database, on SQLite in memory."""
    from django.db import connection

    copy = migrated.copy(f"test_{os.environ[RUN]}_{os.getpid()}")
    with django_db_blocker.unblock():
        connection.close()
        if connection.vendor == "postgresql":
            connection.settings_dict["NAME"] = copy.name
        else:
            connection.settings_dict["NAME"] = "file:test?mode=memory&cache=shared"
            connection.ensure_connection()
            with closing(sqlite3.connect(copy.address.removeprefix("sqlite:///"))) as file:
                file.backup(connection.connection)
    yield
    with django_db_blocker.unblock():
        connection.close()
        copy.drop()


@pytest.fixture(scope="module")
def database(migrated: Template, request: pytest.FixtureRequest) -> Iterator[Database]:
    """A real database of this file's own, without a row, for other processes to work on."""
    made = migrated.copy(f"own_{os.environ[RUN]}_{name_of(request)}_{os.getpid()}")
    yield made
    made.drop()


def name_of(request: pytest.FixtureRequest) -> str:
    """The test file, by its name alone."""
    return request.module.__name__.rpartition(".")[2]


@contextmanager
def running(template: Template, name: str) -> Iterator[Site]:
    """The real product on a copy of the demonstration, for as long as it is needed."""
    copy = template.copy(f"site_{os.environ[RUN]}_{name}_{os.getpid()}")
    site = Site(copy.address, template.folder / f"{copy.name}.log")
    try:
        site.start()
        yield site
    finally:
        site.stop()
        copy.drop()


@pytest.fixture(scope="module")
def site(template: Template, request: pytest.FixtureRequest) -> Iterator[Site]:
    """The real product on a copy of the demonstration; the tests of one file share it, in their order."""
    with running(template, name_of(request)) as started:
        yield started


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A real Chromium. Playwright keeps an event loop in this thread, which Django would refuse to work beside."""
    path = found()
    assert path, "No Chromium: apt-get install chromium, or CHROMIUM=/path/to/chromium"
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    sandbox = () if os.geteuid() else ("--no-sandbox",)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=[*FLAGS, *sandbox])
        yield chromium
        chromium.close()


@pytest.fixture
def open_page(browser: Browser, site: Site) -> Iterator[Callable[..., Page]]:
    """Opens a page as a newcomer; a script that breaks or is refused by the content policy fails the test."""
    contexts, faults = [], []

    def open_one(width: int = DESKTOP, javascript: bool = True) -> Page:
        context = browser.new_context(
            base_url=site.url, viewport={"width": width, "height": 900}, java_script_enabled=javascript
        )
        context.set_default_timeout(20_000)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(f"{page.url}: {error}"))
        page.on("console", lambda said: faults.append(said.text) if "Content Security" in said.text else None)
        return page

    yield open_one
    for context in contexts:
        context.close()
    assert not faults, faults


@pytest.fixture
def page(open_page: Callable[..., Page]) -> Page:
    """A desktop browser."""
    return open_page(DESKTOP)


@pytest.fixture
def phone(open_page: Callable[..., Page]) -> Page:
    """A phone."""
    return open_page(PHONE)


@pytest.fixture
def page_without_javascript(open_page: Callable[..., Page]) -> Page:
    """A desktop browser with JavaScript off."""
    return open_page(DESKTOP, javascript=False)


@pytest.fixture
def phone_without_javascript(open_page: Callable[..., Page]) -> Page:
    """A phone with JavaScript off."""
    return open_page(PHONE, javascript=False)


@pytest.fixture(scope="session")
def assert_accessible() -> Callable[[Page], None]:
    """Asserts that axe finds nothing against WCAG 2.2 AA, and that nothing runs off the side, where looks are tried."""
    axe = Path(ROOT / "node_modules/axe-core/axe.min.js").read_text()

    def check(page: Page) -> None:
        if not LOOKED_AT:
            return
        if not page.evaluate("() => Boolean(window.axe)"):
            page.evaluate(axe)
        found = page.evaluate("tags => axe.run(document, {runOnly: tags, resultTypes: ['violations']})", list(WCAG))
        told = [
            f"{violation['id']}: {violation['help']}: {node['target']} {node['html'][:200]}"
            for violation in found["violations"]
            for node in violation["nodes"]
        ]
        assert found["passes"], f"axe looked at nothing on {page.url}"
        assert not told, f"{page.url} at {json.dumps(page.viewport_size)}:\n" + "\n".join(told)
        wide, shown = page.evaluate(
            "() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]"
        )
        assert wide <= shown, f"{page.url} is {wide} pixels wide on a screen of {shown}"

    return check
