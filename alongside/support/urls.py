from django.urls import path

from alongside.support import views

urlpatterns = [
    path("people/<uuid:public_id>/supervision/", views.supervision_new, name="supervision_new"),
]
