"""Who may do what: every route of the product and, for each of its methods, whom it lets in.

A route that isn't here fails `test_who_may_what`. The console's own routes follow from `apps.accounts.groups`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

STAFF = frozenset({"support", "content", "incentives", "analyst", "admin"})
MEMBERS = frozenset({"ana", "ben", "cara", "olga", "colleague"})
SIGNED_IN = MEMBERS | STAFF
EVERYBODY = SIGNED_IN | {"visitor"}
VISITOR = frozenset({"visitor"})
CANDIDATES = frozenset({"ana", "cara"})
RECRUITERS = frozenset({"ben", "olga", "colleague"})
PARTICIPANTS = frozenset({"ana", "ben"})

World = Mapping[str, Any]


def _nothing(world: World) -> dict[str, Any]:
    return {}


@dataclass(frozen=True)
class Route:
    """`methods` maps a method to those whom it lets in; all other methods must be refused to everybody."""

    methods: Mapping[str, frozenset[str]]
    kwargs: Callable[[World], dict[str, Any]] = _nothing

    @property
    def is_about_an_object(self) -> bool:
        """Then who may not see it must not learn that it exists."""
        return self.kwargs is not _nothing


def page(who: frozenset[str], **more: frozenset[str]) -> Route:
    return Route({"GET": who, **more})


def of(name: str, key: str = "pk") -> Callable[[World], dict[str, Any]]:
    return lambda world: {key: world[name].pk}


def form(who: frozenset[str], **kwargs: Any) -> Route:
    return Route({"GET": who, "POST": who}, **kwargs)


def act(who: frozenset[str], **kwargs: Any) -> Route:
    return Route({"POST": who}, **kwargs)


ME = frozenset({"ana"})
BEN = frozenset({"ben"})

ROUTES: dict[str, Route] = {
    # the product as a whole
    "home": page(EVERYBODY),
    "healthz": page(EVERYBODY),
    "metrics": page(frozenset({"support", "content", "incentives", "analyst", "admin"}) | EVERYBODY),
    "style": page(STAFF),
    # signing in, by allauth
    "account_login": form(EVERYBODY),
    "account_logout": form(EVERYBODY),
    "account_inactive": page(EVERYBODY),
    "account_signup": form(EVERYBODY),
    "account_reauthenticate": form(SIGNED_IN),
    "account_email": form(SIGNED_IN),
    "account_email_verification_sent": page(EVERYBODY),
    "account_change_password": form(SIGNED_IN),
    "account_set_password": form(SIGNED_IN),
    "account_reset_password": form(EVERYBODY),
    "account_confirm_login_code": form(EVERYBODY),
    "account_confirm_email": Route({"GET": EVERYBODY, "POST": frozenset()}, kwargs=lambda world: {"key": "unknown"}),
    "account_reset_password_from_key_done": page(EVERYBODY),
    "account_reset_password_from_key": form(EVERYBODY, kwargs=lambda world: {"uidb36": "1", "key": "unknown"}),
    "account_reset_password_done": page(EVERYBODY),
    "socialaccount_login_cancelled": page(EVERYBODY),
    "socialaccount_login_error": page(EVERYBODY),
    "socialaccount_signup": form(EVERYBODY),
    "socialaccount_connections": form(SIGNED_IN),
    # people
    "accounts:settings": form(SIGNED_IN),
    "accounts:change_picture": act(SIGNED_IN),
    "accounts:set_language": act(EVERYBODY),
    "accounts:set_theme": act(EVERYBODY),
    "accounts:badges": page(SIGNED_IN),
    "accounts:picture": Route({"GET": frozenset()}, kwargs=lambda world: {"name": "unknown.webp"}),
    "api-token": Route({"POST": EVERYBODY, "DELETE": SIGNED_IN}),
    "api-socket-ticket": act(SIGNED_IN),
    "api-me": Route({"GET": SIGNED_IN, "PATCH": SIGNED_IN}),
    # notifications
    "notifications:list": page(SIGNED_IN),
    "notifications:bell": page(SIGNED_IN),
    "notifications:mark_read": act(SIGNED_IN),
    "notifications:follow": Route({"GET": ME}, kwargs=of("notification", "notification_id")),
    "notifications:unsubscribe": Route({"GET": frozenset(), "POST": frozenset()}, kwargs=lambda world: {"token": "no"}),
    "api-notifications": page(SIGNED_IN),
    "api-notifications-mark-read": act(SIGNED_IN),
    # feedback
    "feedback:mine": page(SIGNED_IN),
    "feedback:sheet": form(SIGNED_IN),
    "feedback:similar": act(SIGNED_IN),
    "feedback:me_too": Route({"POST": frozenset()}, kwargs=lambda world: {"topic_id": 10**9}),
    "feedback:ticket": Route({"GET": ME}, kwargs=of("ticket", "ticket_id")),
    "feedback:reply": act(ME, kwargs=of("ticket", "ticket_id")),
    "feedback:confirm": act(ME, kwargs=of("ticket", "ticket_id")),
    "feedback:rate": form(PARTICIPANTS, kwargs=of("conversation", "conversation_id")),
    # conversations by API
    "conversation-list": Route({"GET": SIGNED_IN, "POST": SIGNED_IN}),
    "conversation-detail": Route({"GET": PARTICIPANTS}, kwargs=of("conversation")),
    "conversation-changes": Route({"GET": PARTICIPANTS}, kwargs=of("conversation")),
    "conversation-chips": Route({"GET": PARTICIPANTS}, kwargs=of("conversation")),
    "conversation-presets": Route({"GET": PARTICIPANTS}, kwargs=of("conversation")),
    "conversation-delivered": act(PARTICIPANTS, kwargs=of("conversation")),
    "conversation-read": act(PARTICIPANTS, kwargs=of("conversation")),
    "conversation-hand-over": act(BEN, kwargs=of("conversation")),
    "conversation-leave": act(BEN, kwargs=of("conversation")),
    "conversation-messages": Route({"GET": PARTICIPANTS, "POST": PARTICIPANTS}, kwargs=of("conversation")),
    "conversation-promise": act(PARTICIPANTS, kwargs=of("conversation")),
    "conversation-stage": act(BEN, kwargs=of("conversation")),
    "conversation-state": Route({"PATCH": PARTICIPANTS}, kwargs=of("conversation")),
    "message-detail": Route({"GET": PARTICIPANTS, "PATCH": ME}, kwargs=of("message")),
    "message-reaction": act(PARTICIPANTS, kwargs=of("message")),
    "message-recall": act(ME, kwargs=of("message")),
    "preset-list": Route({"GET": SIGNED_IN, "POST": SIGNED_IN}),
    "preset-detail": Route({"GET": BEN, "PATCH": BEN, "PUT": BEN, "DELETE": BEN}, kwargs=of("preset")),
    "attachment-upload": act(SIGNED_IN),
    "attachment-file": Route({"GET": PARTICIPANTS}, kwargs=of("attachment")),
    "attachment-thumbnail": Route({"GET": PARTICIPANTS}, kwargs=of("attachment")),
    "unread": page(SIGNED_IN),
    "away-reply": Route({"GET": SIGNED_IN, "PUT": SIGNED_IN, "PATCH": SIGNED_IN}),
    # the API about itself
    "schema": page(EVERYBODY),
    "api-docs": page(EVERYBODY),
}

SOCKET_COMMANDS: dict[str, frozenset[str]] = {
    "delivered": PARTICIPANTS,
    "message.edit": ME,
    "message.react": PARTICIPANTS,
    "message.recall": ME,
    "message.send": PARTICIPANTS,
    "presence.watch": SIGNED_IN,
    "read": PARTICIPANTS,
    "typing": PARTICIPANTS,
}
