"""What somebody may type: on the public pages, by their link, and as whoever selects."""

import re
from datetime import datetime

from django import forms
from django.utils.timezone import get_current_timezone, localtime

from alongside.access.models import User
from alongside.access.permissions import Role
from alongside.recruitment.models import Application, Criterion, Intake, IntakeStage, Outcome
from alongside.recruitment.rules import STATEMENT_LONGEST
from alongside.ui.forms import NhsDateField, YesNoField

Way = Application.Way
ANSWER_LONGEST = 2500
# Practical help only. Why somebody needs it is not asked (R1).
HELPS = (
    ("questions", "The questions a day before"),
    ("time", "More time"),
    ("break", "A break when I ask for one"),
    ("quiet", "A quiet room, with few people"),
    ("somebody", "Somebody I know beside me"),
    ("remote", "By video or telephone"),
    ("large", "Everything in large print"),
    ("bsl", "A sign language or other interpreter"),
    ("travel", "Help with getting there, or its cost"),
)
# Before a conditional offer nothing is asked here that tells of somebody's health (R1).
EQUALITY = {
    "age": ("Age", ("16 to 24", "25 to 34", "35 to 44", "45 to 54", "55 to 64", "65 or over")),
    "gender": ("Gender", ("Woman", "Man", "Non-binary", "In another way")),
    "ethnicity": (
        "Ethnic group",
        ("Asian or Asian British", "Black, Black British, Caribbean or African", "Mixed", "White", "Another group"),
    ),
    "orientation": ("Sexual orientation", ("Straight", "Gay or lesbian", "Bisexual", "In another way")),
    "belief": ("Religion or belief", ("None", "Christian", "Muslim", "Hindu", "Sikh", "Jewish", "Buddhist", "Another")),
}


def equality_choices(question: str) -> list[tuple[str, str]]:
    return [(said, said) for said in EQUALITY[question][1]]


def telephone(**options) -> forms.CharField:
    attributes = {"type": "tel", "autocomplete": options.pop("autocomplete", "tel")}
    return forms.CharField(max_length=20, widget=forms.TextInput(attrs=attributes), **options)


class StartForm(forms.Form):
    """The least that is needed to send somebody their own link."""

    name = forms.CharField(label="Your name", max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    email = forms.EmailField(
        label="Your e-mail address",
        help_text="We send you a link to your application, so that you can stop and come back.",
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "unmarked": True}),
    )
    phone = telephone(label="Your telephone number", help_text="Needed only if you would rather speak.", required=False)
    way = forms.ChoiceField(
        label="How would you like to apply?",
        help_text="All three count the same.",
        choices=Way.choices,
        initial=Way.WRITTEN,
        widget=forms.RadioSelect,
    )

    def clean(self):
        spoken = self.cleaned_data.get("way") == Way.SPOKEN
        if spoken and not self.cleaned_data.get("phone") and "phone" not in self.errors:
            self.add_error("phone", "Enter a telephone number, so that we can ring you.")
        if not spoken and not self.cleaned_data.get("email") and "email" not in self.errors:
            self.add_error("email", "Enter an e-mail address, so that we can send you your link.")
        return self.cleaned_data


