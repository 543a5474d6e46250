"""The optional language model behind an OpenAI-compatible address. What it says is data: bounded, never a command.

Nothing here knows what is asked; who asks strips personal data first.
"""

from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.cache import cache

if TYPE_CHECKING:
    from openai import OpenAI

MOST_CHARACTERS = 12_000
"""Of an answer; what is longer is cut."""

PATIENCE_SECONDS = 1.8
"""So long it is waited for where somebody waits for a page: with what else the page does, less than two."""

REST_SECONDS = 30
"""So long after a failure those who wait for a page don't wait for it, too."""

_RESTS = "endpoint:rests"

NAMES = {"en": "English", "zh": "Simplified Chinese"}
"""What a model is told that languages are called."""

AT_ONCE = 8
"""Questions of one process that people wait for; the next ones wait, within their own time."""

_askers = ThreadPoolExecutor(max_workers=AT_ONCE, thread_name_prefix="endpoint")


class EndpointAway(Exception):
    """It didn't answer as it should; `why` is timeout, limited, or away."""

    def __init__(self, why: str) -> None:
        self.why = why
        super().__init__(why)


def is_configured() -> bool:
    return bool(settings.LLM_BASE_URL and settings.LLM_MODEL)


def complete(*, instructions: str, text: str) -> str:
    """What the model says to a text under these instructions, within `LLM_TIMEOUT_SECONDS`. Raises EndpointAway."""
    from openai import APIError, APITimeoutError, RateLimitError  # noqa: PLC0415  most installations have no endpoint

    try:
        answer = _client().chat.completions.create(
            model=settings.LLM_MODEL,
            temperature=0,
            messages=[{"role": "system", "content": instructions}, {"role": "user", "content": text}],
        )
        said = answer.choices[0].message.content if answer.choices else ""
        return (said or "")[:MOST_CHARACTERS]
    except APITimeoutError as error:
        raise EndpointAway("timeout") from error
    except RateLimitError as error:
        raise EndpointAway("limited") from error
    except (APIError, AttributeError, LookupError, RecursionError, TypeError, ValueError) as error:
        # Whatever it sends instead of an answer, HTML included, is no answer.
        raise EndpointAway("away") from error


def complete_soon(*, instructions: str, text: str) -> str:
    """The same within `PATIENCE_SECONDS`, while somebody waits for the page. The endpoint's own time-out is for each
    read: one that sends a byte now and then would take as long as it likes. After a failure nobody waits for it for
    `REST_SECONDS`. Raises EndpointAway."""
    if cache.get(_RESTS):
        raise EndpointAway("away")
    try:
        return _askers.submit(complete, instructions=instructions, text=text).result(timeout=PATIENCE_SECONDS)
    except (TimeoutError, EndpointAway) as error:
        cache.set(_RESTS, value=True, timeout=REST_SECONDS)
        raise error if isinstance(error, EndpointAway) else EndpointAway("timeout") from error


@lru_cache(maxsize=1)
def _client() -> "OpenAI":
    from openai import DefaultHttpxClient, OpenAI  # noqa: PLC0415  as above

    return OpenAI(
        base_url=settings.LLM_BASE_URL,
        api_key=settings.LLM_API_KEY or "none",
        timeout=settings.LLM_TIMEOUT_SECONDS,
        max_retries=0,
        # What is asked goes to the address that the operator named, and nowhere that it leads to.
        http_client=DefaultHttpxClient(follow_redirects=False),
    )


def forget_client() -> None:
    """After the settings changed."""
    _client.cache_clear()
