"""The Jinja2 environment of every page: NHS macros, our filters, and the few functions a template may call."""

from dataclasses import dataclass
from functools import partial

from django.conf import settings
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import NoReverseMatch, reverse
from jinja2 import ChainableUndefined, ChoiceLoader, Environment, PackageLoader, pass_context
from jinja2.runtime import Context

from alongside.ui.fields import describe, problems
from alongside.ui.filters import FILTERS
from alongside.ui.tables import header_cell, with_query


@dataclass(frozen=True)
class NavItem:
    """One link of the main navigation: its words, its address, and whether this page is inside it."""

    label: str
    href: str
    current: bool = False


def url(name: str, *args: object, **kwargs: object) -> str:
    return reverse(name, args=args, kwargs=kwargs)


def url_if_any(name: str) -> str:
    """The address, or nothing where there is none: the chrome must also stand on an error page."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


@pass_context
def th(context: Context, label: str, sort: str = "", numeric: bool = False) -> str:
    """A column heading; with `sort`, a link that sorts by it and back again."""
    return header_cell(context["request"].GET, label, sort, context.get("sort", ""), numeric)


def here(request: HttpRequest) -> dict[str, object]:
    """A context processor: `here_with(page=3)` is this page's own query string with some values changed."""
    return {"here_with": partial(with_query, request.GET)}


def environment(**options) -> Environment:
    """Built by Django's Jinja2 backend. The NHS macros ask for names nobody passed: hence ChainableUndefined."""
    options["loader"] = ChoiceLoader([options["loader"], PackageLoader("nhsuk_frontend_jinja")])
    options.update(undefined=ChainableUndefined, trim_blocks=True, lstrip_blocks=True)
    env = Environment(**options)
    env.filters.update(FILTERS)
    env.globals.update(
        static=static,
        url=url,
        url_if_any=url_if_any,
        th=th,
        describe=describe,
        problems=problems,
        branding=getattr(settings, "BRANDING", "neutral"),
    )
    return env
