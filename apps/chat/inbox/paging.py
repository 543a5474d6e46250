from typing import Any

from apps.api.paging import Page


class InboxPage(Page):
    """With `changed_since` a page also says which conversations the reader is no longer in."""

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        described: dict[str, Any] = super().get_paginated_response_schema(schema)
        described["properties"]["removed"] = {
            "type": "array",
            "items": {"type": "integer"},
            "description": "Only with `changed_since`: conversations to forget.",
        }
        return described
