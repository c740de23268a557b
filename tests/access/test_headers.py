"""What every answer tells the browser, whoever asks and whatever went wrong."""

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import get_resolver, reverse

from alongside.access.permissions import Role
from tests.factories import PASSWORD, make_trust, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def lead():
    cache.clear()
    return make_user(make_trust(), Role.PROGRAMME_LEAD)


@pytest.fixture
def inside(lead):
    client = Client(raise_request_exception=False)
    client.post(reverse("sign_in"), {"login": lead.email, "password": PASSWORD})
    return client


def is_strict(answer) -> None:
    policy = dict(part.strip().partition(" ")[::2] for part in answer["Content-Security-Policy"].split(";"))
    assert policy["default-src"] == policy["script-src"] == policy["style-src"] == "'self'"
    assert policy["object-src"] == policy["base-uri"] == policy["frame-ancestors"] == "'none'"
    assert policy["form-action"] == policy["connect-src"] == "'self'"
    assert "unsafe" not in answer["Content-Security-Policy"]
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["Cross-Origin-Opener-Policy"] == answer["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "camera=()" in answer["Permissions-Policy"]


def pages() -> list[str]:
    """Every address without an argument."""
    patterns, found = list(get_resolver().url_patterns), []
    while patterns:
        pattern = patterns.pop()
        patterns += getattr(pattern, "url_patterns", [])
        if getattr(pattern, "name", None) and not pattern.pattern.converters:
            found.append(pattern.name)
    return sorted(found)


def test_every_page_is_strict_and_leaves_no_copy_behind(inside):
    assert len(pages()) > 15
    for name in pages():
        answer = inside.get(reverse(name))
        is_strict(answer)
        assert answer["Cache-Control"] == "no-store", name


def test_a_newcomer_gets_the_same(client):
    for name in pages():
        is_strict(client.get(reverse(name)))


def test_errors_are_as_strict_as_pages(inside, monkeypatch):
    refusals = {
        404: inside.get("/there-is-no-such-page/"),
        403: inside.get(reverse("accounts")),
        405: inside.get(reverse("session_end")),
        400: Client().get("/", headers={"host": "elsewhere.example"}),
    }
    monkeypatch.setattr("alongside.access.views.own_account.factors_of", lambda user: 1 / 0)
    refusals[500] = inside.get(reverse("own_account"))
    for status, answer in refusals.items():
        assert answer.status_code == status
        is_strict(answer)


def test_a_host_that_is_not_ours_is_refused():
    for header in ({"host": "elsewhere.example"}, {"host": "localhost@elsewhere.example"}):
        assert Client().get(reverse("sign_in"), headers=header).status_code == 400
    forwarded = Client().get(reverse("sign_in"), headers={"x-forwarded-host": "elsewhere.example"})
    assert forwarded.status_code == 200 and b"elsewhere" not in forwarded.content


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://elsewhere.example/",
        "//elsewhere.example/",
        "/\\elsewhere.example/",
        "http:///elsewhere.example",
        "javascript:alert(1)",
        "https://localhost:9/people/",
        "\thttps://elsewhere.example",
    ],
)
@pytest.mark.parametrize("name", ["sign_in", "step_up", "stay"])
def test_no_address_leads_to_another_site(name, elsewhere, lead, inside):
    client = Client() if name == "sign_in" else inside
    answers = {"login": lead.email, "password": PASSWORD, "next": elsewhere}
    answer = client.post(reverse(name), answers)
    assert answer["Location"] == reverse("start")


def test_a_body_larger_than_the_largest_workbook_is_refused_before_it_is_read(inside):
    large = SimpleUploadedFile("large.xlsx", b"x" * (14 * 1024 * 1024))
    answer = inside.post(reverse("person_new"), {"name": "Large", "file": large})
    assert answer.status_code in {400, 413}


def test_hosts_of_another_site_on_the_same_list_are_still_another_site(lead, settings):
    settings.ALLOWED_HOSTS = ["testserver", "sister.example"]
    answer = Client().post(
        reverse("sign_in"), {"login": lead.email, "password": PASSWORD, "next": "https://sister.example/"}
    )
    assert answer["Location"] == reverse("start")


def test_the_cookies_are_out_of_reach_of_scripts_and_other_sites(lead):
    client = Client()
    client.get(reverse("sign_in"))
    client.post(reverse("sign_in"), {"login": lead.email, "password": PASSWORD})
    for name in ("alongside", "alongside_csrf"):
        cookie = client.cookies[name]
        assert cookie["httponly"] and cookie["samesite"] == "Lax" and not cookie["domain"]
    assert not client.cookies["alongside"]["max-age"]


def test_none_of_allauths_own_addresses_is_open(inside):
    for address in ("login", "signup", "password/reset", "2fa", "social/login/cancelled", "email", "reauthenticate"):
        assert inside.get(f"/accounts/{address}/").status_code == 404
    assert inside.get("/oidc/trust/login/").status_code == 404
