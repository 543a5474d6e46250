"""POSTs at beta programmes and incidents that are sent twice; see `test_every_post_twice`."""

from tests.contracts.posts import Post, of

POSTS_AT_TRIALS = {
    "beta-invitation-answer": Post(
        "ana",
        lambda world: {"answer": "accept"},
        lambda world: {"answer": "decline"},
        kwargs=of("beta_invitation"),
    ),
    "beta-invitation-confirm": Post(
        "ana", lambda world: {"fixed": True}, lambda world: {"fixed": False}, kwargs=of("beta_accepted")
    ),
    "incident-record": Post(
        "admin",
        lambda world: {"change": "A larger cache"},
        lambda world: {"change": "Another"},
        kwargs=of("incident"),
    ),
    "incident-close": Post(
        "admin",
        lambda world: {"because": "A false alarm"},
        lambda world: {"because": "Another"},
        kwargs=of("incident"),
    ),
}
