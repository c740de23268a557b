"""Working out a plan: read, ask the engine outside any transaction, write at once."""

from alongside.access.jobs import Progress, job
from alongside.access.models import Job
from alongside.placement import bridge
from alongside.placement.actions import propose_placements
from alongside.placement.models import PlacementPlan

STEPS = 3


@job("propose_placements")
def work_out_plan(progress: Progress, held: Job) -> None:
    plan = PlacementPlan.objects.select_related("previous").get(pk=held.subject_id)
    progress.tell(0, STEPS)
    try:
        question = bridge.read(plan)
        progress.tell(1, STEPS)
        found = bridge.answer(question)
    except bridge.CannotAsk as refusal:
        propose_placements(plan, answer=None, faults=list(refusal.args), progress=progress, by=held.asked_by)
        return
    waiting = bridge.longest_waiting(found)
    steps, changes = STEPS + len(waiting), {}
    for done, one in enumerate(waiting, start=2):
        progress.tell(done, steps)
        changes[one.person_id] = bridge.smallest_changes(found, one)
    progress.tell(steps - 1, steps)
    propose_placements(
        plan,
        answer=bridge.document(found, changes, question),
        proposals=bridge.proposals(found, question),
        progress=progress,
        by=held.asked_by,
    )
    progress.tell(steps, steps)
