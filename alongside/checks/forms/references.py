from django import forms

from alongside.checks.models import HistoryPeriod
from alongside.checks.rules.references import LETTERS, may_ask_referee


class ReferenceLetterForm(forms.Form):
    """Which letter, about which period; chosen by an address, so that nothing is sent or kept."""

    period = forms.ModelChoiceField(
        HistoryPeriod.objects.none(), label="About which period?", empty_label="Choose a period"
    )
    letter = forms.ChoiceField(label="Which letter?", choices=[(key, one.name) for key, one in LETTERS.items()])

    def __init__(self, *args, periods, offered: bool, **kwargs):
        super().__init__(*args, **kwargs)
        self.offered = offered
        self.fields["period"].queryset = periods
        self.fields["period"].label_from_instance = self.label_of

    @staticmethod
    def label_of(period: HistoryPeriod) -> str:
        return f"{period}: {period.what}" if period.what else str(period)

    def clean(self):
        period, letter = self.cleaned_data.get("period"), self.cleaned_data.get("letter")
        if period and letter:
            for reason in may_ask_referee(letter, period.kind, offered=self.offered).reasons:
                self.add_error("letter", reason)
        return self.cleaned_data
