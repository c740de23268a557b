from django.urls import path

from alongside.posts.views import duties
from alongside.posts.views import posts as views

urlpatterns = [
    path("new/", views.post_new, name="post_new"),
    path("<int:pk>/screening/", views.post_screen, name="post_screen"),
    path("<int:pk>/freeze/", views.post_freeze, name="post_freeze"),
    path("<int:pk>/thaw/", views.post_thaw, name="post_thaw"),
    path("<int:pk>/advert/", views.post_advertise, name="post_advertise"),
    path("<int:pk>/advert/withdrawal/", views.post_advert_withdraw, name="post_advert_withdraw"),
    path("<int:pk>/registration/", views.post_registration, name="post_registration"),
    path("<int:pk>/conversion/", views.conversion_new, name="conversion_new"),
    path("job-descriptions/", duties.job_descriptions, name="job_descriptions"),
    path("job-descriptions/add/", duties.job_description_new, name="job_description_new"),
    path("job-descriptions/<int:pk>/", duties.job_description, name="job_description"),
    path("job-descriptions/<int:pk>/lines/add/", duties.job_line_new, name="job_line_new"),
    path("job-descriptions/<int:pk>/issue/", duties.job_description_issue, name="job_description_issue"),
    path("job-descriptions/<int:pk>/next/", duties.job_description_renew, name="job_description_renew"),
    path("job-lines/<int:pk>/removal/", duties.job_line_remove, name="job_line_remove"),
    path("<int:pk>/duties/", duties.duties, name="duties"),
    path("<int:pk>/duties/add/", duties.duties_new, name="duties_new"),
    path("duties/<int:pk>/agreement/", duties.duties_agree, name="duties_agree"),
    path("duties/<int:pk>/withdrawal/", duties.duties_withdraw, name="duties_withdraw"),
    path("conversions/", views.conversions, name="conversions"),
    path("conversions/<int:pk>/", views.conversion, name="conversion"),
    path("conversions/<int:pk>/signature/", views.conversion_approve, name="conversion_approve"),
    path("conversions/<int:pk>/refusal/", views.conversion_decline, name="conversion_decline"),
    path("conversions/<int:pk>/change/", views.conversion_carry_out, name="conversion_carry_out"),
]
