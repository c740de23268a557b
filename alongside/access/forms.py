"""Signing in, and the accounts an administrator keeps."""

from allauth.account.forms import LoginForm
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from alongside.access.permissions import Role
from alongside.access.verdicts import Refused

NOT_THESE = "That e-mail address and password do not open an account. Check both, or ask your administrator."


def carried_out(form, deed):
    """Do a deed with a form's answers. What a rule or the model refuses is told on the form, and None returned."""
    try:
        return deed()
    except Refused as refusal:
        form.add_error(None, list(refusal.reasons))
    except ValidationError as fault:
        told = fault.error_dict if hasattr(fault, "error_dict") else {None: fault.error_list}
        for field, errors in told.items():
            form.add_error(field if field in form.fields else None, errors)
    return None


class SignInForm(LoginForm):
    """The same sentence for an unknown address, a wrong password and a closed account."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        login, password = self.fields["login"], self.fields["password"]
        login.label, password.label, password.help_text = "E-mail address", "Password", ""
        login.widget.attrs = {"autocomplete": "username"}
        password.widget.attrs = {"autocomplete": "current-password"}

    def clean(self):
        if self.errors:
            return self.cleaned_data
        try:
            answers = super().clean()
        except ValidationError as fault:
            if fault.code == "too_many_login_attempts":
                raise
            raise ValidationError(NOT_THESE) from fault
        if not self.user.is_active:
            raise ValidationError(NOT_THESE)
        return answers


ROLE_CHOICES = [(role.value, role.label) for role in Role]


class RolesForm(forms.Form):
    roles = forms.TypedMultipleChoiceField(
        label="Roles",
        help_text="Tick what this person does. The administrator and the data protection lead hold no other role.",
        choices=ROLE_CHOICES,
        coerce=Role,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Tick at least one role: an account without a role can do nothing."},
    )


class AddUserForm(RolesForm):
    name = forms.CharField(label="Full name", max_length=120)
    email = forms.EmailField(label="E-mail address", help_text="They sign in with it.", max_length=254)
    password = forms.CharField(
        label="First password",
        help_text="At least 12 characters, and not a common word. Tell them by another way than e-mail.",
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        strip=False,
    )
    field_order = ("name", "email", "password", "roles")

    def clean_password(self):
        validate_password(self.cleaned_data["password"])
        return self.cleaned_data["password"]
