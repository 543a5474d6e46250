"""What operators decide about reports, each under the report's lock: of two at one report the second is told."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from apps.accounts.models import User
from apps.accounts.people.moderation import deactivate, reactivate
from apps.accounts.privacy.models import AccountClosure
from apps.accounts.privacy.services import allow_return
from apps.chat.moderation.errors import (
    CannotShut,
    DecidedMeanwhile,
    NeedsAnotherOperator,
    NeedsSecondOperator,
    NoAppeal,
    NoPosting,
    WordsNeeded,
)
from apps.chat.moderation.kinds import APPEAL_DECIDED, DECIDED_ABOUT_YOU, REPORT_DECIDED, REPORT_REVISED
from apps.chat.moderation.links import decision_path
from apps.chat.moderation.models import Decision, Report, ReportStep
from apps.chat.moderation.services import clean_text
from apps.chat.moderation.standing import refresh_limits
from apps.errors import InvalidInput
from apps.matching.jobs.services import let_return, take_down
from apps.notifications.deciding.registry import Kind
from apps.notifications.deciding.services import notify

APPEAL_WITHIN = timedelta(days=14)
KEPT_AFTER = timedelta(days=180)
"""How long evidence stays when nothing more can be decided."""

SUSPENDED_FOR = timedelta(days=14)
NEEDS_TWO = frozenset({Decision.CLOSE})
SHUTS = frozenset({Decision.SUSPEND, Decision.CLOSE})
REMOVES = frozenset({Decision.REMOVE, Decision.LIMIT, *SHUTS})
"""What takes a reported posting down: everything worse than a warning."""
MAX_WORDS = 1000
MARK = "report #"

State, Appeal, Step = Report.State, Report.Appeal, ReportStep.Kind


@transaction.atomic
def decide(
    *, report_id: int, by: User, decision: str, why: str, words: str, version: int, now: datetime | None = None
) -> Report:
    """`why` is for the log, `words` for the reported person. Closing an account is only proposed by the first operator;
    another one decides it with the same decision, or decides otherwise. Raises DecidedMeanwhile where the report isn't
    as the operator saw it (`version`), and why they can't decide it."""
    now = now or timezone.now()
    if decision not in Decision.values:
        raise InvalidInput(field="decision")
    why, words = clean_text(why), clean_text(words)[:MAX_WORDS]
    if not why or (decision != Decision.NONE and not words):
        raise WordsNeeded(field="words" if why else "why")
    report = _locked(report_id, version)
    if report.state == State.DECIDED:
        raise DecidedMeanwhile
    _check_may_decide(report, by)
    if decision == Decision.REMOVE and report.job_id is None:
        raise NoPosting(field="decision")
    reported = _locked_person(report)
    if decision in SHUTS and reported is not None and reported.is_superuser:
        raise CannotShut
    if decision in NEEDS_TWO and report.state == State.OPEN:
        report.state, report.proposed_by, report.words = State.PROPOSED, by, words
        _save(report, by, Step.PROPOSED, now, decision=decision, why=why)
        return report
    if decision in NEEDS_TWO and report.proposed_by_id == by.pk:
        raise NeedsSecondOperator
    report.state, report.decision, report.words = State.DECIDED, decision, words
    report.decided_by, report.decided_at = by, now
    report.until = now + SUSPENDED_FOR if decision == Decision.SUSPEND else None
    report.kept_until = now + APPEAL_WITHIN + KEPT_AFTER
    if decision in SHUTS and reported is not None:
        _shut(report, reported)
    if decision in REMOVES and report.job_id is not None:
        report.has_removed = take_down(job_id=report.job_id, now=now)
    _save(report, by, Step.DECIDED, now, decision=decision, why=why)
    _follow(report, now)
    return report


@transaction.atomic
def appeal(*, report_id: int, text: str, now: datetime | None = None) -> Report:
    """By the reported person, once, within 14 days. The same again changes nothing; raises NoAppeal."""
    now = now or timezone.now()
    report = _locked(report_id, None)
    if report.appeal != Appeal.NONE:
        return report
    if not may_be_appealed(report, now=now):
        raise NoAppeal
    text = clean_text(text)
    if not text:
        raise InvalidInput(field="text")
    report.appeal, report.appeal_text, report.appealed_at = Appeal.OPEN, text[:2000], now
    report.kept_until = None
    _save(report, report.reported, Step.APPEALED, now)
    return report


