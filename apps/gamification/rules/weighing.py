"""What each form of a rule brings, by segment: weighed each night from the draws and from what followed them."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from operator import attrgetter

from apps.experiments.gathering import Count, read
from apps.experiments.measures import Measure, measure_of
from apps.experiments.statistics.weighting import weighted_share
from apps.gamification.rules.models import FormDraw, FormRecord, RuleVersion

REMEMBERED = timedelta(days=180)
"""Draws before this aren't weighed any more: what helped then may not now."""
STORED = ("measure", "draws", "units", "propensity", "good", "bad", "value", "low", "high", "weighed_at")


def weigh_forms(*, now: datetime) -> int:
    """Of every rule whose newest published version offers forms. Harmless when repeated. How many records stand."""
    offering = RuleVersion.objects.filter(published_at__isnull=False).exclude(forms=[]).order_by("rule_id", "number")
    newest = {version.rule_id: version for version in offering}
    records = [record for version in newest.values() for record in _weighed(version, now)]
    FormRecord.objects.bulk_create(
        records, update_conflicts=True, unique_fields=["rule", "segment", "form"], update_fields=STORED
    )
    # By name, not by time: another run may be writing the same ones.
    current = {(record.rule_id, record.segment, record.form) for record in records}
    stored = FormRecord.objects.filter(rule__in=newest).values_list("pk", "rule_id", "segment", "form")
    gone = [pk for pk, *name in stored if tuple(name) not in current]
    FormRecord.objects.filter(pk__in=gone).delete()
    return len(records)


def _weighed(version: RuleVersion, now: datetime) -> Iterable[FormRecord]:
    measure = measure_of(version.forms_measure)
    if measure is None:
        return
    remembered = FormDraw.objects.filter(rule=version.rule_id, drawn_at__gt=now - REMEMBERED)
    draws = list(remembered.order_by("drawn_at", "pk"))
    followed = followed_by(draws, measure, now=now)
    groups: defaultdict[tuple[str, str], list[FormDraw]] = defaultdict(list)
    for drawn in draws:
        groups[drawn.segment, drawn.form].append(drawn)
    for (segment, form), some in groups.items():
        yield record_of(version, segment, form, some, followed, now=now)


def followed_by(draws: list[FormDraw], measure: Measure, *, now: datetime) -> Mapping[int, Count]:
    """By draw: what of the measure befell its person while it was in force, where it is too old to change any more."""
    by_person: defaultdict[int, list[FormDraw]] = defaultdict(list)
    for drawn in draws:
        if drawn.person_id is not None:
            by_person[drawn.person_id].append(drawn)
    followed: dict[int, Count] = {}
    since = draws[0].drawn_at if draws else now
    for occasion in read(measure, list(by_person), since=since, until=now - measure.ripens_after):
        theirs = by_person[occasion.person]
        place = bisect_right(theirs, occasion.at, key=attrgetter("drawn_at")) - 1
        if place >= 0 and occasion.at < theirs[place].until:
            total, count = followed.get(theirs[place].pk, (0.0, 0))
            followed[theirs[place].pk] = (total + occasion.value, count + 1)
    return followed


def record_of(
    version: RuleVersion,
    segment: str,
    form: str,
    draws: Sequence[FormDraw],
    followed: Mapping[int, Count],
    *,
    now: datetime,
) -> FormRecord:
    """Each draw that something followed counts once, by the share that turned out well, however much that was."""
    measure = measure_of(version.forms_measure)
    counted = [drawn for drawn in draws if drawn.pk in followed]
    shares = [total / count for total, count in (followed[drawn.pk] for drawn in counted)]
    weighted = weighted_share([drawn.unit for drawn in counted], shares, [drawn.propensity for drawn in counted])
    went_well = sum(shares) if measure is None or measure.is_good else len(shares) - sum(shares)
    return FormRecord(
        rule_id=version.rule_id,
        segment=segment,
        form=form,
        measure=version.forms_measure,
        draws=len(draws),
        units=weighted.clusters,
        propensity=sum(drawn.propensity for drawn in draws) / len(draws),
        good=went_well,
        bad=len(shares) - went_well,
        value=weighted.value,
        low=weighted.low,
        high=weighted.high,
        weighed_at=now,
    )
