from django.urls import path

from alongside.posts import views

urlpatterns = [
    path("new/", views.post_new, name="post_new"),
    path("<int:pk>/screening/", views.post_screen, name="post_screen"),
    path("<int:pk>/freeze/", views.post_freeze, name="post_freeze"),
    path("<int:pk>/thaw/", views.post_thaw, name="post_thaw"),
    path("<int:pk>/advert/", views.post_advertise, name="post_advertise"),
    path("<int:pk>/advert/withdrawal/", views.post_advert_withdraw, name="post_advert_withdraw"),
    path("<int:pk>/registration/", views.post_registration, name="post_registration"),
    path("<int:pk>/conversion/", views.conversion_new, name="conversion_new"),
    path("conversions/", views.conversions, name="conversions"),
    path("conversions/<int:pk>/", views.conversion, name="conversion"),
    path("conversions/<int:pk>/signature/", views.conversion_approve, name="conversion_approve"),
    path("conversions/<int:pk>/refusal/", views.conversion_decline, name="conversion_decline"),
    path("conversions/<int:pk>/change/", views.conversion_carry_out, name="conversion_carry_out"),
]
