"""A large installation: who lives in it, what they posted and wrote. `bench fill` makes it."""

from dataclasses import dataclass
from random import Random

from django.contrib.auth.hashers import make_password

from apps.accounts.models import Company, Role, User
from apps.chat.models import Answer, Conversation, Message, Participant, SearchedMessage
from apps.content import load_content
from apps.feedback.models import Ticket, TicketEntry
from apps.gamification.models import Award, AwardEntry, RuleDecision, RuleVersion
from apps.language.embedding import embedder
from apps.language.searching import words_of
from apps.matching.jobs.search import tokens_column
from apps.matching.models import Job, JobSkill, JobVector, Resume, ResumeSkill, ResumeVector, Skill
from config.benchmark.filling import Filler, Say, pool, without_index
from config.benchmark.population import DOMAIN

MESSAGES_IN_EACH = 17
BUSY_CONVERSATIONS = 10_000
"""Of the one recruiter who has the most."""
RECRUITER_EVERY = 10
TEXTS = 1_000

FREQUENT = "Relocation to 鹿特丹 is paid."
FREQUENT_EVERY = 50
"""One in so many messages says this: what a search for a frequent word finds."""

RARE = " Zanzibar 桑给巴尔"
RARE_EVERY = 100_000

TITLES = (
    ("Front-end Engineer", "前端工程师"), ("Java Engineer", "Java 开发工程师"), ("Data Analyst", "数据分析师"),
    ("Product Manager", "产品经理"), ("Nurse, night shift", "夜班护士"), ("Warehouse Lead", "仓库主管"),
    ("Sales Executive", "销售代表"), ("Accountant", "会计"), ("Chinese Teacher", "语文老师"), ("Chef", "厨师"),
)  # fmt: skip
CITIES = ("上海", "北京", "深圳", "杭州", "成都", "London", "Berlin", "Singapore")
SENTENCES = (
    "Is the position still open? I could start in March.", "What does the team look like, and who would I report to?",
    "We offer training, a bonus and a share of the flat above the shop.", "薪资范围是多少？有没有年终奖？",
    "面试一般有几轮，大概多久有结果？", "我在上海工作了五年，主要做支付系统。", "您好，这个岗位还在招吗？",
    "Could we move the interview to Thursday afternoon?", "好的，周四下午三点见。",
    "Thanks, I will send the file tonight.",
)  # fmt: skip
COMPLAINTS = (
    "The page doesn't open on my phone since yesterday", "简历上传以后一直转圈，没有反应",
    "I would like to filter jobs by travel time", "希望可以按通勤时间筛选职位", "Messages arrive twice", "消息发不出去",
)  # fmt: skip


@dataclass(frozen=True)
class Sizes:
    people: int
    jobs: int
    messages: int
    tickets: int
    award_entries: int


