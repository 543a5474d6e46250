"""Rules whose points may come in another form."""

from datetime import datetime
from typing import Any

from apps.accounts.models import User
from apps.gamification.deeds.deed import Deed
from apps.gamification.deeds.types.greetings import GREETED
from apps.gamification.models import Badge, FormDraw, Rule, RuleVersion
from apps.gamification.rules.draws import Claim
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


def give(person: User, version: RuleVersion, form: str, *, now: datetime = NOON) -> FormDraw:
    """As if chance had decided so, for the stretch in which `now` lies."""
    claim = Claim(version, person, now)
    return FormDraw.objects.create(
        key=f"{version.pk}:{person.pk}:{claim.until:%Y-%m-%d}:form",
        rule=version.rule,
        version=version,
        person=person,
        unit=f"person:{person.pk}",
        segment="candidate",
        form=form,
        propensity=0.25,
        drawn_at=now,
        until=claim.until,
    )
