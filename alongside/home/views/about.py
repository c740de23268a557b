"""What anybody may read without signing in: help, the accessibility statement, and what is done with what is held."""

from django.shortcuts import render


def help_page(request):
    return render(request, "home/help.jinja", {"title": "Help"})


def accessibility(request):
    return render(request, "home/accessibility.jinja", {"title": "Accessibility statement"})


def privacy(request):
    return render(request, "home/privacy.jinja", {"title": "Privacy"})
