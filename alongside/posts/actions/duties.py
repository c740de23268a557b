"""Deeds on job descriptions and on the duties agreed for one post."""

from collections.abc import Sequence
from datetime import date

from alongside.access.gate import action
from alongside.access.models import Trust
from alongside.access.permissions import May
from alongside.access.verdicts import Verdict
from alongside.posts.models import AgreedDuties, DutyLine, JobDescription, JobLine, Post
from alongside.posts.rules import may_agree, may_issue, may_put_forward

Part = JobLine.Part
ISSUED = "It has been issued, so it stays as it is. Begin its next version to change something."


@action(May.ADD_JOB_DESCRIPTION)
def add_job_description(trust: Trust, *, title, band: int, purpose, by) -> JobDescription:
    description = JobDescription(trust=trust, title=title, band=band, purpose=purpose)
    description.full_clean()
    description.save()
    return description


@action(May.ADD_JOB_LINE)
def add_job_line(description: JobDescription, *, part, words, assessed="", by) -> JobLine:
    _written(description)
    line = JobLine(description=description, part=part, words=words, assessed=assessed)
    line.full_clean()
    line.save()
    return line


@action(May.REMOVE_JOB_LINE)
def remove_job_line(line: JobLine, *, by) -> JobDescription:
    description = _written(line.description)
    line.delete()
    return description


@action(May.ISSUE_JOB_DESCRIPTION)
def issue_job_description(description: JobDescription, *, on: date, by) -> JobDescription:
    """From now on it stays as it is, and duties can be put forward from it."""
    description = JobDescription.objects.select_for_update().get(pk=description.pk)
    may_issue(
        description.issued_on is not None,
        len(description.words_of(Part.ESSENTIAL)),
        description.words_of(Part.PEER),
        description.words_of(Part.OTHER),
    ).or_refuse()
    description.issued_on, description.issued_by = on, by
    description.save(update_fields=["issued_on", "issued_by"])
    return description


@action(May.RENEW_JOB_DESCRIPTION)
def renew_job_description(description: JobDescription, *, by) -> JobDescription:
    """The next version, begun with every line of the newest one; posts keep what was agreed for them."""
    newest = JobDescription.objects.filter(
        trust=description.trust_id, title=description.title, band=description.band
    ).first()
    new = JobDescription(
        trust=newest.trust, title=newest.title, band=newest.band, purpose=newest.purpose, version=newest.version + 1
    )
    new.full_clean()
    new.save()
    JobLine.objects.bulk_create(
        JobLine(description=new, part=line.part, words=line.words, assessed=line.assessed)
        for line in newest.lines.all()
    )
    return new


@action(May.PUT_DUTIES_FORWARD)
def put_duties_forward(
    post: Post, *, description: JobDescription, peer: Sequence[str], other: Sequence[str], on: date, by
) -> AgreedDuties:
    """What one post does, for its team to agree. What was agreed before counts until then."""
    post = Post.objects.select_for_update(of=("self",)).get(pk=post.pk)
    may_put_forward(
        peer_post=post.peer,
        closed=post.closed_on is not None and post.closed_on <= on,
        issued=description.issued_on is not None,
        peer=peer,
        other=other,
    ).or_refuse()
    duties = AgreedDuties(post=post, description=description, put_forward_on=on, put_forward_by=by)
    duties.full_clean()
    duties.save()
    DutyLine.objects.bulk_create(
        DutyLine(duties=duties, peer=is_peer, words=words)
        for is_peer, lines in ((True, peer), (False, other))
        for words in lines
    )
    return duties


@action(May.WITHDRAW_DUTIES)
def withdraw_duties(duties: AgreedDuties, *, by) -> Post:
    """What the team has not agreed to can be taken back; what it has agreed to stays."""
    duties = AgreedDuties.objects.select_for_update().get(pk=duties.pk)
    may_agree(duties.agreed_on).or_refuse()
    duties.delete()
    return duties.post


@action(May.AGREE_DUTIES)
def agree_duties(duties: AgreedDuties, *, on: date, by) -> AgreedDuties:
    """By the manager of the team, or by the lead who has agreed them with a team that has no account here."""
    duties = AgreedDuties.objects.select_for_update().get(pk=duties.pk)
    may_agree(duties.agreed_on).or_refuse()
    duties.agreed_on, duties.agreed_by = on, by
    duties.save(update_fields=["agreed_on", "agreed_by"])
    return duties


def _written(description: JobDescription) -> JobDescription:
    """Held for the change, as far as it is still being written."""
    held = JobDescription.objects.select_for_update().get(pk=description.pk)
    Verdict((ISSUED,) if held.issued_on else ()).or_refuse()
    return held
