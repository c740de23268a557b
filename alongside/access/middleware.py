"""Names the signed-in user to the database, and keeps signed-in pages out of every cache."""

from django.utils.cache import add_never_cache_headers

from alongside.access.actors import acting


class ActorMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        user = request.user
        label = user.actor_label if user.is_authenticated else "visitor"
        name = request.resolver_match.url_name if request.resolver_match else "request"
        with acting(label, name or "request"):
            response = self.get_response(request)
        if request.user.is_authenticated:
            add_never_cache_headers(response)
            response["Cache-Control"] = "no-store"
        return response
