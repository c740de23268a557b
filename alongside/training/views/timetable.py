"""Pages of the timetable of a cohort, and of the rooms, educators and sessions it is made from."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from alongside.access.forms import carried_out, form_page
from alongside.access.gate import needs
from alongside.access.models import User
from alongside.access.permissions import May, Role
from alongside.training import actions
from alongside.training.formats.calendar import calendar_of
from alongside.training.forms.timetable import WEEKDAYS, EducatorForm, MoveForm, RoomForm, SyllabusForm, TimetableForm
from alongside.training.models import Cohort, Course, Educator, Session, SyllabusSession, TeachingRoom
from alongside.training.queries.timetable import halves_of, lesson_of, term_of, weeks_of
from alongside.training.rules.timetable import make_timetable
from alongside.ui.filters import plural

DAYS = dict(WEEKDAYS)


def cohort_of(request, pk) -> Cohort:
    """A cohort of the trust for those who teach; their own for a learner."""
    cohorts = Cohort.objects.seen_by(request.user)
    if not request.user.has(Role.PROGRAMME_LEAD, Role.EDUCATOR):
        cohorts = cohorts.filter(trainees__person__account=request.user).distinct()
    return get_object_or_404(cohorts, pk=pk)


def of_timetable(cohort: Cohort) -> dict:
    return {"caption": str(cohort), "back": reverse("timetable", args=[cohort.pk]), "back_label": "Timetable"}


@needs(May.VIEW_TIMETABLE)
def timetable(request, pk):
    cohort = cohort_of(request, pk)
    sessions = cohort.sessions.select_related("educator")
    context = {
        "title": f"Timetable of {cohort}",
        "cohort": cohort,
        "weeks": weeks_of(sessions),
        "unplaced": cohort.unplaced.select_related("planned") if request.user.may(May.ARRANGE_TIMETABLE) else (),
        "may_arrange": request.user.may(May.ARRANGE_TIMETABLE),
        "may_move": request.user.may(May.MOVE_SESSION),
    }
    return render(request, "training/timetable.jinja", context)


@needs(May.VIEW_TIMETABLE)
def timetable_calendar(request, pk):
    cohort = cohort_of(request, pk)
    answer = HttpResponse(calendar_of(cohort.sessions.all(), timezone.now()), content_type="text/calendar")
    answer["Content-Disposition"] = 'attachment; filename="sessions.ics"'
    return answer


@needs(May.ARRANGE_TIMETABLE)
def timetable_new(request, pk):
    """Worked out here, outside any transaction; written at once."""
    cohort = cohort_of(request, pk)
    syllabus = SyllabusSession.objects.seen_by(request.user).filter(course=cohort.course_id)
    educators = Educator.objects.seen_by(request.user).select_related("user")
    initial = {"first_on": cohort.starts_on, "last_on": cohort.ends_on}
    form = TimetableForm(request.POST or None, syllabus=syllabus, educators=educators, initial=initial)
    if form.is_valid():
        made = worked_out(cohort, syllabus, form.cleaned_data)
        if carried_out(form, lambda: actions.arrange_timetable(cohort, timetable=made, by=request.user)):
            placed = plural(len(made.placed), "session has its place", "sessions have their place")
            left = f" {plural(len(made.refused), 'session')} found none, and the page says why." if made.refused else ""
            messages.success(request, f"{placed}.{left}")
            return redirect("timetable", pk)
    lead = f"{plural(syllabus.count(), 'session')} of the course, {plural(len(educators), 'educator')}."
    return form_page(request, form, title="Make a timetable", lead=lead, submit="Make it", **of_timetable(cohort))


def worked_out(cohort: Cohort, syllabus, said: dict):
    people = max(cohort.trainees.in_place().count(), cohort.places or 0)
    wish = {"day": said["day"], "part": said["part"]}
    wish["educator"] = f"user:{said['educator'].user_id}" if said["educator"] else ""
    lessons = (lesson_of(row, people, **(wish if row == said["session"] else {})) for row in syllabus)
    return make_timetable(term_of(cohort, said["first_on"], said["last_on"], tuple(lessons)))


@needs(May.MOVE_SESSION)
def timetable_move(request, pk):
    session = get_object_or_404(Session.objects.seen_by(request.user).select_related("cohort", "educator"), pk=pk)
    rooms = TeachingRoom.objects.seen_by(request.user)
    educators = Educator.objects.seen_by(request.user).select_related("user")
    start = halves_of(session)[0]
    initial = {
        "day": start.day,
        "part": start.part,
        "room": rooms.filter(name=session.room).first(),
        "educator": educators.filter(user=session.educator_id).first(),
    }
    form = MoveForm(request.POST or None, rooms=rooms, educators=educators, initial=initial)
    if form.is_valid() and carried_out(
        form, lambda: actions.move_session(session, **form.cleaned_data, by=request.user)
    ):
        messages.success(request, f"{session.title} is moved. Tell those who come.")
        return redirect("timetable", session.cohort_id)
    return form_page(request, form, title=f"Move {session.title}", submit="Move it", **of_timetable(session.cohort))


@needs(May.VIEW_EXAMS)
def educators(request):
    found = Educator.objects.seen_by(request.user).select_related("user")
    rows = [(one, ", ".join(DAYS[day] for day in one.weekdays)) for one in found]
    context = {"title": "Educators and rooms", "rows": rows, "rooms": TeachingRoom.objects.seen_by(request.user)}
    return render(request, "training/educators.jinja", context)


def educator_form(request, row: Educator | None, title: str):
    users = User.objects.seen_by(request.user)
    users = users.filter(pk=row.user_id) if row else users.filter(educator=None)
    initial = {}
    if row:
        names = ("user", "level", "teaching_since", "domains", "weekdays")
        initial = {name: getattr(row, name) for name in names}
    form = EducatorForm(request.POST or None, users=users, initial=initial)
    if form.is_valid():
        said = dict(form.cleaned_data)
        user = said.pop("user")
        if carried_out(form, lambda: actions.record_educator(user, **said, by=request.user)):
            messages.success(request, f"What {user.name} teaches is recorded.")
            return redirect("educators")
    back = {"back": reverse("educators"), "back_label": "Educators and rooms"}
    return form_page(request, form, title=title, **back)


@needs(May.RECORD_EDUCATOR)
def educator_new(request):
    return educator_form(request, None, "Add an educator")


@needs(May.RECORD_EDUCATOR)
def educator(request, pk):
    row = get_object_or_404(Educator.objects.seen_by(request.user).select_related("user"), pk=pk)
    return educator_form(request, row, f"What {row} teaches")


@needs(May.ADD_ROOM)
def room_new(request):
    form = RoomForm(request.POST or None)
    if form.is_valid() and carried_out(
        form, lambda: actions.add_room(request.user.trust, **form.cleaned_data, by=request.user)
    ):
        messages.success(request, "The room can be used in a timetable now.")
        return redirect("educators")
    back = {"back": reverse("educators"), "back_label": "Educators and rooms"}
    return form_page(request, form, title="Add a room", submit="Add room", **back)


@needs(May.ADD_SYLLABUS_SESSION)
def syllabus(request, pk):
    course = get_object_or_404(Course.objects.seen_by(request.user), pk=pk)
    form = SyllabusForm(request.POST or None)
    if form.is_valid() and carried_out(
        form, lambda: actions.add_syllabus_session(course, **form.cleaned_data, by=request.user)
    ):
        messages.success(request, "The session is at the end of the list.")
        return redirect("syllabus", pk)
    context = {"title": f"What “{course}” teaches", "course": course, "rows": course.syllabus.all(), "form": form}
    return render(request, "training/syllabus.jinja", context, status=422 if form.errors else 200)
