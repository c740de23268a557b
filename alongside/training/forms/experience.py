"""Work experience, and the competences an educator has seen."""

from django import forms

from alongside.training.models import Domain, Trainee
from alongside.ui.forms import NhsDateField


class OfferForm(forms.Form):
    team = forms.ModelChoiceField(None, label="Team", empty_label="Choose a team")
    held_on = NhsDateField(label="Day", help_text="For example, 27 3 2026")
    hours = forms.DecimalField(label="Hours", min_value=0.5, max_value=24, decimal_places=2, initial=6)
    supervisor_name = forms.CharField(
        label="Who supervises", max_length=120, help_text="Somebody who is there the whole time."
    )

    def __init__(self, *args, teams, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["team"].queryset = teams


class BookForm(forms.Form):
    trainee = forms.ModelChoiceField(Trainee.objects.none(), label="For whom", empty_label="Choose a trainee")

    def __init__(self, *args, trainees, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["trainee"].queryset = trainees


class SignOffForm(forms.Form):
    hours_done = forms.DecimalField(
        label="Hours they did",
        min_value=0,
        max_value=24,
        decimal_places=2,
        help_text="Once you sign this off it is locked.",
    )


class CompetencesForm(forms.Form):
    domains = forms.MultipleChoiceField(
        label="What you have seen them do",
        choices=Domain.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="The domains of the national competence framework. Untick one to take it back.",
    )
