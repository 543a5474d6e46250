"""An incident's life: opened by a chart, changed by its team, closed where the reports prove the change."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.accounts.models import User
from apps.accounts.people.selectors import operators_who_may
from apps.errors import Conflict, InvalidInput, NotFound
from apps.feedback.incidents.kinds import INCIDENT_CHECKED, INCIDENT_OPENED
from apps.feedback.incidents.limits import Mark
from apps.feedback.incidents.models import Incident
from apps.feedback.incidents.selectors import ChartRelease, chart_of, topics_reported
from apps.feedback.releases.models import Release
from apps.feedback.releases.selectors import WINDOW, Effect, effect_of
from apps.feedback.routing.models import Team
from apps.feedback.tickets.models import Ticket
from apps.feedback.tickets.text_checks import checked_optional_text, checked_text
from apps.feedback.tickets.weeks import span, week_now
from apps.feedback.topics.models import Topic, TopicVerdict
from apps.feedback.topics.voices import family_of
from apps.notifications.deciding.registry import Kind
from apps.notifications.deciding.services import Telling, notify_all
from apps.ui.bilingual import titles_of

State, Verdict = Incident.State, Incident.Verdict
FIRST_CHECK = timedelta(days=7)
MOST_WATCHED = 200


class IncidentClosed(Conflict):
    code = "incident_closed"
    message = gettext_lazy("This incident is closed.")


def follow_incidents(*, now: datetime) -> None:
    """Opens what is out of control, and checks what was changed."""
    for topic in topics_reported(since=span(week_now(now))[0]):
        open_incident(topic=topic, now=now)
    for number in (
        Incident.objects.filter(state=State.WATCHED).order_by("pk").values_list("pk", flat=True)[:MOST_WATCHED]
    ):
        check_change(incident_id=number, now=now)


def open_incident(*, topic: Topic, now: datetime) -> Incident | None:
    """Where this week of the topic is out of control, or the weeks of the newest release together, which open one once;
    not where an incident of it is open or was closed this week. Of two that open one at once one does."""
    week = week_now(now)
    if Incident.objects.filter(Q(closed_at=None) | Q(closed_at__gte=span(week)[0]), topic=topic).exists():
        return None
    chart = chart_of(topic, now=now)
    try:
        with transaction.atomic():
            if chart.weeks and (last := chart.weeks[-1]).mark.is_out:
                return _store(topic, last.mark, week=last.week, version=last.release, persons=last.mark.people, now=now)
            if chart.releases and (newest := chart.releases[-1]).is_out and not _was_opened(topic, newest):
                stretch = newest.stretch
                return _store(
                    topic,
                    stretch.mark,
                    week=newest.until,
                    weeks=stretch.weeks,
                    version=stretch.release,
                    persons=newest.persons,
                    now=now,
                )
    except IntegrityError:
        return None
    return None


def _was_opened(topic: Topic, release: ChartRelease) -> bool:
    return Incident.objects.filter(topic=topic, week__gte=release.since).exists()


def _store(
    topic: Topic, mark: Mark, *, week: date, weeks: int = 1, version: str, persons: int, now: datetime
) -> Incident:
    """`persons` are who is told of: `mark` counts them once a week."""
    incident = Incident.objects.create(
        topic=topic,
        release=Release.objects.filter(version=version).first(),
        week=week,
        weeks=weeks,
        people=mark.people,
        limit=round(mark.limit or 0, 2),
        team=_team_of(topic),
        opened_at=now,
    )
    facts = {"people": persons, "weeks": weeks, "version": version}
    _tell(incident, INCIDENT_OPENED, facts, now=now)
    return incident


def _team_of(topic: Topic) -> Team | None:
    """The one that has most of its tickets, or the first."""
    told = Ticket.objects.filter(topic__in=family_of(topic), team__isnull=False).order_by().values("team")
    most = told.annotate(number=Count("pk")).order_by("-number", "team").first()
    return Team.objects.filter(pk=most["team"]).first() if most else Team.objects.first()


@transaction.atomic
def describe_incident(*, incident_id: int, team: Team | None, root_cause: str, linked: Sequence[int]) -> Incident:
    """Who mends it, what it came from, and by their ids which other topics came from the same; its own is left out.
    Raises InvalidInput, NotFound, IncidentClosed."""
    incident = _locked(incident_id)
    incident.team = team
    incident.root_cause = checked_optional_text(root_cause, field="root_cause", max_characters=2000)
    others = set(linked) - {incident.topic_id}
    topics = Topic.objects.filter(pk__in=others, merged_into=None)
    if len(topics) < len(others):
        raise InvalidInput(field="linked")
    incident.save()
    incident.linked.set(topics)
    return incident


@transaction.atomic
def record_change(
    *, incident_id: int, change: str, release_id: int | None = None, now: datetime | None = None
) -> Incident:
    """What the team changed, and with which release, if with one: from then on reports are watched. Raises InvalidInput
    where no team or root cause is named or the release came before the incident, NotFound, IncidentClosed."""
    now = now or timezone.now()
    incident = _locked(incident_id)
    if incident.team_id is None or not incident.root_cause.strip():
        raise InvalidInput(_("Name the team and the root cause first: without them nobody learns from it."))
    incident.change = checked_text(change, field="change", max_characters=2000)
    incident.changed_in = _release(incident, release_id)
    incident.changed_at = now
    if incident.changed_in and incident.changed_in.published_at:
        incident.changed_at = incident.changed_in.published_at
    incident.state, incident.verdict, incident.checked = State.WATCHED, "", {}
    incident.save()
    return incident


@transaction.atomic
def close_by_hand(*, incident_id: int, because: str, now: datetime | None = None) -> Incident:
    """For a false alarm, or what no change will mend. Raises InvalidInput, NotFound, IncidentClosed."""
    incident = _locked(incident_id)
    incident.closed_because = checked_text(because, field="because", max_characters=1000)
    return _close(incident, Verdict.BY_HAND, now=now or timezone.now())


@transaction.atomic
def check_change(*, incident_id: int, now: datetime) -> Incident:
    """After each whole week since the change: fewer reports, beyond chance, close the incident, unless those who were
    asked whether it is fixed say no more often than yes; more of them, or four weeks without a difference, give it back
    to its team."""
    incident = _locked(incident_id)
    changed_at = incident.changed_at
    if incident.state != State.WATCHED or changed_at is None:
        return incident
    weeks = (now - changed_at) // FIRST_CHECK
    if weeks < 1 or incident.checked.get("weeks") == weeks:
        return incident
    topics = [incident.topic, *incident.linked.all()]
    effect = effect_of(topics, at=changed_at, now=changed_at + weeks * FIRST_CHECK)
    if effect is None:
        return incident
    said = TopicVerdict.objects.filter(topic__in=topics, said_at__gte=changed_at)
    fixed, broken = said.filter(is_fixed=True).count(), said.filter(is_fixed=False).count()
    incident.checked = _figures(effect) | {"weeks": weeks, "fixed": fixed, "broken": broken}
    if effect.verdict == "better" and fixed >= broken:
        _close(incident, Verdict.BETTER, now=now)
    elif effect.verdict == "worse" or weeks * FIRST_CHECK >= WINDOW:
        incident.state, incident.verdict = State.OPEN, Verdict.NOT_BETTER
        incident.save()
    else:
        incident.save()
        return incident
    _tell(incident, INCIDENT_CHECKED, {"verdict": incident.verdict}, now=now)
    return incident


def _figures(effect: Effect) -> dict[str, object]:
    names = ("before", "after")
    rates = {name: [rate.reports, rate.active] for name, rate in zip(names, effect.rates, strict=True)}
    return {"days": effect.days, **rates}


def _close(incident: Incident, verdict: str, *, now: datetime) -> Incident:
    incident.state, incident.verdict, incident.closed_at = State.CLOSED, verdict, now
    incident.save()
    return incident


def _locked(incident_id: int) -> Incident:
    incident = Incident.objects.select_for_update(of=("self",)).filter(pk=incident_id).first()
    if incident is None:
        raise NotFound
    if incident.state == State.CLOSED:
        raise IncidentClosed
    return incident


def _release(incident: Incident, release_id: int | None) -> Release | None:
    if release_id is None:
        return None
    release = Release.objects.filter(pk=release_id, published_at__gte=incident.opened_at).first()
    if release is None:
        raise InvalidInput(_("Choose a release that was published since the incident was opened."), field="release")
    return release


def _tell(incident: Incident, kind: Kind, facts: dict[str, object], *, now: datetime) -> None:
    """The members of its team; without any, all who may work on incidents."""
    members = incident.team.members.all() if incident.team else User.objects.none()
    people = members.filter(is_staff=True, is_active=True).order_by("pk")
    if not people.exists():
        people = operators_who_may("feedback.change_incident")
    facts = {**titles_of(incident.topic), **facts}
    cause = f"incident:{incident.pk}:{incident.checked.get('weeks', 0)}:{incident.changed_at or ''}"
    tellings = [Telling(person, cause, facts, incident.console_url) for person in people[:200]]
    notify_all(kind=kind, tellings=tellings, now=now)
