"""Who may what about notifications, and what is planned of theirs."""

from tests.contracts.roles import ME, NOBODY, SIGNED_IN, Route, act, form, of, page

NOTICES: dict[str, Route] = {
    "notifications:list": page(SIGNED_IN),
    "notifications:bell": page(SIGNED_IN),
    "notifications:preferences": form(SIGNED_IN),
    "api-notifications-choices": Route(
        {"GET": SIGNED_IN, "PUT": SIGNED_IN},
        body=lambda world: {"kind": "ticket_answered", "channel": "email", "on": True},
    ),
    "notifications:digest": form(SIGNED_IN),
    "api-notifications-digest": Route({"GET": SIGNED_IN, "PUT": SIGNED_IN}, body=lambda world: {"rhythm": "never"}),
    "api-push": Route({"GET": SIGNED_IN, "POST": SIGNED_IN}),
    "api-push-browser": Route({"DELETE": NOBODY}, kwargs=lambda world: {"browser_id": 10**9}),
    "notifications:end_browser": Route({"POST": NOBODY}, kwargs=lambda world: {"browser_id": 10**9}),
    "notifications:mark_read": act(SIGNED_IN),
    "notifications:mail_again": act(SIGNED_IN),
    "notifications:messenger": act(SIGNED_IN),
    "notifications:mail_events": Route({"POST": NOBODY}),
    "api-messenger": Route(
        {"GET": SIGNED_IN, "PUT": SIGNED_IN, "DELETE": SIGNED_IN}, body=lambda world: {"address": "none"}
    ),
    "api-notifications-mail-stops": Route({"GET": SIGNED_IN, "DELETE": SIGNED_IN}),
    "notifications:follow": Route({"GET": ME}, kwargs=of("notification", "notification_id")),
    "notifications:unsubscribe": Route({"GET": NOBODY, "POST": NOBODY}, kwargs=lambda world: {"token": "no"}),
    "notifications:mail_choices": Route({"GET": NOBODY, "POST": NOBODY}, kwargs=lambda world: {"token": "no"}),
    "notifications:planned": page(SIGNED_IN),
    "notifications:planned_time": Route({"GET": NOBODY, "POST": NOBODY}, kwargs=lambda world: {"item_id": 10**9}),
    "notifications:planned_cancel": Route({"POST": NOBODY}, kwargs=lambda world: {"item_id": 10**9}),
    "api-planned": page(SIGNED_IN),
    "api-planned-item": Route({"PATCH": NOBODY, "DELETE": NOBODY}, kwargs=lambda world: {"item_id": 10**9}),
    "api-notifications": page(SIGNED_IN),
    "api-notifications-mark-read": act(SIGNED_IN),
}
