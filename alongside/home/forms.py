"""What a retention rule may say, and who no longer waits."""

from django import forms

from alongside.access.models import RetentionRule
from alongside.ui.filters import short_date, waited
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


class MovedOnForm(forms.Form):
    people = forms.MultipleChoiceField(
        label="Who no longer waits for a post?",
        help_text="Those who have waited longest come first.",
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": "Tick at least one person, or leave this page",
            "invalid_choice": "Somebody who was ticked no longer waits. Look at the list again and send it once more",
        },
    )

    def __init__(self, *args, rows, today, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["people"].choices = [
            (row.public_id, f"{row.standing.name}, {_since(row.standing.trained_on, today)}") for row in rows
        ]


def _since(trained_on, today) -> str:
    return f"since {short_date(trained_on)} ({waited(trained_on, today)})" if trained_on else "not known since when"
