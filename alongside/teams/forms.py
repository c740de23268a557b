"""What may be entered about a site or a team."""

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator

from alongside.access.models import User
from alongside.access.permissions import Role
from alongside.teams.models import Setting, Site, Team
from alongside.ui.forms import NhsDateField, YesNoField

NUMBER = {"width": 10}


class SiteForm(forms.Form):
    name = forms.CharField(label="Name of the site", max_length=120)
    latitude = forms.FloatField(
        label="Latitude", required=False, validators=[MinValueValidator(-90), MaxValueValidator(90)],
        help_text="For example 52.57339. Both, or neither: without them nobody's travel is counted.",
        widget=forms.TextInput(attrs=NUMBER),
    )  # fmt: skip
    longitude = forms.FloatField(
        label="Longitude", required=False, validators=[MinValueValidator(-180), MaxValueValidator(180)],
        help_text="For example -0.24777.", widget=forms.TextInput(attrs=NUMBER),
    )  # fmt: skip

    def clean(self):
        answers = super().clean()
        if not self.errors and (answers["latitude"] is None) != (answers["longitude"] is None):
            missing = "latitude" if answers["latitude"] is None else "longitude"
            self.add_error(missing, f"Enter the {missing} too, or leave both empty.")
        return answers


class TeamForm(forms.Form):
    name = forms.CharField(label="Name of the team", max_length=120)
    setting = forms.ChoiceField(label="Setting", choices=Setting)
    site = forms.ModelChoiceField(Site.objects.none(), label="Site", required=False, empty_label="Not known")
    manager_name = forms.CharField(label="Manager", max_length=120, required=False)
    most_peers = forms.IntegerField(
        label="Most peers it can support", min_value=0, max_value=40, initial=6,
        help_text="Nobody more is placed here, whatever is vacant.", widget=forms.TextInput(attrs={"width": 3}),
    )  # fmt: skip

    def __init__(self, *args, user, stands=None, **kwargs):
        if stands:
            kwargs["initial"] = {name: getattr(stands, name) for name in self.base_fields}
        super().__init__(*args, **kwargs)
        self.fields["site"].queryset = Site.objects.seen_by(user)


class ChangeTeamForm(TeamForm):
    closed_on = NhsDateField(label="Closed on", required=False, help_text="Leave empty while the team is open.")


class PreparationForm(forms.Form):
    prepared = YesNoField(label="Has the team been prepared to receive a peer?")
    prepared_on = NhsDateField(label="Prepared on", required=False)

    def __init__(self, *args, today, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["prepared_on"].latest = today

    def clean(self):
        answers = super().clean()
        if answers.get("prepared") is False and answers.get("prepared_on"):
            self.add_error("prepared_on", "Leave the date empty, or say that the team has been prepared.")
        return answers


class PairForm(forms.Form):
    other = forms.ModelChoiceField(Team.objects.none(), label="Which team?", empty_label="Choose a team")

    def __init__(self, *args, user, team, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["other"].queryset = Team.objects.seen_by(user).open().exclude(pk=team.pk)


class ManagerForm(forms.Form):
    user = forms.ModelChoiceField(User.objects.none(), label="Which account?", empty_label="Choose an account")

    def __init__(self, *args, user, team, **kwargs):
        super().__init__(*args, **kwargs)
        accounts = User.objects.seen_by(user).filter(is_active=True, grants__role=Role.TEAM_MANAGER)
        self.fields["user"].queryset = accounts.exclude(managed__team=team)
