"""The web process: refuses to start where starting would be unsafe."""

import gc
import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "alongside.settings")
application = get_wsgi_application()

from alongside.access.start import refuse_unsafe_start  # noqa: E402  (models exist only after setup)

refuse_unsafe_start()

# What was made at the start stays: a full collection that looked at it again cost a page 100 ms. The pages are
# imported before, as the libraries they bring (SciPy, numba, Matplotlib) cost as much when the first page brings them.
_ = get_resolver().url_patterns
gc.collect()
gc.freeze()
