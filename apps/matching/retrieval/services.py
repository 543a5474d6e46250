import hashlib
from collections.abc import Callable, Sequence
from typing import Any

from django.db.models import F, Q

from apps.language.embedding import embed, embedder
from apps.matching.facts.clauses import read_clauses
from apps.matching.facts.topics import JOB_PROSE
from apps.matching.jobs.models import Job
from apps.matching.jobs.prose import meaning_of_job
from apps.matching.resumes.models import Resume
from apps.matching.resumes.prose import meaning_of_resume
from apps.matching.retrieval.models import JobVector, ResumeVector

BATCH = 32


def embed_stale(*, limit: int = 640) -> int:
    """Computes what is missing or older than its text, newest first; returns how many were written. May run twice at
    once: both write the same."""
    model = embedder().name
    jobs = _embed(_stale_jobs(model)[:limit], meaning_of_job, model, JobVector, "job")
    resumes = _embed(_stale_resumes(model)[:limit], meaning_of_resume, model, ResumeVector, "resume")
    return jobs + resumes


def _stale(model: str) -> Q:
    return Q(vector__isnull=True) | ~Q(vector__model=model) | Q(vector__as_of__lt=F("updated_at"))


def _stale_jobs(model: str) -> Any:
    return (
        Job.objects.filter(_stale(model) | Q(vector__clauses__isnull=True))
        .select_related("vector")
        .order_by("-updated_at")
    )


def _stale_resumes(model: str) -> Any:
    return Resume.objects.filter(_stale(model)).select_related("vector").order_by("-updated_at")


def _embed(
    things: Sequence[Any],
    text_of: Callable[[Any], str],
    model: str,
    table: type[JobVector] | type[ResumeVector],
    relation: str,
) -> int:
    rows = []
    for thing in things:
        text = text_of(thing)
        digest = hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=16).hexdigest()
        known = getattr(thing, "vector", None)
        if known is not None and known.model == model and known.digest == digest:
            table.objects.filter(pk=thing.pk).update(as_of=thing.updated_at, **_read(thing))
        else:
            rows.append((thing, text, digest))
    for start in range(0, len(rows), BATCH):
        batch = rows[start : start + BATCH]
        vectors = embed([text for _thing, text, _digest in batch])
        for (thing, text, digest), vector in zip(batch, vectors, strict=True):
            data = vector.astype("<f4").tobytes() if text.strip() else b""
            table.objects.update_or_create(
                **{f"{relation}_id": thing.pk},
                defaults={"model": model, "digest": digest, "data": data, "as_of": thing.updated_at} | _read(thing),
            )
    return len(rows)


def _read(thing: Job | Resume) -> dict[str, Any]:
    """What a job's clauses leave open or say; of a résumé nothing is read."""
    if not isinstance(thing, Job):
        return {}
    return {"clauses": read_clauses(getattr(thing, name) or "" for name in JOB_PROSE).as_stored()}
