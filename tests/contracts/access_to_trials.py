"""Who may what at beta programmes, incidents and instant answers. Ana has an invitation, `beta_invitation`, and takes
part by another."""

from tests.contracts.roles import ME, NOBODY, SIGNED_IN, Route, act, of, page

TRIALS: dict[str, Route] = {
    "incident-list": page(frozenset({"support", "analyst", "admin"})),
    "feedback:instant": act(SIGNED_IN),
    "feedback:instant_solved": act(SIGNED_IN, body=lambda world: {"body": "How?"}),
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
