"""Signing in and out, the accounts of a trust, and the list of the audit."""

from allauth.account.internal.flows.logout import logout
from allauth.account.utils import get_next_redirect_url
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.decorators import rate_limit
from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from alongside.access.actions import add_user, change_roles, disable_user, enable_user
from alongside.access.forms import AddUserForm, RolesForm, SignInForm, carried_out
from alongside.access.gate import needs
from alongside.access.models import AuditRow, User
from alongside.access.permissions import May, Role
from alongside.ui.tables import PAGE_SIZE


@rate_limit(action="login")
@sensitive_post_parameters("password")
@never_cache
def sign_in(request):
    if request.user.is_authenticated:
        return redirect("start")
    form = SignInForm(request.POST or None, request=request)
    if form.is_valid():
        try:
            return form.login(request, redirect_url=get_next_redirect_url(request))
        except ImmediateHttpResponse as answer:
            return answer.response
    context = {
        "title": "Sign in",
        "form": form,
        "next": get_next_redirect_url(request) or "",
        "visitors": demonstration_accounts(),
        "password": settings.DEMONSTRATION_PASSWORD,
    }
    return render(request, "access/sign_in.jinja", context, status=422 if form.errors else 200)


def demonstration_accounts() -> list[User]:
    """The invented people a visitor may sign in as, in the order of the roles; none in production."""
    if not settings.DEMONSTRATION:
        return []
    order = list(Role)
    invented = User.objects.filter(demonstration=True, is_active=True)
    accounts = invented.select_related("trust").prefetch_related("grants")
    return sorted(accounts, key=lambda user: (user.trust_id, min(map(order.index, user.roles), default=0), user.pk))


@require_POST
def sign_out(request):
    logout(request, show_message=False)
    return redirect("sign_in")


@needs(May.VIEW_ACCOUNTS)
def accounts(request):
    users = User.objects.seen_by(request.user).prefetch_related("grants").order_by("name", "id")
    page = Paginator(users, PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "access/accounts.jinja", {"title": "Accounts", "page": page})


@needs(May.ADD_USER)
@sensitive_post_parameters("password")
def account_new(request):
    form = AddUserForm(request.POST or None)
    if form.is_valid():
        user = carried_out(form, lambda: add_user(request.user.trust, **form.cleaned_data, by=request.user))
        if user:
            messages.success(request, f"{user.name} can now sign in.")
            return redirect("accounts")
    context = {"title": "Add an account", "form": form}
    return render(request, "access/account_new.jinja", context, status=422 if form.errors else 200)


@needs(May.CHANGE_ROLES)
def account(request, pk):
    user = get_object_or_404(User.objects.seen_by(request.user), pk=pk)
    form = RolesForm(request.POST or None, initial={"roles": list(user.roles)})
    if form.is_valid() and carried_out(form, lambda: change_roles(user, **form.cleaned_data, by=request.user)):
        messages.success(request, f"The roles of {user.name} were changed.")
        return redirect("accounts")
    context = {"title": user.name, "form": form, "account": user, "own": user == request.user}
    return render(request, "access/account.jinja", context, status=422 if form.errors else 200)


@needs(May.DISABLE_USER)
@require_POST
def account_disable(request, pk):
    user = get_object_or_404(User.objects.seen_by(request.user), pk=pk)
    disable_user(user, by=request.user)
    messages.success(request, f"{user.name} can no longer sign in. Their record of what they did stays.")
    return redirect("accounts")


@needs(May.ENABLE_USER)
@require_POST
def account_enable(request, pk):
    user = get_object_or_404(User.objects.seen_by(request.user), pk=pk)
    enable_user(user, by=request.user)
    messages.success(request, f"{user.name} can sign in again.")
    return redirect("accounts")


@needs(May.VIEW_AUDIT)
def audit(request):
    """Newest first, in steps back from a row: counting all the rows of years would take longer than the page may."""
    rows = AuditRow.objects.seen_by(request.user).order_by("-id").defer("values")
    before = request.GET.get("before", "")
    if before.isdecimal():
        rows = rows.filter(pk__lt=min(int(before), 2**62))
    found = list(rows[: PAGE_SIZE + 1])
    shown = found[:PAGE_SIZE]
    actors = {user.actor_label: user.name for user in User.objects.seen_by(request.user).only("name")}
    context = {
        "title": "Audit",
        "rows": [(row, actors.get(row.actor, row.actor)) for row in shown],
        "older": shown[-1].pk if len(found) > PAGE_SIZE else None,
        "before": before,
    }
    return render(request, "access/audit.jinja", context)
