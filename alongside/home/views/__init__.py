"""Pages that show several areas. The addresses of the error pages are named in alongside/urls.py and settings.py."""

from alongside.home.views.errors import bad_request, needs_its_button, not_allowed, not_found, server_error, too_many

__all__ = ["bad_request", "needs_its_button", "not_allowed", "not_found", "server_error", "too_many"]
