"""Where everybody lands: what needs you now."""

from django.shortcuts import render

from alongside.access.gate import needs
from alongside.access.permissions import May


@needs(May.VIEW_START)
def start(request):
    return render(request, "home/start.jinja", {"title": "What needs you now"})
