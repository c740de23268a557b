"""Who people are to the programme: the roles, and what each is called on screen."""

from enum import StrEnum


class Role(StrEnum):
    PROGRAMME_LEAD = "programme_lead"
    EDUCATOR = "educator"
    PANEL_MEMBER = "panel_member"
    CHECKS_OFFICER = "checks_officer"
    DISCLOSURE_ASSESSOR = "disclosure_assessor"
    DECIDER = "decider"
    APPEAL_OFFICER = "appeal_officer"
    TEAM_MANAGER = "team_manager"
    ESTABLISHMENT = "establishment"
    APPROVER = "approver"
    OCCUPATIONAL_HEALTH = "occupational_health"
    EVALUATOR = "evaluator"
    EXECUTIVE = "executive"
    DATA_PROTECTION = "data_protection"
    ADMINISTRATOR = "administrator"
    PERSON = "person"

    @property
    def label(self) -> str:
        return ROLE_LABELS[self]


ROLE_LABELS = {
    Role.PROGRAMME_LEAD: "Programme lead",
    Role.EDUCATOR: "Educator",
    Role.PANEL_MEMBER: "Selection panel member",
    Role.CHECKS_OFFICER: "Checks officer",
    Role.DISCLOSURE_ASSESSOR: "Disclosure assessor",
    Role.DECIDER: "Decider",
    Role.APPEAL_OFFICER: "Appeal officer",
    Role.TEAM_MANAGER: "Team manager",
    Role.ESTABLISHMENT: "Establishment (post control)",
    Role.APPROVER: "Approver (chief nurse or medical director)",
    Role.OCCUPATIONAL_HEALTH: "Occupational health",
    Role.EVALUATOR: "Evaluator",
    Role.EXECUTIVE: "Executive",
    Role.DATA_PROTECTION: "Data protection lead",
    Role.ADMINISTRATOR: "Administrator",
    Role.PERSON: "Peer worker or trainee (own record)",
}
