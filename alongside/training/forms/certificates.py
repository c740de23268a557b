"""Certificates, and what learners say of the course."""

from django import forms

from alongside.training.models import CourseCertificate

AGREE = [(5, "Agree"), (4, "Agree a little"), (3, "Neither"), (2, "Disagree a little"), (1, "Disagree")]
OPINIONS = {
    "respected": "I was treated as an equal",
    "useful": "What I learned will be useful in the work",
    "pace": "The pace was right for me",
    "supported": "I was well supported when it was hard",
    "recommend": "I would recommend the course to a friend",
}


class RevokeForm(forms.Form):
    because = forms.ChoiceField(label="Why", choices=CourseCertificate.RevokedBecause.choices, widget=forms.RadioSelect)


class OpinionForm(forms.Form):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, sentence in OPINIONS.items():
            self.fields[name] = forms.TypedChoiceField(
                label=sentence, choices=AGREE, coerce=int, widget=forms.RadioSelect
            )


class CodeForm(forms.Form):
    code = forms.CharField(
        label="Code of the certificate",
        max_length=20,
        help_text="Twelve letters and digits, for example ABCD-EFGH-JKLM",
    )

    def clean_code(self):
        """As it is kept, however it was typed."""
        plain = "".join(letter for letter in self.cleaned_data["code"].upper() if letter.isalnum())
        return "-".join(plain[at : at + 4] for at in range(0, len(plain), 4))
