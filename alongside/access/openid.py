"""OpenID Connect with the trust's own provider (CIS2, Entra): a linked subject opens an account, an e-mail never.

allauth does the authorization code flow with PKCE. Added here: the ID token's signature is always verified, the
assurance asked for is the assurance given, nothing of the provider's is stored, and only linked people enter.
"""

import time

from allauth.account.internal.flows.login import record_authentication
from allauth.account.utils import perform_login
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.internal import jwtkit
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.shortcuts import render
from django.urls import reverse
from django.utils.crypto import constant_time_compare, get_random_string

from alongside.access.models import Identity
from alongside.access.refusals import refused

PROVIDER = "trust"
NONCE = "openid_nonce"


class LinkedOnly(DefaultSocialAccountAdapter):
    """Signs in who is linked, and tells the others what their administrator needs."""

    def list_apps(self, request, provider=None, client_id=None):
        """One provider, from the environment: a row in the database could name another."""
        if not settings.OPENID_ISSUER:
            return []
        facts = {"server_url": settings.OPENID_ISSUER, "fetch_userinfo": False, "scope": ["openid"]}
        return [
            SocialApp(
                provider="openid_connect",
                provider_id=PROVIDER,
                name=settings.OPENID_NAME,
                client_id=settings.OPENID_CLIENT_ID,
                secret=settings.OPENID_CLIENT_SECRET,
                settings=facts,
            )
        ]

    def pre_social_login(self, request, sociallogin):
        subject = sociallogin.account.uid
        found = Identity.objects.filter(issuer=settings.OPENID_ISSUER, subject=subject).select_related("user").first()
        if found is None:
            refused(request, "identity_not_linked")
            context = {"title": "Not linked yet", "subject": subject}
            page = render(request, "access/not_linked.jinja", context, status=403)
            raise ImmediateHttpResponse(page)
        proved = time.time() - request.openid_proved_at < settings.STEP_UP_SECONDS
        record_authentication(request, found.user, "socialaccount", provider=PROVIDER, proved=proved)
        following = sociallogin.state.get("next")
        raise ImmediateHttpResponse(perform_login(request, found.user, redirect_url=following))

    def on_authentication_error(self, request, provider, error=None, exception=None, extra_context=None):
        raise ImmediateHttpResponse(self.failed(request, getattr(error, "value", error), exception))

    def failed(self, request, event, fault=None):
        """Nobody is signed in; the log names the kind of fault, never the provider's words."""
        refused(request, f"openid_{event}_{type(fault).__name__ if fault else ''}".rstrip("_"))
        context = {"title": "Signing in did not work", "provider": settings.OPENID_NAME}
        return render(request, "access/openid_failed.jinja", context, status=403)


class TrustAdapter(OpenIDConnectOAuth2Adapter):
    def get_callback_url(self, request, app):
        return request.build_absolute_uri(reverse("openid_answer"))

    def _decode_id_token(self, app, id_token):
        claims = jwtkit.verify_and_decode(
            credential=id_token,
            keys_url=self.openid_config["jwks_uri"],
            issuer=settings.OPENID_ISSUER,
            audience=app.client_id,
            lookup_kid=jwtkit.lookup_kid_jwk,
        )
        nonce = self.request.session.pop(NONCE, "")
        if not nonce or not constant_time_compare(claims.get("nonce", ""), nonce):
            raise OAuth2Error("The ID token was made for another sign-in")
        if settings.OPENID_ACR and claims.get("acr") not in settings.OPENID_ACR:
            raise OAuth2Error("The ID token gives less assurance than was asked for")
        # Without auth_time the provider may have asked nothing at all: it knew the browser from this morning.
        self.request.openid_proved_at = float(claims.get("auth_time") or 0)
        return claims

    def complete_login(self, request, app, token, **kwargs):
        if not kwargs["response"].get("id_token"):
            raise OAuth2Error("There is no ID token in the answer")
        return super().complete_login(request, app, token, **kwargs)


class TrustProvider(OpenIDConnectProvider):
    oauth2_adapter_class = TrustAdapter

    def begin(self, request, following: str, again: bool = False):
        """To the provider. Its page asks for a fresh proof where `again`."""
        nonce = request.session[NONCE] = get_random_string(32)
        asked = {"nonce": nonce}
        if settings.OPENID_ACR:
            asked["acr_values"] = " ".join(settings.OPENID_ACR)
        if again:
            asked |= {"prompt": "login", "max_age": "0"}
        return self.redirect(request, process="login", next_url=following, auth_params=asked)

    def extract_extra_data(self, data):
        return {}

    def extract_common_fields(self, data):
        return {}

    def extract_email_addresses(self, data):
        return []
