"""Registers, catch-ups, leaving, and what was agreed for one person."""

from decimal import Decimal

from django import forms

from alongside.training.models import Adjustment, Trainee
from alongside.ui.forms import NhsDateField

STEP = Decimal("0.5")


def missed_choices(hours: Decimal, also: Decimal = Decimal(0)) -> list[tuple[str, str]]:
    """Present, absent, and every half hour between; also what stands in the register already."""
    parts = {STEP * number for number in range(1, int(hours / STEP) + 1)} | {also}
    between = [part for part in sorted(parts) if 0 < part < hours]
    said = [(f"{part:.2f}", f"Missed {part.normalize():f} hours".replace(" 1 hours", " 1 hour")) for part in between]
    return [("0.00", "Present"), (f"{hours:.2f}", f"Absent ({hours.normalize():f} hours)"), *said]


class RegisterForm(forms.Form):
    """One choice for each trainee; whoever is not touched was there."""

    as_seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, trainees, hours, standing, as_seen, **kwargs):
        super().__init__(*args, **kwargs)
        self.trainees = trainees
        self.fields["as_seen"].initial = as_seen
        for trainee in trainees:
            gone = standing.get(trainee.pk, Decimal(0))
            self.fields[f"missed_{trainee.pk}"] = forms.ChoiceField(
                label=trainee.person.name,
                choices=missed_choices(hours, also=gone),
                initial=f"{gone:.2f}",
            )

    def missed(self) -> dict[Trainee, Decimal]:
        return {one: Decimal(self.cleaned_data[f"missed_{one.pk}"]) for one in self.trainees}


class CatchUpForm(forms.Form):
    session = forms.ModelChoiceField(None, label="Session they missed", empty_label="Choose a session")
    what = forms.CharField(
        label="What they will do", max_length=200, help_text="For example, read module 4 and talk it over for an hour."
    )
    hours = forms.DecimalField(label="Hours it makes up for", min_value=0.25, max_value=24, decimal_places=2)
    by_on = NhsDateField(label="By when")

    def __init__(self, *args, sessions, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["session"].queryset = sessions


class WithdrawForm(forms.Form):
    week = forms.IntegerField(
        label="Week of the course",
        min_value=0,
        max_value=99,
        required=False,
        help_text="0 if it was before the first day. Leave empty if it is not known.",
    )
    because = forms.ChoiceField(
        label="What they said about why",
        choices=Trainee.WithdrewBecause.choices,
        initial=Trainee.WithdrewBecause.NOT_SAID,
        widget=forms.RadioSelect,
        help_text="They need not say. Health is not asked.",
    )


class AdjustmentForm(forms.Form):
    kind = forms.ChoiceField(label="What is agreed", choices=Adjustment.Kind.choices, widget=forms.RadioSelect)
    value = forms.DecimalField(
        label="How much",
        min_value=Decimal("0.5"),
        max_value=999,
        decimal_places=1,
        help_text="For example 25 for a quarter more time, or 70 for an attendance line of 70%.",
    )

    def clean(self):
        answers = super().clean()
        line = answers.get("kind") == Adjustment.Kind.ATTENDANCE_LINE
        if line and (answers.get("value") or 0) > 100:
            self.add_error("value", "A line of more than 100% cannot be reached.")
        return answers


class CauseForm(forms.Form):
    words = forms.CharField(
        label="Your own note about what you need",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="Nobody but you can read this, and nobody will ask for it. Leave it empty to take it away.",
    )
