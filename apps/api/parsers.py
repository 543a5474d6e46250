"""What may stand in a body of JSON. It is read here alone, so no endpoint has to think of it."""

import json
from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import parsers
from rest_framework.exceptions import ParseError


class JSONParser(parsers.JSONParser):
    """Refuses what nests deeper than it can be walked through, and half a surrogate pair, which no database keeps and
    no answer can quote."""

    def parse(self, *args: Any, **kwargs: Any) -> Any:
        try:
            data = super().parse(*args, **kwargs)
            json.dumps(data, ensure_ascii=False).encode()
        except RecursionError as error:
            raise ParseError(_("This JSON nests too deeply.")) from error
        except UnicodeEncodeError as error:
            raise ParseError(_("This JSON holds half a character, from \\ud800 to \\udfff alone.")) from error
        return data
