"""What a retention rule may say."""

from django import forms

from alongside.access.models import RetentionRule
from alongside.ui.forms import NhsDateField


class RetentionRuleForm(forms.Form):
    kind = forms.ChoiceField(label="What it is about", choices=RetentionRule.Kind.choices)
    months = forms.IntegerField(label="Months it is kept", min_value=1, max_value=1200)
    from_on = NhsDateField(label="In force from")
    source = forms.CharField(label="Source", help_text="The document, its date, and the place in it.", max_length=200)
    verified = forms.BooleanField(
        label="I have read this in the source itself",
        help_text="Nothing is deleted under a rule that nobody has checked.",
        required=False,
    )
