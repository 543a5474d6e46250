"""Who may what at beta programmes, incidents and instant answers. Ana has an invitation, `beta_invitation`, and takes
part by another."""

from typing import Any

from tests.contracts.roles import EVERYBODY, ME, NOBODY, SIGNED_IN, Route, World, act, of, page

READERS, MENDERS = frozenset({"support", "analyst", "admin"}), frozenset({"support", "admin"})


def _work(world: World) -> dict[str, Any]:
    return {"team": None, "root_cause": "The cache was full.", "linked": []}


TRIALS: dict[str, Route] = {
    "incident-list": page(READERS),
    "incident-detail": Route(
        {"GET": READERS, "PUT": MENDERS}, kwargs=of("incident"), body=_work, seen_by=frozenset({"analyst"})
    ),
    "incident-record": act(
        MENDERS,
        kwargs=of("incident"),
        body=lambda world: {"change": "A larger cache."},
        seen_by=frozenset({"analyst"}),
    ),
    "incident-close": act(
        MENDERS,
        kwargs=of("incident"),
        body=lambda world: {"because": "A false alarm."},
        seen_by=frozenset({"analyst"}),
    ),
    "incident-chart": Route({"GET": READERS}, kwargs=of("topic", "topic_id")),
    "feedback:instant": act(EVERYBODY),
    "feedback:instant_solved": act(EVERYBODY, body=lambda world: {"body": "How?"}),
    "feedback:beta": page(SIGNED_IN),
    "feedback:beta_choose": act(SIGNED_IN),
    "feedback:beta_invitation": Route({"GET": ME}, kwargs=of("beta_invitation", "invitation_id")),
    "feedback:beta_answer": act(ME, kwargs=of("beta_invitation", "invitation_id")),
    "feedback:beta_fixed": Route({"POST": NOBODY}, kwargs=lambda world: {"invitation_id": 10**9}),
    "beta-invitation-list": page(SIGNED_IN),
    "beta-invitation-detail": Route({"GET": ME}, kwargs=of("beta_invitation")),
    "beta-invitation-answer": act(ME, kwargs=of("beta_invitation"), body=lambda world: {"answer": "accept"}),
    "beta-invitation-confirm": act(ME, kwargs=of("beta_accepted"), body=lambda world: {"fixed": True}),
    "beta-invitation-wish": Route({"PUT": SIGNED_IN}, body=lambda world: {"wish": True}),
}
