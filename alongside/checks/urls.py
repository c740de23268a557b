from django.urls import path

from alongside.checks import views

urlpatterns = [
    path("", views.checks, name="checks"),
    path("people/<uuid:public_id>/<slug:kind>/", views.check, name="check"),
]
