"""Who may what at the incentives desk. Ben has an award that is held, `held_award`, and asks about another one that was
taken back, `award_appeal`."""

from tests.contracts.roles import INCENTIVES, SIGNED_IN, Route, act, of, page

DESK: dict[str, Route] = {
    "api-incentives": page(INCENTIVES | {"analyst"}),
    "api-incentives-held": page(INCENTIVES | {"analyst"}),
    "api-incentives-release": act(
        INCENTIVES,
        kwargs=of("held_award", "award_id"),
        body=lambda world: {"reason": "checked"},
        seen_by=SIGNED_IN,
    ),
    "api-incentives-appeals": page(INCENTIVES),
    "api-incentives-decide": act(
        INCENTIVES,
        kwargs=of("award_appeal", "appeal_id"),
        body=lambda world: {"gives_back": True},
        seen_by=SIGNED_IN,
    ),
    "api-creator": page(SIGNED_IN),
}
