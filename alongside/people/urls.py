from django.urls import path

from alongside.people import views

urlpatterns = [
    path("add/", views.person_new, name="person_new"),
    path("<uuid:public_id>/contact/", views.contact, name="contact"),
    path("<uuid:public_id>/hold/", views.legal_hold_new, name="legal_hold_new"),
    path("<uuid:public_id>/account/", views.account_link, name="account_link"),
]
