"""Two people and one last place, each asked for in a process of its own on one real database."""

import json

from tests.placement.test_races import said, start

WORLD = """
from tests.training.conftest import make_cohort, make_trainee
trust = make_trust(); cohort = make_cohort(trust, places=2); make_trainee(cohort)
print(json.dumps([cohort.pk, *[make_person(trust).pk for _ in range(2)]]))
"""
DEED = """
from alongside.people.models import Person
from alongside.training.actions import enrol_trainee
from alongside.training.models import Cohort
from tests.factories import SYSTEM
cohort, person, gate = Cohort.objects.get(pk=int(sys.argv[1])), Person.objects.get(pk=int(sys.argv[2])), sys.argv[3]
open(f"{gate}.{os.getpid()}", "w").close()
while not os.path.exists(gate):
    time.sleep(0.001)
try:
    enrol_trainee(person, cohort=cohort, by=SYSTEM)
    print("joined")
except Refused as refusal:
    print(" ".join(refusal.reasons))
"""


def test_two_people_for_the_last_place_one_joins_and_the_other_is_told(database, tmp_path):
    cohort, *people = json.loads(said(start(WORLD, database)))
    gate = tmp_path / "gate"
    running = [start(DEED, database, cohort, person, gate) for person in people]
    while len(list(tmp_path.glob("gate.*"))) < len(running):
        assert all(process.poll() is None for process in running), [said(process) for process in running]
    gate.touch()
    told = sorted(said(process) for process in running)
    assert told[1] == "joined" and told[0].startswith("All 2 places are taken")
