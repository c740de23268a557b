from django.urls import path

from alongside.progression import views

urlpatterns = [
    path("people/<uuid:public_id>/leaving/", views.leaving_new, name="leaving_new"),
]
