"""Jobs like one that didn't work out."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from django.db.models import Count, Q

from apps.accounts.models import User
from apps.matching.jobs.models import Job
from apps.matching.jobs.selectors import jobs_for
from apps.matching.retrieval.models import JobVector

MOST_COMPARED = 200
LEAST_LIKENESS = 0.25
"""Cosine below which two postings are about different work, where they share no skill."""


def similar_jobs(job: Job, *, reader: User, most: int = 3, without: Sequence[int] = ()) -> list[Job]:
    """Open jobs like this one that the reader may be shown and somebody answers for, the most alike first; none of
    those in `without`, and nothing where nothing is alike. Three queries."""
    skills = list(job.job_skills.values_list("skill_id", flat=True))
    others = jobs_for(reader).answered().exclude(pk__in=[job.pk, *without])
    near = others.annotate(shared=Count("job_skills", filter=Q(job_skills__skill__in=skills)))
    found: list[Any] = list(
        near.order_by("-shared", "-published_at", "-pk")
        .select_related("company")
        .defer("search_tokens")[:MOST_COMPARED]
    )
    likeness = _likeness(job, found)
    ranked = sorted(
        found,
        key=lambda other: (
            -(likeness.get(other.pk, 0.0) + 0.15 * min(other.shared, 4) + 0.1 * _is_same_place(job, other)),
            -other.pk,
        ),
    )
    return [one for one in ranked if one.shared or likeness.get(one.pk, 0.0) >= LEAST_LIKENESS][:most]


def _is_same_place(job: Job, other: Job) -> bool:
    return bool(job.city) and job.city.casefold() == other.city.casefold()


def _likeness(job: Job, others: Sequence[Job]) -> dict[int, float]:
    """The cosine of the meanings, by job; of those alone that one model has read."""
    rows = JobVector.objects.filter(pk__in=[job.pk, *(other.pk for other in others)]).values_list("pk", "model", "data")
    vectors = {pk: (model, np.frombuffer(bytes(data), dtype="<f4")) for pk, model, data in rows if data}
    if job.pk not in vectors:
        return {}
    model, mine = vectors[job.pk]
    return {
        pk: float(mine @ theirs / (np.linalg.norm(mine) * np.linalg.norm(theirs) or 1))
        for pk, (their_model, theirs) in vectors.items()
        if their_model == model and theirs.shape == mine.shape and pk != job.pk
    }
