"""What may be entered on the pages of planning."""

from django import forms

from alongside.planning.models import ForecastRun
from alongside.planning.queries import WEIGHT_NAMES
from alongside.planning.rules import LEAST_FUTURES, MOST_FUTURES, WEIGHTS


def count(label: str, help_text: str = "", least: int = 0, most: int = 500, **options) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        help_text=help_text,
        min_value=least,
        max_value=most,
        widget=forms.NumberInput(attrs={"width": 4, "inputmode": "numeric"}),
        **options,
    )


class ForecastForm(forms.Form):
    pool = count("How many people could start a course now?", "Who applied is not recorded here yet, so it is asked.")
    seats = count("How many can be taught at the same time?", "As a rule eight for each educator.")
    places = count("How many places does a course usually have?", "0 if courses are not run regularly.")
    every = count("How many weeks lie between two courses?", least=4, most=520)
    replications = count(
        "How many futures?",
        "2,000 take a few seconds. More make the answer steadier, not surer.",
        least=LEAST_FUTURES,
        most=MOST_FUTURES,
        initial=2_000,
    )
    seed = count("Seed", "The same seed gives the same futures.", most=2_000_000_000, initial=1)

    ASKED = ("pool", "seats", "places", "every")
    HOW = ("replications", "seed")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, label in WEIGHT_NAMES.items():
            self.fields[name] = forms.FloatField(
                label=label,
                min_value=0,
                max_value=1_000_000,
                initial=f"{WEIGHTS[name]:.0f}",
                widget=forms.NumberInput(attrs={"width": 5, "prefix": "£"}),
            )

    def asked(self) -> dict:
        """The answers as the deed wants them."""
        answers = dict(self.cleaned_data)
        return {"weights": {name: answers.pop(name) for name in WEIGHT_NAMES}} | answers


class CompareForecastsForm(forms.Form):
    first = forms.ModelChoiceField(
        label="First forecast", queryset=ForecastRun.objects.none(), empty_label="Choose a forecast"
    )
    second = forms.ModelChoiceField(
        label="Second forecast", queryset=ForecastRun.objects.none(), empty_label="Choose a forecast"
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        ready = ForecastRun.objects.seen_by(user).answered().filter(kind=ForecastRun.Kind.DECISION)
        for field in self.fields.values():
            field.queryset = ready
            field.widget.attrs["unmarked"] = True
