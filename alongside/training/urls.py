from django.urls import path

from alongside.training import views

urlpatterns = [
    path("", views.cohorts, name="cohorts"),
    path("cohorts/add/", views.cohort_new, name="cohort_new"),
    path("cohorts/<int:pk>/", views.cohort, name="cohort"),
    path("people/<uuid:public_id>/enrol/", views.enrol, name="enrol"),
    path("trainees/<int:pk>/result/", views.result, name="result"),
]