@transaction.atomic
def decide_appeal(
    *, report_id: int, by: User, lifts: bool, why: str, version: int, now: datetime | None = None
) -> Report:
    """By another operator than those who decided. What is lifted counts no more: the account is open again, the limits
    are back. Raises DecidedMeanwhile, NeedsAnotherOperator."""
    now = now or timezone.now()
    why = clean_text(why)
    if not why:
        raise WordsNeeded(field="why")
    report = _locked(report_id, version)
    if report.appeal != Appeal.OPEN:
        raise DecidedMeanwhile
    _check_may_decide(report, by)
    if by.pk in (report.decided_by_id, report.proposed_by_id):
        raise NeedsAnotherOperator
    report.appeal = Appeal.LIFTED if lifts else Appeal.STANDS
    report.appeal_by, report.appeal_at, report.kept_until = by, now, now + KEPT_AFTER
    if lifts:
        report.ended_at = now
        if report.has_removed and report.job_id is not None:
            let_return(job_id=report.job_id)
    _save(report, by, Step.LIFTED if lifts else Step.STANDS, now, why=why)
    if report.reported is not None:
        if lifts:
            open_again(report)
            refresh_limits(report.reported, now=now)
        facts = {"lifted": lifts}
        _tell(report.reported, APPEAL_DECIDED, report, facts, decision_path(report), now)
    if lifts and report.reporter is not None:
        _tell(report.reporter, REPORT_REVISED, report, {}, reverse("chat:my_reports"), now)
    return report


def may_be_appealed(report: Report, *, now: datetime) -> bool:
    is_against = report.state == State.DECIDED and report.decision != Decision.NONE
    in_time = report.decided_at is not None and now < report.decided_at + APPEAL_WITHIN
    return is_against and in_time and report.appeal == Appeal.NONE and report.kept_until is not None


@transaction.atomic
def end_suspension(*, report_id: int, now: datetime) -> None:
    """Opens the account again where its time is over. Whoever comes second finds it done."""
    report = Report.objects.select_for_update().filter(pk=report_id, until__lte=now, ended_at=None).first()
    if report is None:
        return
    open_again(report)
    report.ended_at = now
    _save(report, None, Step.ENDED, now)


def _shut(report: Report, person: User) -> None:
    """Whoever is shut already by another report stays so until both are over."""
    report.has_shut = person.is_active or _shutting(person).filter(has_shut=True).exists()
    # Also who closed it themselves meanwhile: their days of coming back are over.
    deactivate(person=person, reason=_mark(report))


def open_again(report: Report) -> None:
    """The account, where only this report kept it shut: not where another one, an operator or the person themselves
    keeps it closed."""
    person = _locked_person(report)
    if person is None or person.is_active:
        return
    others = _shutting(person).exclude(pk=report.pk)
    if not others.exists():
        allow_return(person_id=person.pk)
    if not report.has_shut:
        return
    by_hand = User.history.filter(id=person.pk, is_active=False, history_date__gte=report.decided_at)
    by_hand = by_hand.exclude(history_change_reason=None).exclude(history_change_reason__startswith=MARK)
    if others.exists() or by_hand.exists() or AccountClosure.objects.filter(person=person).exists():
        return
    reactivate(person=person, reason=_mark(report))


def _shutting(person: User) -> QuerySet[Report]:
    """What keeps somebody's account shut now."""
    found = Report.objects.filter(reported=person, state=State.DECIDED, decision__in=SHUTS, ended_at=None)
    return found.exclude(appeal=Appeal.LIFTED)


def _locked_person(report: Report) -> User | None:
    return User.objects.select_for_update(no_key=True).filter(pk=report.reported_id or 0).first()


def _mark(report: Report) -> str:
    """In the person's history: that a report closed or opened the account, and which."""
    return f"{MARK}{report.pk}"


def _locked(report_id: int, version: int | None) -> Report:
    report = Report.objects.select_for_update(of=("self",)).get(pk=report_id)
    if version is not None and report.version != version:
        raise DecidedMeanwhile
    return report


def _check_may_decide(report: Report, by: User) -> None:
    if by.pk in (report.reporter_id, report.reported_id):
        raise NeedsAnotherOperator


def _save(report: Report, by: User | None, kind: str, now: datetime, *, decision: str = "", why: str = "") -> None:
    report.version += 1
    report.save()
    ReportStep.objects.create(report=report, kind=kind, by=by, decision=decision, words=why, created_at=now)


def _follow(report: Report, now: datetime) -> None:
    """Limits, and who hears of it: the reporter whether it was upheld, the reported what was decided."""
    if report.reported is not None and report.decision != Decision.NONE:
        refresh_limits(report.reported, now=now)
        facts = {"decision": report.decision}
        _tell(report.reported, DECIDED_ABOUT_YOU, report, facts, decision_path(report), now)
    if report.reporter is not None:
        upheld = report.decision != Decision.NONE
        _tell(report.reporter, REPORT_DECIDED, report, {"upheld": upheld}, reverse("chat:my_reports"), now)
    ReportStep.objects.create(report=report, kind=Step.TOLD, by=None, created_at=now)


def _tell(person: User, kind: Kind, report: Report, facts: Mapping[str, object], url: str, now: datetime) -> None:
    notify(person=person, kind=kind, cause=f"{kind.key}:{report.pk}", facts=facts, url=url, now=now)
