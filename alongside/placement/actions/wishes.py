"""What a person asks for, and the teams they shall never be placed in."""

from django.core.exceptions import PermissionDenied

from alongside.access.gate import action
from alongside.access.models import User
from alongside.access.permissions import May, Role
from alongside.people.models import Person
from alongside.placement.models import TeamToAvoid, Wishes
from alongside.teams.models import Team


@action(May.RECORD_WISHES)
def record_wishes(person: Person, *, by, **wishes) -> Wishes:
    """Wishes are any of bands, hours_least, hours_most, settings, teams, home_latitude, home_longitude, most_km,
    available_from."""
    _only_for_oneself(person, by, Role.PROGRAMME_LEAD, Role.EDUCATOR)
    recorded = Wishes.objects.select_for_update().filter(person=person).first() or Wishes(person=person)
    for field, value in wishes.items():
        setattr(recorded, field, value)
    recorded.full_clean(exclude=["bands", "settings", "teams"])
    recorded.save()
    return recorded


@action(May.ADD_TEAM_TO_AVOID)
def add_team_to_avoid(person: Person, *, team: Team, by) -> TeamToAvoid:
    """No reason is asked and none can be given. Adding a team twice changes nothing."""
    _only_for_oneself(person, by, Role.PROGRAMME_LEAD)
    avoided, _ = TeamToAvoid.objects.get_or_create(person=person, team=team)
    return avoided


@action(May.REMOVE_TEAM_TO_AVOID)
def remove_team_to_avoid(avoided: TeamToAvoid, *, by) -> TeamToAvoid:
    _only_for_oneself(avoided.person, by, Role.PROGRAMME_LEAD)
    avoided.delete()
    return avoided


def _only_for_oneself(person: Person, by, *staff: Role) -> None:
    if isinstance(by, User) and not by.has(*staff) and person.account_id != by.pk:
        raise PermissionDenied("This is somebody else's to say.")
