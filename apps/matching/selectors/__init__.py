"""Reads of matching, by what they are about."""

from apps.matching.selectors.jobs import JobFilters, jobs_for, resume_of
from apps.matching.selectors.ranked import Match, Ranking, match, rank_jobs, ranked_candidates, ranked_jobs
from apps.matching.selectors.skills import find_skills, vocabulary
from apps.matching.topics import OpenTopic, open_topics, open_topics_of_resume

__all__ = [
    "JobFilters",
    "Match",
    "OpenTopic",
    "Ranking",
    "find_skills",
    "jobs_for",
    "match",
    "open_topics",
    "open_topics_of_resume",
    "rank_jobs",
    "ranked_candidates",
    "ranked_jobs",
    "resume_of",
    "vocabulary",
]
