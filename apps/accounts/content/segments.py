"""The segments of a fresh installation. What operators changed or made since is left alone."""

from apps.accounts.segments.models import Segment, SegmentCondition
from apps.content import content

SHIPPED = [
    ("new", "New", "新人", "", [("account_age_days", "at_most", 14)]),
    ("waiting", "Waiting", "等回复的人", "candidate", [("waits_days", "at_least", 2)]),
    ("active_seeker", "Active seekers", "积极求职者", "candidate", [("opened_30d", "at_least", 5)]),
    (
        "silent_recruiter",
        "Silent recruiters",
        "沉默的招聘者",
        "recruiter",
        [("received_30d", "at_least", 3), ("answer_rate_30d", "at_most", 30)],
    ),
    (
        "high_responder",
        "High responders",
        "有问必答的招聘者",
        "recruiter",
        [("received_30d", "at_least", 3), ("answer_rate_30d", "at_least", 80)],
    ),
]


@content
def load_segments() -> None:
    for key, name_en, name_zh, role, conditions in SHIPPED:
        segment, is_new = Segment.objects.get_or_create(
            key=key, defaults={"name_en": name_en, "name_zh": name_zh, "role": role}
        )
        if is_new:
            for fact, operator, value in conditions:
                SegmentCondition.objects.create(segment=segment, fact=fact, operator=operator, value=value)
