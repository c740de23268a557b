"""The web process: refuses to start where starting would be unsafe."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "alongside.settings")
application = get_wsgi_application()

from alongside.access.start import refuse_unsafe_start  # noqa: E402  (models exist only after setup)

refuse_unsafe_start()

# What was made at the start stays: a full collection that looked at it again cost a page 100 ms.
gc.collect()
gc.freeze()
