"""Job descriptions by version, and the duties of one post: put forward by the lead, agreed by the team."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_POST

from alongside.access.forms import carried_out, done_or_told, form_page
from alongside.access.gate import needs
from alongside.access.permissions import May
from alongside.posts import actions
from alongside.posts.forms import DutiesForm, JobDescriptionForm, JobLineForm
from alongside.posts.models import AgreedDuties, JobDescription, JobLine, Post
from alongside.ui.tables import PAGE_SIZE

Part = JobLine.Part


@needs(May.VIEW_POSTS)
def job_descriptions(request):
    found = JobDescription.objects.seen_by(request.user)
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {"title": "Job descriptions", "page": page, "may_add": request.user.may(May.ADD_JOB_DESCRIPTION)}
    return render(request, "posts/job_descriptions.jinja", context)


@needs(May.VIEW_POSTS)
def job_description(request, pk):
    found = description_of(request, pk)
    lines = list(found.lines.all())
    context = {
        "title": str(found),
        "description": found,
        "parts": [(part, [line for line in lines if line.part == part]) for part in Part],
        "versions": JobDescription.objects.seen_by(request.user).filter(title=found.title, band=found.band),
        "may_write": request.user.may(May.ADD_JOB_LINE) and not found.issued_on,
        "may_renew": request.user.may(May.RENEW_JOB_DESCRIPTION) and found.issued_on,
    }
    return render(request, "posts/job_description.jinja", context)


@needs(May.ADD_JOB_DESCRIPTION)
def job_description_new(request):
    form = JobDescriptionForm(request.POST or None)
    if form.is_valid():
        answers = form.cleaned_data
        found = carried_out(form, lambda: actions.add_job_description(request.user.trust, **answers, by=request.user))
        if found:
            messages.success(request, "Now add its duties, and what somebody has to bring.")
            return redirect("job_description", found.pk)
    back = {"back": reverse("job_descriptions"), "back_label": "Job descriptions"}
    return form_page(request, form, title="Write a job description", **back)


@needs(May.ADD_JOB_LINE)
def job_line_new(request, pk):
    found = description_of(request, pk)
    form = JobLineForm(request.POST or None)
    if form.is_valid() and carried_out(form, lambda: actions.add_job_line(found, **form.cleaned_data, by=request.user)):
        messages.success(request, "The line was added.")
        return redirect("job_description", pk)
    back = {"caption": str(found), "back": reverse("job_description", args=[pk]), "back_label": found.title}
    return form_page(request, form, title="Add a line", submit="Add line", **back)


@needs(May.REMOVE_JOB_LINE)
@require_POST
def job_line_remove(request, pk):
    seen = JobLine.objects.filter(description__in=JobDescription.objects.seen_by(request.user))
    line = get_object_or_404(seen.select_related("description"), pk=pk)
    done_or_told(request, lambda: actions.remove_job_line(line, by=request.user), "The line was taken away.")
    return redirect("job_description", line.description_id)


@needs(May.ISSUE_JOB_DESCRIPTION)
@require_POST
def job_description_issue(request, pk):
    found = description_of(request, pk)
    deed = lambda: actions.issue_job_description(found, on=localdate(), by=request.user)  # noqa: E731
    done_or_told(request, deed, "Issued. Duties of a post can be put forward from it.")
    return redirect("job_description", pk)


@needs(May.RENEW_JOB_DESCRIPTION)
@require_POST
def job_description_renew(request, pk):
    found = description_of(request, pk)
    new = done_or_told(
        request, lambda: actions.renew_job_description(found, by=request.user), "Its next version is begun."
    )
    return redirect("job_description", new.pk if new else pk)


@needs(May.VIEW_POSTS)
def duties(request, pk):
    """What is done in one post: agreed now, waiting to be agreed, agreed before."""
    post = get_object_or_404(Post.objects.seen_by(request.user).select_related("team"), pk=pk)
    found = list(post.duties.select_related("description", "agreed_by", "put_forward_by").prefetch_related("lines"))
    agreed = sorted((one for one in found if one.agreed_on), key=lambda one: (one.agreed_on, one.pk), reverse=True)
    user = request.user
    context = {
        "title": "Duties of this post",
        "post": post,
        "waiting": next((one for one in found if not one.agreed_on), None),
        "agreed": agreed[:1],
        "before": agreed[1:],
        "may_put_forward": user.may(May.PUT_DUTIES_FORWARD) and post.peer and not post.closed_on,
        "may_agree": user.may(May.AGREE_DUTIES),
        "may_withdraw": user.may(May.WITHDRAW_DUTIES),
    }
    return render(request, "posts/duties.jinja", context)


@needs(May.PUT_DUTIES_FORWARD)
def duties_new(request, pk):
    post = get_object_or_404(Post.objects.seen_by(request.user), pk=pk)
    issued = JobDescription.objects.seen_by(request.user).issued()
    newest = issued.filter(band=post.band).order_by("-issued_on", "-pk").first() or issued.first()
    if newest is None:
        messages.warning(request, "Issue a job description first: duties are put forward from one.")
        return redirect("job_descriptions")
    form = DutiesForm(request.POST or None, descriptions=issued, initial=begun_from(post, newest))
    if form.is_valid() and carried_out(
        form, lambda: actions.put_duties_forward(post, **form.cleaned_data, on=localdate(), by=request.user)
    ):
        messages.success(request, "Put forward. The manager of the team is asked to agree.")
        return redirect("duties", pk)
    context = {
        "title": "Put duties forward",
        "caption": f"{post.number} · {post.title}",
        "lead": "They begin as in the job description, or as they were agreed last. Make them those of this post.",
        "submit": "Put forward",
        "back": reverse("duties", args=[pk]),
        "back_label": "Duties of this post",
    }
    return form_page(request, form, **context)


def begun_from(post: Post, newest: JobDescription) -> dict:
    """The duties to begin from: those agreed last, else those of the newest job description of the post's band."""
    last = post.duties.newest()
    peer = last.peer_duties if last else newest.words_of(Part.PEER)
    other = last.other_duties if last else newest.words_of(Part.OTHER)
    return {"description": newest, "peer": "\n".join(peer), "other": "\n".join(other)}


@needs(May.AGREE_DUTIES)
@require_POST
def duties_agree(request, pk):
    found = get_object_or_404(AgreedDuties.objects.seen_by(request.user), pk=pk)
    deed = lambda: actions.agree_duties(found, on=localdate(), by=request.user)  # noqa: E731
    done_or_told(request, deed, "Agreed. Whoever holds the post is asked to read them.")
    return redirect("duties", found.post_id)


@needs(May.WITHDRAW_DUTIES)
@require_POST
def duties_withdraw(request, pk):
    found = get_object_or_404(AgreedDuties.objects.seen_by(request.user), pk=pk)
    done_or_told(
        request, lambda: actions.withdraw_duties(found, by=request.user), "Taken back. What was agreed before stands."
    )
    return redirect("duties", found.post_id)


def description_of(request, pk) -> JobDescription:
    return get_object_or_404(JobDescription.objects.seen_by(request.user), pk=pk)
