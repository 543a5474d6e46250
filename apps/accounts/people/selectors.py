from collections.abc import Collection, Iterable

from django.db.models import Exists, OuterRef, Q, QuerySet

from apps.accounts.people.models import Block, User


def is_blocked_between(one: User, other: User) -> bool:
    """True when either side blocked the other."""
    return Block.objects.filter(Q(blocker=one, blocked=other) | Q(blocker=other, blocked=one)).exists()


def blocked_ids(person: User) -> set[int]:
    """Everybody whom this person blocked or who blocked them."""
    pairs = Block.objects.filter(Q(blocker=person) | Q(blocked=person)).values_list("blocker_id", "blocked_id")
    return {user_id for pair in pairs for user_id in pair} - {person.pk}


def blocked_pairs(people: Collection[int], others: Collection[int]) -> set[tuple[int, int]]:
    """The pairs of one of these people and one of those others between whom there is a block, in both orders."""
    between = Q(blocker__in=people, blocked__in=others) | Q(blocker__in=others, blocked__in=people)
    pairs = Block.objects.filter(between).values_list("blocker_id", "blocked_id")
    return {pair for blocker, blocked in pairs for pair in ((blocker, blocked), (blocked, blocker))}


def has_blocked(person: str, *others: str) -> Exists:
    """Of a row whose fields are named: whether this person blocked one of those others."""
    return Exists(Block.objects.filter(_any_of("blocked", others), blocker=OuterRef(person)))


def is_blocked_by(person: str, *others: str) -> Exists:
    """Of a row whose fields are named: whether one of those others blocked this person."""
    return Exists(Block.objects.filter(_any_of("blocker", others), blocked=OuterRef(person)))


def are_parted(one: str, other: str) -> Q:
    """Of a row whose fields are named: whether either blocked the other."""
    return Q(has_blocked(one, other)) | Q(is_blocked_by(one, other))


def _any_of(side: str, fields: Iterable[str]) -> Q:
    return Q(*[(side, OuterRef(field)) for field in fields], _connector=Q.OR)


def operators_who_may(permission: str) -> QuerySet[User]:
    """Active ones who have it ("feedback.view_incident") by a group, or may do everything; each once."""
    app, codename = permission.split(".")
    groups = Q(groups__permissions__content_type__app_label=app, groups__permissions__codename=codename)
    may = User.objects.filter(Q(is_superuser=True) | groups, is_staff=True, is_active=True)
    return may.distinct().order_by("pk")


def people_by_id(ids: Iterable[int]) -> dict[int, User]:
    return User.objects.select_related("company").in_bulk(list(ids))


def is_picture(path: str) -> bool:
    """Whether a stored file is somebody's picture now."""
    return User.objects.filter(avatar=path, is_active=True).exists()
