"""Forms of rooms, educators, what a course teaches, and a timetable."""

from calendar import day_name

from django import forms

from alongside.access.permissions import Role
from alongside.training.models import Domain
from alongside.training.models.timetable import LEVEL_CHOICES
from alongside.training.rules.timetable import AFTERNOON, MORNING
from alongside.ui.forms import NhsDateField

PARTS = [(MORNING, "Morning"), (AFTERNOON, "Afternoon")]
WEEKDAYS = [(number, day_name[number]) for number in range(5)]


class RoomForm(forms.Form):
    name = forms.CharField(label="Name of the room", max_length=80)
    seats = forms.IntegerField(label="How many it seats", min_value=1, max_value=500)


class EducatorForm(forms.Form):
    user = forms.ModelChoiceField(None, label="Who", empty_label="Choose an account")
    level = forms.ChoiceField(label="How far they are", choices=LEVEL_CHOICES, widget=forms.RadioSelect)
    teaching_since = forms.IntegerField(label="Teaching since the year", min_value=1960, max_value=2100, required=False)
    domains = forms.MultipleChoiceField(
        label="What they may teach", choices=Domain.choices, required=False, widget=forms.CheckboxSelectMultiple,
        help_text="Tick nothing if they may teach everything.",
    )  # fmt: skip
    weekdays = forms.TypedMultipleChoiceField(
        label="Days they work", choices=WEEKDAYS, coerce=int, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args, users, **kwargs):
        super().__init__(*args, **kwargs)
        teaching = users.filter(grants__role__in=[Role.EDUCATOR, Role.PROGRAMME_LEAD], is_active=True)
        self.fields["user"].queryset = teaching.distinct()


class SyllabusForm(forms.Form):
    title = forms.CharField(label="What the session is called", max_length=120)
    hours = forms.DecimalField(
        label="Hours that count", min_value=0.5, max_value=8, max_digits=4, decimal_places=2,
        help_text="More than three and a half hours take the whole day.",
    )  # fmt: skip
    domain = forms.ChoiceField(label="Competence domain", choices=[("", "No domain"), *Domain.choices], required=False)
    level = forms.ChoiceField(label="Who may teach it", choices=LEVEL_CHOICES, initial="assistant")


class TimetableForm(forms.Form):
    """The days to fill, and one wish that is kept above everything else."""

    first_on = NhsDateField(label="First day")
    last_on = NhsDateField(label="Last day")
    session = forms.ModelChoiceField(
        None, label="A session with a wish", required=False, empty_label="No wish",
        help_text="For example, a guest who can only come on one morning.",
    )  # fmt: skip
    day = NhsDateField(label="Wished for on", required=False)
    part = forms.ChoiceField(label="Part of the day", choices=[("", "Either"), *PARTS], required=False)
    educator = forms.ModelChoiceField(None, label="With", required=False, empty_label="Whoever may teach it")

    def __init__(self, *args, syllabus, educators, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["session"].queryset, self.fields["educator"].queryset = syllabus, educators

    def clean(self):
        said = super().clean()
        first, last = said.get("first_on"), said.get("last_on")
        if first and last and not 0 <= (last - first).days <= 366:
            self.add_error("last_on", "Enter a last day after the first, at most a year later.")
        return said


class MoveForm(forms.Form):
    day = NhsDateField(label="Day")
    part = forms.ChoiceField(label="Begins in the", choices=PARTS, widget=forms.RadioSelect)
    room = forms.ModelChoiceField(None, empty_label="Choose a room")
    educator = forms.ModelChoiceField(None, empty_label="Choose an educator")

    def __init__(self, *args, rooms, educators, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["room"].queryset, self.fields["educator"].queryset = rooms, educators
