"""What may be entered about a course and its sessions."""

from datetime import datetime

from django import forms
from django.utils import timezone

from alongside.access.models import User
from alongside.training.models import Domain
from alongside.ui.forms import NhsDateField


class CourseForm(forms.Form):
    name = forms.CharField(label="Name of the course", max_length=120, help_text="As it stands on the certificate.")
    provider = forms.CharField(label="Who provides it", max_length=120, required=False)
    hours = forms.DecimalField(
        label="Taught hours",
        min_value=1,
        max_value=999,
        decimal_places=1,
        help_text="Most courses have 60 to 80.",
    )
    attendance = forms.DecimalField(
        label="Of these, to attend, in per cent", min_value=0, max_value=100, decimal_places=1, initial=80
    )
    most_hours_missed = forms.DecimalField(
        label="Most hours that may be missed",
        min_value=0,
        max_value=999,
        decimal_places=1,
        required=False,
        initial=8,
        help_text="Whichever of the two is stricter counts. Leave empty if only the share counts.",
    )
    work_experience_hours = forms.DecimalField(
        label="Hours of work experience", min_value=0, max_value=999, decimal_places=1, initial=0
    )
    pass_mark = forms.IntegerField(label="Mark to reach, in per cent", min_value=0, max_value=100, initial=80)
    resubmissions = forms.IntegerField(
        label="Times a piece that needs polish may be handed in again", min_value=0, max_value=99, initial=2
    )

    def clean(self):
        answers = super().clean()
        hours, missed = answers.get("hours"), answers.get("most_hours_missed")
        if hours and missed and missed > hours:
            self.add_error("most_hours_missed", "No more hours can be missed than are taught.")
        return answers

    def facts(self) -> dict:
        """The answers as the course keeps them: the share as a part of one."""
        answers = dict(self.cleaned_data)
        answers["attendance_share"] = answers.pop("attendance") / 100
        return answers


class SessionForm(forms.Form):
    title = forms.CharField(label="What it is about", max_length=120)
    held_on = NhsDateField(label="Day", help_text="For example, 27 3 2026")
    starts = forms.TimeField(label="From", help_text="For example, 9:30", widget=forms.TextInput(attrs={"width": 5}))
    ends = forms.TimeField(label="To", help_text="For example, 15:00", widget=forms.TextInput(attrs={"width": 5}))
    hours = forms.DecimalField(
        label="Hours that count", min_value=0.25, max_value=24, decimal_places=2, help_text="Without the breaks."
    )
    room = forms.CharField(label="Room", max_length=80, required=False)
    educator = forms.ModelChoiceField(
        User.objects.none(), label="Educator", required=False, empty_label="Not known yet"
    )
    domain = forms.ChoiceField(
        label="Competence domain", choices=[("", "None in particular"), *Domain.choices], required=False
    )

    def __init__(self, *args, educators, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["educator"].queryset = educators

    def clean(self):
        answers = super().clean()
        if answers.get("starts") and answers.get("ends") and answers["ends"] <= answers["starts"]:
            self.add_error("ends", "A session ends after it starts.")
        return answers

    def facts(self) -> dict:
        answers = dict(self.cleaned_data)
        day = answers.pop("held_on")
        for name in ("starts", "ends"):
            moment = datetime.combine(day, answers.pop(name))
            answers[f"{name}_at"] = timezone.make_aware(moment)
        return answers
