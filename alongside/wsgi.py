"""The web process: refuses to start where starting would be unsafe."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "alongside.settings")
application = get_wsgi_application()

from alongside.access.start import refuse_unsafe_start  # noqa: E402  (models exist only after setup)

refuse_unsafe_start()

# What was made at the start stays: without this each full collection looks at it all again, 100 ms into somebody's page.
gc.collect()
gc.freeze()
