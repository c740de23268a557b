"""Courses as data, and the sessions of a cohort."""

from django.contrib import messages
from django.db.models import Count
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from alongside.access.forms import carried_out, form_page
from alongside.access.gate import needs
from alongside.access.models import User
from alongside.access.permissions import May, Role
from alongside.training.actions import add_course, add_session, change_course
from alongside.training.forms.courses import CourseForm, SessionForm
from alongside.training.models import Cohort, Course
from alongside.training.views.pages import of_cohort

MOST_COURSES = 100


@needs(May.VIEW_TRAINING)
def courses(request):
    found = Course.objects.seen_by(request.user).annotate(many=Count("cohorts"))[:MOST_COURSES]
    return render(request, "training/courses.jinja", {"title": "Courses", "courses": list(found)})


@needs(May.ADD_COURSE)
def course_new(request):
    form = CourseForm(request.POST or None)
    if form.is_valid() and carried_out(form, lambda: add_course(request.user.trust, **form.facts(), by=request.user)):
        messages.success(request, "The course was added. Choose it for a cohort on the cohort’s page.")
        return redirect("courses")
    context = {"title": "Add a course", "submit": "Add course", "back": reverse("courses"), "back_label": "Courses"}
    return form_page(request, form, **context)


@needs(May.CHANGE_COURSE)
def course_change(request, pk):
    course = get_object_or_404(Course.objects.seen_by(request.user), pk=pk)
    standing = {name: getattr(course, name) for name in CourseForm.base_fields if hasattr(course, name)}
    standing["attendance"] = f"{(course.attendance_share * 100).normalize():f}"
    form = CourseForm(request.POST or None, initial=standing)
    if form.is_valid() and carried_out(form, lambda: change_course(course, **form.facts(), by=request.user)):
        messages.success(request, f"{course} was changed. It counts for everybody who is on it now.")
        return redirect("courses")
    context = {"title": "Change a course", "caption": str(course), "back": reverse("courses"), "back_label": "Courses"}
    return form_page(request, form, **context)


@needs(May.ADD_SESSION)
def cohort_session_new(request, pk):
    cohort = get_object_or_404(Cohort.objects.seen_by(request.user), pk=pk)
    educators = User.objects.seen_by(request.user).filter(grants__role=Role.EDUCATOR, is_active=True)
    form = SessionForm(request.POST or None, educators=educators)
    if form.is_valid():
        made = carried_out(form, lambda: add_session(cohort, **form.facts(), by=request.user))
        if made:
            messages.success(request, f"“{made}” was added.")
            return redirect("cohort", pk)
    return form_page(request, form, title="Add a session", submit="Add session", **of_cohort(cohort))
