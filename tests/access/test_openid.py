"""Signing in through the trust's own identity provider, against one that stands on this machine."""

import base64
import json
import threading
import time
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from django.core.cache import cache
from django.urls import reverse

from alongside.access.actions import disable_user, link_identity
from alongside.access.models import User
from alongside.access.permissions import Role
from tests.factories import PASSWORD, SYSTEM, make_trust, make_user

pytestmark = pytest.mark.django_db
KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
FOREIGN_KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)


class Issuer(ThreadingHTTPServer):
    """Hands out a code for whatever was asked, and for the code an ID token; each part can be bent by a test."""

    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Answers)
        self.url = f"http://127.0.0.1:{self.server_port}"
        self.asked, self.bent, self.key, self.exchanged = {}, {}, KEY, []

    def authorize(self, location: str) -> dict:
        """What the browser brings back, after somebody has signed in there."""
        parts = urlsplit(location)
        assert f"{parts.scheme}://{parts.netloc}{parts.path}" == f"{self.url}/authorize"
        self.asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
        return {"code": "a-code", "state": self.asked["state"]}

    def token(self, sent: dict) -> dict | None:
        self.exchanged.append(sent)
        challenge = base64.urlsafe_b64encode(sha256(sent.get("code_verifier", "").encode()).digest()).rstrip(b"=")
        if sent["code"] != "a-code" or challenge.decode() != self.asked["code_challenge"]:
            return None
        claims = {"iss": self.url, "aud": "alongside", "sub": "nurse-7", "nonce": self.asked["nonce"]}
        claims |= {"iat": int(time.time()), "exp": int(time.time()) + 300, "email": "lead@example.org"}
        claims |= {"email_verified": True, "acr": "AAL3", **self.bent}
        id_token = jwt.encode(claims, self.key, algorithm="RS256", headers={"kid": "one"})
        return {"access_token": "an-access-token", "token_type": "Bearer", "id_token": id_token}


class Answers(BaseHTTPRequestHandler):
    server: Issuer

    def log_message(self, *_):
        return

    def do_GET(self):
        url = self.server.url
        if self.path == "/.well-known/openid-configuration":
            ends = {"authorization_endpoint": "authorize", "token_endpoint": "token", "jwks_uri": "keys"}
            self.give({"issuer": url, **{name: f"{url}/{end}" for name, end in ends.items()}})
        else:
            key = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(KEY.public_key()))
            self.give({"keys": [{**key, "kid": "one", "alg": "RS256", "use": "sig"}]})

    def do_POST(self):
        body = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        self.give(self.server.token({name: values[0] for name, values in body.items()}))

    def give(self, answer: dict | None):
        body = json.dumps(answer or {"error": "invalid_grant"}).encode()
        self.send_response(200 if answer else 400)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@pytest.fixture
def issuer(settings):
    cache.clear()
    server = Issuer()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    settings.OPENID_ISSUER, settings.OPENID_CLIENT_ID, settings.OPENID_NAME = server.url, "alongside", "Care Identity"
    settings.OPENID_CLIENT_SECRET = "the-client-secret"
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def lead():
    return make_user(make_trust(), Role.PROGRAMME_LEAD, email="lead@example.org")


@pytest.fixture
def linked(issuer, lead):
    return link_identity(lead, issuer=issuer.url, subject="nurse-7", by=SYSTEM)


def enter(client, issuer, **more):
    there = client.get(reverse("openid"), more)["Location"]
    return client.get(reverse("openid_answer"), issuer.authorize(there))


def is_signed_in(client) -> bool:
    return client.get(reverse("start")).status_code == 200


def test_somebody_linked_enters_where_they_wanted_to_go(client, issuer, linked):
    assert "Sign in with Care Identity" in client.get(reverse("sign_in")).content.decode()
    assert enter(client, issuer, next=reverse("people"))["Location"] == reverse("people")
    assert is_signed_in(client)


def test_the_code_is_asked_for_with_a_challenge_a_state_and_a_nonce(client, issuer, linked):
    enter(client, issuer)
    asked = issuer.asked
    assert (asked["response_type"], asked["code_challenge_method"], asked["scope"]) == ("code", "S256", "openid")
    assert len(asked["nonce"]) >= 32 and len(asked["state"]) >= 16
    assert asked["redirect_uri"] == f"http://testserver{reverse('openid_answer')}"
    assert issuer.exchanged[0]["client_secret"] == "the-client-secret"


def test_an_email_address_opens_nothing(client, issuer, lead):
    answer = enter(client, issuer)
    assert answer.status_code == 403 and "nurse-7" in answer.content.decode()
    assert not is_signed_in(client)
    assert User.objects.count() == 1


def test_what_two_issuers_call_the_same_is_not_the_same(client, issuer, lead):
    link_identity(lead, issuer="https://another.example", subject="nurse-7", by=SYSTEM)
    assert enter(client, issuer).status_code == 403
    assert not is_signed_in(client)


@pytest.mark.parametrize(
    "bent",
    [
        {"aud": "another-client"},
        {"iss": "https://another.example"},
        {"exp": int(time.time()) - 3600},
        {"nonce": "from-another-sign-in-altogether-1"},
    ],
    ids=lambda bent: next(iter(bent)),
)
def test_a_token_that_was_not_made_for_this_sign_in_opens_nothing(client, issuer, linked, bent):
    issuer.bent = bent
    assert enter(client, issuer).status_code == 403
    assert not is_signed_in(client)


