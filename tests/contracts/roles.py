"""Who there is, and how a route is written down; see `access`."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

STAFF = frozenset({"support", "content", "incentives", "analyst", "admin"})
MEMBERS = frozenset({"ana", "ben", "cara", "olga", "colleague"})
SIGNED_IN = MEMBERS | STAFF
EVERYBODY = SIGNED_IN | {"visitor"}
NOBODY: frozenset[str] = frozenset()
CANDIDATES = frozenset({"ana", "cara"})
RECRUITERS = frozenset({"ben", "olga", "colleague"})
PARTICIPANTS = frozenset({"ana", "ben"})

World = Mapping[str, Any]


def _nothing(world: World) -> dict[str, Any]:
    return {}


@dataclass(frozen=True)
class Route:
    """`methods` maps a method to those whom it lets in; all other methods must be refused to everybody.

    `body` is what a request must say so that only its sender decides the answer (`as_form`: as a page's form does).
    Of routes that others wrote (`is_ours` false) only GET and POST are looked at. Those in `seen_by` know the object,
    so they may read a refusal.
    """

    methods: Mapping[str, frozenset[str]]
    kwargs: Callable[[World], dict[str, Any]] = _nothing
    body: Callable[[World], Mapping[str, Any]] = _nothing
    as_form: bool = False
    is_ours: bool = True
    seen_by: frozenset[str] = frozenset()

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


def allauth(who: frozenset[str], *, post: bool = True, **kwargs: Any) -> Route:
    return Route({"GET": who, "POST": who} if post else {"GET": who}, is_ours=False, **kwargs)


def act(who: frozenset[str], **kwargs: Any) -> Route:
    return Route({"POST": who}, **kwargs)


def of_card(world: World) -> dict[str, Any]:
    return {"conversation_id": world["conversation"].pk, "card_id": world["card"].pk}


def of_exchange(world: World) -> dict[str, Any]:
    return {"conversation_id": world["conversation"].pk, "card_id": world["exchange"].pk}


ME = frozenset({"ana"})
BEN = frozenset({"ben"})
TEAM = frozenset({"ben", "colleague"})
JOB_KEEPERS = frozenset({"content", "admin"})
INCENTIVES = frozenset({"incentives", "admin"})