def fill(sizes: Sizes, *, say: Say) -> None:
    """Everything, once; a second time adds another such world beside it. Needs PostgreSQL."""
    load_content()
    filler = Filler(say)
    _pools()
    recruiters = max(1, sizes.people // RECRUITER_EVERY)
    candidates = sizes.people - recruiters
    company = filler.fill(Company, max(1, recruiters // 5), {"name": "'Bench company ' || i", "city": _of(CITIES)})
    recruiter, candidate = _people(filler, recruiters, candidates, company)
    job = _jobs(filler, sizes.jobs, recruiters, recruiter, company)
    _resumes(filler, candidates, candidate)
    _conversations(filler, sizes, recruiters, recruiter, candidates, candidate, job)
    _tickets(filler, sizes.tickets, candidates, candidate)
    _awards(filler, sizes.award_entries, candidates, candidate, recruiters, recruiter)


def _of(texts: tuple[str, ...]) -> str:
    """SQL that picks one of these by `i`."""
    escaped = ", ".join("'" + text.replace("'", "''") + "'" for text in texts)
    return f"(ARRAY[{escaped}])[1 + i %% {len(texts)}]"


def _rarely(text: str) -> str:
    """SQL that is this text in one of many rows, and empty in the others."""
    return f"CASE WHEN i %% {RARE_EVERY} = 7 THEN '{text}' ELSE '' END"


def _pools() -> None:
    random = Random(1)
    texts = [" ".join(random.sample(SENTENCES, random.randint(1, 3))) for _ in range(TEXTS)]
    texts = [f"{text} {FREQUENT}" if n % FREQUENT_EVERY == 0 else text for n, text in enumerate(texts)]
    pool("bench_texts", {"body": "text", "words": "text"}, [(text, " ".join(words_of(text))) for text in texts])
    model = embedder()
    postings = []
    for n in range(TEXTS):
        title = TITLES[n % len(TITLES)][n // len(TITLES) % 2]
        body = " ".join(random.sample(SENTENCES, 4))
        vector = model.encode([f"{title} {body}"])[0]
        postings.append((title, body, tokens_column(f"{title} {body}"), vector.astype("<f4").tobytes()))
    columns = {"title": "text", "body": "text", "tokens": "text", "vector": "bytea"}
    pool("bench_postings", columns, postings)
    skills = Skill.objects.filter(is_verified=True).order_by("pk").values_list("pk", flat=True)
    pool("bench_skills", {"skill": "bigint"}, [(pk,) for pk in skills])


def _people(filler: Filler, recruiters: int, candidates: int, company: int) -> tuple[int, int]:
    locked = make_password(None)
    shared = {"password": f"'{locked}'", "date_joined": "now() - (i %% 365) * interval '1 day'"}
    companies = max(1, recruiters // 5)
    recruiter = filler.fill(
        User,
        recruiters,
        shared
        | {
            "email": f"'r' || nextval('accounts_user_id_seq') || '@{DOMAIN}'",
            "name": "'Recruiter ' || i",
            "role": f"'{Role.RECRUITER}'",
            "company_id": f"{company} + 1 + i %% {companies}",
        },
    )
    candidate = filler.fill(
        User,
        candidates,
        shared
        | {
            "email": f"'c' || nextval('accounts_user_id_seq') || '@{DOMAIN}'",
            "name": "'求职者 ' || i",
            "role": f"'{Role.CANDIDATE}'",
        },
    )
    return recruiter, candidate


def _jobs(filler: Filler, jobs: int, recruiters: int, recruiter: int, company: int) -> int:
    companies = max(1, recruiters // 5)
    job = filler.fill(
        Job,
        jobs,
        {
            "company_id": f"{company} + 1 + (i %% {recruiters}) %% {companies}",
            "posted_by_id": f"{recruiter} + 1 + i %% {recruiters}",
            "title": "title",
            "description": "body",
            "search_tokens": "tokens",
            "city": _of(CITIES),
            "salary_min": "10000 + (i %% 40) * 500",
            "salary_max": "15000 + (i %% 40) * 700",
            "salary_currency": "'CNY'",
            "salary_period": "'month'",
            "years_min": "i %% 8",
            "language": "CASE WHEN i / 10 %% 2 = 0 THEN 'en' ELSE 'zh' END",
            "status": "CASE WHEN i %% 5 = 0 THEN 'closed' ELSE 'open' END",
            "published_at": "now() - (i %% 60) * interval '1 day'",
            "expires_at": "now() + (1 + i %% 60) * interval '1 day'",
        },
        source=f"JOIN bench_postings ON n = i %% {TEXTS}",
    )
    skills = Skill.objects.filter(is_verified=True).count()
    filler.fill(
        JobSkill,
        jobs * 5,
        {"job_id": f"{job} + 1 + i / 5", "skill_id": "skill", "position": "i %% 5"},
        source=f"JOIN bench_skills ON n = (i / 5 * 7 + i %% 5 * 31) %% {skills}",
    )
    _vectors(filler, JobVector, "job_id", jobs, job, clauses="'{}'::jsonb")
    return job


def _vectors(
    filler: Filler, model: type[JobVector] | type[ResumeVector], column: str, count: int, base: int, **more: str
) -> None:
    filler.fill(
        model,
        count,
        {
            column: f"{base} + 1 + i",
            "model": f"'{embedder().name}'",
            "digest": "md5(i::text)",
            "data": "vector",
            "as_of": "now() + interval '1 minute'",
            **more,
        },
        source=f"JOIN bench_postings ON n = i %% {TEXTS}",
    )


def _resumes(filler: Filler, candidates: int, candidate: int) -> None:
    resume = filler.fill(
        Resume,
        candidates,
        {
            "owner_id": f"{candidate} + 1 + i",
            "person_name": "'求职者 ' || i",
            "title": "title",
            "summary": "body",
            "years_experience": "i %% 15",
            "city": _of(CITIES),
            "language": "CASE WHEN i / 10 %% 2 = 0 THEN 'en' ELSE 'zh' END",
        },
        source=f"JOIN bench_postings ON n = i %% {TEXTS}",
    )
    skills = Skill.objects.filter(is_verified=True).count()
    filler.fill(
        ResumeSkill,
        candidates * 5,
        {"resume_id": f"{resume} + 1 + i / 5", "skill_id": "skill", "position": "i %% 5"},
        source=f"JOIN bench_skills ON n = (i / 5 * 11 + i %% 5 * 31) %% {skills}",
    )
    _vectors(filler, ResumeVector, "resume_id", candidates, resume)


def _conversations(
    filler: Filler, sizes: Sizes, recruiters: int, recruiter: int, candidates: int, candidate: int, job: int
) -> None:
    """The first recruiter has the most conversations; all others share the rest. Each pair of job and candidate is
    one of its own: both go round with the conversation's number, at lengths that meet again only after all pairs."""
    count = sizes.messages // MESSAGES_IN_EACH
    busy = min(BUSY_CONVERSATIONS, count // 2)
    own_jobs = max(1, sizes.jobs // recruiters)
    job_of = (
        f"CASE WHEN i < {busy} THEN {job} + 1 + (i %% {own_jobs}) * {recruiters} ELSE {job} + 1 + i %% {sizes.jobs} END"
    )
    candidate_of = f"{candidate} + 1 + (i + i / {sizes.jobs} * 7) %% {candidates}"
    recruiter_of = (
        f"CASE WHEN i < {busy} THEN {recruiter} + 1 ELSE {recruiter} + 1 + (i %% {sizes.jobs}) %% {recruiters} END"
    )
    opened = "now() - interval '2 hours' - (i %% 365) * interval '1 day'"
    conversation = filler.fill(
        Conversation,
        count,
        {
            "kind": "'job'",
            "job_id": job_of,
            "candidate_id": candidate_of,
            "recruiter_id": recruiter_of,
            "company_id": f"(SELECT company_id FROM accounts_user WHERE id = {recruiter_of})",
            "title": _of(tuple(title for pair in TITLES for title in pair)),
            "stage": "(ARRAY['greeting', 'clarify', 'clarify', 'interview', 'closed'])[1 + i %% 5]",
            "opened_by_id": candidate_of,
            "waiting_for_id": f"CASE WHEN i %% 2 = 0 THEN {recruiter_of} END",
            "waiting_since": f"CASE WHEN i %% 2 = 0 THEN {opened} + interval '17 minutes' END",
            "opened_at": opened,
            "created_at": opened,
            "updated_at": f"{opened} + interval '17 minutes'",
            "last_message_at": f"{opened} + interval '17 minutes'",
            "head_seq": str(MESSAGES_IN_EACH),
            "head_rev": str(MESSAGES_IN_EACH),
        },
    )
    of_row = f"JOIN chat_conversation c ON c.id = {conversation} + 1 + i"
    for role, person in (("candidate", "c.candidate_id"), ("recruiter", "c.recruiter_id")):
        read = "15 + i %% 3"
        filler.fill(
            Participant,
            count,
            {
                "conversation_id": "c.id", "user_id": person, "role": f"'{role}'", "read_seq": read,
                "delivered_seq": "17", "joined_at": "c.created_at", "updated_at": "c.updated_at", "rev": "0",
            },
            source=of_row,
        )  # fmt: skip
    message = filler.fill(
        Message,
        count * MESSAGES_IN_EACH,
        {
            "conversation_id": "c.id",
            "seq": f"1 + i %% {MESSAGES_IN_EACH}",
            "rev": f"1 + i %% {MESSAGES_IN_EACH}",
            "sent_rev": f"1 + i %% {MESSAGES_IN_EACH}",
            "client_id": "gen_random_uuid()",
            "sender_id": f"CASE WHEN i %% {MESSAGES_IN_EACH} %% 2 = 0 THEN c.candidate_id ELSE c.recruiter_id END",
            "body": f"bench_texts.body || {_rarely(RARE)}",
            "fingerprint": "i",
            "created_at": f"c.opened_at + (i %% {MESSAGES_IN_EACH}) * interval '1 minute'",
        },
        source=f"JOIN chat_conversation c ON c.id = {conversation} + 1 + i / {MESSAGES_IN_EACH} "
        f"JOIN bench_texts ON bench_texts.n = i * 31 %% {TEXTS}",
    )
    with without_index("searched_words"):
        words = f"words || {_rarely(' ' + ' '.join(words_of(RARE)))}"
        filler.fill(
            SearchedMessage,
            count * MESSAGES_IN_EACH,
            {
                "message_id": f"{message} + 1 + i",
                "conversation_id": "c.id",
                "sent_at": f"c.opened_at + (i %% {MESSAGES_IN_EACH}) * interval '1 minute'",
                "words": f"array_to_tsvector(string_to_array({words}, ' '))",
            },
            source=f"JOIN chat_conversation c ON c.id = {conversation} + 1 + i / {MESSAGES_IN_EACH} "
            f"JOIN bench_texts ON bench_texts.n = i * 31 %% {TEXTS}",
        )
    filler.fill(
        Answer,
        count,
        {
            "conversation_id": "c.id",
            "opening_id": f"{message} + 1 + i * {MESSAGES_IN_EACH}",
            "message_id": f"{message} + 2 + i * {MESSAGES_IN_EACH}",
            "answerer_id": "c.recruiter_id",
            "asker_id": "c.candidate_id",
            "waited_seconds": "60",
            "is_first": "true",
            "answered_at": "c.opened_at + interval '1 minute'",
            "reciprocated_by_id": f"{message} + 3 + i * {MESSAGES_IN_EACH}",
            "reciprocated_at": "c.opened_at + interval '2 minutes'",
        },
        source=of_row,
    )


def _tickets(filler: Filler, tickets: int, candidates: int, candidate: int) -> None:
    came = "now() - (i %% 525600) * interval '1 minute'"
    ticket = filler.fill(
        Ticket,
        tickets,
        {
            "reporter_id": f"{candidate} + 1 + i %% {candidates}",
            "client_id": "gen_random_uuid()",
            "body": f"{_of(COMPLAINTS)} || ' #' || i",
            "created_at": came,
            "last_public_at": came,
            "status": "CASE WHEN i %% 20 = 0 THEN 'new' WHEN i %% 20 = 1 THEN 'in_progress' ELSE 'solved' END",
            "category": "(ARRAY['functional', 'experience', 'feature', 'question'])[1 + i %% 4]",
            "severity": "(ARRAY['low', 'normal', 'normal', 'high'])[1 + i %% 4]",
            "language": "CASE WHEN i %% 2 = 0 THEN 'en' ELSE 'zh' END",
            "area": "(ARRAY['chat', 'files', 'matching', 'account'])[1 + i %% 4]",
            "sentiment": "(i %% 21 - 10) / 10.0",
            "triaged_at": f"{came} + interval '2 seconds'",
            "solved_at": f"CASE WHEN i %% 20 > 1 THEN {came} + interval '1 day' END",
            "first_response_at": f"CASE WHEN i %% 20 > 0 THEN {came} + interval '3 hours' END",
        },
    )
    filler.fill(
        TicketEntry,
        tickets,
        {
            "ticket_id": f"{ticket} + 1 + i",
            "kind": "'opened'",
            "is_public": "true",
            "author_id": f"{candidate} + 1 + i %% {candidates}",
            "created_at": came,
        },
    )


def _awards(filler: Filler, entries: int, candidates: int, candidate: int, recruiters: int, recruiter: int) -> None:
    """Half of the entries hold an award, half settle one; decisions as many as awards."""
    count = entries // 2
    if not count:
        return
    version = RuleVersion.objects.filter(published_at__isnull=False).order_by("pk")[0]
    when = "now() - (i %% 525600) * interval '1 minute'"
    earner = f"{recruiter} + 1 + i %% {recruiters}"
    decision = filler.fill(
        RuleDecision,
        count,
        {
            "rule_id": str(version.rule_id),
            "version_id": str(version.pk),
            "deed": "'message:bench-' || i",
            "beneficiary_id": earner,
            "counterparty_id": f"{candidate} + 1 + i * 13 %% {candidates}",
            "outcome": "'granted'",
            "points": "10",
            "decided_at": when,
        },
    )
    award = filler.fill(
        Award,
        count,
        {
            "key": "'bench:' || i",
            "person_id": earner,
            "rule_id": str(version.rule_id),
            "decision_id": f"{decision} + 1 + i",
            "deed": "'message:bench-' || i",
            "points": "10",
            "created_at": when,
        },
    )
    held = filler.fill(
        AwardEntry,
        count,
        {
            "award_id": f"{award} + 1 + i", "sequence": "1", "kind": "'held'", "points": "10", "cause": "'bench'",
            "created_at": when,
        },
    )  # fmt: skip
    filler.fill(
        AwardEntry,
        count,
        {
            "award_id": f"{award} + 1 + i", "sequence": "2", "answers_id": f"{held} + 1 + i", "kind": "'settled'",
            "points": "10", "cause": "'bench'", "created_at": f"{when} + interval '1 hour'",
        },
    )  # fmt: skip
