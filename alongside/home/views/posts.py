"""The register of posts, the page of one post, and the deeds that need to know who holds it."""

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from alongside.access.forms import carried_out
from alongside.access.gate import needs
from alongside.access.permissions import May, Role
from alongside.home.queries.posts import KINDS, OPEN_STATES, filling_of, history, holders, register
from alongside.posts import actions
from alongside.posts.forms import CloseForm, PostForm, SplitForm
from alongside.posts.models import Conversion, Post, Suitable
from alongside.posts.rules import PostState, open_for_matching, standing_of
from alongside.posts.rules.standing import STATE_LABELS
from alongside.teams.models import Setting, Team
from alongside.ui.tables import PAGE_SIZE

# How a state is shown; the words say the same.
TAGS = {
    PostState.VACANT: "yours",
    PostState.ADVERTISED: "others",
    PostState.PART_FILLED: "yours",
    PostState.AGREED: "others",
    PostState.FILLED: "done",
    PostState.NOT_OPEN: "plain",
    PostState.FROZEN: "stuck",
    PostState.CLOSED: "plain",
}
KIND_LABELS = {
    "peer": "Peer posts",
    "candidate": "Could be a peer post",
    "other": "Other posts",
    "registered": "Registered posts (never peer posts)",
}
STATES = [("standing", "All but closed"), ("open", "Something vacant"), *STATE_LABELS.items()]
ORDERS = {
    "number": lambda line: line.post.number,
    "title": lambda line: (line.post.title.lower(), line.post.number),
    "team": lambda line: (line.post.team__name or "", line.post.number),
    "band": lambda line: (line.post.band or 0, line.post.number),
    "vacant": lambda line: (line.standing.wte_vacant, line.post.number),
}


