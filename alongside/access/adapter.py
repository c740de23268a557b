"""The door is closed: accounts are made by an administrator or the command line, never by signing up."""

from base64 import b64decode, b64encode

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.stages import AuthenticateStage
from django.contrib import messages
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme

from alongside.access import kept_forms
from alongside.access.encryption import seal, unseal
from alongside.access.models import User
from alongside.access.refusals import account_of, refused
from alongside.access.sessions import used_second_factor_of

FACTOR = "mfa_authenticator.data"


class ClosedDoor(DefaultAccountAdapter):
    def is_open_for_signup(self, request):
        return False

    def is_safe_url(self, url):
        """Only a page of this site, written without its host: the list of hosts may hold more than one site."""
        return bool(url) and url.startswith("/") and url_has_allowed_host_and_scheme(url, allowed_hosts=None)

    def get_login_stages(self):
        return ["alongside.access.adapter.SecondFactorStage"]

    def add_message(self, request, level, *args, **kwargs):
        """Our own pages say what was done."""

    def authentication_failed(self, request, **credentials):
        refused(request, "wrong_password", account_of(credentials.get("email", "")))

    def respond_user_inactive(self, request, user):
        refused(request, "closed_account", user.actor_label)
        messages.error(request, "That account is closed. Ask the administrator of your programme.")
        raise ImmediateHttpResponse(redirect("sign_in"))

    def login(self, request, user):
        super().login(request, user)
        request.session.pop(kept_forms.LATE, None)

    def send_notification_mail(self, *args, **kwargs):
        """There is no mail server to count on; the audit keeps every change of a second factor."""


class SecondFactorStage(AuthenticateStage):
    """Asks for the code or the passkey, unless the identity provider is trusted to have done so."""

    urlname = "second_factor_code"

    def handle(self):
        if not self._should_handle(self.request) or used_second_factor_of(self.request, self.login.user):
            return None, True
        return redirect(self.urlname), True


class SealedFactors(DefaultMFAAdapter):
    """The secrets of codes under the data keys, never in the clear."""

    def encrypt(self, text):
        return b64encode(seal(text.encode(), bound_to=FACTOR)).decode()

    def decrypt(self, encrypted_text):
        return unseal(b64decode(encrypted_text), bound_to=FACTOR).decode()


class ByPassword(AuthenticationBackend):
    """Every page names the trust of who is signed in: fetched with the user, not after."""

    def get_user(self, user_id):
        return User.objects.select_related("trust").filter(pk=user_id, is_active=True).first()
