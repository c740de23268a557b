from django import forms

from alongside.access.models import User
from alongside.access.permissions import Role
from alongside.people.models import Person


class ContactForm(forms.ModelForm):
    """What the programme needs to reach somebody, and nothing about their health."""

    class Meta:
        model = Person
        fields = ("name", "email", "phone", "staff_number", "pronouns")
        labels = {"name": "Full name", "email": "E-mail address", "phone": "Telephone number"}
        help_texts = {
            "staff_number": "If they have one already. It is how a workbook recognises them.",
            "pronouns": "Only if they have told you, for example she or they.",
        }
        widgets = {"phone": forms.TextInput(attrs={"type": "tel"})}


class AccountForm(forms.Form):
    """The account a person signs in with to see their own record."""

    account = forms.ModelChoiceField(
        User.objects.none(),
        required=False,
        empty_label="None: they do not sign in",
        help_text="Accounts with the role “Peer worker or trainee” that belong to nobody yet.",
    )

    def __init__(self, *args, person: Person, **kwargs):
        super().__init__(*args, initial={"account": person.account_id}, **kwargs)
        free = User.objects.filter(trust_id=person.trust_id, grants__role=Role.PERSON, person=None)
        self.fields["account"].queryset = (free | User.objects.filter(person=person)).distinct()


class LegalHoldForm(forms.Form):
    reference = forms.CharField(
        label="Claim or inquiry",
        help_text="Its number or name only, without what it is about. The data protection lead reads it.",
        max_length=60,
    )