class RegisterFilter(forms.Form):
    q = forms.CharField(label="Number or title", required=False, widget=forms.TextInput(attrs={"unmarked": True}))
    kind = forms.ChoiceField(label="Kind", required=False, choices=[("", "All"), *KIND_LABELS.items()])
    state = forms.ChoiceField(label="State", required=False, choices=STATES)
    setting = forms.ChoiceField(label="Setting", required=False, choices=[("", "All"), *Setting.choices])
    team = forms.ModelChoiceField(Team.objects.none(), label="Team", required=False, empty_label="All")
    band = forms.TypedChoiceField(
        label="Band", required=False, coerce=int, empty_value=None,
        choices=[("", "All"), *((str(band), f"Band {band}") for band in range(2, 8))],
    )  # fmt: skip

    def __init__(self, *args, teams, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["team"].queryset = teams
        for field in self.fields.values():
            field.widget.attrs["unmarked"] = True

    def narrowed(self, posts):
        chosen = self.cleaned_data if self.is_valid() else {}
        for word in chosen.get("q", "").split():
            posts = posts.matching(word)
        if chosen.get("kind"):
            posts = posts.filter(KINDS[chosen["kind"]])
        if chosen.get("setting"):
            posts = posts.filter(team__setting=chosen["setting"])
        if chosen.get("team"):
            posts = posts.filter(team=chosen["team"])
        if chosen.get("band"):
            posts = posts.filter(band=chosen["band"])
        return posts

    def in_state(self, lines):
        state = self.cleaned_data.get("state") if self.is_valid() else ""
        if not state or state == "standing":
            return [line for line in lines if line.standing.state != PostState.CLOSED]
        wanted = OPEN_STATES if state == "open" else (state,)
        return [line for line in lines if line.standing.state in wanted]


@needs(May.VIEW_POSTS)
def posts(request):
    today, sort = timezone.localdate(), request.GET.get("sort", "")
    seen = Post.objects.seen_by(request.user)
    narrow = RegisterFilter(request.GET, teams=Team.objects.filter(pk__in=seen.order_by().values("team")))
    everything = register(seen, today)
    kept = set(narrow.narrowed(seen).order_by().values_list("pk", flat=True))
    lines = narrow.in_state(line for line in everything if line.post.pk in kept)
    if sort.removeprefix("-") in ORDERS:
        lines.sort(key=ORDERS[sort.removeprefix("-")], reverse=sort.startswith("-"))
    page = Paginator(lines, PAGE_SIZE).get_page(request.GET.get("page"))
    named = request.user.has(Role.PROGRAMME_LEAD, Role.TEAM_MANAGER)
    context = {
        "title": "Posts",
        "page": page,
        "sort": sort,
        "filter": narrow,
        "filtered": any(request.GET.get(name) for name in narrow.fields),
        "figures": figures(everything),
        "named": named,
        "holders": holders(request.user, [line.post.pk for line in page], today) if named else {},
        "tags": TAGS,
        "today": today,
        "asked": Conversion.objects.seen_by(request.user).waiting().count(),
    }
    return render(request, "home/posts.jinja", context)


def figures(lines) -> list[dict]:
    """What stands in the register, each number leading to its posts."""
    at = reverse("posts")
    vacant = sum(line.vacant_peer_post for line in lines)
    frozen = sum(line.standing.state == PostState.FROZEN for line in lines)
    candidates = sum(
        not line.post.peer and line.post.suitable == Suitable.YES and line.standing.state in OPEN_STATES
        for line in lines
    )
    filled = sum(line.post.peer and line.standing.state == PostState.FILLED for line in lines)
    return [
        {"number": vacant, "text": "peer posts with something vacant", "href": f"{at}?kind=peer&state=open"},
        {"number": candidates, "text": "vacancies that could be peer posts", "href": f"{at}?kind=candidate&state=open"},
        {"number": frozen, "text": "frozen", "href": f"{at}?state=frozen", "kind": "stuck" if frozen else ""},
        {"number": filled, "text": "peer posts filled", "href": f"{at}?kind=peer&state=filled"},
    ]


@needs(May.VIEW_POSTS)
def post(request, pk):
    today, user = timezone.localdate(), request.user
    found = Post.objects.seen_by(user).select_related("team__site", "funded_from")
    found = get_object_or_404(found, pk=pk)
    filling = filling_of(found, today)
    standing = standing_of(found, filling, today)
    named = user.has(Role.PROGRAMME_LEAD, Role.TEAM_MANAGER)
    asked = found.conversions.waiting().first()
    context = {
        "title": found.title,
        "post": found,
        "standing": standing,
        "filling": filling,
        "tags": TAGS,
        "matching": open_for_matching(found, filling, on=today) if found.peer else None,
        "holders": holders(user, [found.pk], today)[found.pk] if named else None,
        "history": history(user, found, today),
        "deeds": deeds(user, found, standing, asked),
        "duties_agreed": found.duties.newest(),
        "duties_waiting": found.duties.filter(agreed_on=None).exists(),
        "asked": asked,
        "frozen_with_start": found.frozen and filling.starting,
        "today": today,
    }
    return render(request, "home/post.jinja", context)


def deeds(user, post: Post, standing, asked) -> list[tuple[str, str]]:
    """What this user may do to this post now: words and address."""
    open_, vacancy = standing.state != PostState.CLOSED, standing.state in OPEN_STATES
    offered = [
        (May.CHANGE_POST, open_, "Change its facts", "post_change"),
        (May.ADVERTISE_POST, vacancy and not post.advertised_on, "Record an advert", "post_advertise"),
        (
            May.SCREEN_POST,
            open_ and not post.peer and not post.ever_registered,
            "Could it be a peer post?",
            "post_screen",
        ),
        (
            May.REQUEST_CONVERSION,
            open_ and not post.peer and not post.ever_registered and not post.wte_others and not asked,
            "Ask for a peer post",
            "conversion_new",
        ),
        (May.ANSWER_ELIGIBILITY, open_ and post.peer, "Which criminal record check?", "post_eligibility"),
        (May.FREEZE_POST, open_ and not post.frozen, "Freeze", "post_freeze"),
        (May.THAW_POST, post.frozen, "Thaw", "post_thaw"),
        (May.SPLIT_POST, open_ and standing.wte_vacant > 0, "Split off a part", "post_split"),
        (May.CORRECT_REGISTRATION, post.registered, "Correct the registration mark", "post_registration"),
        (May.CLOSE_POST, open_, "Close", "post_close"),
    ]
    return [(label, reverse(name, args=[post.pk])) for may, when, label, name in offered if when and user.may(may)]


def deed_page(request, template: str, title: str, form, post: Post):
    context = {"title": title, "form": form, "post": post}
    return render(request, f"home/{template}.jinja", context, status=422 if form.errors else 200)


@needs(May.CHANGE_POST)
def post_change(request, pk):
    found = get_object_or_404(Post.objects.seen_by(request.user), pk=pk)
    form = PostForm(request.POST or None, user=request.user, stands=found)
    if form.is_valid():
        today = timezone.localdate()
        facts = {"today": today, "filling": filling_of(found, today), **form.cleaned_data}
        if carried_out(form, lambda: actions.change_post(found, **facts, by=request.user)):
            messages.success(request, f"Post {form.cleaned_data['number']} is changed.")
            return redirect("post", found.pk)
    return deed_page(request, "post_change", "Change this post", form, found)


@needs(May.SPLIT_POST)
def post_split(request, pk):
    found = get_object_or_404(Post.objects.seen_by(request.user), pk=pk)
    form = SplitForm(request.POST or None)
    if form.is_valid():
        today = timezone.localdate()
        facts = {"today": today, "filling": filling_of(found, today), **form.cleaned_data}
        part = carried_out(form, lambda: actions.split_post(found, **facts, by=request.user))
        if part:
            messages.success(request, f"Post {part.number} was split off, with {part.wte_funded} WTE.")
            return redirect("post", part.pk)
    return deed_page(request, "post_split", "Split off a part", form, found)


@needs(May.CLOSE_POST)
def post_close(request, pk):
    found = get_object_or_404(Post.objects.seen_by(request.user), pk=pk)
    today = timezone.localdate()
    form = CloseForm(request.POST or None, initial={"closed_on": today})
    if form.is_valid():
        facts = {"filling": filling_of(found, today), **form.cleaned_data}
        if carried_out(form, lambda: actions.close_post(found, **facts, by=request.user)):
            messages.success(request, f"Post {found.number} is closed. Its history stays.")
            return redirect("post", found.pk)
    return deed_page(request, "post_close", "Close this post", form, found)
