"""What every form page of training is drawn with."""

from django.urls import reverse

from alongside.people.models import Person
from alongside.training.models import Cohort, Trainee


def of(person: Person) -> dict:
    return {"caption": person.name, "back": reverse("person", args=[person.public_id]), "back_label": person.name}


def of_cohort(cohort: Cohort) -> dict:
    return {"caption": str(cohort), "back": reverse("cohort", args=[cohort.pk]), "back_label": str(cohort)}


def of_trainee(trainee: Trainee) -> dict:
    name = trainee.person.name
    return {"caption": name, "back": reverse("trainee", args=[trainee.pk]), "back_label": name}
