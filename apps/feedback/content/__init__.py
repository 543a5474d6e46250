"""What feedback brings along."""

import json
from pathlib import Path

from apps.content import content
from apps.feedback.macros.models import Macro, MacroAction
from apps.feedback.routing.models import RoutingRule
from apps.feedback.sla.models import WorkCalendar

_HERE = Path(__file__).parent


@content
def load_first_rules_and_macros() -> None:
    """Once, where there are none: from then on they are the operators' own."""
    shipped = json.loads((_HERE / "desk.json").read_text(encoding="utf-8"))
    if not WorkCalendar.history.exists():
        for calendar in shipped["calendars"]:
            WorkCalendar.objects.create(**calendar)
    if not RoutingRule.history.exists():
        for rule in shipped["rules"]:
            RoutingRule.objects.create(**rule)
    if not Macro.history.exists():
        for entry in shipped["macros"]:
            actions = entry.pop("actions")
            macro = Macro.objects.create(**entry)
            for kind, value in actions.items():
                MacroAction.objects.create(macro=macro, kind=kind, value=value)
