"""The door is closed: accounts are made by an administrator or the command line, never by signing up."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend

from alongside.access.models import User


class ClosedDoor(DefaultAccountAdapter):
    def is_open_for_signup(self, request):
        return False


class ByPassword(AuthenticationBackend):
    """Every page names the trust of who is signed in: fetched with the user, not after."""

    def get_user(self, user_id):
        return User.objects.select_related("trust").filter(pk=user_id, is_active=True).first()
