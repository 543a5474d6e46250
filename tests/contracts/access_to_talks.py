"""Routes of conversations, over pages and API; see `access`."""

from uuid import uuid4

from tests.contracts.roles import (
    BEN,
    CANDIDATES,
    EVERYBODY,
    ME,
    NOBODY,
    PARTICIPANTS,
    RECRUITERS,
    SIGNED_IN,
    TEAM,
    Route,
    act,
    form,
    of,
    of_card,
    of_exchange,
    page,
)

TALKS: dict[str, Route] = {
    # conversations by API
    "conversation-list": Route({"GET": SIGNED_IN, "POST": SIGNED_IN}),
    "conversation-detail": Route({"GET": PARTICIPANTS}, kwargs=of("conversation")),
    "conversation-changes": Route({"GET": PARTICIPANTS}, kwargs=of("conversation")),
    "conversation-chips": Route({"GET": PARTICIPANTS}, kwargs=of("conversation")),
    "conversation-ask-a-person": Route({"POST": NOBODY}, kwargs=of("conversation")),
    "conversation-presets": Route({"GET": PARTICIPANTS}, kwargs=of("conversation")),
    "conversation-delivered": act(PARTICIPANTS, kwargs=of("conversation"), body=lambda world: {"seq": 1}),
    "conversation-read": act(PARTICIPANTS, kwargs=of("conversation"), body=lambda world: {"seq": 1}),
    "conversation-hand-over": act(
        BEN, seen_by=PARTICIPANTS, kwargs=of("conversation"), body=lambda world: {"to": world["colleague"].pk}
    ),
    "conversation-leave": act(
        BEN, seen_by=PARTICIPANTS, kwargs=of("conversation"), body=lambda world: {"to": world["colleague"].pk}
    ),
    "conversation-messages": Route(
        {"GET": PARTICIPANTS, "POST": PARTICIPANTS}, kwargs=of("conversation"), body=lambda world: {"body": "Hello"}
    ),
    "conversation-promise": act(PARTICIPANTS, seen_by=PARTICIPANTS, kwargs=of("conversation")),
    "conversation-stage": act(
        BEN, seen_by=PARTICIPANTS, kwargs=of("conversation"), body=lambda world: {"stage": "interview"}
    ),
    "conversation-state": Route({"PATCH": PARTICIPANTS}, kwargs=of("conversation")),
    "interviews": Route({"GET": SIGNED_IN}),
    "interview": Route({"GET": PARTICIPANTS}, kwargs=of("interview")),
    "interview-calendar": Route({"GET": PARTICIPANTS}, kwargs=of("interview")),
    "conversation-cards": Route(
        {"GET": PARTICIPANTS, "POST": BEN},
        seen_by=PARTICIPANTS,
        kwargs=of("conversation", "conversation_id"),
        body=lambda world: {"type": "job_card"},
    ),
    "conversation-warnings": Route({"GET": PARTICIPANTS}, kwargs=of("conversation", "conversation_id")),
    "conversation-card-types": Route({"GET": PARTICIPANTS}, kwargs=of("conversation", "conversation_id")),
    "conversation-card": Route({"GET": PARTICIPANTS}, kwargs=of_card),
    "conversation-card-contact": act(PARTICIPANTS, seen_by=PARTICIPANTS, kwargs=of_exchange),
    "conversation-card-act": act(ME, seen_by=PARTICIPANTS, kwargs=of_card, body=lambda world: {"action": "interested"}),
    "message-detail": Route(
        {"PATCH": ME}, seen_by=PARTICIPANTS, kwargs=of("message"), body=lambda world: {"body": "Hello"}
    ),
    "message-reaction": Route(
        {"PUT": PARTICIPANTS}, kwargs=of("message"), body=lambda world: {"emoji": "👍", "on": True}
    ),
    "message-history": Route({"GET": PARTICIPANTS}, kwargs=of("message")),
    "conversation-files": Route({"GET": PARTICIPANTS}, kwargs=of("conversation", "conversation_id")),
    "chat:sent": Route({"GET": PARTICIPANTS}, kwargs=of("conversation", "conversation_id")),
    "chat:print": Route({"GET": PARTICIPANTS}, kwargs=of("conversation", "conversation_id")),
    "chat:history": Route(
        {"GET": PARTICIPANTS},
        kwargs=lambda world: {"conversation_id": world["conversation"].pk, "message_id": world["message"].pk},
    ),
    "message-reminder": Route(
        {"PUT": PARTICIPANTS, "DELETE": PARTICIPANTS},
        kwargs=of("message", "message_id"),
        body=lambda world: {"in_hours": 1},
    ),
    "chat:remind": Route(
        {"GET": PARTICIPANTS, "POST": PARTICIPANTS},
        kwargs=lambda world: {"conversation_id": world["conversation"].pk, "message_id": world["message"].pk},
        body=lambda world: {"choice": "hour"},
        as_form=True,
    ),
    "message-pin": Route({"PUT": PARTICIPANTS}, kwargs=of("message", "message_id"), body=lambda world: {"on": True}),
    "message-preview": Route({"DELETE": ME}, seen_by=PARTICIPANTS, kwargs=of("message", "message_id")),
    "message-preview-picture": Route({"GET": NOBODY}, kwargs=of("message", "message_id")),
    "conversation-pinned": Route({"GET": PARTICIPANTS}, kwargs=of("conversation", "conversation_id")),
    "message-recall": act(ME, seen_by=PARTICIPANTS, kwargs=of("message")),
    "candidate-record": Route(
        {"GET": TEAM, "PATCH": TEAM}, kwargs=of("ana"), body=lambda world: {"standing": "talking"}
    ),
    "candidate-notes": act(TEAM, kwargs=of("ana"), body=lambda world: {"text": "Hello"}),
    "candidate-note": Route({"DELETE": NOBODY}, kwargs=lambda world: {"pk": world["ana"].pk, "note": 1}),
    "candidate-tags": act(TEAM, kwargs=of("ana"), body=lambda world: {"name": "Go"}),
    "candidate-tag": Route({"DELETE": NOBODY}, kwargs=lambda world: {"pk": world["ana"].pk, "tag": 1}),
    "search": page(SIGNED_IN),
    "search-results": page(SIGNED_IN),
    "team-unanswered": page(TEAM | RECRUITERS),
    "team-summary": page(TEAM | RECRUITERS),
    "conversation-join": act(TEAM, kwargs=of("conversation")),
    "inbox-bulk": act(SIGNED_IN),
    "message-translation": Route({"GET": NOBODY, "POST": NOBODY}, kwargs=of("message")),
    "preset-list": Route({"GET": SIGNED_IN, "POST": SIGNED_IN}),
    "preset-detail": Route(
        {"GET": BEN, "PUT": BEN, "DELETE": BEN},
        kwargs=of("preset"),
        body=lambda world: {"title": "Hello", "body": "Hello"},
    ),
    "preset-files": act(BEN, kwargs=of("preset", "preset_id")),
    "preset-file": Route(
        {"GET": NOBODY, "DELETE": BEN}, kwargs=lambda world: {"preset_id": world["preset"].pk, "file_id": 0}
    ),
    "preset-attachments": act(
        BEN,
        kwargs=of("preset", "preset_id"),
        body=lambda world: {"conversation": world["conversation"].pk},
    ),
    "attachment-upload": act(SIGNED_IN),
    "uploads": act(SIGNED_IN),
    "upload": Route({"GET": ME, "PATCH": ME, "DELETE": ME}, kwargs=of("upload")),
    "attachment": Route({"DELETE": NOBODY}, kwargs=lambda world: {"pk": 0}),
    "attachment-file": Route({"GET": PARTICIPANTS}, kwargs=of("attachment")),
    "attachment-thumbnail": Route({"GET": PARTICIPANTS}, kwargs=of("attachment")),
    "unread": page(SIGNED_IN),
    "away-reply": Route({"GET": SIGNED_IN, "PUT": SIGNED_IN}),
    # groups
    "groups": act(SIGNED_IN, body=lambda world: {"title": "A group"}),
    "group-people": page(SIGNED_IN),
    "group": Route(
        {"PATCH": BEN}, seen_by=TEAM, kwargs=of("group", "conversation_id"), body=lambda world: {"title": "A"}
    ),
    "group-members": Route(
        {"GET": TEAM, "POST": BEN},
        seen_by=TEAM,
        kwargs=of("group", "conversation_id"),
        body=lambda world: {"people": [world["ana"].pk]},
    ),
    "group-member": Route(
        {"PATCH": BEN, "DELETE": BEN},
        seen_by=TEAM,
        kwargs=lambda world: {"conversation_id": world["group"].pk, "person_id": world["colleague"].pk},
        body=lambda world: {"role": "member"},
    ),
    "group-link": Route(
        {"GET": NOBODY, "POST": BEN, "DELETE": BEN}, seen_by=TEAM, kwargs=of("group", "conversation_id")
    ),
    "group-invitations": page(SIGNED_IN),
    "group-invitation-answer": act(
        ME, kwargs=of("group_invitation", "invitation_id"), body=lambda world: {"accepts": False}
    ),
    "group-join": Route({"GET": NOBODY, "POST": NOBODY}, kwargs=lambda world: {"token": "no"}),
    "chat:group_new": form(SIGNED_IN, body=lambda world: {"title": "A group"}, as_form=True),
    "chat:group_people": Route({"GET": TEAM}, kwargs=of("group", "conversation_id")),
    "chat:group_act": act(
        BEN,
        seen_by=TEAM,
        kwargs=lambda world: {"conversation_id": world["group"].pk, "action": "end-link"},
        as_form=True,
    ),
    "chat:group_invitations": page(SIGNED_IN),
    "chat:group_invitation": Route(
        {"GET": ME, "POST": ME},
        kwargs=of("group_invitation", "invitation_id"),
        body=lambda world: {"answer": "no"},
        as_form=True,
    ),
    "chat:group_join": Route({"GET": NOBODY, "POST": NOBODY}, kwargs=lambda world: {"token": "no"}),
    # blocking
    "blocks": Route({"GET": SIGNED_IN, "POST": BEN}, seen_by=SIGNED_IN, body=lambda world: {"person": world["ana"].pk}),
    "block": Route({"DELETE": NOBODY}, kwargs=of("olga", "person_id")),
    "chat:blocked": page(SIGNED_IN),
    "chat:unblock": act(SIGNED_IN, kwargs=of("ana", "person_id"), as_form=True),
    # reports
    "reports": Route(
        {"GET": SIGNED_IN, "POST": PARTICIPANTS},
        seen_by=SIGNED_IN,
        body=lambda world: {"conversation": world["conversation"].pk, "reason": "spam"},
    ),
    "report": Route({"GET": NOBODY}, kwargs=lambda world: {"report_id": 0}),
    "decisions": page(SIGNED_IN),
    "decision-appeal": Route({"POST": NOBODY}, kwargs=lambda world: {"report_id": 0}),
    "chat:report": Route(
        {"GET": PARTICIPANTS, "POST": PARTICIPANTS},
        kwargs=of("conversation", "conversation_id"),
        body=lambda world: {"reason": "spam"},
        as_form=True,
    ),
    "chat:reported": Route(
        {"GET": NOBODY, "POST": NOBODY}, kwargs=lambda world: {"conversation_id": 0, "report_id": 0}
    ),
    "chat:report_posting": Route({"GET": NOBODY, "POST": NOBODY}, kwargs=lambda world: {"job_id": 10**9}),
    "chat:my_reports": page(SIGNED_IN),
    "chat:decision": Route({"GET": NOBODY, "POST": NOBODY}, kwargs=lambda world: {"token": "no"}),
    # conversations on pages
    "set_language": act(EVERYBODY),
    "chat:inbox": page(SIGNED_IN),
    "chat:lines": page(SIGNED_IN),
    "inbox-counts": page(SIGNED_IN),
    "chat:inbox_counts": page(SIGNED_IN),
    "chat:inbox_filters": page(SIGNED_IN),
    "chat:conversation": form(
        PARTICIPANTS,
        kwargs=of("conversation", "conversation_id"),
        body=lambda world: {"body": "Hello", "client_id": uuid4()},
        as_form=True,
    ),
    "chat:open": Route({"GET": PARTICIPANTS}, kwargs=of("conversation", "conversation_id")),
    "chat:around": Route({"GET": PARTICIPANTS}, kwargs=of("conversation", "conversation_id")),
    "chat:hints": Route({"GET": PARTICIPANTS}, kwargs=of("conversation", "conversation_id")),
    "chat:take_suggestion": act(BEN, kwargs=of("suggestion", "suggestion_id")),
    "conversation-suggestions": Route({"GET": PARTICIPANTS}, kwargs=of("conversation", "conversation_id")),
    "suggestion-take": act(BEN, kwargs=of("suggestion", "suggestion_id")),
    "conversation-stage-proposal": Route({"GET": PARTICIPANTS}, kwargs=of("conversation", "conversation_id")),
    "stage-proposal-answer": act(
        BEN, kwargs=of("stage_proposal", "proposal_id"), body=lambda world: {"accepts": False}
    ),
    "chat:line": Route({"GET": PARTICIPANTS}, kwargs=of("conversation", "conversation_id")),
    "chat:act": act(PARTICIPANTS, kwargs=lambda world: {"conversation_id": world["conversation"].pk, "action": "mute"}),
    "chat:interviews": page(SIGNED_IN),
    "chat:interview_calendar": Route({"GET": PARTICIPANTS}, kwargs=of("interview", "interview_id")),
    "chat:interview_times": Route(
        {"GET": BEN, "POST": BEN},
        seen_by=PARTICIPANTS,
        kwargs=lambda world: {
            "conversation_id": world["conversation"].pk,
            "card_id": world["interview"].pk,
            "action": "offer",
        },
        body=lambda world: {"slots": world["interview"].card.facts["slots"]},
        as_form=True,
    ),
    "chat:cards": Route(
        {"GET": PARTICIPANTS, "POST": BEN},
        seen_by=PARTICIPANTS,
        kwargs=of("conversation", "conversation_id"),
        body=lambda world: {"type": "job_card"},
        as_form=True,
    ),
    "chat:card": Route({"GET": PARTICIPANTS}, kwargs=of_card),
    "chat:card_contact": act(PARTICIPANTS, seen_by=PARTICIPANTS, kwargs=of_exchange),
    "chat:card_act": act(ME, seen_by=PARTICIPANTS, kwargs=lambda world: of_card(world) | {"action": "interested"}),
    "chat:greet": Route({"GET": NOBODY, "POST": NOBODY}, kwargs=lambda world: {}),
    "first-message": page(SIGNED_IN),
    "chat:candidate_record": Route(
        {"GET": TEAM, "POST": TEAM},
        kwargs=of("ana", "candidate_id"),
        body=lambda world: {"do": "note", "text": "Hello"},
        as_form=True,
    ),
    "chat:search": page(SIGNED_IN),
    "chat:search_found": page(SIGNED_IN),
    "chat:search_palette": page(SIGNED_IN),
    "chat:team": page(RECRUITERS),
    "chat:join": act(TEAM, kwargs=of("conversation", "conversation_id"), as_form=True),
    "chat:hand_over": Route({"GET": BEN}, kwargs=of("conversation", "conversation_id"), seen_by=PARTICIPANTS),
    "chat:bulk": Route({"GET": SIGNED_IN, "POST": SIGNED_IN}, kwargs=lambda world: {"action": "archive"}, as_form=True),
    "chat:decline_many": Route({"GET": SIGNED_IN, "POST": SIGNED_IN}, as_form=True),
    "chat:declined_many": Route({"GET": NOBODY}, kwargs=lambda world: {"run_id": 1}),
    "chat:catch_up": form(SIGNED_IN),
    "inbox-catch-up": page(SIGNED_IN),
    "chat:keys": page(SIGNED_IN),
    "chat:presets": page(SIGNED_IN),
    "chat:preset_new": form(SIGNED_IN),
    "chat:preset_preview": act(SIGNED_IN),
    "chat:preset_edit": form(BEN, kwargs=of("preset", "preset_id")),
    "chat:preset_remove_file": act(BEN, kwargs=lambda world: {"preset_id": world["preset"].pk, "file_id": 0}),
    "chat:preset_delete": act(BEN, kwargs=of("preset", "preset_id")),
    "chat:away": form(SIGNED_IN),
    "chat:later": Route(
        {"GET": PARTICIPANTS, "POST": PARTICIPANTS},
        kwargs=of("conversation", "conversation_id"),
        body=lambda world: {"body": "Later", "client_id": str(uuid4()), "choice": "hours", "hours": "1", "on": "mine"},
        as_form=True,
    ),
    "chat:snooze": Route(
        {"GET": PARTICIPANTS, "POST": PARTICIPANTS},
        kwargs=of("conversation", "conversation_id"),
        body=lambda world: {"clock": "", "on": "mine"},
        as_form=True,
    ),
    "chat:scheduled": Route({"GET": NOBODY, "POST": NOBODY}, kwargs=lambda world: {"scheduled_id": 10**9}),
    "chat:drop_scheduled": Route({"POST": NOBODY}, kwargs=lambda world: {"scheduled_id": 10**9}),
    "chat:not_sent": page(SIGNED_IN),
    "conversation-scheduled": act(
        PARTICIPANTS,
        kwargs=of("conversation", "conversation_id"),
        body=lambda world: {"body": "Later", "client_id": str(uuid4()), "in_hours": 1},
    ),
    "scheduled-message": Route(
        {"GET": NOBODY, "PATCH": NOBODY, "DELETE": NOBODY}, kwargs=lambda world: {"scheduled_id": 10**9}
    ),
    "chat:decline": form(
        PARTICIPANTS,
        kwargs=of("conversation", "conversation_id"),
        body=lambda world: {"words": "Thank you, no.", "client_id": uuid4()},
        as_form=True,
    ),
    "conversation-decline": Route(
        {"GET": PARTICIPANTS, "POST": PARTICIPANTS, "DELETE": PARTICIPANTS},
        kwargs=of("conversation", "conversation_id"),
        body=lambda world: {"words": "Thank you, no."},
    ),
    "bulk-decline-drafts": act(
        PARTICIPANTS,
        body=lambda world: {"conversations": [world["conversation"].pk], "reason": "filled"},
    ),
    "bulk-decline-list": act(
        PARTICIPANTS,
        body=lambda world: {"items": [{"conversation": world["conversation"].pk, "text": "Thank you, no."}]},
    ),
    "bulk-decline-detail": Route({"GET": NOBODY}, kwargs=lambda world: {"bulk_id": 0}),
    # applications
    "chat:apply": form(CANDIDATES, kwargs=of("job", "job_id")),
    "chat:applicants": Route({"GET": TEAM}, kwargs=of("job", "job_id")),
    "chat:applications": page(CANDIDATES),
    "chat:application_withdraw": Route({"POST": NOBODY}, kwargs=lambda world: {"application_id": 0}),
    "application-list": Route(
        {"GET": SIGNED_IN, "POST": CANDIDATES}, body=lambda world: {"job": world["job"].pk, "body": "Hello"}
    ),
    "application-detail": Route({"GET": NOBODY}, kwargs=lambda world: {"application_id": 0}),
    "application-withdraw": Route({"POST": NOBODY}, kwargs=lambda world: {"application_id": 0}),
    "job-applicants": Route({"GET": TEAM}, kwargs=of("job", "job_id")),
}
