"""What may be entered on the pages of placement."""

from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import cached_property

from alongside.people.models import Person
from alongside.placement.models import LEAST_PEERS, MOST_PEOPLE, Holding, PlacementPlan, Wishes
from alongside.placement.rules.facts import FULL_WEEK
from alongside.posts.models import Post
from alongside.posts.rules import PEER_BANDS
from alongside.teams.models import Setting, Site, Team
from alongside.ui.forms import NhsDateField

CHOICES_OF_SETTING, CHOICES_OF_TEAM, PIN_ROWS, TOGETHER_ROWS = 4, 3, 3, 2
ORDER = ("First", "Second", "Third", "Fourth")
KEEP, NOWHERE = "recorded", ""


class WishesForm(forms.Form):
    """What a person asks for. Nothing here is compulsory: whatever is left empty counts as welcome."""

    bands = forms.TypedMultipleChoiceField(
        label="Pay bands",
        help_text="Which bands they may hold and want.",
        choices=[(band, f"Band {band}") for band in sorted(PEER_BANDS)],
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    hours_least = forms.DecimalField(
        label="Fewest hours a week",
        min_value=0,
        max_value=FULL_WEEK,
        max_digits=4,
        decimal_places=2,
        required=False,
        widget=forms.NumberInput(attrs={"width": 4}),
    )
    hours_most = forms.DecimalField(
        label="Most hours a week",
        help_text="A full week is 37.5 hours. Some people may not work more without losing a benefit.",
        min_value=0,
        max_value=FULL_WEEK,
        max_digits=4,
        decimal_places=2,
        required=False,
        widget=forms.NumberInput(attrs={"width": 4}),
    )
    near = forms.ChoiceField(label="Which of these places is nearest to home?", required=False)
    most_km = forms.DecimalField(
        label="Furthest to travel from there",
        help_text="In kilometres, in a straight line. 10 kilometres are about 6 miles.",
        min_value=0,
        max_value=Decimal("500"),
        max_digits=5,
        decimal_places=1,
        required=False,
        widget=forms.NumberInput(attrs={"width": 4, "suffix": "km"}),
    )
    available_from = NhsDateField(label="Free to start from", help_text="For example, 27 3 2027", required=False)

    def __init__(self, *args, person: Person, **kwargs):
        self.person, self.wishes = person, Wishes.objects.filter(person=person).first()
        self.sites = {
            str(site.pk): site for site in Site.objects.filter(trust_id=person.trust_id).exclude(latitude=None)
        }
        kwargs["initial"] = self.recorded() | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)
        self.fields["near"].choices = self.places()
        teams = Team.objects.filter(trust_id=person.trust_id).open().values_list("pk", "name")
        self.add_ranked("setting", CHOICES_OF_SETTING, Setting.choices, "No more settings")
        self.add_ranked("team", CHOICES_OF_TEAM, teams, "No more teams")
        for field in self.fields.values():
            field.widget.attrs["unmarked"] = True

    def add_ranked(self, what: str, how_many: int, choices, none: str) -> None:
        """One box for each rank: an order that needs no dragging."""
        for rank in range(how_many):
            name = f"{what}_{rank}"
            hint = f"Leave empty if any {what} is welcome." if not rank else ""
            self.fields[name] = forms.ChoiceField(
                label=f"{ORDER[rank]} choice of {what}",
                help_text=hint,
                choices=[("", f"Any {what}" if not rank else none), *choices],
                required=False,
            )

    def recorded(self) -> dict:
        wishes = self.wishes
        if wishes is None:
            return {"bands": [3]}
        ranked = {f"setting_{rank}": setting for rank, setting in enumerate(wishes.settings[:CHOICES_OF_SETTING])}
        ranked |= {f"team_{rank}": team for rank, team in enumerate(wishes.teams[:CHOICES_OF_TEAM])}
        plain = ("bands", "hours_least", "hours_most", "most_km", "available_from")
        return {name: getattr(wishes, name) for name in plain} | ranked | {"near": self.nearest()}

    def nearest(self) -> str:
        """Home is only ever known as a place somebody chose, or as it was recorded before."""
        home = (self.wishes.home_latitude, self.wishes.home_longitude)
        if None in home:
            return NOWHERE
        return next((pk for pk, site in self.sites.items() if (site.latitude, site.longitude) == home), KEEP)

    def places(self) -> list[tuple[str, str]]:
        found = [(NOWHERE, "Distance does not matter"), *((pk, site.name) for pk, site in self.sites.items())]
        if self.wishes and self.wishes.home_latitude is not None and self.nearest() == KEEP:
            found.append((KEEP, "The place recorded before"))
        return found

    def clean(self):
        answers = super().clean()
        least, most = answers.get("hours_least"), answers.get("hours_most")
        if least is not None and most is not None and least > most:
            self.add_error("hours_most", "Most hours a week must be the same as or more than fewest hours a week")
        if answers.get("most_km") is not None and not answers.get("near"):
            self.add_error("near", "Select the place nearest to home, or leave the furthest to travel empty")
        return answers

    @cached_property
    def wished(self) -> dict:
        """The answers as the action takes them."""
        answers = self.cleaned_data
        plain = ("bands", "hours_least", "hours_most", "most_km", "available_from")
        settings = dict.fromkeys(answers[f"setting_{rank}"] for rank in range(CHOICES_OF_SETTING))
        teams = dict.fromkeys(answers[f"team_{rank}"] for rank in range(CHOICES_OF_TEAM))
        wished = {name: answers[name] for name in plain}
        wished |= {"settings": [one for one in settings if one], "teams": [int(one) for one in teams if one]}
        if answers["near"] != KEEP:
            site = self.sites.get(answers["near"])
            wished["home_latitude"] = site.latitude if site else None
            wished["home_longitude"] = site.longitude if site else None
        return wished


