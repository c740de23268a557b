from urllib.parse import urlsplit

from django import forms
from django.core.exceptions import ValidationError

from alongside.checks.models import BenefitFigure
from alongside.ui.forms import NhsDateField


class BenefitFigureForm(forms.Form):
    kind = forms.ChoiceField(label="What is it?", choices=BenefitFigure.Kind.choices, widget=forms.RadioSelect)
    amount = forms.DecimalField(label="Figure", min_value=0, max_digits=8, decimal_places=2)
    from_on = NhsDateField(label="In force from")
    source = forms.URLField(
        label="Page it was read on",
        help_text="A page of www.gov.uk, never a calculator: calculators contradict each other.",
        max_length=200,
        assume_scheme="https",
    )

    def clean_source(self):
        host = urlsplit(self.cleaned_data["source"]).hostname or ""
        if host != "gov.uk" and not host.endswith(".gov.uk"):
            raise ValidationError("The page must be on GOV.UK")
        return self.cleaned_data["source"]