def test_a_token_signed_by_somebody_else_opens_nothing(client, issuer, linked):
    issuer.key = FOREIGN_KEY
    assert enter(client, issuer).status_code == 403
    assert not is_signed_in(client)


def test_an_answer_that_this_browser_never_asked_for_opens_nothing(client, issuer, linked):
    there = client.get(reverse("openid"))["Location"]
    brought = issuer.authorize(there)
    other = type(client)()
    assert other.get(reverse("openid_answer"), brought).status_code == 403
    assert not is_signed_in(other) and not issuer.exchanged


def test_an_answer_opens_once(client, issuer, linked):
    brought = issuer.authorize(client.get(reverse("openid"))["Location"])
    client.get(reverse("openid_answer"), brought)
    client.post(reverse("sign_out"))
    assert client.get(reverse("openid_answer"), brought).status_code == 403
    assert not is_signed_in(client)


def test_less_assurance_than_asked_for_opens_nothing(client, issuer, linked, settings):
    settings.OPENID_ACR = ["AAL3"]
    issuer.bent = {"acr": "AAL1"}
    assert enter(client, issuer).status_code == 403
    assert issuer.asked["acr_values"] == "AAL3"
    issuer.bent = {}
    enter(client, issuer)
    assert is_signed_in(client)


def test_a_closed_account_stays_closed(client, issuer, linked):
    disable_user(linked, by=SYSTEM)
    assert enter(client, issuer)["Location"] == reverse("sign_in")
    assert not is_signed_in(client)


@pytest.mark.parametrize(("trusted", "opens"), [(True, True), (False, False)])
def test_our_own_second_factor_is_asked_for_unless_the_provider_is_trusted_with_it(
    client, issuer, linked, settings, trusted, opens
):
    settings.SECOND_FACTOR_REQUIRED, settings.OPENID_SECOND_FACTOR = True, trusted
    enter(client, issuer)
    assert is_signed_in(client) is opens


def test_nobody_is_led_to_another_site_afterwards(client, issuer, linked):
    assert enter(client, issuer, next="https://elsewhere.example/")["Location"] == reverse("start")


def test_a_provider_that_does_not_answer_is_told_in_words(client, issuer, linked):
    issuer.shutdown()
    issuer.server_close()
    answer = client.get(reverse("openid"))
    assert answer.status_code == 403 and "Signing in did not work" in answer.content.decode()


def test_somebody_who_said_no_over_there_is_back_with_words(client, issuer, linked):
    state = issuer.authorize(client.get(reverse("openid"))["Location"])["state"]
    answer = client.get(reverse("openid_answer"), {"error": "access_denied", "state": state})
    assert answer.status_code == 403 and not is_signed_in(client)


def test_an_administrator_links_and_unlinks(client, issuer, lead):
    client.post(reverse("sign_in"), {"login": make_user(lead.trust, Role.ADMINISTRATOR).email, "password": PASSWORD})
    client.post(reverse("account_identity", args=[lead.pk]), {"subject": "nurse-7"})
    assert lead.identities.get().subject == "nurse-7"
    assert "Take the link away" in client.get(reverse("account", args=[lead.pk])).content.decode()
    taken = make_user(lead.trust, Role.EDUCATOR)
    assert client.post(reverse("account_identity", args=[taken.pk]), {"subject": "nurse-7"}).status_code == 422
    client.post(reverse("account_identity_unlink", args=[lead.pk]))
    assert not lead.identities.exists()


def test_an_administrator_links_nobody_of_another_trust(client, issuer, lead):
    client.post(reverse("sign_in"), {"login": make_user(make_trust(), Role.ADMINISTRATOR).email, "password": PASSWORD})
    assert client.post(reverse("account_identity", args=[lead.pk]), {"subject": "x"}).status_code == 404
    assert client.get(reverse("account_identity", args=[lead.pk])).status_code == 404


def test_without_a_provider_there_is_no_such_page(client):
    assert client.get(reverse("openid")).status_code == 404
    assert client.get(reverse("openid_answer"), {"code": "x", "state": "y"}).status_code == 404


def test_a_person_confirms_with_the_provider_before_sealed_records(client, issuer, linked):
    enter(client, issuer)
    assert "Confirm with Care Identity" in client.get(reverse("step_up")).content.decode()
    there = client.get(reverse("step_up_elsewhere"), {"next": reverse("people")})["Location"]
    brought = issuer.authorize(there)
    assert (issuer.asked["prompt"], issuer.asked["max_age"]) == ("login", "0")
    assert client.get(reverse("openid_answer"), brought)["Location"] == reverse("people")


@pytest.mark.parametrize(("minutes_ago", "asked_again"), [(1, False), (400, True), (None, True)])
def test_a_provider_that_only_knew_the_browser_again_confirms_nothing(client, issuer, linked, minutes_ago, asked_again):
    if minutes_ago is not None:
        issuer.bent = {"auth_time": int(time.time()) - 60 * minutes_ago}
    enter(client, issuer)
    answer = client.get(reverse("second_factor_app"))
    assert (answer.status_code == 302) is asked_again
