from django.urls import path

from alongside.planning import views

urlpatterns = [
    path("forecasts/", views.forecasts, name="forecasts"),
    path("forecasts/new/", views.forecast_new, name="forecast_new"),
    path("forecasts/back-test/", views.back_test_new, name="back_test_new"),
    path("forecasts/compare/", views.forecast_comparison, name="forecast_comparison"),
    path("forecasts/<int:pk>/", views.forecast, name="forecast"),
    path("forecasts/<int:pk>/progress/", views.forecast_progress, name="forecast_progress"),
    path("forecasts/<int:pk>/basis/", views.forecast_basis, name="forecast_basis"),
    path("forecasts/<int:pk>/since/", views.forecast_since, name="forecast_since"),
    path("forecasts/in-short/", views.forecast_latest_summary, name="forecast_latest_summary"),
    path("forecasts/<int:pk>/in-short/", views.forecast_summary, name="forecast_summary"),
    path("forecasts/<int:pk>/in-short/<slug:series>.svg", views.forecast_summary_svg, name="forecast_summary_svg"),
    path("forecasts/<int:pk>/<slug:series>.svg", views.forecast_svg, name="forecast_svg"),
    path("forecasts/<int:pk>/<slug:series>.png", views.forecast_png, name="forecast_png"),
    path("forecasts/<int:pk>/<slug:series>.csv", views.forecast_csv, name="forecast_csv"),
    path("refreshers/", views.refresher_list, name="refreshers"),
]
