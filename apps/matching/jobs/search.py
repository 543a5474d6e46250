"""Finding jobs by words: Chinese substrings and whole English words."""

import re
from collections.abc import Iterable
from typing import Any

from django.db.models import Lookup, TextField
from django.db.models.sql.compiler import SQLCompiler

from apps.language.detection import HAN
from apps.language.tokenising import search_matches, search_query, search_tokens
from apps.matching.jobs.models import Job
from apps.matching.profile.prose import paragraphs
from apps.matching.skills.models import Skill

_LONG_RUN = re.compile(f"[{HAN}]{{3,}}")


@TextField.register_lookup
class HoldsTokens(Lookup):
    """`search_tokens__holds=[…]`: the column (tokens parted by spaces) has every one of them.

    On PostgreSQL by the GIN index over its array, elsewhere by LIKE.
    """

    lookup_name = "holds"
    prepare_rhs = False

    def as_sql(self, compiler: SQLCompiler, connection: Any) -> tuple[str, tuple[Any, ...]]:
        column, params = self.process_lhs(compiler, connection)
        sql, values = [], []
        for token in self.rhs:
            escaped = token.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
            sql.append(f"{column} LIKE %s ESCAPE '\\'")
            values += [*params, f"% {escaped} %"]
        return " AND ".join(sql) or "1 = 0", tuple(values)

    def as_postgresql(self, compiler: SQLCompiler, connection: Any) -> tuple[str, tuple[Any, ...]]:
        column, params = self.process_lhs(compiler, connection)
        return f"string_to_array({column}, ' ') @> %s::text[]", (*params, list(self.rhs))


def tokens_column(text: str) -> str:
    """What `search_tokens` stores of a text."""
    return f" {' '.join(search_tokens(text))} "


def wanted_tokens(query: str) -> list[str]:
    """What the column must hold; empty when the query holds no word at all."""
    return search_query(query)


def needs_a_second_look(query: str) -> bool:
    """Whether the tokens may also be there in another order, so that the text itself must be read."""
    return bool(_LONG_RUN.search(query))


def found_in(text: str, query: str) -> bool:
    return search_matches(text, query)


def searched_text(job: Job, skills: Iterable[Skill]) -> str:
    """Everything that a search for this job looks into; skills under both names."""
    names = [name for skill in skills for name in (skill.name_en, skill.name_zh)]
    company = job.company.name if job.company else ""
    place = [job.city, job.region]
    prose = [job.description, job.responsibilities, job.requirements]
    return paragraphs([job.title, company, *place, job.industry, " ".join(names), *prose])
