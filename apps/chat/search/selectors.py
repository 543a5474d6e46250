"""What a person finds, of one kind or of each."""

from dataclasses import dataclass

from apps.accounts.models import User
from apps.chat.search.registry import Results, Source, Wanted, sources
from apps.language.searching import MAX_QUERY, sought

OF_EACH = 5
"""So many of each kind where all kinds are shown; of the messages, which come last, more."""

OF_MESSAGES = 10
MESSAGES = "messages"


@dataclass(frozen=True, slots=True)
class Section:
    """What was found of one kind."""

    source: Source
    results: Results


def wanted_of(query: str, *, after: str = "", limit: int = OF_EACH, conversation: int | None = None) -> Wanted:
    """The query as typed is cut to what counts; a NUL, which no text has, goes."""
    query = query.replace("\x00", "").strip()[:MAX_QUERY]
    return Wanted(query, sought(query), after, limit, conversation)


def find_in_all(person: User, query: str) -> list[Section]:
    """The first of each kind; kinds of which there is nothing are left out."""
    sections = []
    for source in sources():
        limit = OF_MESSAGES if source.key == MESSAGES else OF_EACH
        sections.append(Section(source, source.find(person, wanted_of(query, limit=limit))))
    return [section for section in sections if section.results.found or section.results.next]
