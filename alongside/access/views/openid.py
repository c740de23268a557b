"""To the trust's identity provider and back."""

from allauth.account.utils import get_next_redirect_url
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from django.conf import settings
from django.http import Http404
from django.views.decorators.cache import never_cache
from requests import RequestException

from alongside.access.openid import PROVIDER, TrustAdapter


def to_provider(request, again: bool):
    if not settings.OPENID_ISSUER:
        raise Http404
    adapter = get_adapter(request)
    provider = adapter.get_provider(request, PROVIDER)
    try:
        return provider.begin(request, get_next_redirect_url(request), again)
    except (RequestException, OAuth2Error, ValueError, KeyError) as fault:
        return adapter.failed(request, "unreachable", fault)


@never_cache
def openid(request):
    """A link, not a form: the content policy lets no form lead to another site."""
    return to_provider(request, again=False)


@never_cache
def step_up_elsewhere(request):
    return to_provider(request, again=True)


@never_cache
def openid_answer(request):
    if not settings.OPENID_ISSUER:
        raise Http404
    return OAuth2CallbackView.adapter_view(TrustAdapter(request, PROVIDER))(request)
