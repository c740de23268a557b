"""What may be entered about a post, an offer, a certificate and what it shows."""

from datetime import date

from django import forms

from alongside.access.models import User
from alongside.access.permissions import Role
from alongside.checks.models import Certificate, Matter, PanelSeat, PostEligibility
from alongside.checks.rules.disclosure import FACTORS, MOST_SCORE, VIEWS
from alongside.checks.rules.eligibility import QUESTIONS
from alongside.posts.models import Post
from alongside.ui.forms import NhsDateField, YesNoField


class EligibilityForm(forms.Form):
    workforce = forms.ChoiceField(
        label="With whom does the holder work?", choices=PostEligibility.Workforce.choices, widget=forms.RadioSelect
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, question in QUESTIONS.items():
            self.fields[name] = YesNoField(label=question)

    @property
    def answers(self) -> dict[str, bool]:
        return {name: self.cleaned_data[name] for name in QUESTIONS}


class OfferForm(forms.Form):
    post = forms.ModelChoiceField(
        Post.objects.none(),
        label="Which post?",
        help_text="Peer posts whose questions have been answered.",
        empty_label="Choose a post",
    )

    def __init__(self, *args, trust_id: int, **kwargs):
        super().__init__(*args, **kwargs)
        answered = PostEligibility.objects.filter(post__trust_id=trust_id).values("post")
        self.fields["post"].queryset = Post.objects.filter(pk__in=answered, peer=True, frozen=False, closed_on=None)


class CertificateForm(forms.Form):
    number = forms.CharField(label="Certificate number", max_length=20, widget=forms.TextInput({"width": 10}))
    issued_on = NhsDateField(label="Date of issue")
    identity = forms.BooleanField(label="I saw the original, and it is the certificate of this person")
    shows = YesNoField(label="Does it show anything?")
    barred = YesNoField(
        label="Does it show a match with the barred list?",
        help_text="Only this, and only for regulated activity, stops somebody outright.",
    )
    consent = forms.BooleanField(label="They agree to be looked up in the update service", required=False)

    def clean(self):
        self.cleaned_data.pop("identity", None)
        return self.cleaned_data


class UpdateForm(forms.Form):
    update = forms.ChoiceField(
        label="What did the update service answer?", choices=Certificate.Update.choices[1:], widget=forms.RadioSelect
    )


class MatterForm(forms.Form):
    kind = forms.ChoiceField(label="What is it?", choices=Matter.Kind.choices, widget=forms.RadioSelect)
    on = NhsDateField(label="Date of the conviction, caution or event", earliest=date(1930, 1, 1))
    under_18 = YesNoField(label="Were they under 18?")
    specified = YesNoField(label="Is it one of the specified offences that are never filtered?")
    custodial = YesNoField(label="Was the sentence custodial, or suspended?")
    declared = YesNoField(label="Did the person tell us of it themselves?")
    words = forms.CharField(
        label="What the certificate says of it",
        help_text="Sealed. If the matter is protected by law, this is not kept.",
        max_length=600,
        widget=forms.Textarea,
        required=False,
    )


class MeetingForm(forms.Form):
    met_on = NhsDateField(label="Day of the meeting, or on which they said they did not want one")
    said = forms.CharField(
        label="What the person wishes to be read",
        help_text="In their own words. Sealed, for those who assess and decide.",
        max_length=3000,
        widget=forms.Textarea,
        required=False,
    )


class AssessorsForm(forms.Form):
    first = forms.ModelChoiceField(User.objects.none(), label="First assessor", empty_label="Choose somebody")
    second = forms.ModelChoiceField(User.objects.none(), label="Second assessor", empty_label="Choose somebody")

    def __init__(self, *args, trust_id: int, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("first", "second"):
            self.fields[name].queryset = User.objects.filter(
                trust_id=trust_id, is_active=True, grants__role=Role.DISCLOSURE_ASSESSOR
            )


class AssessForm(forms.Form):
    """A score for each matter that may be weighed, and a view on the whole."""

    def __init__(self, *args, matters: list[Matter], **kwargs):
        super().__init__(*args, **kwargs)
        self.names = {f"matter_{matter.pk}": matter.pk for matter in matters}
        hint = f"0 no concern, {MOST_SCORE} great concern. Weigh: {'; '.join(FACTORS).lower()}."
        for place, name in enumerate(self.names, start=1):
            self.fields[name] = forms.TypedChoiceField(
                label=f"Matter {place}: how much concern, for this post?",
                help_text=hint,
                choices=[(str(score), str(score)) for score in range(MOST_SCORE + 1)],
                coerce=int,
                widget=forms.RadioSelect,
            )
        self.fields["view"] = forms.ChoiceField(
            label="On the whole", choices=list(VIEWS.items()), widget=forms.RadioSelect
        )
        self.fields["reasons"] = forms.CharField(label="Why", max_length=2000, widget=forms.Textarea)

    @property
    def answers(self) -> dict:
        said = self.cleaned_data
        scores = {pk: said[name] for name, pk in self.names.items()}
        return {"scores": scores, "view": said["view"], "reasons": said["reasons"]}


class PanelForm(forms.Form):
    """One person for each seat, and which of them chairs."""

    def __init__(self, *args, trust_id: int, **kwargs):
        super().__init__(*args, **kwargs)
        people = User.objects.filter(trust_id=trust_id, is_active=True)
        for seat in PanelSeat.Seat:
            self.fields[seat.value] = forms.ModelChoiceField(people, label=seat.label, empty_label="Choose somebody")
        self.fields["chair"] = forms.ModelChoiceField(
            people.filter(grants__role=Role.DECIDER),
            label="Chair",
            help_text="One of the three, and a decider.",
            empty_label="Choose somebody",
        )

    @property
    def answers(self) -> dict:
        seats = {self.cleaned_data[seat.value]: seat.value for seat in PanelSeat.Seat}
        return {"seats": seats, "chair": self.cleaned_data["chair"]}


class DecisionForm(forms.Form):
    state = forms.ChoiceField(label="Decision", widget=forms.RadioSelect)
    conditions = forms.CharField(
        label="Conditions", help_text="The team manager reads these. Say nothing of what the certificate shows.",
        max_length=500, widget=forms.Textarea, required=False,
    )  # fmt: skip
    review_on = NhsDateField(label="Day on which the conditions are looked at again", required=False)
    reasons = forms.CharField(
        label="Reasons", help_text="The person is given these in writing.", max_length=2000, widget=forms.Textarea
    )

    def __init__(self, *args, states: list[tuple[str, str]], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["state"].choices = states


class AppealForm(forms.Form):
    sure = forms.BooleanField(label="The person has asked for an appeal, in writing or in words")


class AppealDecisionForm(forms.Form):
    overturned = YesNoField(label="Is the decision overturned, so that they are cleared?")


class CloseForm(forms.Form):
    sure = forms.BooleanField(label="Nothing in it may be weighed: every matter is protected, or is no offence")