class TeamToAvoidForm(forms.Form):
    team = forms.ModelChoiceField(label="Team", queryset=Team.objects.none(), empty_label="Choose a team")

    def __init__(self, *args, person: Person, **kwargs):
        super().__init__(*args, **kwargs)
        taken = person.teams_to_avoid.values("team_id")
        self.fields["team"].queryset = Team.objects.filter(trust_id=person.trust_id).open().exclude(pk__in=taken)


class PlanForm(forms.Form):
    as_of = NhsDateField(label="Plan for which day?", help_text="Nobody is placed before it. For example, 1 12 2026")
    as_if_clear = forms.BooleanField(
        label="Plan as if every check will be clear by that day",
        help_text="To see who could go where before their checks are asked for. Nobody is accepted before their checks "
        "are clear, or expected in time.",
        required=False,
    )
    previous = forms.ModelChoiceField(
        label="Keep to an earlier plan?",
        help_text="As many are placed as without it. Among equals, few of those it placed are moved.",
        queryset=PlacementPlan.objects.none(),
        required=False,
        empty_label="No, plan afresh",
    )
    never_alone = forms.TypedChoiceField(
        label="How many peers must a team have at least, once somebody joins it?",
        help_text="Two is the rule: nobody works as the only peer. Asking for three takes longer to work out, fewer "
        "people may be placed, and somebody who has waited longer can be passed over.",
        choices=[(LEAST_PEERS, "Two"), (3, "Three")],
        coerce=int,
        empty_value=LEAST_PEERS,
        required=False,
        widget=forms.RadioSelect(attrs={"unmarked": True}),
    )
    objective = forms.TypedChoiceField(
        label="What counts first?",
        help_text="If hours come first, fewer people may be placed, and somebody who has waited longer can be passed "
        "over.",
        choices=[(MOST_PEOPLE, "Most people placed"), ("hours", "Most hours filled")],
        empty_value=MOST_PEOPLE,
        required=False,
        widget=forms.RadioSelect(attrs={"unmarked": True}),
    )

    def __init__(self, *args, user, **kwargs):
        kwargs["initial"] = {"never_alone": LEAST_PEERS, "objective": MOST_PEOPLE} | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)
        ready = PlacementPlan.objects.seen_by(user).exclude(answer=None).defer("answer")
        self.fields["previous"].queryset = ready
        self.fields["previous"].label_from_instance = plan_in_a_list


def plan_in_a_list(plan: PlacementPlan) -> str:
    return f"{plan_name(plan)} ({plan.get_state_display().lower()})"


def plan_name(plan: PlacementPlan) -> str:
    return f"Plan {plan.pk} for {plan.as_of.day} {plan.as_of:%B %Y}"


