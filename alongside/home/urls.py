from django.urls import path

from alongside.home.views import start

urlpatterns = [
    path("", start.start, name="start"),
]
