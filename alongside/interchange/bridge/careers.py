"""People and their careers out of rows: in post, trained, gone, checked, supervised."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db.models import Model

from alongside.checks.models import Check
from alongside.interchange.bridge.places import Places, wte_of
from alongside.interchange.bridge.stands import WEIGHING, Stands
from alongside.interchange.rules import Fate, SheetKind
from alongside.interchange.rules import storing as words
from alongside.interchange.rules.text import fold
from alongside.people.models import Person
from alongside.placement.models import Holding
from alongside.posts.models import Post
from alongside.progression.models import Leaving
from alongside.support.models import Supervision
from alongside.training.models import Cohort, Trainee

if TYPE_CHECKING:
    from alongside.interchange.bridge.intake import Row

CONTACT = {"email": "email", "phone": "phone", "staff_no": "staff_number"}
OWN = frozenset({SheetKind.IN_POST, SheetKind.TRAINEES, SheetKind.LEAVERS, SheetKind.PEOPLE})


class Careers:
    """What rows say of people. A person is made once, by the first row that is theirs."""

    def __init__(self, stands: Stands, places: Places, today: date, with_course: frozenset[str]) -> None:
        """`with_course` are the people of whose course a row of this load tells itself."""
        self.stands, self.places, self.today, self.with_course = stands, places, today, with_course
        self.people: dict[str, Person] = {str(pk): person for pk, person in stands.people.items()}
        self.new_people: list[Person] = []
        self.staff_numbers = {one.staff_number: one for one in self.people.values() if one.staff_number}
        self.holdings: dict[str, list[Holding]] = defaultdict(list)
        self.trainings: dict[str, list[Trainee]] = defaultdict(list)
        self.leavings: dict[str, list[Leaving]] = defaultdict(list)
        self.checks: dict[tuple[str, str], Check] = {}
        self.supervisions: dict[tuple[str, date, str, str], list[Supervision]] = defaultdict(list)
        for pk in stands.people:
            self.holdings[str(pk)].extend(stands.holdings[pk])
            self.trainings[str(pk)].extend(stands.trainings[pk])
            self.leavings[str(pk)].extend(stands.leavings[pk])
        self.checks.update({(str(pk), kind): one for (pk, kind), one in stands.checks.items()})
        for found, meetings in stands.supervisions.items():
            self.supervisions[str(found[0]), *found[1:]].extend(meetings)

    def take(self, row: Row) -> Iterator[Model]:
        deed = {
            SheetKind.IN_POST: self._in_post,
            SheetKind.TRAINEES: self._trainee,
            SheetKind.LEAVERS: self._leaver,
            SheetKind.PEOPLE: self._only_contact,
            SheetKind.CHECKS: self._checks,
            SheetKind.SUPERVISION: self._supervision,
        }[row.said.kind]
        person = self._person(row)
        if person is None:
            row.tell("person_unknown", "name")
        else:
            yield from deed(row, person)

    def _person(self, row: Row) -> Person | None:
        key = row.said.person
        person = self.people.get(key)
        if row.said.kind not in OWN:
            return person
        if person is None:
            person = Person(trust_id=self.stands.trust_id, name=row.text("name"), added_on=self.today)
            self.people[key] = person
            self.new_people.append(person)
        for meaning, field in CONTACT.items():
            self._contact(row, person, meaning, field)
        return person

    def _contact(self, row: Row, person: Person, meaning: str, field: str) -> None:
        said, stands = row.text(meaning), getattr(person, field)
        if not said or fold(said) == fold(stands):
            return
        if stands:
            if not row.told_of(meaning):
                row.tell("differs_from_record" if person.pk else "differs_from_row", meaning)
        elif field == "staff_number" and self.staff_numbers.setdefault(said, person) is not person:
            row.tell("staff_no_taken", meaning)
        else:
            row.set(person, field, said)

    def _only_contact(self, row: Row, person: Person) -> Iterator[Model]:
        row.met = bool(person.pk)
        yield from ()

    def _in_post(self, row: Row, person: Person) -> Iterator[Model]:
        key = row.said.person
        post = self._post(row)
        team = self.places.team(row.text("team"))
        if team is None and post is not None and not row.told_of("team"):
            team = post.team
        wte = wte_of(row.number("wte"))
        if wte == 0:
            row.tell("amount_unreadable", "wte")
            wte = None
        facts = {
            "team": team,
            "band": row.whole("band"),
            "started_on": row.day("started_on"),
            "manager_name": row.text("manager"),
        }
        contract = words.CONTRACTS.get(row.text("contract"), "not_stated")
        yield from self._training_said(row, person, key)
        stands = self._same_holding(row, key)
        if stands is not None and stands.ended:
            row.met = True
            return
        if stands is not None and stands.pk:
            self._fill_holding(row, stands, post, wte, facts)
            return
        post = self._with_room(row, post, wte)
        if post is not None and any(one.post is post and not one.ended for one in self.holdings[key]):
            row.tell("duplicate_row", "post_no", other="another row")
            return
        holding = Holding(person=person, post=post, wte=wte, contract=contract, **facts)
        self.holdings[key].append(holding)
        if post is not None:
            self.places.hold(post, wte)
            self.places.free_of_others(row, post, wte)
        yield holding

    def _same_holding(self, row: Row, key: str) -> Holding | None:
        """The record this row was compared with, or one like it that has ended since."""
        times = int(row.said.record.rpartition("|")[2]) if "|" in row.said.record else 1
        old = [one for one in self.holdings[key] if one.pk]
        standing = [one for one in old if not one.ended]
        if len(standing) >= times:
            return standing[times - 1]
        start = row.day("started_on")
        return next((one for one in old if one.ended and start and one.started_on == start), None)

    def _fill_holding(self, row: Row, holding: Holding, post: Post | None, wte: Decimal | None, facts: dict) -> None:
        row.fill(holding, **facts)
        if holding.post_id is None and post is not None and holding.wte is not None:
            wte = holding.wte
        if holding.post_id is None and self._with_room(row, post, wte) is not None and post is not None:
            row.set(holding, "post", post)
            if not post.pk:
                self.places.hold(post, wte)
            self.places.free_of_others(row, post, wte)
        if holding.wte is None and wte is not None and self._wte_fits(holding, wte):
            row.set(holding, "wte", wte)
        contract = words.CONTRACTS.get(row.text("contract"))
        if contract and holding.contract == Holding.Contract.NOT_STATED:
            row.set(holding, "contract", contract)

    def _wte_fits(self, holding: Holding, wte: Decimal) -> bool:
        post = holding.post
        if post is None or not post.pk:
            return True
        others = [
            one.wte or Decimal(0)
            for held in self.stands.holdings.values()
            for one in held
            if one.post_id == post.pk and not one.ended and one is not holding
        ]
        return sum(others, post.wte_others) + wte <= post.wte_funded

    def _post(self, row: Row) -> Post | None:
        number = row.text("post_no")
        post = self.places.posts.get(number) if number else None
        if number and post is None:
            row.tell("post_unknown", "post_no")
        elif post is not None and post.ever_registered:
            row.tell("registered_post", "post_no")
            return None
        return post

    def _with_room(self, row: Row, post: Post | None, wte: Decimal | None) -> Post | None:
        if post is not None and not self.places.room_in(post, wte):
            row.tell("post_overfilled", "post_no")
            return None
        return post

    def _training_said(self, row: Row, person: Person, key: str) -> Iterator[Model]:
        """A row of somebody in post that says they are trained, where no other row tells of their course."""
        trained, cohort = row.yes("trained"), self.places.cohort(row.values.get("cohort"))
        if key in self.with_course or self.trainings[key] or (not trained and cohort is None):
            return
        state = {True: Trainee.Result.COMPLETED, False: Trainee.Result.IN_TRAINING, None: Trainee.Result.NOT_KNOWN}
        trainee = Trainee(person=person, cohort=cohort, result=state[trained])
        self.trainings[key].append(trainee)
        yield trainee

    def _trainee(self, row: Row, person: Person) -> Iterator[Model]:
        key = row.said.person
        cohort = self.places.cohort(row.values.get("cohort"))
        result = words.RESULTS.get(row.text("result"), "")
        completed = row.day("completed_on")
        if completed and result not in ("", "completed"):
            row.tell("completed_without_result", "completed_on")
            completed = None
        result = result or ("completed" if completed else "")
        facts = {
            "began_on": row.day("began_on"),
            "attendance": Decimal(str(round(number, 3))) if (number := row.number("attendance")) is not None else None,
        }
        stands = next((one for one in self.trainings[key] if self._same_course(one, cohort)), None)
        if stands is not None and not stands.pk:
            row.tell("duplicate_row", "cohort", other="another row")
        elif stands is not None:
            row.fill(stands, **facts)
            if result and stands.result == Trainee.Result.NOT_KNOWN:
                row.set(stands, "result", result)
            if completed and stands.result == Trainee.Result.COMPLETED:
                row.fill(stands, completed_on=completed)
        else:
            result = result or Trainee.Result.NOT_KNOWN
            trainee = Trainee(person=person, cohort=cohort, result=result, completed_on=completed, **facts)
            self.trainings[key].append(trainee)
            yield trainee
        if row.yes("in_post") and not self.holdings[key] and row.fate is not Fate.REFUSED:
            holding = Holding(person=person)
            self.holdings[key].append(holding)
            yield holding

    def _same_course(self, trainee: Trainee, cohort: Cohort | None) -> bool:
        return trainee.cohort is cohort or (cohort is not None and cohort.pk is not None and trainee.cohort == cohort)

    def _leaver(self, row: Row, person: Person) -> Iterator[Model]:
        key, left_on = row.said.person, row.day("left_on")
        destination = words.destination_of(row.text("destination"))
        team, band, started_on = self.places.team(row.text("team")), row.whole("band"), row.day("started_on")
        stands = self._same_leaving(row, key, left_on)
        ended = next((one for one in self.holdings[key] if one.pk and one.ended and one.ended_on == left_on), None)
        if stands is not None:
            row.met = True
            if stands.destination == Leaving.Destination.NOT_KNOWN and destination != "not_known":
                row.set(stands, "destination", destination)
            if ended is not None:
                row.fill(ended, team=team, band=band, started_on=started_on)
            if left_on and stands.left_on is None:
                row.set(stands, "left_on", left_on)
                if (dated := next((one for one in self.holdings[key] if one.ended and not one.ended_on), None)) and (
                    dated.started_on is None or dated.started_on <= left_on
                ):
                    row.set(dated, "ended_on", left_on)
            return
        leaving = Leaving(person=person, left_on=left_on, destination=destination)
        self.leavings[key].append(leaving)
        yield leaving
        running = next(
            (one for one in self.holdings[key] if one.pk and not one.ended and one.started_on == started_on), None
        )
        if running is not None and started_on is not None:
            row.set(running, "ended", True)
            row.set(running, "ended_on", left_on)
            return
        holding = Holding(person=person, team=team, band=band, started_on=started_on, ended=True, ended_on=left_on)
        self.holdings[key].append(holding)
        yield holding

    def _same_leaving(self, row: Row, key: str, left_on: date | None) -> Leaving | None:
        old = [one for one in self.leavings[key] if one.pk]
        times = int(row.said.record.rpartition("|")[2])
        same_day = next((one for one in self.leavings[key] if left_on and one.left_on == left_on), None)
        return same_day or (old[times - 1] if len(old) >= times else None)

    def _checks(self, row: Row, person: Person) -> Iterator[Model]:
        content = any(one.kind == "disclosure_content" for one in row.told)
        said = words.Disclosed(
            applied=row.day("dbs_applied_on") is not None,
            issued=row.day("dbs_issued_on") is not None,
            clear=row.text("dbs_result") == "Clear",
            content=content,
        )
        level = words.LEVELS.get(row.text("dbs_level"), "")
        if level or content or said != words.Disclosed():
            facts = {"requested_on": row.day("dbs_applied_on"), "evidence_on": row.day("dbs_issued_on"), "level": level}
            yield from self._check(row, person, Check.Kind.DBS, words.dbs_state(said), **facts)
        if fitness := words.FITNESS.get(row.text("oh_outcome")):
            yield from self._check(row, person, Check.Kind.HEALTH, words.health_state(fitness), fitness=fitness)
        if received := row.whole("references"):
            state = words.references_state(received)
            yield from self._check(row, person, Check.Kind.REFERENCES, state, received=received)
        if seen := row.day("rtw_on"):
            yield from self._check(row, person, Check.Kind.RIGHT_TO_WORK, Check.State.VERIFIED, evidence_on=seen)

    def _check(self, row: Row, person: Person, kind: str, state: str, **facts: object) -> Iterator[Model]:
        stands = self.checks.get((row.said.person, kind))
        if stands is None:
            check = Check(person=person, kind=kind, state=state, **facts)
            self.checks[row.said.person, kind] = check
            yield check
            return
        if not stands.pk:
            return
        row.fill(stands, **facts)
        if kind == Check.Kind.REFERENCES and not stands.received:
            row.set(stands, "received", facts["received"])
        if stands.state in WEIGHING and state not in WEIGHING:
            row.set(stands, "state", state)

    def _supervision(self, row: Row, person: Person) -> Iterator[Model]:
        on, kind = row.day("held_on"), words.SUPERVISIONS.get(row.text("kind"), "not_stated")
        if on is None:
            row.tell("date_missing", "held_on")
            return
        meetings = self.supervisions[row.said.person, on, kind, row.text("with")]
        old = [one for one in meetings if one.pk]
        times = int(row.said.record.rpartition("|")[2])
        held, minutes = row.yes("held"), row.whole("minutes")
        if times <= len(old):
            row.fill(old[times - 1], held=held, minutes=minutes)
        elif (same := next((one for one in meetings if one.minutes == minutes), None)) is not None:
            row.met = same.held == held
            if not row.met:
                row.tell("duplicate_row", "held_on", other="another row")
        else:
            name = row.text("with")
            meeting = Supervision(person=person, on=on, kind=kind, supervisor_name=name, held=held, minutes=minutes)
            meetings.append(meeting)
            yield meeting
