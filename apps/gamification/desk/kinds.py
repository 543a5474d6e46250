"""What those who look after the incentives are told."""

from typing import Any

from django.utils.translation import gettext_lazy

from apps.experiments.measures import measure_words
from apps.notifications.deciding.registry import Kind, KindGroup, register
from apps.ui.bilingual import in_language


def _names(facts: dict[str, Any]) -> dict[str, Any]:
    words = facts | {"name": in_language(facts["name_en"], facts["name_zh"])}
    return words | ({"measure": measure_words(facts["measure"])} if "measure" in facts else {})


GUARDRAIL_BROKEN = register(
    Kind(
        key="guardrail_broken",
        group=KindGroup.RECOGNITION,
        for_operators=True,
        title=gettext_lazy("An experiment stopped by itself"),
        body=gettext_lazy(
            "“%(name)s”: %(measure)s got worse, beyond chance. Nobody has what was compared until you decide; a rule "
            "is paused."
        ),
        icon="octagon-alert",
        localise=_names,
    )
)
BUDGET_BURNT = register(
    Kind(
        key="budget_burnt",
        group=KindGroup.RECOGNITION,
        for_operators=True,
        title=gettext_lazy("A rule's budget is used up"),
        body=gettext_lazy(
            "“%(name)s” is paused, so that it promises nothing that it can't give. What is held settles."
        ),
        icon="circle-pause",
        localise=_names,
    )
)
RULE_IS_ODD = register(
    Kind(
        key="rule_is_odd",
        group=KindGroup.RECOGNITION,
        for_operators=True,
        title=gettext_lazy("A rule is far from what it was"),
        body=gettext_lazy("“%(name)s”: %(now)s points settled within seven days, %(before)s in the seven before."),
        icon="octagon-alert",
        localise=_names,
    )
)
