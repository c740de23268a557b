"""A form sent too late is kept, sealed in the session, and offered back to the same person after signing in again.

A form is kept only once its CSRF token, or the browser's word that it came from a page of ours, has been checked:
otherwise another site could put words into somebody's mouth.
"""

import time

from django.conf import settings

KEPT, LATE = "kept_form", "timed_out_user"
SECRET_WORDS = ("password", "csrfmiddlewaretoken", "code", "credential")
LARGEST = 1024 * 1024


def keep(request, user_id: int) -> bool:
    """Keep what was typed; passwords and codes never, files cannot be."""
    typed = [
        [name, values]
        for name, values in request.POST.lists()
        if not any(word in name.lower() for word in SECRET_WORDS)
    ]
    if not typed or sum(len(value) for _, values in typed for value in values) > LARGEST:
        return False
    request.session[KEPT] = {
        "user": user_id,
        "path": request.get_full_path(),
        "typed": typed,
        "files": bool(request.FILES),
        "at": time.time(),
    }
    return True


def kept(request) -> dict | None:
    """What was kept for who is signed in now; another person's, or an old one, is thrown away."""
    form = request.session.get(KEPT)
    if form and (form["user"] != request.user.pk or time.time() - form["at"] > settings.KEPT_FORM_SECONDS):
        drop(request)
        return None
    return form


def drop(request) -> None:
    request.session.pop(KEPT, None)
