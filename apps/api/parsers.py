"""What may stand in a body of JSON. It is read here alone, so no endpoint has to think of it."""

import json
from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import parsers
from rest_framework.exceptions import ParseError, ValidationError

HALF_A_CHARACTER = _("This JSON holds half a character, from \\ud800 to \\udfff alone.")


class JSONParser(parsers.JSONParser):
    """Refuses what nests deeper than it can be walked through, and half a surrogate pair, which no database keeps and
    no answer can quote; of an object by the first field that holds one."""

    def parse(self, *args: Any, **kwargs: Any) -> Any:
        try:
            data = super().parse(*args, **kwargs)
            if _is_whole(data):
                return data
        except RecursionError as error:
            raise ParseError(_("This JSON nests too deeply.")) from error
        if isinstance(data, dict) and _is_whole(list(data)):
            field = next(name for name, value in data.items() if not _is_whole(value))
            raise ValidationError({field: [HALF_A_CHARACTER]}, code="unusable_text")
        raise ParseError(HALF_A_CHARACTER)


def _is_whole(data: Any) -> bool:
    try:
        json.dumps(data, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return False
    return True
