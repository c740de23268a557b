"""The gates: @action for deeds (permission, transaction, event), @needs for pages, @stepped_up for sealed records."""

from functools import wraps

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

from alongside.access import kept_forms
from alongside.access.actors import acting
from alongside.access.clashes import told_of
from alongside.access.permissions import May
from alongside.access.sessions import proved_recently
from alongside.access.verdicts import Refused

ACTIONS = {}


def action(permission: May):
    """A deed: its actor holds the permission of the same name, and everything named is of the actor's trust.

    Of two who write the same row at once, the one whom the database refuses is told so like any other refusal.
    """

    def gate(deed):
        if deed.__name__ != permission.value:
            raise TypeError(f"{deed.__name__} is guarded by {permission.value}: one word per deed")

        @wraps(deed)
        def guarded(*subject, by, **details):
            if not by.may(permission):
                raise PermissionDenied(f"{by.actor_label} may not {permission.value}")
            trusts = {getattr(thing, "trust_id", None) for thing in (*subject, *details.values())}
            if by.trust_id is not None and trusts - {None, by.trust_id}:
                raise Http404
            try:
                with acting(by.actor_label, permission.value), transaction.atomic():
                    return deed(*subject, by=by, **details)
            except IntegrityError as fault:
                if told := told_of(fault):
                    raise Refused(told) from fault
                raise

        guarded.permission = permission
        ACTIONS[permission] = guarded
        return guarded

    return gate


def needs(permission: May):
    """A page: signed in, and holding the permission; otherwise the sign-in page or a refusal."""

    def gate(view):
        @login_required
        @wraps(view)
        def guarded(request, *args, **kwargs):
            if not request.user.may(permission):
                raise PermissionDenied(permission.value)
            return view(request, *args, **kwargs)

        guarded.permission = permission
        return guarded

    return gate


def stepped_up(view):
    """A page of sealed records, under @needs: a password, code or passkey within the last minutes, or asked again.

    A form that was sent too late is kept and offered back, as after a time-out.
    """

    @wraps(view)
    def guarded(request, *args, **kwargs):
        if proved_recently(request):
            return view(request, *args, **kwargs)
        following = request.get_full_path()
        if request.method == "POST":
            following = reverse("kept_form" if kept_forms.keep(request, request.user.pk) else "start")
        return redirect(f"{reverse('step_up')}?{urlencode({'next': following})}")

    guarded.needs_step_up = True
    return guarded
