from django import forms

from alongside.progression.models import Leaving
from alongside.ui.forms import NhsDateField


class LeavingForm(forms.Form):
    left_on = NhsDateField(label="Last day", help_text="For example, 27 3 2026. Their posts end on this day.")
    destination = forms.ChoiceField(
        label="Where they go next", choices=Leaving.Destination.choices, widget=forms.RadioSelect
    )
