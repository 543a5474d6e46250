from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.utils.functional import cached_property
from rest_framework.response import Response

from apps.api.paging import Page
from apps.matching.recommendations.selectors import MOST_COUNTED, counted


class CappedPaginator(Paginator):
    """Counts, and pages, no further than `MOST_COUNTED`."""

    @cached_property
    def count(self) -> int:
        found = self.object_list
        return counted(found) if isinstance(found, QuerySet) else len(found)

    @property
    def is_capped(self) -> bool:
        return self.count >= MOST_COUNTED


def counted_words(total: int) -> str:
    """ "812", and "10000+" from where nothing is counted any more."""
    return f"{total}+" if total >= MOST_COUNTED else str(total)


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
