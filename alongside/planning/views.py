"""Asking for a forecast, reading it, its charts and tables, two side by side; and whom to offer a refresher."""

import csv
from datetime import date

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_POST

from alongside.access.forms import carried_out
from alongside.access.gate import needs
from alongside.access.permissions import May
from alongside.planning import queries
from alongside.planning.actions import request_back_test, request_forecast
from alongside.planning.forms import CompareForecastsForm, ForecastForm
from alongside.planning.models import ForecastRun
from alongside.ui.charts import fan_picture, range_picture
from alongside.ui.tables import PAGE_SIZE

DECISION = "decision"
INTERNAL = "INTERNAL: exact counts of the programme. Keep it inside the trust."
TYPES = {"svg": "image/svg+xml", "png": "image/png"}


@needs(May.VIEW_FORECASTS)
def forecasts(request):
    runs = ForecastRun.objects.seen_by(request.user)
    page = Paginator(runs.light().select_related("asked_by", "job"), PAGE_SIZE).get_page(request.GET.get("page"))
    latest = runs.answered().filter(kind=ForecastRun.Kind.DECISION).order_by("-as_of", "-asked_at").first()
    context = {
        "title": "When should the next course run?",
        "page": page,
        "latest": latest,
        "advice": queries.read_decision(latest) if latest else None,
        "may_ask": request.user.may(May.REQUEST_FORECAST),
        "may_see_people": request.user.may(May.VIEW_BOARD),
    }
    return render(request, "planning/forecasts.jinja", context)


@needs(May.REQUEST_FORECAST)
def forecast_new(request):
    user, today = request.user, localdate()
    form = ForecastForm(request.POST or None, initial=None if request.POST else queries.usual(user.trust_id, today))
    if request.method == "POST" and form.is_valid():
        run = carried_out(form, lambda: request_forecast(user.trust, today=today, by=user, **form.asked()))
        if run:
            return redirect("forecast", run.pk)
    context = {"title": "Ask for a forecast", "form": form, "breadcrumbs": crumbs()}
    return render(request, "planning/forecast_new.jinja", context, status=422 if request.method == "POST" else 200)


@needs(May.REQUEST_BACK_TEST)
@require_POST
def back_test_new(request):
    return redirect("forecast", request_back_test(request.user.trust, today=localdate(), by=request.user).pk)


@needs(May.VIEW_FORECASTS)
def forecast(request, pk):
    run = get_object_or_404(ForecastRun.objects.seen_by(request.user).select_related("job", "asked_by"), pk=pk)
    context = {"title": "Should the next course run?", "run": run, "breadcrumbs": crumbs()}
    if run.kind == ForecastRun.Kind.BACK_TEST:
        context["title"] = "What the forecast would have said earlier"
    if run.result is None:
        return render(request, "planning/forecast_waiting.jinja", context)
    if run.kind == ForecastRun.Kind.BACK_TEST:
        context["measures"] = queries.back_test_by_measure(run)
        return render(request, "planning/back_test.jinja", context)
    read = queries.read_decision(run)
    label = chosen(request, run)
    context |= {
        "read": read,
        "label": label,
        "charts": [(series, chart, queries.fan_rows(chart), queries.fan_in_words(chart)) for series, chart in
                   ((series, queries.fan_chart(run, series, label)) for series in queries.STOCKS)],
        "weight_names": queries.WEIGHT_NAMES,
        "weeks_since": queries.weeks_since(run, localdate()),
        "enough": queries.ENOUGH,
    }  # fmt: skip
    return render(request, "planning/forecast.jinja", context)


@needs(May.VIEW_FORECASTS)
def forecast_progress(request, pk):
    """The moving part of a page that waits; once the work is over it asks the browser for the whole page."""
    run = get_object_or_404(ForecastRun.objects.seen_by(request.user).light().select_related("job"), pk=pk)
    response = render(request, "planning/forecast_progress.jinja", {"run": run})
    if run.state == ForecastRun.State.READY or run.stuck:
        response["HX-Refresh"] = "true"
    return response


@needs(May.VIEW_FORECASTS)
def forecast_basis(request, pk):
    run = decided(request, pk)
    label = chosen(request, run)
    rates = queries.rates_of(run)
    context = {
        "title": "What this forecast rests on",
        "run": run,
        "label": label,
        "rates": rates,
        "thin": queries.thin_rates(run),
        "vacancies": queries.vacancies_of(rates),
        "turnover": queries.turnover_of(run, label),
        "rounds": queries.rounds_of(run),
        "selection_rates": queries.selection_rates_of(rates),
        "freezes": queries.freezes_of(run),
        "observed_from": date.fromisoformat(run.inputs["observed_from"]),
        "waits": run.result["waits"],
        "breadcrumbs": crumbs((str(run), reverse("forecast", args=[pk]))),
    }
    return render(request, "planning/forecast_basis.jinja", context)


@needs(May.VIEW_FORECASTS)
def forecast_since(request, pk):
    run, today = decided(request, pk), localdate()
    context = {
        "title": "What was promised, and what happened",
        "run": run,
        "today": today,
        "breadcrumbs": crumbs((str(run), reverse("forecast", args=[pk]))),
    }
    if queries.weeks_since(run, today) >= queries.ENOUGH:
        context["since"] = queries.since(run, today)
    return render(request, "planning/forecast_since.jinja", context)


