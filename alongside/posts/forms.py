"""What may be entered about a post, and the words it is asked in."""

from decimal import Decimal

from django import forms

from alongside.posts.models import Freeze, JobDescription, JobLine, StaffGroup, Suitable
from alongside.posts.rules import CAPACITIES, band_fits
from alongside.teams.models import Team
from alongside.ui.forms import NhsDateField, YesNoField

BANDS = [("", "Not known"), *((str(band), f"Band {band}") for band in range(1, 10))]
PEER_BANDS = [("3", "Band 3"), ("4", "Band 4"), ("6", "Band 6 (educators only)")]
WHOLE_TIME = "1 is a full week of 37.5 hours; 0.6 is 22.5 hours."


def wte_field(label: str, help_text: str = WHOLE_TIME, least: str = "0.01", **options) -> forms.DecimalField:
    return forms.DecimalField(
        label=label, help_text=help_text, max_digits=4, decimal_places=2, min_value=Decimal(least),
        max_value=Decimal(40), widget=forms.TextInput(attrs={"width": 4}), **options,
    )  # fmt: skip


class PostForm(forms.Form):
    """The facts of a post. `registered` is asked only where it is not set: taking it off is another deed."""

    number = forms.CharField(label="Post number", max_length=20, widget=forms.TextInput(attrs={"width": 10}))
    title = forms.CharField(label="Job title", max_length=120)
    team = forms.ModelChoiceField(Team.objects.none(), label="Team", required=False, empty_label="No team yet")
    band = forms.TypedChoiceField(label="Band", choices=BANDS, coerce=int, empty_value=None, required=False)
    staff_group = forms.ChoiceField(
        label="Staff group", choices=StaffGroup, help_text="As it stands in the electronic staff record."
    )
    registered = YesNoField(
        label="Does the job need a professional registration?",
        help_text="For example nurse, social worker or occupational therapist. Such a post can never be a peer post.",
    )
    wte_funded = wte_field("Funded WTE")
    wte_others = wte_field(
        "WTE held by people outside the programme", "0 when nobody else holds part of it.", "0", initial=0
    )
    cost_centre = forms.CharField(
        label="Cost centre", max_length=20, required=False, widget=forms.TextInput(attrs={"width": 10})
    )
    vetting_needed = forms.BooleanField(
        label="People in this post need police vetting", required=False, help_text="For example in a custody suite."
    )
    starts_on = NhsDateField(label="Can start from", required=False)

    def __init__(self, *args, user, stands=None, **kwargs):
        if stands:
            kwargs["initial"] = {name: getattr(stands, name) for name in self.base_fields if name != "peer"}
        super().__init__(*args, **kwargs)
        self.fields["team"].queryset = Team.objects.seen_by(user).open()
        if stands and stands.registered:
            del self.fields["registered"]


class NewPostForm(PostForm):
    peer = YesNoField(
        label="Is it a peer post?",
        help_text="A post for a peer support worker (band 3 or 4) or an educator of the programme (band 6).",
    )
    field_order = ("number", "title", "peer", "band", "team")

    def clean(self):
        answers = super().clean()
        if answers.get("peer") and "title" in answers and "band" in answers:
            for reason in band_fits(answers["title"], answers["band"]).reasons:
                self.add_error("band", reason)
        return answers


class SplitForm(forms.Form):
    part = wte_field("WTE of the new part")
    number = forms.CharField(
        label="Post number of the new part", max_length=20, widget=forms.TextInput(attrs={"width": 10})
    )
    title = forms.CharField(
        label="Job title of the new part", max_length=120, required=False, help_text="Leave empty to keep the title."
    )


class CloseForm(forms.Form):
    closed_on = NhsDateField(label="Closes on")


class FreezeForm(forms.Form):
    from_on = NhsDateField(label="Frozen from")
    why = forms.ChoiceField(label="Why is it frozen?", choices=Freeze.Why, widget=forms.RadioSelect)
    review_on = NhsDateField(label="Review on", required=False)
    minute = forms.CharField(
        label="Minute of the panel", max_length=60, required=False, help_text="For example VCP 12/2026."
    )

    def clean(self):
        answers = super().clean()
        if answers.get("review_on") and answers.get("from_on") and answers["review_on"] < answers["from_on"]:
            self.add_error("review_on", "The review is after the freeze begins. Check both dates.")
        return answers


