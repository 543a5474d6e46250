"""The topics of interests: fields of groups, and what courses teach."""

from dataclasses import dataclass

from apps.accounts.models import User
from apps.education.circles.models import Circle, CircleMember
from apps.education.circles.recommending import ground_of, reason_for
from apps.education.courses.models import Course, LessonDone
from apps.education.interests.models import Reason
from apps.ui.bilingual import in_language

CIRCLE, COURSE = "field-", "course-"


@dataclass(frozen=True, slots=True)
class Topic:
    key: str
    name_en: str
    name_zh: str

    @property
    def name(self) -> str:
        return in_language(self.name_en, self.name_zh)

    @property
    def is_field(self) -> bool:
        return self.key.startswith(CIRCLE)


def topics_for(person: User | None) -> list[Topic]:
    """Those that there are for them, in their order; without a person all of them."""
    fields = [Topic(CIRCLE + one.slug, one.name_en, one.name_zh) for one in Circle.objects.open()]
    courses = Course.objects.for_reader(person)
    return fields + [Topic(COURSE + one.slug, one.title_en, one.title_zh) for one in courses]


def names_of_topics() -> dict[str, str]:
    """By key, also of those that are closed or unpublished."""
    names = {CIRCLE + circle.slug: circle.name for circle in Circle.objects.all()}
    return names | {COURSE + course.slug: course.title for course in Course.objects.all()}


def behaviour_of(person: User) -> dict[str, Reason]:
    """Topics that follow from what somebody does, each with why."""
    ground = ground_of(person)
    found = {
        CIRCLE + circle.slug: Reason.PROFILE for circle in Circle.objects.open() if reason_for(circle, ground).strength
    }
    joined = CircleMember.objects.filter(person=person).values_list("circle__slug", flat=True)
    begun = LessonDone.objects.filter(person=person).values_list("lesson__course__slug", flat=True)
    found |= {CIRCLE + slug: Reason.GROUP for slug in joined}
    return found | {COURSE + slug: Reason.COURSE for slug in begun}
