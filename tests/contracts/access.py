"""Who may do what: every route of the product and, for each of its methods, whom it lets in.

A route that isn't here fails `test_who_may_what`. The console's own routes follow from `apps.console.rights`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

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

ROUTES: dict[str, Route] = {
    # the product as a whole
    "home": page(EVERYBODY),
    "healthz": page(EVERYBODY),
    "metrics": page(STAFF),
    "style": page(STAFF),
    # signing in, by allauth
    "account_login": allauth(EVERYBODY),
    "account_logout": allauth(EVERYBODY),
    "account_inactive": allauth(EVERYBODY, post=False),
    "account_signup": allauth(EVERYBODY),
    "account_reauthenticate": allauth(SIGNED_IN),
    "account_email": allauth(SIGNED_IN),
    "account_email_verification_sent": allauth(EVERYBODY, post=False),
    "account_change_password": allauth(SIGNED_IN),
    "account_set_password": allauth(SIGNED_IN),
    "account_reset_password": allauth(EVERYBODY),
    "account_confirm_login_code": allauth(SIGNED_IN),
    "account_confirm_email": allauth(EVERYBODY, post=False, kwargs=lambda world: {"key": "unknown"}),
    "account_reset_password_from_key_done": allauth(EVERYBODY, post=False),
    "account_reset_password_from_key": allauth(EVERYBODY, kwargs=lambda world: {"uidb36": "1", "key": "unknown"}),
    "account_reset_password_done": allauth(EVERYBODY, post=False),
    "socialaccount_login_cancelled": allauth(EVERYBODY, post=False),
    "socialaccount_login_error": allauth(NOBODY, post=False),
    "socialaccount_signup": allauth(NOBODY),
    "socialaccount_connections": allauth(SIGNED_IN),
    # people
    "accounts:settings": form(SIGNED_IN),
    "accounts:change_picture": act(SIGNED_IN),
    "accounts:set_language": act(EVERYBODY),
    "accounts:set_theme": act(EVERYBODY),
    "accounts:badges": page(SIGNED_IN),
    "accounts:company": page(RECRUITERS),
    "accounts:name_company": act(RECRUITERS, body=lambda world: {"company_name": ""}, as_form=True),
    "accounts:invite": act(RECRUITERS),
    "accounts:decide_join_request": Route({"POST": NOBODY}, kwargs=lambda world: {"request_id": 0}),
    "accounts:withdraw_invitation": Route({"POST": NOBODY}, kwargs=lambda world: {"invitation_id": 0}),
    "accounts:invitation": Route({"GET": NOBODY, "POST": NOBODY}, kwargs=lambda world: {"token": "no"}),
    "accounts:sign_ins": page(SIGNED_IN),
    "accounts:data": page(SIGNED_IN),
    "accounts:request_export": act(SIGNED_IN),
    "accounts:download_export": Route({"GET": NOBODY}, kwargs=lambda world: {"token": UUID(int=0)}),
    "accounts:close_account": Route({"POST": SIGNED_IN}, body=lambda world: {"password": "wrong"}, as_form=True),
    "accounts:agree": act(SIGNED_IN),
    "accounts:legal_text": Route({"GET": EVERYBODY}, kwargs=lambda world: {"kind": "terms"}),
    "api-data-exports": Route({"GET": SIGNED_IN, "POST": SIGNED_IN}),
    "api-download-export": Route({"GET": NOBODY}, kwargs=lambda world: {"token": UUID(int=0)}),
    "api-close-account": Route({"POST": SIGNED_IN}, body=lambda world: {"password": "wrong"}),
    "accounts:end_sign_in": Route({"POST": NOBODY}, body=lambda world: {"id": "session-0"}, as_form=True),
    "api-company": Route({"GET": RECRUITERS, "POST": RECRUITERS}),
    "api-join-request": Route(
        {"POST": NOBODY}, kwargs=lambda world: {"request_id": 0}, body=lambda world: {"accept": True}
    ),
    "api-invitations": act(RECRUITERS),
    "api-invitation": Route({"DELETE": NOBODY}, kwargs=lambda world: {"invitation_id": 0}),
    "api-accept-invitation": Route({"POST": NOBODY}, body=lambda world: {"token": "no"}),
    "api-sign-ins": Route({"GET": SIGNED_IN, "DELETE": SIGNED_IN}),
    "api-sign-in": Route({"DELETE": NOBODY}, kwargs=lambda world: {"sign_in_id": "session-0"}),
    "api-live-socket": Route({"DELETE": NOBODY}, kwargs=lambda world: {"socket_id": 0}),
    "usersessions_list": allauth(EVERYBODY),
    "accounts:picture": Route({"GET": NOBODY}, kwargs=lambda world: {"name": "unknown.webp"}),
    "api-token": Route({"POST": EVERYBODY, "DELETE": NOBODY}),
    "api-socket-ticket": act(SIGNED_IN),
    "api-me": Route({"GET": SIGNED_IN, "PATCH": SIGNED_IN}),
    # notifications
    "notifications:list": page(SIGNED_IN),
    "notifications:bell": page(SIGNED_IN),
    "notifications:mark_read": act(SIGNED_IN),
    "notifications:follow": Route({"GET": ME}, kwargs=of("notification", "notification_id")),
    "notifications:unsubscribe": Route({"GET": NOBODY, "POST": NOBODY}, kwargs=lambda world: {"token": "no"}),
    "notifications:planned": page(SIGNED_IN),
    "notifications:planned_time": Route({"GET": NOBODY, "POST": NOBODY}, kwargs=lambda world: {"item_id": 10**9}),
    "notifications:planned_cancel": Route({"POST": NOBODY}, kwargs=lambda world: {"item_id": 10**9}),
    "api-planned": page(SIGNED_IN),
    "api-planned-item": Route({"PATCH": NOBODY, "DELETE": NOBODY}, kwargs=lambda world: {"item_id": 10**9}),
    "api-notifications": page(SIGNED_IN),
    "api-notifications-mark-read": act(SIGNED_IN),
    # feedback
    "feedback:mine": page(SIGNED_IN),
    "feedback:sheet": form(EVERYBODY),
    "feedback:similar": act(SIGNED_IN),
    "feedback:me_too": Route({"POST": NOBODY}, kwargs=lambda world: {"topic_id": 10**9}),
    "feedback:ticket": Route({"GET": ME}, kwargs=of("ticket", "ticket_id")),
    "feedback:reply": act(ME, kwargs=of("ticket", "ticket_id")),
    "feedback:confirm": act(ME, kwargs=of("ticket", "ticket_id")),
    "feedback:rate": form(PARTICIPANTS, kwargs=of("conversation", "conversation_id")),
    # jobs and résumés
    "matching:jobs": page(SIGNED_IN),
    "matching:my_jobs": page(RECRUITERS),
    "matching:job_new": form(RECRUITERS),
    "matching:job": Route({"GET": SIGNED_IN}, kwargs=of("job", "job_id")),
    "matching:job_edit": form(TEAM, kwargs=of("job", "job_id")),
    "matching:job_screening": form(TEAM, kwargs=of("job", "job_id")),
    "matching:job_card": Route({"GET": TEAM, "POST": TEAM}, kwargs=of("job", "job_id")),
    "matching:fact_edit": Route({"GET": NOBODY, "POST": NOBODY}, kwargs=lambda world: {"fact_id": 10**9}),
    "matching:fact_withdraw": Route({"POST": NOBODY}, kwargs=lambda world: {"fact_id": 10**9}),
    "matching:job_close": act(TEAM, kwargs=of("job", "job_id")),
    "matching:job_reopen": act(TEAM, kwargs=of("job", "job_id")),
    "matching:job_accept_proposals": act(TEAM, kwargs=of("job", "job_id")),
    "matching:job_dismiss": act(CANDIDATES, kwargs=of("job", "job_id")),
    "matching:candidates": Route({"GET": TEAM}, kwargs=of("job", "job_id")),
    "matching:resume": page(CANDIDATES),
    "matching:resume_edit": form(CANDIDATES),
    "matching:resume_upload": act(CANDIDATES),
    "matching:resume_file_remove": act(CANDIDATES),
    "matching:candidate": Route({"GET": ME | TEAM}, kwargs=of("resume", "resume_id")),
    "matching:resume_file": Route({"GET": NOBODY}, kwargs=of("resume", "resume_id")),
    "job-list": Route({"GET": SIGNED_IN, "POST": RECRUITERS}, body=lambda world: {"title": "Planner"}),
    "job-detail": Route({"GET": SIGNED_IN, "PATCH": TEAM | JOB_KEEPERS}, kwargs=of("job")),
    "job-facts": Route(
        {"GET": SIGNED_IN, "POST": TEAM | JOB_KEEPERS},
        kwargs=of("job", "job_id"),
        body=lambda world: {"topic": "salary", "value": "25K"},
    ),
    "job-fact": Route({"PUT": NOBODY, "DELETE": NOBODY}, kwargs=lambda world: {"fact_id": 10**9}),
    "job-screening": Route(
        {"GET": SIGNED_IN, "PUT": TEAM | JOB_KEEPERS},
        kwargs=of("job", "job_id"),
        body=lambda world: {"questions": []},
    ),
    "job-mine": page(SIGNED_IN),
    "job-close": act(TEAM | JOB_KEEPERS, kwargs=of("job")),
    "job-reopen": act(TEAM | JOB_KEEPERS, kwargs=of("job")),
    "job-dismissal": Route({"PUT": CANDIDATES, "DELETE": CANDIDATES}, kwargs=of("job")),
    "job-candidates": Route({"GET": TEAM}, kwargs=of("job")),
    "job-import": act(JOB_KEEPERS),
    "my-resume": Route({"GET": ME, "PUT": CANDIDATES}),
    "my-resume-upload": act(CANDIDATES),
    "resume-detail": Route({"GET": ME | TEAM}, kwargs=of("resume")),
    "resume-file": Route({"GET": NOBODY}, kwargs=of("resume")),
    "resume-import": act(JOB_KEEPERS),
    "skill-list": page(SIGNED_IN),
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
    "message-recall": act(ME, seen_by=PARTICIPANTS, kwargs=of("message")),
    "candidate-record": Route(
        {"GET": TEAM, "PATCH": TEAM}, kwargs=of("ana"), body=lambda world: {"standing": "talking"}
    ),
    "candidate-notes": act(TEAM, kwargs=of("ana"), body=lambda world: {"text": "Hello"}),
    "candidate-note": Route({"DELETE": NOBODY}, kwargs=lambda world: {"pk": world["ana"].pk, "note": 1}),
    "candidate-tags": act(TEAM, kwargs=of("ana"), body=lambda world: {"name": "Go"}),
    "candidate-tag": Route({"DELETE": NOBODY}, kwargs=lambda world: {"pk": world["ana"].pk, "tag": 1}),
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
    "attachment-upload": act(SIGNED_IN),
    "attachment-file": Route({"GET": PARTICIPANTS}, kwargs=of("attachment")),
    "attachment-thumbnail": Route({"GET": PARTICIPANTS}, kwargs=of("attachment")),
    "unread": page(SIGNED_IN),
    "away-reply": Route({"GET": SIGNED_IN, "PUT": SIGNED_IN}),
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
    "chat:candidate_record": Route(
        {"GET": TEAM, "POST": TEAM},
        kwargs=of("ana", "candidate_id"),
        body=lambda world: {"do": "note", "text": "Hello"},
        as_form=True,
    ),
    "chat:team": page(RECRUITERS),
    "chat:join": act(TEAM, kwargs=of("conversation", "conversation_id"), as_form=True),
    "chat:hand_over": Route({"GET": BEN}, kwargs=of("conversation", "conversation_id"), seen_by=PARTICIPANTS),
    "chat:bulk": Route({"GET": SIGNED_IN, "POST": SIGNED_IN}, kwargs=lambda world: {"action": "archive"}, as_form=True),
    "chat:decline_many": Route({"GET": SIGNED_IN, "POST": SIGNED_IN}, as_form=True),
    "chat:declined_many": Route({"GET": NOBODY}, kwargs=lambda world: {"run_id": 1}),
    "chat:catch_up": form(SIGNED_IN),
    "inbox-catch-up": page(SIGNED_IN),
    "chat:keys": page(SIGNED_IN),
    "chat:go": page(SIGNED_IN),
    "chat:presets": page(SIGNED_IN),
    "chat:preset_new": form(SIGNED_IN),
    "chat:preset_preview": act(SIGNED_IN),
    "chat:preset_edit": form(BEN, kwargs=of("preset", "preset_id")),
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
    # recognition
    "gamification:points": page(SIGNED_IN),
    "gamification:rules": page(EVERYBODY),
    "gamification:preferences": form(SIGNED_IN),
    "gamification:missions": page(SIGNED_IN),
    "api-points": page(SIGNED_IN),
    "api-points-preferences": Route({"GET": SIGNED_IN, "PUT": SIGNED_IN}),
    "api-rules": page(SIGNED_IN),
    "api-missions": page(SIGNED_IN),
    # help
    "education:help": page(EVERYBODY),
    "education:ask": act(EVERYBODY),
    "education:person": act(SIGNED_IN),
    "education:ready": page(EVERYBODY),
    "education:solved": Route({"POST": NOBODY}, kwargs=lambda world: {"token": UUID(int=0)}),
    "education:article": Route({"GET": EVERYBODY}, kwargs=lambda world: {"slug": world["article"].slug}),
    "education:vote": act(SIGNED_IN, kwargs=lambda world: {"slug": world["article"].slug}),
    "education:read": act(SIGNED_IN, kwargs=lambda world: {"slug": world["article"].slug}),
    "article-list": page(EVERYBODY),
    "article-detail": Route({"GET": EVERYBODY}, kwargs=lambda world: {"slug": world["article"].slug}),
    "help-ask": act(SIGNED_IN),
    "help-hand-over": act(SIGNED_IN),
    # feedback by API
    "ticket-list": Route({"GET": SIGNED_IN, "POST": SIGNED_IN}),
    "ticket-detail": Route({"GET": ME}, kwargs=of("ticket")),
    "ticket-confirm": act(ME, kwargs=of("ticket"), body=lambda world: {"fixed": True}),
    "ticket-reply": act(ME, kwargs=of("ticket"), body=lambda world: {"body": "It is still slow"}),
    "rating-list": Route({"GET": SIGNED_IN, "POST": SIGNED_IN}),
    # the API about itself
    "schema": page(EVERYBODY),
    "api-docs": page(EVERYBODY),
}

SOCKET_COMMANDS: dict[str, frozenset[str]] = {
    "card.act": ME,
    "delivered": PARTICIPANTS,
    "message.edit": ME,
    "message.react": PARTICIPANTS,
    "message.recall": ME,
    "message.send": PARTICIPANTS,
    "presence.watch": SIGNED_IN,
    "read": PARTICIPANTS,
    "typing": PARTICIPANTS,
}
