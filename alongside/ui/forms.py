"""Form fields that NHS pages need and Django lacks: a date in three boxes, and a plain yes or no."""

from calendar import month_abbr, month_name, monthrange
from collections.abc import Mapping
from datetime import date

from django import forms
from django.core.exceptions import ValidationError

PARTS = ("day", "month", "year")
MONTHS = {name.lower(): number for names in (month_name, month_abbr) for number, name in enumerate(names) if name}


class NhsDateInput(forms.Widget):
    """Day, month and year as three boxes; also takes one ISO date under the field's own name."""

    def __init__(self, attrs: dict | None = None, birthday: bool = False):
        super().__init__(attrs)
        self.birthday = birthday

    def value_from_datadict(self, data: Mapping, files: Mapping, name: str) -> dict[str, str] | date | None:
        whole = data.get(name)
        if isinstance(whole, date):
            return whole
        if whole:
            pieces = str(whole).strip().split("-")
            if len(pieces) == 3:
                return dict(zip(PARTS, reversed(pieces), strict=True))
            return {"day": str(whole), "month": "", "year": ""}
        return {part: str(data.get(f"{name}_{part}") or "").strip() for part in PARTS}

    def value_omitted_from_data(self, data: Mapping, files: Mapping, name: str) -> bool:
        return name not in data and not any(f"{name}_{part}" in data for part in PARTS)

    def id_for_label(self, id_: str, index: object = None) -> str:
        return f"{id_}_day"

    def boxes(self, value: object) -> dict[str, str]:
        """What stands in each box."""
        if isinstance(value, date):
            return {part: str(getattr(value, part)) for part in PARTS}
        return (
            {part: str(value.get(part, "")) for part in PARTS}
            if isinstance(value, Mapping)
            else dict.fromkeys(PARTS, "")
        )

    def render(self, name: str, value: object, attrs: dict | None = None, renderer: object = None) -> str:
        raise TypeError("A date is drawn by the field macro of ui/forms.jinja, which knows its label and errors.")


class NhsDateField(forms.Field):
    """A real calendar date; every error names the box to mend (`params["parts"]`)."""

    widget = NhsDateInput

    def __init__(self, *, earliest: date | None = None, latest: date | None = None, birthday: bool = False, **options):
        options.setdefault("widget", NhsDateInput(birthday=birthday))
        super().__init__(**options)
        self.earliest, self.latest = earliest, latest

    def refuse(self, sentence: str, *parts: str) -> ValidationError:
        return ValidationError(
            "%(subject)s " + sentence, code="invalid", params={"subject": self.label or "The date", "parts": parts}
        )

    def to_python(self, value: date | Mapping[str, str] | None) -> date | None:
        if value is None or isinstance(value, date):
            return value
        boxes = {part: str(value[part]).strip() for part in PARTS}
        missing = [part for part in PARTS if not boxes[part]]
        if len(missing) == len(PARTS):
            return None
        if missing:
            raise self.refuse(f"must include a {' and a '.join(missing)}", *missing)
        month = MONTHS.get(boxes["month"].lower(), boxes["month"])
        numbers = {"day": boxes["day"], "month": str(month), "year": boxes["year"]}
        wrong = [part for part, text in numbers.items() if not (text.isascii() and text.isdigit())]
        if wrong:
            raise self.refuse("must be a real date, such as 27 3 2026", *wrong)
        if len(numbers["year"]) != 4:
            raise self.refuse("must have a year of 4 numbers, such as 2026", "year")
        return self.real_date(int(numbers["day"]), int(numbers["month"]), int(numbers["year"]))

    def real_date(self, day: int, month: int, year: int) -> date:
        if not 1 <= month <= 12:
            raise self.refuse("must have a month between 1 and 12", "month")
        if not year:
            raise self.refuse("must have a year of 4 numbers, such as 2026", "year")
        last = monthrange(year, month)[1]
        if not 1 <= day <= last:
            raise self.refuse(f"must be a real date: {month_name[month]} {year} has {last} days", "day")
        return date(year, month, day)

    def validate(self, value: date | None) -> None:
        super().validate(value)
        if value and self.earliest and value < self.earliest:
            raise self.refuse(f"must be on or after {spoken(self.earliest)}", *PARTS)
        if value and self.latest and value > self.latest:
            raise self.refuse(f"must be on or before {spoken(self.latest)}", *PARTS)

    def has_changed(self, initial: object, data: date | Mapping[str, str] | None) -> bool:
        try:
            return self.to_python(data) != initial
        except ValidationError:
            return True


class YesNoField(forms.TypedChoiceField):
    """Yes or no as two radios; nothing chosen is an error when required, and None when not."""

    def __init__(self, **options):
        options.setdefault("widget", forms.RadioSelect)
        super().__init__(
            choices=[("yes", "Yes"), ("no", "No")], coerce=lambda said: said == "yes", empty_value=None, **options
        )

    def prepare_value(self, value: object) -> object:
        return {True: "yes", False: "no"}.get(value, value) if isinstance(value, bool) else value


def spoken(day: date) -> str:
    return f"{day.day} {month_name[day.month]} {day.year}"
