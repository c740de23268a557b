from django import forms

from alongside.checks.models import HistoryPeriod
from alongside.ui.forms import NhsDateField


class HistoryPeriodForm(forms.Form):
    """One period; nothing on it asks why somebody did not work."""

    kind = forms.ChoiceField(label="What was it?", choices=HistoryPeriod.Kind.choices, widget=forms.RadioSelect)
    from_on = NhsDateField(label="From")
    until_on = NhsDateField(label="Until", help_text="Leave it empty if it still goes on.", required=False)
    what = forms.CharField(
        label="Where, or what, in a few words",
        help_text="Such as the name of an employer or a course. Not needed. For not working, nothing is kept here.",
        max_length=120,
        required=False,
    )
