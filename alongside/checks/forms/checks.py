from django import forms
from django.core.exceptions import ValidationError

from alongside.access.scanning import look_for_viruses
from alongside.checks.models import Check, Document
from alongside.checks.rules import may_upload
from alongside.checks.rules.documents import MOST_BYTES
from alongside.ui.forms import NhsDateField, YesNoField

ONLY_OFFICER = (Check.State.UNDECIDED,)


class CheckForm(forms.Form):
    """Dates and the state of one check. What a certificate or a reference says is never written here."""

    state = forms.ChoiceField(label="How far it is", widget=forms.RadioSelect)
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
        for name, owner in (("fitness", "health"), ("received", "references")):
            if kind != owner:
                del self.fields[name]

    def clean_received(self):
        return self.cleaned_data["received"] or 0


class AskForm(forms.Form):
    purpose = forms.ChoiceField(label="What is it for?", choices=Document.Purpose.choices, widget=forms.RadioSelect)


class OriginalForm(forms.Form):
    """What is written down of a document; what stands in it is not."""

    purpose = forms.ChoiceField(label="What is it for?", choices=Document.Purpose.choices, widget=forms.RadioSelect)
    type = forms.ChoiceField(label="What kind of document is it?", choices=[("", "Choose one"), *Document.Type.choices])
    provider = forms.CharField(
        label="Which company or office issued it?",
        help_text="For a document that shows the address, such as a bank or a council.",
        max_length=80,
        required=False,
    )
    issued_on = NhsDateField(label="Date on it", required=False)
    expires_on = NhsDateField(label="It runs out on", required=False)


class UploadForm(OriginalForm):
    content = forms.FileField(
        label="Photograph or scan",
        help_text="A JPEG, a PNG or a PDF of up to 8 MB. On a phone you can take the photograph now.",
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,application/pdf"}),
    )

    def __init__(self, *args, purpose: str = "", **kwargs):
        super().__init__(*args, **kwargs)
        if purpose:
            del self.fields["purpose"]

    def clean_content(self):
        """Size and kind first, then the virus scanner; nothing is kept of what either refuses."""
        upload = self.cleaned_data["content"]
        content = upload.read(MOST_BYTES + 1)
        verdict = may_upload(content[:16], len(content))
        if not verdict:
            raise ValidationError(list(verdict.reasons))
        look_for_viruses(content)
        return content


class DecideForm(forms.Form):
    good = YesNoField(label="Is it right, and can it be read?")
    why = forms.ChoiceField(
        label="If not, why is another needed?", choices=[("", "Choose one"), *Document.Why.choices[1:]], required=False
    )

    def clean(self):
        if self.cleaned_data.get("good") is False and not self.cleaned_data.get("why"):
            self.add_error("why", "Say why another is needed: the person reads it")
        return self.cleaned_data
