"""Signing in, and the accounts an administrator keeps."""

from allauth.account.adapter import get_adapter
from allauth.account.forms import LoginForm
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django import forms
from django.contrib import messages
from django.contrib.auth.password_validation import validate_password
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.shortcuts import render

from alongside.access.permissions import Role
from alongside.access.verdicts import Refused

NOT_THESE = "That e-mail address and password do not open an account. Check both, or ask your administrator."

TOO_MANY = "There were many wrong attempts. Wait ten minutes and try again, or ask your administrator."
CODE_HINT = "Six digits from your app, or one of your recovery codes."
NOT_THIS_CODE = "That code is not right, or was used already. Wait for the next one, or use a recovery code."
USED_FOR = 120


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


def done_or_told(request, deed, words: str):
    """Do the deed behind one button and say so. What a rule or the model refuses is told instead, and None returned."""
    try:
        answer = deed()
    except Refused as refusal:
        messages.warning(request, " ".join(refusal.reasons))
    except ValidationError as fault:
        messages.warning(request, " ".join(fault.messages))
    else:
        messages.success(request, words)
        return answer
    return None


def form_page(request, form, **context):
    """A page of one form; a form that was refused answers 422."""
    return render(request, "ui/form_page.jinja", {"form": form, **context}, status=422 if form.errors else 200)


class SignInForm(LoginForm):
    """The same sentence for an unknown address, a wrong password and a closed account."""

    refused_because = ""

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
                self.refused_because = "too_many_wrong_passwords"
                raise ValidationError(TOO_MANY) from fault
            raise ValidationError(NOT_THESE) from fault
        if not self.user.is_active:
            self.refused_because = "closed_account"
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


def code_widget() -> forms.TextInput:
    return forms.TextInput(
        attrs={"autocomplete": "one-time-code", "inputmode": "text", "width": 10, "spellcheck": "false"}
    )


class OneUse(forms.Form):
    """A code opens once: the time steps before and after count too, which allauth's own memory forgets too soon."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["code"]
        field.label, field.help_text, field.widget = "Security code", CODE_HINT, code_widget()

    def clean_code(self):
        try:
            code = super().clean_code()
        except ValidationError as fault:
            limited = fault.code in {"too_many_login_attempts", "rate_limited"}
            raise ValidationError(TOO_MANY if limited else NOT_THIS_CODE) from fault
        if self.authenticator.type == Authenticator.Type.TOTP:
            digits = "".join(filter(str.isdigit, code))
            if not cache.add(f"alongside:code:{self.user.pk}:{digits}", 1, timeout=USED_FOR):
                raise ValidationError(NOT_THIS_CODE)
        return code


class CodeForm(OneUse, AuthenticateForm):
    pass


class CodeAgainForm(OneUse, ReauthenticateForm):
    pass


class AppForm(ActivateTOTPForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["code"]
        field.label, field.help_text, field.widget = "Code from the app", "Six digits.", code_widget()

    def clean_code(self):
        try:
            return super().clean_code()
        except ValidationError as fault:
            limited = fault.code in {"too_many_login_attempts", "rate_limited"}
            raise ValidationError(TOO_MANY if limited else "That code is not right. Wait for the next one.") from fault


class PasskeyForm(AddWebAuthnForm):
    """Always a passkey: it knows whose it is, and asks for a PIN or a finger."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        del self.fields["passwordless"]
        name = self.fields["name"]
        name.label, name.max_length, name.initial = "Name of this passkey", 60, "My passkey"
        name.help_text = "Such as the device it is on."
        self.initial["name"] = "My passkey"

    def clean(self):
        try:
            return super().clean()
        except (ValidationError, ValueError, KeyError) as fault:
            raise ValidationError("That passkey could not be set up. Try once more, or use an app.") from fault


class PasswordAgainForm(forms.Form):
    password = forms.CharField(
        label="Password", strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "current-password"})
    )

    def __init__(self, *args, request, **kwargs):
        super().__init__(*args, **kwargs)
        self.request = request

    def clean_password(self):
        return right_password(self.request, self.cleaned_data["password"])


def right_password(request, password: str) -> str:
    """The password of who is signed in, under the same limits as signing in."""
    try:
        found = get_adapter().authenticate(request, email=request.user.email, password=password)
    except ValidationError as fault:
        raise ValidationError(TOO_MANY) from fault
    if found is None or found.pk != request.user.pk:
        raise ValidationError("That is not your password.")
    return password


class PasswordForm(forms.Form):
    old_password = forms.CharField(
        label="Password now", strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "current-password"})
    )
    new_password = forms.CharField(
        label="New password",
        help_text="At least 12 characters, and not a common word. Three words you will remember do well.",
        strip=False,
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args, request, **kwargs):
        super().__init__(*args, **kwargs)
        self.request = request

    def clean_old_password(self):
        return right_password(self.request, self.cleaned_data["old_password"])

    def clean_new_password(self):
        validate_password(self.cleaned_data["new_password"], self.request.user)
        return self.cleaned_data["new_password"]


class IdentityForm(forms.Form):
    subject = forms.CharField(
        label="Identifier",
        help_text="The person sees it when they try to sign in and are not linked yet. Ask them to read it to you.",
        max_length=191,
    )
