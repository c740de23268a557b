"""What somebody's post asks of them: the duties agreed for it, and whether they have agreed themselves."""

from dataclasses import dataclass
from datetime import date

from alongside.checks.models import Check
from alongside.checks.rules import NAMES, outstanding
from alongside.placement.models import DutiesAccepted, Holding
from alongside.posts.models import AgreedDuties


@dataclass(frozen=True)
class DutiesRead:
    """The newest duties the team agreed to for the post of a holding, and the day the holder agreed, if they did."""

    holding: Holding
    agreed: AgreedDuties | None
    accepted_on: date | None


def duties_read(holdings: list[Holding]) -> list[DutiesRead]:
    """Of many holdings at once, in three queries."""
    found = AgreedDuties.objects.agreed().filter(post__in=[one.post_id for one in holdings if one.post_id])
    found = found.select_related("description").prefetch_related("lines").order_by("agreed_on", "pk")
    newest = {one.post_id: one for one in found}
    accepted = {
        (holding, duties): on
        for holding, duties, on in DutiesAccepted.objects.filter(holding__in=holdings).values_list(
            "holding", "duties", "accepted_on"
        )
    }
    return [
        DutiesRead(one, newest.get(one.post_id), accepted.get((one.pk, getattr(newest.get(one.post_id), "pk", None))))
        for one in holdings
    ]


def checks_to_come(person) -> list[str]:
    """The checks that have to be clear before this person starts, by name."""
    return [NAMES[kind] for kind in outstanding(dict(Check.objects.filter(person=person).values_list("kind", "state")))]
