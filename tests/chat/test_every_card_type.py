"""What the engine promises, tried with every type of card that is registered and each of its actions."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone, translation
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from apps.accounts.models import User
from apps.accounts.people.services import block
from apps.chat.cards.due import close_due_cards
from apps.chat.cards.errors import CardMoved, CardNotHere, NotYourPart, UnknownAction
from apps.chat.cards.models import Card, CardStep
from apps.chat.cards.registry import Action, Who, card_types, type_named
from apps.chat.cards.selectors import card_for, face_of, line_of
from apps.chat.cards.services import act, make_card
from apps.chat.cards.sides import may_do
from apps.chat.conversations.errors import NotAccepting, NotAParticipant
from apps.chat.messages.errors import ClientIdReused
from apps.chat.messages.rendering import message_dict
from apps.chat.models import Conversation, Message
from apps.errors import DomainError, InvalidInput, NotFound
from tests.chat.card_samples import SAMPLES, Table, lay
from tests.chat.test_concurrency import together

pytestmark = pytest.mark.django_db

TYPES = sorted(card_type.key for card_type in card_types())
ACTIONS = [
    pytest.param(card_type.key, name, id=f"{card_type.key} {name}")
    for card_type in sorted(card_types(), key=lambda one: one.key)
    for name, action in card_type.actions.items()
    if action.who != Who.PRODUCT
]
EVERY_ACTION = pytest.mark.parametrize(("key", "name"), ACTIONS)
EVERY_TYPE = pytest.mark.parametrize("key", TYPES)


@pytest.fixture(autouse=True)
def unhurried(settings: Any) -> None:
    settings.CHAT_CHANGES_PER_MINUTE = 0


def action_of(key: str, name: str) -> Action:
    card_type = type_named(key)
    assert card_type is not None
    return card_type.actions[name]


def lengths(conversation: Conversation) -> tuple[int, int]:
    return (
        CardStep.objects.filter(card__conversation=conversation).count(),
        Message.objects.filter(conversation=conversation).count(),
    )


def test_every_type_has_a_sample():
    assert set(TYPES) == set(SAMPLES)


@EVERY_TYPE
def test_its_states_and_actions_fit_together(key: str):
    card_type = type_named(key)
    assert card_type is not None
    states = set(card_type.states)
    assert card_type.first_state in states
    assert set(card_type.final) <= states
    for name, action in card_type.actions.items():
        assert set(action.start) <= states - set(card_type.final), name
        assert not action.leads or action.leads in states, name
    assert (card_type.lasts is None) or card_type.expires_to in card_type.final


@EVERY_TYPE
def test_it_is_a_message_in_both_languages(key: str, conversation: Conversation, ana: User, ben: User):
    table = lay(key, conversation, ana, ben)
    message = message_dict(Message.objects.get(pk=table.card.pk))
    assert message["kind"] == "card"
    assert (message["card"]["type"], message["card"]["state"]) == (key, table.card.state)
    told = {}
    for language in ("en", "zh-hans"):
        with translation.override(language):
            told[language] = (line_of(message), face_of(table.card, ana).title, face_of(table.card, ana).state_words)
            assert all(told[language]), language
    assert told["en"][1:] != told["zh-hans"][1:]


@EVERY_ACTION
def test_it_is_done_once_under_a_double_tap_and_a_late_replay(
    key: str, name: str, conversation: Conversation, ana: User, ben: User
):
    table = lay(key, conversation, ana, ben, action=name)
    doer, client_id = table.doer(action_of(key, name).who), uuid4()
    done = table.act(doer, name, client_id=client_id)
    after = lengths(conversation)
    again = table.act(doer, name, client_id=client_id)
    assert (again.state, again.steps_taken, lengths(conversation)) == (done.state, done.steps_taken, after)
    if done.state not in action_of(key, name).start:
        # Another device, which knows nothing of the first: the same is harmless, too.
        table.act(doer, name)
        assert lengths(conversation) == after
    message = Message.objects.get(pk=table.card.pk)
    assert (message.facts or {})["step"] == done.steps_taken


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
@EVERY_ACTION
def test_two_devices_at_once_do_it_once(key: str, name: str, conversation: Conversation, ana: User, ben: User):
    table = lay(key, conversation, ana, ben, action=name)
    action = action_of(key, name)
    before = table.card.steps.count()

    def tap() -> object:
        try:
            return table.act(table.doer(action.who), name).state
        except DomainError as error:
            return error.code

    ends = together(tap, tap, tap)
    taken = Card.objects.get(pk=table.card.pk).steps.count() - before
    numbers = list(table.card.steps.order_by("number").values_list("number", flat=True))
    assert numbers == list(range(1, len(numbers) + 1))
    if Card.objects.get(pk=table.card.pk).state not in action.start:
        assert taken == 1, ends


@EVERY_ACTION
def test_the_wrong_side_is_refused(key: str, name: str, conversation: Conversation, ana: User, ben: User):
    table = lay(key, conversation, ana, ben, action=name)
    before = lengths(conversation)
    for person in (ana, ben):
        if may_do(action_of(key, name).who, table.card, conversation, person):
            continue
        with pytest.raises(NotYourPart):
            table.act(person, name)
    assert lengths(conversation) == before


@EVERY_ACTION
def test_an_outsider_finds_nothing(key: str, name: str, conversation: Conversation, ana: User, ben: User, olga: User):
    table = lay(key, conversation, ana, ben, action=name)
    before = lengths(conversation)
    with pytest.raises(NotFound):
        card_for(olga, conversation.pk, table.card.pk)
    with pytest.raises(NotAParticipant):
        table.act(olga, name)
    assert lengths(conversation) == before


@EVERY_ACTION
def test_a_block_holds(key: str, name: str, conversation: Conversation, ana: User, ben: User):
    table = lay(key, conversation, ana, ben, action=name)
    before = lengths(conversation)
    block(blocker=ana, blocked=ben)
    for person in (ana, ben):
        with pytest.raises(NotAccepting):
            table.act(person, name)
    assert lengths(conversation) == before


@EVERY_TYPE
def test_what_isnt_an_action_is_refused(key: str, conversation: Conversation, ana: User, ben: User):
    table = lay(key, conversation, ana, ben)
    for name in ("", "nothing", "expire", "make", "__class__", "on_act"):
        with pytest.raises(UnknownAction):
            table.act(ana, name)


@EVERY_TYPE
def test_who_isnt_its_maker_cant_make_it(key: str, conversation: Conversation, ana: User, ben: User, olga: User):
    sample, card_type = SAMPLES[key], type_named(key)
    assert card_type is not None
    sample.arrange(conversation)
    facts = sample.facts(conversation)
    with pytest.raises(NotAParticipant):
        make_card(conversation=conversation, author=olga, type=key, facts=facts, client_id=uuid4())
    if card_type.maker != Who.EITHER:
        wrong = ana if card_type.maker == Who.COMPANY else ben
        with pytest.raises(CardNotHere):
            make_card(conversation=conversation, author=wrong, type=key, facts=facts, client_id=uuid4())
    assert not Card.objects.filter(type=key).exists()


@EVERY_TYPE
def test_the_same_request_makes_one_card(key: str, conversation: Conversation, ana: User, ben: User):
    sample = SAMPLES[key]
    sample.arrange(conversation)
    author, client_id = {"ana": ana, "ben": ben}.get(sample.maker), uuid4()
    asked = {"author": author, "type": key, "facts": sample.facts(conversation), "client_id": client_id}
    first = make_card(conversation=conversation, **asked)
    second = make_card(conversation=conversation, **asked)
    assert (first.pk, Card.objects.filter(type=key).count()) == (second.pk, 1)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**70), 2**70) | st.floats() | st.text(max_size=30),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)


def refusal_of(work: Callable[..., object], *arguments: Any, **more: Any) -> str:
    """What the person reads, or that it was done."""
    try:
        work(*arguments, **more)
    except DomainError as error:
        return str(error)
    return "done"


def names_of(fields: Any) -> list[str]:
    return list(fields().fields) if fields else []


@EVERY_TYPE
@hypothesis_settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(values=st.lists(JSON, min_size=12, max_size=12))
def test_hostile_data_is_refused_in_words_or_harmless(
    key: str, conversation: Conversation, ana: User, ben: User, values: list[Any]
):
    card_type = type_named(key)
    assert card_type is not None
    source: Iterator[Any] = iter(values * 20)
    hostile = {name: next(source) for name in names_of(card_type.fields)}
    author = {"ana": ana, "ben": ben}.get(SAMPLES[key].maker)
    refusals = [
        refusal_of(make_card, conversation=conversation, author=author, type=key, facts=hostile, client_id=uuid4())
    ]
    Card.objects.filter(conversation=conversation, closed_at=None).update(closed_at=timezone.now())
    table = lay(key, conversation, ana, ben)
    for name, action in card_type.actions.items():
        data = {field: next(source) for field in names_of(action.fields)}
        refusals.append(refusal_of(table.act, table.doer(action.who), name, data=data))
    assert all(refusals)
    Card.objects.filter(conversation=conversation, closed_at=None).update(closed_at=timezone.now())


@EVERY_TYPE
def test_data_that_is_no_object_is_refused(key: str, conversation: Conversation, ana: User, ben: User):
    table = lay(key, conversation, ana, ben)
    for name, action in table.card and type_named(key).actions.items():  # type: ignore[union-attr]
        if action.fields is None:
            continue
        for data in ([], "text", 7):
            with pytest.raises(InvalidInput):
                table.act(table.doer(action.who), name, data=data)


@EVERY_TYPE
def test_it_closes_once_when_its_time_has_come(key: str, conversation: Conversation, ana: User, ben: User):
    table = lay(key, conversation, ana, ben)
    if table.card.due_at is None:
        return
    late = table.card.due_at + timedelta(minutes=1)
    assert close_due_cards(now=table.card.due_at - timedelta(minutes=1)) == 0
    assert [close_due_cards(now=late), close_due_cards(now=late)] == [1, 0]
    card = Card.objects.get(pk=table.card.pk)
    assert card.closed_at == late
    assert card.steps.filter(actor=None, action="expire").count() == 1
    for name, action in type_named(key).actions.items():  # type: ignore[union-attr]
        with pytest.raises(CardMoved):
            table.act(table.doer(action.who), name)


@EVERY_TYPE
def test_another_id_of_a_client_is_another_thing(key: str, conversation: Conversation, ana: User, ben: User):
    """The same id for something else is refused, whoever used it first."""
    table = lay(key, conversation, ana, ben)
    made = table.card.steps.get(number=1).client_id
    for name, action in type_named(key).actions.items():  # type: ignore[union-attr]
        if SAMPLES[key].before.get(name):
            continue
        with pytest.raises(ClientIdReused):
            act(
                card=table.card,
                actor=table.doer(action.who),
                action=name,
                data=Table.data(table, name),
                client_id=made,
            )
