"""What may be entered about an early start, a work health outcome and police vetting."""

from django import forms

from alongside.checks.models import Check, PoliceVetting, StartOverride
from alongside.ui.forms import NhsDateField


class StartForm(forms.Form):
    kind = forms.ChoiceField(
        label="Which check is not clear yet?",
        help_text="Never identity or the right to work; and never the barred list where it is regulated activity.",
        choices=StartOverride.Kind.choices,
        widget=forms.RadioSelect,
    )
    safeguards = forms.CharField(
        label="What keeps everybody safe meanwhile?",
        help_text="For example, never working alone. Say nothing about health or a record.",
        max_length=500,
        widget=forms.Textarea,
    )
    until_on = NhsDateField(label="Until which day does it hold?")


class HealthForm(forms.Form):
    fitness = forms.ChoiceField(label="Outcome", choices=Check.Fitness.choices[1:], widget=forms.RadioSelect)
    adjustments = forms.CharField(
        label="What has to change at work",
        help_text="What, never why: the manager reads this. No diagnosis, no treatment.",
        max_length=1000,
        widget=forms.Textarea,
        required=False,
    )
    review_on = NhsDateField(label="Looked at again on", required=False)


class VettingForm(forms.Form):
    force = forms.CharField(label="Police force", max_length=60)
    level = forms.ChoiceField(label="Level", choices=PoliceVetting.Level.choices)
    applied_on = NhsDateField(label="Applied for on")
    outcome = forms.ChoiceField(label="Outcome", choices=PoliceVetting.Outcome.choices, widget=forms.RadioSelect)
    valid_from = NhsDateField(label="Valid from", required=False)
    valid_to = NhsDateField(label="Valid to", required=False)
