"""Somebody who goes on working: adds a person and begins an application for them, again and again.

Each is one deed of one or several rows; what the database acknowledged is written down at once, with the time.
"""

import os
import sys
import time
from datetime import timedelta

import django

# The worker seals what is half a minute old; a drill has not so long.
NEARLY_SETTLED = timedelta(seconds=29)

if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "alongside.settings"
    django.setup()
    from django.db import Error, connection
    from django.utils.timezone import now

    from alongside.access.seals import seal_audit
    from alongside.access.verdicts import Refused
    from alongside.recruitment.models import Intake
    from tests.factories import make_person
    from tests.recruitment.conftest import begun

    number, intake = sys.argv[1], Intake.objects.select_related("trust").get()
    with open(sys.argv[2], "w", buffering=1) as acknowledged:
        for turn in range(100_000):
            name = f"{number}-{turn:05d}"
            try:
                make_person(intake.trust, name=f"Kept {name}", staff_number=name)
                acknowledged.write(f"{time.time()} person {name}\n")
                begun(intake, name=f"Applicant {name}", secret=name)
                acknowledged.write(f"{time.time()} application {name}\n")
                if number == "W0" and not turn % 10:
                    seal_audit(now() + NEARLY_SETTLED)
            except (Error, Refused):
                connection.close()
            time.sleep(0.05)
