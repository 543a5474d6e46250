"""Writes about people that have consequences."""

from django.db import transaction

from apps.accounts.models import Block, User


def block(*, blocker: User, blocked: User) -> Block:
    return Block.objects.get_or_create(blocker=blocker, blocked=blocked)[0]


def unblock(*, blocker: User, blocked: User) -> None:
    Block.objects.filter(blocker=blocker, blocked=blocked).delete()


@transaction.atomic
def set_language(*, person: User, language: str) -> None:
    person.language = language
    person.save(update_fields=["language"])
