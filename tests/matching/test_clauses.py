"""What a worker makes of a posting's clauses, where the lists of phrases know nothing like them."""

from apps.accounts.models import User
from apps.matching.facts.topics import open_topics
from apps.matching.facts.trying import tried
from apps.matching.jobs.services import edit_job, post_job
from apps.matching.models import JobVector, Topic
from apps.matching.retrieval.services import embed_stale

POSTING = "Line cook in Portland. $22/hr. Start whenever we can agree something. Health insurance after 60 days."
SAID = "Start whenever we can agree something"


def evidence(job) -> list[str]:
    job.refresh_from_db()
    return [topic.evidence for topic in open_topics(job)]


def test_what_is_left_open_in_words_of_ones_own_is_asked_with_them(ben: User):
    job = post_job(poster=ben, title="Line cook", description=POSTING)
    assert SAID not in evidence(job)
    embed_stale()
    assert SAID in evidence(job)


def test_what_operators_say_is_not_vague_is_not_asked(ben: User):
    job = post_job(poster=ben, title="Line cook", description=POSTING)
    embed_stale()
    Topic.objects.filter(key="start").update(not_vague="whenever we can agree")
    assert SAID not in evidence(job)


def test_a_trial_of_words_knows_what_was_read_by_meaning(ben: User):
    post_job(poster=ben, title="Line cook", description=POSTING)
    embed_stale()
    start = Topic.objects.get(key="start")
    start.not_vague = "whenever we can agree"
    assert [(one.before, one.after != SAID) for one in tried(start).shown] == [(SAID, True)]


def test_words_that_were_taken_out_are_no_evidence_any_more(ben: User):
    job = post_job(poster=ben, title="Line cook", description=POSTING)
    embed_stale()
    edit_job(job=job, editor=ben, description=POSTING.replace(f"{SAID}. ", ""))
    assert SAID not in evidence(job)


def test_postings_from_before_clauses_were_read_are_read_once(ben: User):
    post_job(poster=ben, title="Line cook", description=POSTING)
    embed_stale()
    JobVector.objects.update(clauses=None)
    embed_stale()
    assert JobVector.objects.get().clauses["vague"]
    assert embed_stale() == 0
