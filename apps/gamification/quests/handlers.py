from apps.events.registry import handles
from apps.gamification.quests.events import TeamWorked
from apps.gamification.quests.services import advance_team


@handles(TeamWorked)
def let_a_team_advance(event: TeamWorked) -> None:
    advance_team(mission_id=event.mission, company_id=event.company)
