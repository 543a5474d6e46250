"""The demo's missions are live, and an autumn campaign runs, with a rule of its own; one of its people has begun."""

import json
from datetime import datetime, timedelta
from pathlib import Path

from apps.gamification.content.starter import install_mission
from apps.gamification.models import Campaign, Mission, Rule
from apps.gamification.quests.life import start_campaign, start_mission

CAMPAIGN = Path(__file__).with_name("campaign.json")
BEGAN, RUNS = timedelta(days=12), timedelta(days=45)


def create_campaign(*, now: datetime) -> None:
    """Before anything happens in the demo, so that it counts."""
    for mission in Mission.objects.filter(state="draft").order_by("pk"):
        Mission.objects.filter(pk=mission.pk).update(starts_at=now - RUNS)
        start_mission(mission=mission, now=now)
    content = json.loads(CAMPAIGN.read_text())
    campaign = Campaign.objects.create(starts_at=now - BEGAN, ends_at=now - BEGAN + RUNS, **content["campaign"])
    for entry in content["missions"]:
        install_mission(entry | {"campaign": campaign})
    for entry in content["rules"]:
        rule = Rule.objects.create(key=entry["key"], deed=entry["deed"], **entry["names"])
        rule.versions.create(number=1, published_at=campaign.starts_at, **entry["version"], **entry["names"])
        campaign.rules.add(rule)
    start_campaign(campaign=campaign, operator=None, now=now)