class BookingForm(forms.Form):
    name = forms.CharField(label="Your name", max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    email = forms.EmailField(
        label="Your e-mail address", widget=forms.EmailInput(attrs={"autocomplete": "email"}), max_length=254
    )


class AnswersForm(forms.Form):
    """Contact, a yes to what is declared, and an answer to each line assessed on paper; half of it may be missing."""

    name = forms.CharField(label="Your name", max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    phone = telephone(label="Your telephone number", required=False)

    def __init__(self, *args, application: Application, easy: bool, written_down: bool = False, **kwargs):
        super().__init__(*args, **kwargs)
        self.application = application
        if written_down:
            self.fields["name"].label, self.fields["phone"].label = "Their name", "Their telephone number"
            self.fields["email"] = forms.EmailField(
                label="Their e-mail address", help_text="If they have one: their link goes there.", required=False
            )
            self.initial["email"] = application.email
        self.initial |= {"name": application.name, "phone": application.phone}
        given = {answer.criterion_id: answer for answer in application.answers.all()}
        for criterion in application.intake.criteria.exclude(assessed=Criterion.Assessed.INTERVIEW):
            label = (easy and criterion.easy_words) or criterion.words
            answer, field = given.get(criterion.pk), f"criterion_{criterion.pk}"
            if criterion.assessed == Criterion.Assessed.DECLARATION:
                self.fields[field] = YesNoField(label=label, required=False)
                self.initial[field] = answer.yes if answer else None
            else:
                self.fields[field] = forms.CharField(
                    label=label,
                    help_text="A few sentences about something you did are enough.",
                    required=False,
                    max_length=ANSWER_LONGEST,
                    widget=forms.Textarea(attrs={"rows": "6"}),
                )
                self.initial[field] = (answer and answer.words) or ""
            if criterion.essential:
                self.fields[field].widget.attrs["unmarked"] = True

    @property
    def saved(self) -> dict:
        """The answers in the words of the action."""
        contact = {name: self.cleaned_data[name] for name in ("name", "phone", "email") if name in self.cleaned_data}
        by_key = {int(name.removeprefix("criterion_")): said for name, said in self.cleaned_data.items() if "_" in name}
        return {
            "contact": contact,
            "declared": {key: said for key, said in by_key.items() if isinstance(said, bool)},
            "words": {key: said for key, said in by_key.items() if isinstance(said, str)},
        }


class NeedsForm(forms.Form):
    guaranteed = forms.BooleanField(
        label="I ask for a guaranteed interview",
        help_text="For disabled people who meet every essential line. We do not ask why. Nobody who scores your "
        "application sees this before they have finished.",
        required=False,
    )
    helps = forms.MultipleChoiceField(
        label="What would help you at the interview?",
        choices=HELPS,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    words = forms.CharField(
        label="Anything else that would help",
        help_text="What to do, not why.",
        max_length=400,
        required=False,
        widget=forms.Textarea(attrs={"rows": "3"}),
    )


class StatementForm(forms.Form):
    words = forms.CharField(
        label="Your statement",
        max_length=STATEMENT_LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": "10"}),
    )


class EqualityForm(forms.Form):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, (label, _) in EQUALITY.items():
            choices = [*equality_choices(name), ("", "I would rather not say")]
            self.fields[name] = forms.ChoiceField(
                label=label, choices=choices, required=False, widget=forms.RadioSelect(attrs={"unmarked": True})
            )


class OfferForm(forms.Form):
    accepted = YesNoField(label="Would you like this training place?")


class IntakeForm(forms.ModelForm):
    opens_on = NhsDateField(label="First day to apply")
    closes_on = NhsDateField(label="Last day to apply")
    starts_on = NhsDateField(label="Training starts on", required=False)
    telephone = telephone(
        label="Telephone for those who would rather speak", help_text="Everybody can read it.", autocomplete="off"
    )

    class Meta:
        model = Intake
        fields = ("title", "about", "places", "opens_on", "closes_on", "starts_on", "telephone")
        widgets = {"about": forms.Textarea(attrs={"rows": "8"})}
        help_texts = {
            "title": "Such as: Peer support training, spring 2027",
            "about": "What the work and the training are, how long, when, and what is paid. Everybody can read it.",
        }


class CriterionForm(forms.Form):
    words = forms.CharField(label="What is looked for", max_length=200)
    easy_words = forms.CharField(
        label="The same in easy words", help_text="Short words, one thought.", max_length=200, required=False
    )
    essential = forms.TypedChoiceField(
        label="Is it essential?",
        choices=[("yes", "Essential"), ("no", "Desirable")],
        coerce=lambda said: said == "yes",
        initial="yes",
        widget=forms.RadioSelect,
    )
    assessed = forms.ChoiceField(
        label="How is it assessed?",
        choices=Criterion.Assessed.choices,
        initial=Criterion.Assessed.FORM,
        widget=forms.RadioSelect,
    )


class StageForm(forms.Form):
    name = forms.CharField(label="What is the step called?", help_text="Such as: taster day.", max_length=80)
    told = forms.CharField(
        label="What are applicants told about it?",
        help_text="What they do there, how long it takes, and what helps. They read it before they apply.",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    before = forms.ChoiceField(
        label="When?", choices=IntakeStage.Before.choices, initial=IntakeStage.Before.OFFER, widget=forms.RadioSelect
    )


class AtTimeForm(forms.Form):
    """A day and a clock time, which together are a moment."""

    day = NhsDateField(label="Day")
    clock = forms.CharField(label="Time", help_text="Such as 14:00", max_length=5)
    venue = forms.CharField(label="Where, or the link to join", max_length=200)

    def clean_clock(self):
        said = re.fullmatch(r"([01]?\d|2[0-3])[:.]([0-5]\d)", self.cleaned_data["clock"].strip())
        if not said:
            raise forms.ValidationError("Enter a time such as 14:00.")
        return int(said[1]), int(said[2])

    @property
    def starts_at(self) -> datetime:
        day, (hour, minute) = self.cleaned_data["day"], self.cleaned_data["clock"]
        return datetime(day.year, day.month, day.day, hour, minute, tzinfo=get_current_timezone())


class SessionForm(AtTimeForm):
    places = forms.IntegerField(label="Places", min_value=1, max_value=300, initial=12)


class InterviewForm(AtTimeForm):
    minutes = forms.IntegerField(label="How many minutes", min_value=10, max_value=240, initial=45)
    members = forms.ModelMultipleChoiceField(
        User.objects.none(), label="Panel", required=False, widget=forms.CheckboxSelectMultiple
    )
    peers = forms.ModelMultipleChoiceField(
        User.objects.none(),
        label="Who of the panel sits there as somebody with lived experience?",
        help_text="At least one. It is nobody else's business, and nobody but you sees it here.",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args, trust_id: int, interview=None, **kwargs):
        super().__init__(*args, **kwargs)
        roles = (Role.PANEL_MEMBER, Role.EDUCATOR, Role.PROGRAMME_LEAD)
        panel = User.objects.filter(trust_id=trust_id, is_active=True, grants__role__in=roles).distinct()
        self.fields["members"].queryset = self.fields["peers"].queryset = panel.order_by("name")
        if interview:
            at = localtime(interview.starts_at)
            seats = list(interview.seats.all())
            self.initial |= {
                "day": at.date(),
                "clock": f"{at:%H:%M}",
                "venue": interview.venue,
                "minutes": interview.minutes,
                "members": [seat.member_id for seat in seats],
                "peers": [seat.member_id for seat in seats if seat.peer],
            }

    @property
    def scheduled(self) -> dict:
        answers = self.cleaned_data
        return {
            "starts_at": self.starts_at,
            "minutes": answers["minutes"],
            "venue": answers["venue"],
            "members": list(answers["members"]),
            "peers": list(answers["peers"]),
        }


class ScoresForm(forms.Form):
    """0, 1 or 2 for each line, and a reason for every 0."""

    def __init__(self, *args, criteria: list[Criterion], given: dict, **kwargs):
        super().__init__(*args, **kwargs)
        self.criteria = criteria
        for criterion in criteria:
            score = given.get(criterion.pk)
            self.fields[f"points_{criterion.pk}"] = forms.TypedChoiceField(
                label="Score",
                choices=[("0", "0: not shown"), ("1", "1: partly"), ("2", "2: fully")],
                coerce=int,
                empty_value=None,
                required=False,
                widget=forms.RadioSelect(attrs={"unmarked": True}),
                initial=str(score.points) if score else None,
            )
            self.fields[f"why_{criterion.pk}"] = forms.CharField(
                label="Why (needed for a 0)",
                required=False,
                max_length=400,
                widget=forms.Textarea(attrs={"rows": "2", "unmarked": True}),
                initial=(score and score.rationale) or "",
            )

    @property
    def scores(self) -> dict:
        points = {one.pk: self.cleaned_data[f"points_{one.pk}"] for one in self.criteria}
        return {
            "points": {key: given for key, given in points.items() if given is not None},
            "rationales": {one.pk: self.cleaned_data[f"why_{one.pk}"] for one in self.criteria},
        }


class OutcomeForm(forms.Form):
    kind = forms.ChoiceField(label="What is the answer?", widget=forms.RadioSelect)
    reasons = forms.CharField(
        label="What would help, or why",
        help_text="For “not yet” and “no”. It goes into the letter, so write it to the applicant.",
        required=False,
        max_length=1500,
        widget=forms.Textarea(attrs={"rows": "4"}),
    )
    ask_again_on = NhsDateField(label="When will you ask again?", help_text="For “not yet”.", required=False)

    def __init__(self, *args, may_offer: bool, **kwargs):
        super().__init__(*args, **kwargs)
        kinds = [one for one in Outcome.Kind.choices if may_offer or one[0] != Outcome.Kind.OFFER]
        self.fields["kind"].choices = kinds


class LetterForm(forms.Form):
    letter = forms.CharField(label="The letter", max_length=6000, widget=forms.Textarea(attrs={"rows": "18"}))
