"""A page with every pattern on it, drawn through the real template engine."""

from datetime import date

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import engines
from django.test import RequestFactory

from alongside.ui.environment import NavItem, here
from alongside.ui.forms import NhsDateField, YesNoField

TODAY = date(2026, 11, 22)


class EveryFieldForm(forms.Form):
    name = forms.CharField(label="Full name", max_length=80, help_text="As on the certificate.")
    email = forms.EmailField(label="Email address", widget=forms.EmailInput(attrs={"autocomplete": "email"}))
    telephone = forms.CharField(label="Telephone", widget=forms.TelInput, required=False)
    places = forms.IntegerField(label="Number of places", min_value=1)
    share = forms.DecimalField(label="Share", widget=forms.TextInput(attrs={"width": "4", "suffix": "WTE"}))
    start = NhsDateField(label="Start date")
    born = NhsDateField(label="Date of birth", birthday=True, required=False)
    note = forms.CharField(label="What was agreed", max_length=300, widget=forms.Textarea)
    free = forms.CharField(label="Anything else", widget=forms.Textarea, required=False)
    team = forms.ChoiceField(label="Team", choices=[("", "Choose"), ("North", [("a", "Crisis"), ("b", "Ward")])])
    days = forms.MultipleChoiceField(
        label="Which days?",
        choices=[("mon", "Monday"), ("tue", "Tuesday")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    met = YesNoField(label="Has the team met them?")
    route = forms.ChoiceField(
        label="Order of the career",
        choices=[("trained", "Trained first"), ("post", "Post first, trained within six months")],
        widget=forms.RadioSelect,
    )
    told = forms.BooleanField(label="The person knows")
    workbook = forms.FileField(label="Workbook")
    password = forms.CharField(label="Password", widget=forms.PasswordInput(attrs={"autocomplete": "off"}))
    token = forms.CharField(widget=forms.HiddenInput, required=False)


class Visitor:
    is_authenticated = True

    def __str__(self):
        return "Miriam Castellanos"


EVERY_PATTERN = """
{% extends "ui/layout.jinja" %}
{% import "ui/components.jinja" as ui %}
{% import "ui/forms.jinja" as nhs %}
{% block content %}
{% call ui.heading("Trained and waiting", caption="Placement", lead="The longest wait first.") %}
  {{ ui.link_button("Plan placements", "/plans/") }} {{ ui.print_button() }}
{% endcall %}
{{ ui.figures([{"number": 38, "text": "waiting", "href": "/a/", "kind": "others"}]) }}
{{ nhs.filter_form(filter, clear="/clear/", keep={"sort": "name"}) }}
{% call ui.table("People trained and waiting") %}
<thead><tr>{{ th("Name", "name") }}{{ th("Waited", "-waited", numeric=true) }}{{ th("Turn") }}</tr></thead>
<tbody>{% for name in page %}
<tr><th scope="row">{{ name }}</th><td data-label="Waited">{{ today | waited(today) }}</td>
<td data-label="Turn">{{ ui.turn_tag("yours") }}</td></tr>
{% endfor %}</tbody>
{% endcall %}
{{ ui.pagination(page, here_with, "people") }}
{{ ui.tag("Frozen", "stuck") }}
{{ ui.task_list([{"text": "Decide", "href": "/d/", "hint": "A plan", "due": "Today"},
  {"text": "Wait", "href": "/w/", "turn": "other", "who": "HR"}]) }}
{{ ui.summary([("Certificate", today | date), ("Phone", none, "/change/", "telephone number")]) }}
{{ ui.timeline([{"title": "Enquired", "on": today}, {"title": "Checks", "state": "now"}, {"title": "Placed"}]) }}
{{ ui.warning("A lone peer", "Crisis North has one peer worker.") }}
{{ ui.inset("Peers are counted as people.") }}
{{ ui.details("Why not?", "Checks are not complete.") }}
{{ ui.nothing("No plan yet.", "A plan proposes who goes where.", "/plans/", "Plan placements") }}
{% call ui.card("Aside") %}<p>Words</p>{% endcall %}
{{ ui.compare("Two plans", "First", "Second", [("Placed", 9, 11), ("Alone", 0, 0)]) }}
{{ ui.progress("Loading", 312, 1000, "/progress/", poll="/progress/part/") }}
{{ ui.confirmation("Loaded", "16 rows were refused.") }}
{{ ui.chart("/chart.svg", "Waits rose from 3 to 7 weeks", "Waits by month", "/chart.png") }}
{{ nhs.form(form, csrf_input, cancel="/back/") }}
{{ nhs.post_button("/accept/", "Accept", csrf_input, hidden={"kind": "one"}, about="Aoife") }}
{{ nhs.search_form("/search/", hint="A name or a post number.") }}
{% endblock %}
"""


@pytest.fixture
def visit():
    """Draws a template's source as a page that a signed-in person has asked for."""

    def draw(source, address="/waiting/?sort=name&page=2&team=a", visitor=None, **context):
        request = RequestFactory().get(address)
        request.user = visitor or Visitor()
        given = {
            **here(request),
            "request": request,
            "csrf_input": '<input type="hidden" name="csrfmiddlewaretoken" value="x">',
        }
        return engines["jinja2"].env.from_string(source).render({**given, **context})

    return draw


@pytest.fixture
def chrome():
    return {
        "title": "Trained and waiting",
        "trust_name": "Fenland Trust",
        "roles": ["Programme lead", "Educator"],
        "demonstration": True,
        "search_url": "/search/",
        "navigation": [NavItem("Waiting", "/waiting/", True), NavItem("Posts", "/posts/")],
        "breadcrumbs": [("Start", "/")],
        "messages": [],
    }


@pytest.fixture
def every_pattern(visit, chrome):
    class FilterForm(forms.Form):
        near = forms.ChoiceField(label="Near", choices=[("", "Anywhere"), ("c", "Cambridge")], required=False)

    def draw(form=None, **more):
        people = Paginator(["Aoife", "Tomasz", "Grace", "Li Wei", "Dafydd"], 2).page(2)
        context = {"form": form or EveryFieldForm(), "filter": FilterForm(), "page": people, "today": TODAY}
        return visit(EVERY_PATTERN, **{**chrome, **context, **more})

    return draw
