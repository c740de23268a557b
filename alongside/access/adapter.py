"""The door is closed: accounts are made by an administrator or the command line, never by signing up."""

from allauth.account.adapter import DefaultAccountAdapter


class ClosedDoor(DefaultAccountAdapter):
    def is_open_for_signup(self, request):
        return False
