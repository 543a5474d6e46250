from typing import Any

from rest_framework.response import Response

from apps.api.paging import Page


class MatchPage(Page):
    """A page that says whether there are more than its list holds."""

    is_cut = False

    def get_paginated_response(self, data: Any) -> Response:
        answer = super().get_paginated_response(data)
        answer.data["is_cut"] = self.is_cut
        return answer

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        described: dict[str, Any] = super().get_paginated_response_schema(schema)
        described["required"] = [*described["required"], "is_cut"]
        described["properties"]["is_cut"] = {
            "type": "boolean",
            "description": "More match than `count` says: the 500 closest are listed, or hits among the newest.",
        }
        return described
