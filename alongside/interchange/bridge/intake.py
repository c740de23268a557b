"""Rows on their way into records: what each would add or fill, with every guard of the house asked beforehand.

Nothing is written here. The rows come out with the fate they really have: one that adds nothing says so, one that does
not fit is held.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import date

from django.core.exceptions import ValidationError
from django.db.models import ForeignKey, Model, OneToOneField

from alongside.interchange.bridge.careers import Careers
from alongside.interchange.bridge.places import Places
from alongside.interchange.bridge.stands import Stands
from alongside.interchange.rules import LOADED, Fate, Layout, Report, RowFate, SheetKind, Told
from alongside.interchange.rules.reasons import HOLDS_ROW, HOLDS_VALUE, LEAVES_OUT, REASONS, REFUSES_ROW, tell
from alongside.interchange.rules.standing import Value

ORDER = (
    SheetKind.TEAMS,
    SheetKind.COHORTS,
    SheetKind.POSTS,
    SheetKind.IN_POST,
    SheetKind.TRAINEES,
    SheetKind.LEAVERS,
    SheetKind.PEOPLE,
    SheetKind.CHECKS,
    SheetKind.SUPERVISION,
)
TELL_EVERY = 25


@dataclass
class Row:
    """A row that is to be loaded, while its records are made."""

    said: RowFate
    layout: Layout
    values: dict[str, Value]
    told: list[Told]
    fate: Fate
    met: bool = False
    adds: list[tuple[Model, dict[str, object]]] = field(default_factory=list)

    def text(self, meaning: str) -> str:
        value = self.values.get(meaning)
        return value if isinstance(value, str) else ""

    def number(self, meaning: str) -> float | None:
        value = self.values.get(meaning)
        return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None

    def whole(self, meaning: str) -> int | None:
        number = self.number(meaning)
        return int(number) if number is not None else None

    def day(self, meaning: str) -> date | None:
        value = self.values.get(meaning)
        return value if isinstance(value, date) else None

    def yes(self, meaning: str) -> bool | None:
        value = self.values.get(meaning)
        return value if isinstance(value, bool) else None

    def told_of(self, meaning: str) -> bool:
        return any(one.field == meaning and one.does != LEAVES_OUT for one in self.told)

    def tell(self, kind: str, meaning: str, other: str = "") -> None:
        """Tell one thing about a cell, and drop what its kind drops."""
        column = self.layout.sheet(self.said.sheet).column_of(meaning)
        self.told.append(
            tell(kind, self.said.sheet, self.said.row, column.column if column else "", meaning, other=other)
        )
        does = REASONS[kind][0]
        if does == HOLDS_VALUE:
            self.values.pop(meaning, None)
        elif does in (HOLDS_ROW, REFUSES_ROW):
            self.fate = Fate.HELD if does == HOLDS_ROW else Fate.REFUSED

    def fill(self, record: Model, **values: object) -> None:
        """What a record that stands did not know yet; what it knows stays."""
        self.met = True
        for name, value in values.items():
            if value not in (None, "") and getattr(record, name) in (None, ""):
                self.set(record, name, value)

    def set(self, record: Model, name: str, value: object) -> None:
        before = getattr(record, name)
        if before != value:
            self.adds.append((record, {name: before}))
            setattr(record, name, value)

    def take_back(self) -> None:
        for record, before in reversed(self.adds):
            for name, value in before.items():
                setattr(record, name, value)
        self.adds.clear()

    def settled(self) -> RowFate:
        fate = self.fate
        if fate in LOADED:
            noted = any(one.does != LEAVES_OUT for one in self.told)
            fate = Fate.LOAD_WITH_NOTE if noted else Fate.LOAD
        values = {} if fate is Fate.REFUSED else self.values
        return replace(self.said, fate=fate, values=values, told=tuple(self.told))


@dataclass
class Intake:
    """What would be written: new records in the order they need one another, and the columns of those that change."""

    report: Report
    new: tuple[Model, ...] = ()
    changed: tuple[tuple[Model, tuple[str, ...]], ...] = ()

    def new_of(self, model: type[Model]) -> list[Model]:
        return [one for one in self.new if type(one) is model]


def prepare(
    report: Report,
    layout: Layout,
    stands: Stands,
    *,
    today: date,
    tell_done: Callable[[int, int], None] = lambda done, total: None,
) -> Intake:
    """What the rows of a report come to, on what stands; each row's fate as it will be."""
    rows = {
        one.place: Row(one, layout, dict(one.values), list(one.told), one.fate)
        for one in report.rows
        if one.fate in LOADED
    }
    total, done = len(report.rows), len(report.rows) - len(rows)
    places = Places(stands, today)
    with_course = frozenset(row.said.person for row in rows.values() if row.said.kind is SheetKind.TRAINEES)
    careers = Careers(stands, places, today, with_course)
    places.agree_teams(report.new_teams)
    taking = {**dict.fromkeys(ORDER[:3], places.take), **dict.fromkeys(ORDER[3:], careers.take)}
    new: list[Model] = []
    for kind in ORDER:
        for row in (row for row in rows.values() if row.said.kind is kind):
            done += 1
            if done % TELL_EVERY == 0:
                tell_done(done, total)
            made = list(taking[kind](row))
            if _stands_up(row, made):
                new.extend(made)
                if row.met and not row.adds and not made:
                    row.fate = Fate.NOTHING_NEW
    places.count_others()
    settled = tuple(rows[one.place].settled() if one.place in rows else one for one in report.rows)
    return Intake(
        report=replace(report, rows=settled),
        new=(*places.new_sites, *places.new_teams, *places.new_cohorts, *careers.new_people, *new),
        changed=tuple(_changes(rows.values())),
    )


def _stands_up(row: Row, made: Iterable[Model]) -> bool:
    """Whether the row's records are whole; otherwise the row is held and nothing of it becomes a record."""
    if row.fate not in LOADED:
        row.take_back()
        return False
    try:
        for record in made:
            links = [one.name for one in record._meta.fields if isinstance(one, ForeignKey | OneToOneField)]
            record.clean_fields(exclude=links)
        for record in {id(record): record for record, _ in row.adds}.values():
            if record.pk:
                record.clean_fields()
                record.validate_constraints()
    except ValidationError:
        row.take_back()
        row.tell("cannot_be_kept", "")
        return False
    return True


def _changes(rows: Iterable[Row]) -> Iterable[tuple[Model, tuple[str, ...]]]:
    changed: dict[int, tuple[Model, dict[str, None]]] = {}
    for row in rows:
        for record, before in row.adds if row.fate in LOADED else ():
            if record.pk:
                changed.setdefault(id(record), (record, {}))[1].update(dict.fromkeys(before))
    return ((record, tuple(names)) for record, names in changed.values())
