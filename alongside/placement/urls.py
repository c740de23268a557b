from django.urls import path

from alongside.placement.views import decisions, people, plans

urlpatterns = [
    path("plans/", plans.plans, name="plans"),
    path("plans/new/", plans.plan_new, name="plan_new"),
    path("plans/compare/", plans.plan_comparison, name="plan_comparison"),
    path("plans/<int:pk>/", plans.plan, name="plan"),
    path("plans/<int:pk>/progress/", plans.plan_progress, name="plan_progress"),
    path("plans/<int:pk>/download/", plans.plan_download, name="plan_download"),
    path("plans/<int:pk>/set-aside/", plans.plan_discard, name="plan_discard"),
    path("proposals/<int:pk>/accept/", decisions.proposal_accept, name="proposal_accept"),
    path("proposals/<int:pk>/decline/", decisions.proposal_decline, name="proposal_decline"),
    path("proposals/<int:pk>/turn-down/", decisions.proposal_turn_down, name="proposal_turn_down"),
    path("holdings/<int:pk>/turn-down/", decisions.holding_turn_down, name="holding_turn_down"),
    path("holdings/<int:pk>/end/", people.holding_end, name="holding_end"),
    path("people/<uuid:public_id>/wishes/", people.wishes, name="wishes"),
    path("people/<uuid:public_id>/teams-to-avoid/", people.team_to_avoid_new, name="team_to_avoid_new"),
    path("teams-to-avoid/<int:pk>/", people.team_to_avoid_removal, name="team_to_avoid_removal"),
    path("people/<uuid:public_id>/start/", people.holding_new, name="holding_new"),
]
