"""The accounts of a trust, as its administrator keeps them."""

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from alongside.access.actions import (
    add_user,
    change_roles,
    disable_user,
    enable_user,
    link_identity,
    reset_second_factor,
    unlink_identity,
)
from alongside.access.forms import AddUserForm, IdentityForm, RolesForm, carried_out
from alongside.access.gate import needs
from alongside.access.models import User
from alongside.access.permissions import May
from alongside.ui.tables import PAGE_SIZE


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
    context = {
        "title": user.name,
        "form": form,
        "account": user,
        "own": user == request.user,
        "provider": settings.OPENID_NAME if settings.OPENID_ISSUER else "",
        "linked": user.identities.filter(issuer=settings.OPENID_ISSUER).exists(),
    }
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


@needs(May.RESET_SECOND_FACTOR)
@require_POST
def account_second_factor_reset(request, pk):
    user = get_object_or_404(User.objects.seen_by(request.user), pk=pk)
    reset_second_factor(user, by=request.user)
    messages.success(request, f"The second factor of {user.name} was taken away, and they were signed out everywhere.")
    return redirect("account", pk)


@needs(May.LINK_IDENTITY)
def account_identity(request, pk):
    """Link what the trust's identity provider calls this person; an e-mail address is never enough."""
    user = get_object_or_404(User.objects.seen_by(request.user), pk=pk)
    form = IdentityForm(request.POST or None)
    issuer = settings.OPENID_ISSUER
    if form.is_valid() and carried_out(
        form, lambda: link_identity(user, issuer=issuer, subject=form.cleaned_data["subject"], by=request.user)
    ):
        messages.success(request, f"{user.name} can sign in with {settings.OPENID_NAME}.")
        return redirect("account", pk)
    context = {"title": "Link an identity", "form": form, "account": user, "provider": settings.OPENID_NAME}
    return render(request, "access/account_identity.jinja", context, status=422 if form.errors else 200)


@needs(May.UNLINK_IDENTITY)
@require_POST
def account_identity_unlink(request, pk):
    user = get_object_or_404(User.objects.seen_by(request.user), pk=pk)
    unlink_identity(user, issuer=settings.OPENID_ISSUER, by=request.user)
    messages.success(request, f"{user.name} no longer signs in with {settings.OPENID_NAME}.")
    return redirect("account", pk)
