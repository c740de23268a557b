from django import forms

from alongside.support.models import Supervision
from alongside.ui.forms import NhsDateField, YesNoField


class SupervisionForm(forms.Form):
    """That a supervision was held. What was said stays with those who met."""

    on = NhsDateField(label="Date", help_text="For example, 27 3 2026")
    kind = forms.ChoiceField(label="Kind", choices=Supervision.Kind.choices, widget=forms.RadioSelect)
    supervisor_name = forms.CharField(label="With", max_length=120, required=False)
    held = YesNoField(label="Was it held?", required=False)
    minutes = forms.IntegerField(label="How many minutes", min_value=1, max_value=600, required=False)
