"""The Jinja2 environment of every page: NHS macros, our filters, and the few functions a template may call."""

import json
from dataclasses import dataclass
from functools import lru_cache, partial

from django.conf import settings
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import NoReverseMatch, reverse
from jinja2 import ChainableUndefined, ChoiceLoader, Environment, PackageLoader, pass_context, pass_environment
from jinja2.runtime import Context
from markupsafe import Markup

from alongside.ui.fields import describe, problems
from alongside.ui.filters import FILTERS
from alongside.ui.tables import header_cell, with_query

# Where a header waits for the token of a request. What somebody wrote is escaped, so it cannot look like this.
CSRF_INPUT = "<!-- csrf_input -->"


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


@pass_environment
def nhs_header(env: Environment, params: dict[str, object], csrf_input: str) -> Markup:
    """The NHS header of these words, with this request's own token in the place kept for it."""
    return drawn_header(env, json.dumps(params)).replace(CSRF_INPUT, csrf_input)


@lru_cache(maxsize=500)
def drawn_header(env: Environment, params: str) -> Markup:
    """Drawn once for the same words, as the NHS macro takes a quarter of the time of a short page."""
    return env.get_template("nhsuk/components/header/macro.jinja").module.header(json.loads(params))


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
        nhs_header=nhs_header,
        CSRF_INPUT=Markup(CSRF_INPUT),
        describe=describe,
        problems=problems,
        branding=getattr(settings, "BRANDING", "neutral"),
    )
    return env
