"""Rules whose points may come in another form."""

from typing import Any

from apps.gamification.deeds.deed import Deed
from apps.gamification.deeds.types.greetings import GREETED
from apps.gamification.models import Badge, Rule, RuleVersion
from apps.gamification.rules.services import publish_rule
from apps.gamification.rules.wording import FROM_THE_START
from tests.gamification.talks import NOON
from tests.gamification.versions import WORDS, version_fields

MARKS = {"kind": "marks", "amount": 10, "worth": 10}
HOURS = {"kind": "greetings", "amount": 48, "worth": 10}
THANKS = {"kind": "thanks", "amount": 10, "worth": 10}


def draft(key: str, *forms: dict[str, Any], **fields: Any) -> RuleVersion:
    """The first version of a new rule for greeting, ten points or one of these forms: all, where none is named."""
    Badge.objects.filter(key="marks-of-merit").update(is_live=True)
    rule = Rule.objects.create(key=key, deed=GREETED, name_en=WORDS["name_en"], name_zh=WORDS["name_zh"])
    rows = list(forms) or [MARKS, HOURS, THANKS]
    fields = {"points": 10, "max_per_day": 10, "forms": rows, "forms_measure": "two_sided"} | fields
    return RuleVersion.objects.create(rule=rule, number=1, **version_fields(**fields))


def offer(key: str, *forms: dict[str, Any], **fields: Any) -> RuleVersion:
    """In force from the start."""
    return publish_rule(version=draft(key, *forms, **fields), operator=None, now=FROM_THE_START)


def greeting(person: Any, number: int = 1, **fields: Any) -> Deed:
    return Deed(**{"kind": GREETED, "key": f"conversation:{number}", "person_id": person.pk, "done_at": NOON} | fields)