@needs(May.VIEW_FORECAST_SUMMARY)
def forecast_latest_summary(request):
    """The latest answer in short, or what to do while there is none."""
    run = ForecastRun.objects.summed_up_for(request.user).light().order_by("-as_of", "-asked_at").first()
    if run:
        return redirect("forecast_summary", run.pk)
    return render(request, "planning/forecast_latest_summary.jinja", {"title": "The forecast in short"})


@needs(May.VIEW_FORECAST_SUMMARY)
def forecast_summary(request, pk):
    run = get_object_or_404(ForecastRun.objects.summed_up_for(request.user), pk=pk)
    context = {
        "title": "Should the next course run? The answer in short",
        "run": run,
        "summary": queries.read_summary(run),
        "drawn": ("waiting", "in_post"),
        "spans": queries.SPANS,
        "weight_names": queries.WEIGHT_NAMES,
        "may_see_all": request.user.may(May.VIEW_FORECASTS),
    }
    return render(request, "planning/forecast_summary.jinja", context)


@needs(May.VIEW_FORECAST_SUMMARY)
def forecast_summary_svg(request, pk, series):
    run = get_object_or_404(ForecastRun.objects.summed_up_for(request.user), pk=pk)
    if series not in queries.STOCKS:
        raise Http404
    return HttpResponse(
        fan_picture(queries.safe_chart(run, series), "svg", narrow=narrow(request)), content_type=TYPES["svg"]
    )


@needs(May.VIEW_FORECASTS)
def forecast_svg(request, pk, series):
    return picture(request, pk, series, "svg")


@needs(May.VIEW_FORECASTS)
def forecast_png(request, pk, series):
    return picture(request, pk, series, "png")


def narrow(request) -> bool:
    return "narrow" in request.GET


def picture(request, pk: int, series: str, kind: str) -> HttpResponse:
    run, small = decided(request, pk), kind == "svg" and narrow(request)
    if series == DECISION:
        drawn = range_picture(queries.decision_chart(run, queries.read_decision(run)), kind, narrow=small)
    else:
        drawn = fan_picture(queries.fan_chart(run, known(series), chosen(request, run)), kind, narrow=small)
    response = HttpResponse(drawn, content_type=TYPES[kind])
    if kind == "png":
        response["Content-Disposition"] = f'attachment; filename="forecast-{pk}-{series}.png"'
    return response


@needs(May.VIEW_FORECASTS)
def forecast_csv(request, pk, series):
    run = decided(request, pk)
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="forecast-{pk}-{series}.csv"'
    write = csv.writer(response).writerow
    write([INTERNAL])
    if series == DECISION:
        measures = list(queries.MEASURES)
        write(["Choice", *(f"{name} ({part})" for name in measures for part in ("mean", "10%", "90%")),
               "Better than no course, share of futures"])  # fmt: skip
        for choice in queries.read_decision(run).choices:
            figures = [choice.figures[queries.MEASURES[name]] for name in measures]
            numbers = [round(n, 2) for figure in figures for n in (figure.mean, figure.low, figure.high)]
            write([choice.label, *numbers, round(choice.better, 4)])
        return response
    chart = queries.fan_chart(run, known(series), chosen(request, run))
    write(["Week ending", "What happened", *queries.LEVEL_NAMES])
    for day, value in zip(chart.past_days, chart.past, strict=True):
        write([day.isoformat(), value])
    for week, day in enumerate(chart.days):
        write([day.isoformat(), "", *(getattr(chart, level)[week] for level in queries.LEVELS)])
    return response


@needs(May.VIEW_FORECASTS)
def forecast_comparison(request):
    asked = "first" in request.GET and "second" in request.GET
    form = CompareForecastsForm(request.GET if asked else None, user=request.user)
    context = {"title": "Compare two forecasts", "form": form, "breadcrumbs": crumbs()}
    if form.is_valid():
        context |= {name: form.cleaned_data[name] for name in ("first", "second")}
        context["rows"] = queries.compare_runs(**form.cleaned_data)
    return render(request, "planning/forecast_comparison.jinja", context, status=422 if form.errors else 200)


@needs(May.VIEW_BOARD)
def refresher_list(request):
    today = localdate()
    rows = queries.refreshers(request.user, today)
    context = {
        "title": "Refreshers",
        "page": Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page")),
        "due": sum(row.due == "now" for row in rows),
        "today": today,
        "breadcrumbs": crumbs(),
    }
    return render(request, "planning/refreshers.jinja", context)


def decided(request, pk: int) -> ForecastRun:
    runs = ForecastRun.objects.seen_by(request.user).answered().filter(kind=ForecastRun.Kind.DECISION)
    return get_object_or_404(runs, pk=pk)


def chosen(request, run: ForecastRun) -> str:
    """The choice whose future is shown: the cheapest unless another that was drawn is asked for."""
    labels = list(run.result["fans"])
    return request.GET["choice"] if request.GET.get("choice") in labels else labels[0]


def known(series: str) -> str:
    if series not in queries.STOCKS | queries.FLOWS:
        raise Http404
    return series


def crumbs(*more: tuple[str, str]) -> list[tuple[str, str]]:
    return [("Forecast", reverse("forecasts")), *more]
