"""POSTs in conversations that are sent twice; see `test_every_post_twice`."""

from typing import Any
from uuid import uuid4

from apps.chat.applications.services import apply
from apps.chat.groups.joining import bring_in, make_link
from apps.chat.models import GroupInvitation, Preset
from apps.chat.sending.services import question_about, send_message
from apps.matching.facts.services import approve_fact
from tests.contracts.posts import Post, World, of, picture


def ask_what_the_card_knows(world: World) -> None:
    approve_fact(job=world["job"], topic="salary", value="25–40K a month", approver=world["ben"])
    send_message(
        sender=world["ana"],
        conversation_id=world["conversation"].pk,
        body="What does it pay?",
        client_id=uuid4(),
        facts=question_about("salary"),
    )
    world["drain"]()


def asked_into(world: World) -> GroupInvitation:
    bring_in(by=world["ben"], conversation_id=world["group"].pk, people=[world["ana"].pk])
    return GroupInvitation.objects.get(person=world["ana"])


def the_preset(world: World) -> dict[str, Any]:
    preset, _made = Preset.objects.get_or_create(owner=world["ben"], scope="personal", title_en="Way", body_en="Here.")
    return {"preset_id": preset.pk}


POSTS_IN_TALKS = {
    "conversation-list": Post(
        "ana",
        lambda world: {"job": world["other_job"].pk, "body": "Hello, is it open?"},
        lambda world: {"job": world["other_job"].pk, "body": "Another question"},
    ),
    "conversation-messages": Post(
        "ana", lambda world: {"body": "Hello again"}, lambda world: {"body": "Another"}, kwargs=of("conversation")
    ),
    "conversation-cards": Post(
        "ben",
        lambda world: {"type": "job_card"},
        lambda world: {"type": "job_card", "facts": {"job": world["job"].pk}},
        kwargs=lambda world: {"conversation_id": world["conversation"].pk},
    ),
    "conversation-card-act": Post(
        "ana",
        lambda world: {"action": "interested"},
        lambda world: {"action": "pass"},
        kwargs=lambda world: {"conversation_id": world["conversation"].pk, "card_id": world["card"].pk},
    ),
    "suggestion-take": Post("ben", kwargs=of("suggestion", "suggestion_id")),
    "stage-proposal-answer": Post(
        "ben",
        lambda world: {"accepts": True},
        lambda world: {"accepts": False},
        kwargs=of("stage_proposal", "proposal_id"),
    ),
    "conversation-delivered": Post(
        "ben", lambda world: {"seq": 1}, lambda world: {"seq": 2}, kwargs=of("conversation")
    ),
    "conversation-read": Post("ben", lambda world: {"seq": 1}, lambda world: {"seq": 2}, kwargs=of("conversation")),
    "conversation-stage": Post(
        "ben", lambda world: {"stage": "closed"}, lambda world: {"stage": "open"}, kwargs=of("conversation")
    ),
    "conversation-promise": Post("ben", kwargs=of("conversation")),
    "conversation-hand-over": Post(
        "ben", lambda world: {"to": world["colleague"].pk}, lambda world: {"to": 1}, kwargs=of("conversation")
    ),
    "conversation-leave": Post(
        "ben", lambda world: {"to": world["colleague"].pk}, lambda world: {"to": 1}, kwargs=of("conversation")
    ),
    "groups": Post("ben", lambda world: {"title": "Hiring"}, lambda world: {"title": "Another"}),
    "group-members": Post(
        "ben",
        lambda world: {"people": [world["colleague"].pk, world["ana"].pk]},
        lambda world: {"people": [world["ana"].pk]},
        kwargs=of("group", "conversation_id"),
    ),
    "group-link": Post("ben", kwargs=of("group", "conversation_id")),
    "group-invitation-answer": Post(
        "ana",
        lambda world: {"accepts": True},
        lambda world: {"accepts": False},
        kwargs=lambda world: {"invitation_id": asked_into(world).pk},
    ),
    "group-join": Post(
        "cara",
        kwargs=lambda world: {"token": make_link(by=world["ben"], conversation_id=world["group"].pk).token},
    ),
    "conversation-join": Post("colleague", kwargs=of("conversation")),
    "conversation-scheduled": Post(
        "ana",
        lambda world: {"body": "Good morning", "in_hours": 3},
        lambda world: {"body": "Good evening", "in_hours": 3},
        kwargs=of("conversation", "conversation_id"),
    ),
    "candidate-notes": Post("ben", lambda world: {"text": "Calm"}, lambda world: {"text": "Loud"}, kwargs=of("ana")),
    "candidate-tags": Post("ben", lambda world: {"name": "Night"}, lambda world: {"name": "Day"}, kwargs=of("ana")),
    "inbox-bulk": Post(
        "ben",
        lambda world: {"action": "archive", "conversations": [world["conversation"].pk]},
        lambda world: {"action": "tag", "tag": "Calm", "conversations": [world["conversation"].pk]},
    ),
    "conversation-decline": Post(
        "ben",
        lambda world: {"words": "Thank you, the job is taken."},
        lambda world: {"words": "No."},
        kwargs=of("conversation", "conversation_id"),
    ),
    "bulk-decline-drafts": Post(
        "ben",
        lambda world: {"conversations": [world["conversation"].pk], "template": "Thank you, {name}."},
        lambda world: {"conversations": [world["conversation"].pk], "template": "No, {name}."},
    ),
    "bulk-decline-list": Post(
        "ben",
        lambda world: {"items": [{"conversation": world["conversation"].pk, "text": "Thank you, Ana."}]},
        lambda world: {"items": [{"conversation": world["conversation"].pk, "text": "No."}]},
    ),
    "application-list": Post(
        "ana",
        lambda world: {"job": world["other_job"].pk, "body": "I'd like to work here."},
        lambda world: {"job": world["other_job"].pk, "body": "Hello."},
    ),
    "application-withdraw": Post(
        "ana",
        kwargs=lambda world: {
            "application_id": apply(
                candidate=world["ana"],
                job=world["other_job"],
                answers={},
                note="I'd like to work here.",
                client_id=uuid4(),
            ).pk
        },
    ),
    "conversation-ask-a-person": Post("ana", kwargs=of("conversation"), arrange=ask_what_the_card_knows),
    "message-recall": Post("ana", kwargs=of("message")),
    "preset-list": Post(
        "ben",
        lambda world: {"scope": "personal", "title": "Thanks", "body": "Thank you"},
        lambda world: {"scope": "personal", "title": "Thanks", "body": "No"},
    ),
    "attachment-upload": Post(
        "ana",
        lambda world: {"conversation": world["conversation"].pk, "file": picture()},
        lambda world: {"conversation": world["conversation"].pk, "file": picture("red")},
        with_files=True,
    ),
    "uploads": Post(
        "ana",
        lambda world: {"conversation": world["conversation"].pk, "name": "a.zip", "size": 100},
        lambda world: {"conversation": world["conversation"].pk, "name": "b.zip", "size": 100},
    ),
    "preset-files": Post(
        "ben",
        lambda world: {"file": picture()},
        lambda world: {"file": picture("red")},
        kwargs=the_preset,
        with_files=True,
    ),
    "preset-attachments": Post(
        "ben",
        lambda world: {"conversation": world["conversation"].pk},
        lambda world: {"conversation": world["conversation"].pk, "more": True},
        kwargs=the_preset,
    ),
}
