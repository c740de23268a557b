from django import forms

from alongside.checks.models import Check
from alongside.ui.forms import NhsDateField

ONLY_OFFICER = (Check.State.UNDECIDED,)


class CheckForm(forms.Form):
    """Dates and the state of one check. What a certificate or a reference says is never written here."""

    state = forms.ChoiceField(label="How far it is", widget=forms.RadioSelect)
    level = forms.ChoiceField(label="Level", choices=Check.Level.choices, required=False)
    fitness = forms.ChoiceField(
        label="Outcome from occupational health",
        help_text="The outcome only, never why.",
        choices=Check.Fitness.choices,
        required=False,
    )
    received = forms.IntegerField(label="References received", min_value=0, max_value=20, required=False)
    requested_on = NhsDateField(label="Asked for on", required=False)
    expected_on = NhsDateField(label="Expected by", required=False)
    evidence_on = NhsDateField(label="Issued or seen on", required=False)
    expires_on = NhsDateField(label="Runs out on", required=False)

    def __init__(self, *args, kind: str, officer: bool, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["state"].choices = [
            (state.value, state.label) for state in Check.State if officer or state not in ONLY_OFFICER
        ]
        for name, owner in (("level", "dbs"), ("fitness", "health"), ("received", "references")):
            if kind != owner:
                del self.fields[name]

    def clean_received(self):
        return self.cleaned_data["received"] or 0
