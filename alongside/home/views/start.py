"""Where everybody lands: what needs you now, and whose turn the rest is."""

from django.shortcuts import render
from django.utils.timezone import localdate

from alongside.access.gate import needs
from alongside.access.permissions import May, Role
from alongside.home.queries.start import TASKS, tasks_of

# What a role finds here, for the days on which there is nothing to do.
ABOUT = {
    Role.PROGRAMME_LEAD: "Plans to decide on, teams with a lone peer, and who waits longest appear here.",
    Role.EDUCATOR: "People in post who have to be trained, and courses whose results are not recorded, appear here.",
    Role.CHECKS_OFFICER: "Checks that are yours to move on appear here as soon as they are asked for.",
    Role.TEAM_MANAGER: "Who starts in your teams, and supervision that is overdue, appear here. You see the people "
    "placed in your teams, and nobody else.",
    Role.ESTABLISHMENT: "Freezes past their review, and posts asked for as peer posts, appear here.",
    Role.APPROVER: "A post asked for as a peer post waits here for your signature.",
    Role.PERSON: "What happens next with your training, checks and placement, and whose turn it is, appears here.",
    Role.DATA_PROTECTION: "You read the audit: who changed which record, and when. You see no content of any record.",
    Role.ADMINISTRATOR: "You keep the accounts and their roles. You see no record of anybody.",
    Role.EXECUTIVE: "You see the posts today. The board report, with safe figures, comes with the evaluation pages.",
    Role.EVALUATOR: "Surveys, indicators and effect studies will appear here when the evaluation pages are built.",
    Role.PANEL_MEMBER: "Applications to shortlist and interviews to score will appear here when an intake opens.",
    Role.DISCLOSURE_ASSESSOR: "A disclosure you are asked to assess will appear here, to you and one other alone.",
    Role.DECIDER: "A disclosure that two people have assessed will wait here for your decision.",
    Role.APPEAL_OFFICER: "An appeal will appear here, if you had no earlier part in it.",
    Role.OCCUPATIONAL_HEALTH: "A request for a work health assessment will appear here. You record its outcome only.",
}


@needs(May.VIEW_START)
def start(request):
    context = {
        "title": "What needs you now",
        "tasks": tasks_of(request.user, localdate()),
        "about": [ABOUT[role] for role in Role if role in request.user.roles],
        "has_tasks": bool(request.user.roles & set(TASKS)),
    }
    return render(request, "home/start.jinja", context)
