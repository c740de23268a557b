"""Every address: the areas' own, in the order of the map."""

from importlib.util import find_spec

from django.urls import include, path

from alongside.areas import AREAS

PREFIX = {"home": "", "access": ""}

urlpatterns = [
    path(PREFIX.get(area, f"{area}/"), include(f"alongside.{area}.urls"))
    for area in AREAS
    if find_spec(f"alongside.{area}.urls")
]

handler400 = "alongside.home.views.bad_request"
handler403 = "alongside.home.views.not_allowed"
handler404 = "alongside.home.views.not_found"
handler405 = "alongside.home.views.needs_its_button"
handler500 = "alongside.home.views.server_error"
handler429 = "alongside.home.views.too_many"
