"""What follows from a candidate's question, and from its answer."""

from apps.chat.messages.events import MessagesSent
from apps.chat.messages.selectors import written_by_people
from apps.chat.topics.offering import offer_facts
from apps.chat.topics.services import answer_from_cards
from apps.events.registry import handles


@handles(MessagesSent)
def the_job_card_answers_what_it_knows(event: MessagesSent) -> None:
    answer_from_cards(written_by_people(event))


@handles(MessagesSent)
def what_was_answered_is_offered_for_the_card(event: MessagesSent) -> None:
    offer_facts(written_by_people(event))
