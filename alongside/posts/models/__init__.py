"""The establishment and what is done in it, by noun."""

from alongside.posts.models.duties import AgreedDuties, DutyLine, JobDescription, JobLine
from alongside.posts.models.establishment import (
    Advert,
    Conversion,
    Freeze,
    Post,
    RegistrationCorrection,
    StaffGroup,
    Suitable,
)

__all__ = [
    "Advert",
    "AgreedDuties",
    "Conversion",
    "DutyLine",
    "Freeze",
    "JobDescription",
    "JobLine",
    "Post",
    "RegistrationCorrection",
    "StaffGroup",
    "Suitable",
]