class ThawForm(forms.Form):
    thawed_on = NhsDateField(label="Thawed on")


class AdvertiseForm(forms.Form):
    advertised_on = NhsDateField(label="Advertised from")


class ScreenForm(forms.Form):
    suitable = forms.ChoiceField(label="Could it be a peer post?", choices=Suitable, widget=forms.RadioSelect)


class ConversionForm(forms.Form):
    new_title = forms.CharField(label="New job title", max_length=120, initial="Peer Support Worker")
    new_band = forms.TypedChoiceField(label="New band", choices=PEER_BANDS, coerce=int)
    quality_impact = forms.CharField(
        label="Quality impact assessment",
        help_text="What the change does to safety, effectiveness, people's experience, the workforce and equality.",
        max_length=1000,
        widget=forms.Textarea,
    )


class ApproveForm(forms.Form):
    capacity = forms.ChoiceField(label="I sign as", choices=list(CAPACITIES.items()), widget=forms.RadioSelect)


class DeclineForm(forms.Form):
    reason = forms.CharField(
        label="Why not?", help_text="The programme lead reads this.", max_length=300, widget=forms.Textarea
    )


class CorrectionForm(forms.Form):
    reason = forms.CharField(
        label="Why is the mark wrong?",
        help_text="For example: the staff group was entered by mistake.",
        max_length=300,
        widget=forms.Textarea,
    )


class JobDescriptionForm(forms.Form):
    title = forms.CharField(label="Job title", max_length=120, initial="Peer Support Worker")
    band = forms.TypedChoiceField(
        label="Band", choices=[("3", "Band 3"), ("4", "Band 4")], coerce=int, initial="3", widget=forms.RadioSelect
    )
    purpose = forms.CharField(
        label="What is the post for?",
        help_text="In plain words, as you would say it to somebody who thinks of applying.",
        max_length=1500,
        widget=forms.Textarea(attrs={"rows": 5}),
    )


class JobLineForm(forms.Form):
    """A duty, or what somebody has to bring; only of the second is it asked how it is assessed."""

    part = forms.ChoiceField(label="What is it?", choices=JobLine.Part.choices, widget=forms.RadioSelect)
    words = forms.CharField(label="In a few words", help_text="One thing, such as: makes beds.", max_length=200)
    assessed = forms.ChoiceField(
        label="How is it assessed?",
        help_text="Only for what is essential or desirable.",
        choices=[("", "It is a duty"), *JobLine.Assessed.choices],
        required=False,
    )

    def clean(self):
        answers = super().clean()
        duty = answers.get("part") in (JobLine.Part.PEER, JobLine.Part.OTHER)
        if duty and answers.get("assessed"):
            self.add_error("assessed", "A duty is not assessed: choose “It is a duty”")
        if not duty and answers.get("part") and not answers.get("assessed"):
            self.add_error("assessed", "Select how it is assessed")
        return answers


class LinesField(forms.CharField):
    """A box of lines, read as a list: one thing on each line."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, widget=forms.Textarea(attrs={"rows": 8}), **kwargs)

    def clean(self, value):
        lines = [" ".join(line.split()) for line in super().clean(value).splitlines()]
        if any(len(line) > 200 for line in lines):
            raise forms.ValidationError("Each line must be 200 characters or fewer")
        return [line for line in lines if line]


class DutiesForm(forms.Form):
    description = forms.ModelChoiceField(
        JobDescription.objects.none(), label="From which job description?", empty_label=None
    )
    peer = LinesField(
        label="Peer duties", help_text="One on each line: what only somebody with lived experience brings."
    )
    other = LinesField(
        label="Other duties",
        help_text="One on each line: what everybody of the team does, such as beds, observations, meals. "
        "No more of them than peer duties.",
        required=False,
    )

    def __init__(self, *args, descriptions, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["description"].queryset = descriptions
