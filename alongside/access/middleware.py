"""Names the signed-in user to the database, ends sessions in time, keeps signed-in pages out of every cache, and
leaves nobody before an empty page."""

from allauth.account.internal.flows.logout import logout
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import RequestDataTooBig
from django.shortcuts import redirect
from django.urls import get_resolver, reverse
from django.utils.cache import add_never_cache_headers
from django.utils.http import urlencode
from django.utils.timezone import now

from alongside.access import kept_forms
from alongside.access.actions import log_download
from alongside.access.actors import acting, name_the_deed
from alongside.access.refusals import BY_STATUS, refused
from alongside.access.rules import needs_second_factor
from alongside.access.sessions import note_activity, seconds_left, used_second_factor

# Pages that somebody without a second factor yet may open: those where they set one up.
SETTING_UP = {
    "sign_in",
    "sign_out",
    "second_factor",
    "second_factor_app",
    "second_factor_passkey",
    "recovery_codes",
    "step_up",
    "step_up_elsewhere",
    "openid_answer",
    "stay",
    "time_left",
}
PERMISSIONS_POLICY = ", ".join(
    f"{feature}=()"
    for feature in (
        "accelerometer", "autoplay", "camera", "display-capture", "encrypted-media", "fullscreen", "geolocation",
        "gyroscope", "magnetometer", "microphone", "midi", "payment", "picture-in-picture", "usb",
    )
)  # fmt: skip


class HeadersMiddleware:
    """What a browser may do with any answer of ours; and no body larger than the largest workbook."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if int(request.META.get("CONTENT_LENGTH") or 0) > settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
            raise RequestDataTooBig("The body is larger than the largest workbook.")
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        return response


class ActorMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        user = request.user
        label = user.actor_label if user.is_authenticated else "visitor"
        with acting(label, "request"):
            response = self.get_response(request)
        if response.status_code in BY_STATUS:
            refused(request, BY_STATUS[response.status_code])
        if request.user.is_authenticated:
            if "attachment" in response.get("Content-Disposition", ""):
                match = request.resolver_match
                number = match.kwargs.get("pk")
                log_download(request.user, page=match.url_name, number=number, at=now(), by=request.user)
            add_never_cache_headers(response)
            response["Cache-Control"] = "no-store"
        return response

    def process_view(self, request, view, args, kwargs):
        name_the_deed(request.resolver_match.url_name or "request")


class TimeOutMiddleware:
    """Signs out who was idle, or signed in, too long, and keeps the form they send too late."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        asked_by_a_script = request.headers.get("HX-Request") or getattr(request, "no_activity", False)
        if request.user.is_authenticated and not asked_by_a_script:
            note_activity(request)
        return response

    def process_view(self, request, view, args, kwargs):
        """After the CSRF check, which also stands in process_view, and before the page."""
        name = request.resolver_match.url_name
        if not request.user.is_authenticated:
            return self.after_the_time(request, view)
        if name == "time_left":
            return None
        if seconds_left(request.session) <= 0:
            return self.sign_out(request)
        if name not in SETTING_UP and self.second_factor_is_missing(request):
            return redirect("second_factor")
        return None

    def sign_out(self, request):
        user_id = request.user.pk
        refused(request, "timed_out")
        logout(request, show_message=False)
        request.session[kept_forms.LATE] = user_id
        messages.info(request, "You were signed out, because this browser was not used for a while.")
        return self.sign_in_again(request, user_id)

    def after_the_time(self, request, view):
        """Another page of the same browser, sent after the time-out was noticed: its form is kept as well."""
        user_id = request.session.get(kept_forms.LATE)
        if user_id and request.method == "POST" and hasattr(view, "permission"):
            return self.sign_in_again(request, user_id)
        return None

    def sign_in_again(self, request, user_id):
        following = request.get_full_path()
        if request.method == "POST":
            following = reverse("start")
            if kept_forms.keep(request, user_id):
                following = reverse("kept_form")
                messages.info(request, "What you typed is kept. Sign in again to send it.")
        return redirect(f"{reverse('sign_in')}?{urlencode({'next': following})}")

    def second_factor_is_missing(self, request) -> bool:
        if not settings.SECOND_FACTOR_REQUIRED or used_second_factor(request):
            return False
        return needs_second_factor(request.user.roles, settings.SECOND_FACTOR_FREE_ROLES)


class WordsMiddleware:
    """Who types the address of a deed, or comes back to it by signing in, reads what to do: Django answers nothing."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if response.status_code == 405 and not response.content:
            response.content = get_resolver().resolve_error_handler(405)(request).content
        return response
