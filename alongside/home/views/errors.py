"""What a visitor reads when a page cannot be shown: what happened, and what to do next."""

from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string


def bad_request(request, exception=None):
    return told(
        request,
        400,
        "We could not understand that request",
        "Something in the address or in what was sent was not as this page expects.",
        ["Go back and try again.", "If you typed the address, check it."],
    )


def not_allowed(request, exception=None):
    return told(
        request,
        403,
        "Your role does not include this",
        "You are signed in, but this page or this deed belongs to another role. Nothing was changed.",
        ["If you need it for your work, ask the administrator of your programme for the role."],
    )


def not_found(request, exception=None):
    return told(
        request,
        404,
        "There is no such page for you",
        "The address may be mistyped, the record may have gone, or it may not be yours to see.",
        ["Check the address.", "Look for the person, team or post from the start page."],
    )


def needs_its_button(request):
    return told(
        request,
        405,
        "This address works by its button only",
        "It was opened without the button that belongs to it, so nothing was done.",
        [
            "Go back to the page with the button, or find it from the start page.",
            "If you had to sign in after you pressed it, press it again.",
        ],
    )


def too_many(request):
    return told(
        request,
        429,
        "Please wait a moment",
        "There have been many attempts in a short time, so this page is resting.",
        ["Wait five minutes and try again.", "If you have forgotten your password, ask your administrator."],
    )


def server_error(request):
    """Stands without the database and without the visitor's session: either may be what broke."""
    page = render_to_string(
        "ui/error.jinja",
        {
            "title": "Something went wrong on our side",
            "what": "The page could not be shown. What you sent may not have been saved.",
            "next": ["Wait a minute and try again.", "If it happens again, tell your administrator when it was."],
        },
    )
    return HttpResponse(page, status=500)


def told(request, status, title, what, steps):
    return render(request, "ui/error.jinja", {"title": title, "what": what, "next": steps}, status=status)
