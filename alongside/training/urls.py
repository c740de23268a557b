from django.urls import path

from alongside.training.views import cohorts

urlpatterns = [
    path("", cohorts.cohorts, name="cohorts"),
    path("cohorts/add/", cohorts.cohort_new, name="cohort_new"),
    path("cohorts/<int:pk>/", cohorts.cohort, name="cohort"),
    path("people/<uuid:public_id>/enrol/", cohorts.enrol, name="enrol"),
    path("trainees/<int:pk>/result/", cohorts.result, name="result"),
]
