"""A file looked through for viruses by the command that a setting names, before anything of it is kept."""

import shlex
import subprocess

from django.conf import settings
from django.core.exceptions import ValidationError

SECONDS = 60
INFECTED = "The virus scanner refused this file. Nothing of it was kept. Send another copy."
NOT_LOOKED_AT = "The virus scanner could not be asked, so nothing was kept. Try again later, or tell the administrator."


def look_for_viruses(content: bytes) -> None:
    """The command reads the file and answers 0 for clean, 1 for infected (as clamdscan does); without one, nothing."""
    command = shlex.split(settings.SCAN_COMMAND)
    if not command:
        return
    try:
        answer = subprocess.run(command, input=content, capture_output=True, timeout=SECONDS, check=False)
    except (OSError, subprocess.TimeoutExpired) as fault:
        raise ValidationError(NOT_LOOKED_AT) from fault
    if answer.returncode == 1:
        raise ValidationError(INFECTED)
    if answer.returncode:
        raise ValidationError(NOT_LOOKED_AT)