class PinForm(forms.Form):
    person = forms.ModelChoiceField(
        label="Person", queryset=Person.objects.none(), required=False, empty_label="Nobody"
    )
    post = forms.ModelChoiceField(label="Post", queryset=Post.objects.none(), required=False, empty_label="No post")

    def __init__(self, *args, people, posts, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset, self.fields["post"].queryset = people, posts
        self.fields["post"].label_from_instance = post_in_a_list
        for field in self.fields.values():
            field.widget.attrs["unmarked"] = True

    def clean(self):
        answers = super().clean()
        if answers.get("person") and not answers.get("post") and "post" not in self.errors:
            self.add_error("post", "Select the post, or take the person away")
        if answers.get("post") and not answers.get("person") and "person" not in self.errors:
            self.add_error("person", "Select the person, or take the post away")
        return answers


class TogetherForm(forms.Form):
    """Two or three people who are placed in one team, or not at all (E9)."""

    one = forms.TypedChoiceField(label="First person", required=False, empty_value=None)
    other = forms.TypedChoiceField(label="Second person", required=False, empty_value=None)
    third = forms.TypedChoiceField(label="Third person, if any", required=False, empty_value=None)

    def __init__(self, *args, people: list[Person], **kwargs):
        super().__init__(*args, **kwargs)
        by_key = {str(person.pk): person for person in people}
        for field in self.fields.values():
            field.choices = [("", "Nobody"), *((key, person.name) for key, person in by_key.items())]
            field.coerce = by_key.get
            field.widget.attrs["unmarked"] = True

    def clean(self):
        answers = super().clean()
        if not self.errors and len(self.people) == 1:
            self.add_error("other", "Select who they go together with, or take the person away")
        if len(set(self.people)) < len(self.people):
            self.add_error("other", "Select different people")
        return answers

    @property
    def people(self) -> list[Person]:
        return [one for one in (self.cleaned_data.get(name) for name in self.fields) if one]


TogetherFormSet = forms.formset_factory(TogetherForm, extra=TOGETHER_ROWS, max_num=10)
PinFormSet = forms.formset_factory(PinForm, extra=PIN_ROWS, max_num=30)


def post_in_a_list(post: Post) -> str:
    return f"{post.number} {post.title}, {post.team.name if post.team_id else 'no team'}"


class CompareForm(forms.Form):
    first = forms.ModelChoiceField(label="One plan", queryset=PlacementPlan.objects.none(), empty_label="Choose a plan")
    second = forms.ModelChoiceField(
        label="Another plan", queryset=PlacementPlan.objects.none(), empty_label="Choose a plan"
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.queryset = PlacementPlan.objects.seen_by(user).exclude(answer=None)
            field.label_from_instance = plan_in_a_list
            field.widget.attrs["unmarked"] = True

    def clean(self):
        answers = super().clean()
        if answers.get("first") and answers.get("first") == answers.get("second"):
            raise ValidationError("Choose two different plans")
        return answers


class AcceptForm(forms.Form):
    reason = forms.CharField(
        label="Anything to keep with this decision",
        help_text="Do not write about anybody's health.",
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class DeclineForm(AcceptForm):
    reason = forms.CharField(
        label="Why is it declined?",
        help_text="A few words for whoever looks at this plan later. Do not write about anybody's health.",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say why, in a few words: whoever looks at this plan later will ask"},
    )


class ConfirmForm(forms.Form):
    """A deed that needs nothing but a yes."""


class HoldingForm(forms.Form):
    post = forms.ModelChoiceField(label="Post", queryset=Post.objects.none(), empty_label="Choose a post")
    started_on = NhsDateField(label="First day", help_text="For example, 27 3 2027")
    hours = forms.DecimalField(
        label="Hours a week",
        help_text="A full week is 37.5 hours.",
        min_value=Decimal("0.38"),
        max_value=FULL_WEEK,
        max_digits=4,
        decimal_places=2,
        widget=forms.NumberInput(attrs={"width": 4}),
    )
    contract = forms.ChoiceField(label="Contract", choices=Holding.Contract, widget=forms.RadioSelect)
    manager_name = forms.CharField(label="Line manager", max_length=120, required=False)
    aware = forms.BooleanField(
        label="I have read what speaks against it, and it shall be so all the same",
        help_text="Only needed when the page tells you of something unusual.",
        required=False,
    )

    def __init__(self, *args, user, **kwargs):
        kwargs["initial"] = {"contract": Holding.Contract.PERMANENT} | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)
        self.fields["post"].queryset = Post.objects.seen_by(user).peer().filter(closed_on=None).select_related("team")
        self.fields["post"].label_from_instance = post_in_a_list


class EndForm(forms.Form):
    ended_on = NhsDateField(
        label="Last day",
        help_text="Leave it empty if the day is not known. For example, 27 3 2027",
        required=False,
    )
