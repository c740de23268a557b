from django.urls import path

from alongside.teams import views

urlpatterns = [
    path("new/", views.team_new, name="team_new"),
    path("sites/", views.sites, name="sites"),
    path("sites/new/", views.site_new, name="site_new"),
    path("<int:pk>/facts/", views.team_change, name="team_change"),
    path("<int:pk>/preparation/", views.team_preparation, name="team_preparation"),
    path("<int:pk>/pair/", views.team_pair, name="team_pair"),
    path("<int:pk>/pair/<int:pair>/", views.team_unpair, name="team_unpair"),
    path("<int:pk>/manager/", views.team_manager, name="team_manager"),
    path("<int:pk>/manager/<int:manager>/", views.team_manager_release, name="team_manager_release"),
]
