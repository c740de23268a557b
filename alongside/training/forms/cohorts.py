from django import forms

from alongside.training.models import Cohort, Course, Trainee
from alongside.ui.forms import NhsDateField


class CohortForm(forms.Form):
    number = forms.IntegerField(label="Cohort number", min_value=1, max_value=9999)
    starts_on = NhsDateField(label="First day", required=False, help_text="For example, 27 3 2026")
    ends_on = NhsDateField(label="Last day", required=False)
    venue = forms.CharField(label="Where it is taught", max_length=120, required=False)
    places = forms.IntegerField(label="Places", min_value=1, max_value=999, required=False)
    course = forms.ModelChoiceField(
        Course.objects.none(),
        label="Course it follows",
        required=False,
        empty_label="None yet",
        help_text="It says how much has to be attended, and what else a certificate asks.",
    )

    def __init__(self, *args, courses, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["course"].queryset = courses


class EnrolForm(forms.Form):
    cohort = forms.ModelChoiceField(Cohort.objects.none(), empty_label="Choose a cohort")
    began_on = NhsDateField(
        label="Day they join", required=False, help_text="Leave empty if it is the first day of the cohort."
    )
    waiting = forms.BooleanField(label="Put them on the waiting list if every place is taken", required=False)

    def __init__(self, *args, cohorts, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["cohort"].queryset = cohorts.order_by("-number")


class ResultForm(forms.Form):
    result = forms.ChoiceField(label="How it went", choices=Trainee.Result.choices, widget=forms.RadioSelect)
    completed_on = NhsDateField(
        label="Completed on", required=False, help_text="Only if they have completed the course."
    )
    attendance = forms.DecimalField(
        label="Attendance in per cent", min_value=0, max_value=100, max_digits=4, decimal_places=1, required=False
    )

    def clean_attendance(self):
        share = self.cleaned_data["attendance"]
        return None if share is None else share / 100

    def clean(self):
        answers = super().clean()
        completed = answers.get("result") == Trainee.Result.COMPLETED
        if completed and not answers.get("completed_on") and "completed_on" not in self.errors:
            self.add_error("completed_on", "Enter the day they completed the course: their wait is counted from it.")
        if not completed and answers.get("completed_on"):
            self.add_error("completed_on", "Leave this empty unless the result is “Completed”.")
        return answers
