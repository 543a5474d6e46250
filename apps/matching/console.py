"""What the console shows of this app, and to whom."""

from django.utils.translation import gettext_lazy as _

from apps.console.menu import Entry, Section, add_to_menu
from apps.console.rights import EDIT, NO_DELETE, VIEW, grant
from apps.matching.models import (
    ImportDefect,
    ImportRun,
    Job,
    JobFact,
    JobSkill,
    ReadingNotice,
    Resume,
    ScreeningQuestion,
    Skill,
    SkillAlias,
    Topic,
)

add_to_menu(
    Entry(Section.CONTENT, 30, Topic, _("Topics of questions"), "label"),
    Entry(Section.CONTENT, 42, JobFact, _("Answers on job cards"), "fact_check"),
    Entry(Section.CONTENT, 40, Job, _("Jobs"), "work"),
    Entry(Section.CONTENT, 45, ScreeningQuestion, _("Screening questions"), "quiz"),
    Entry(Section.CONTENT, 50, Resume, _("Résumés"), "description"),
    Entry(Section.CONTENT, 55, ReadingNotice, _("Unusual reading"), "visibility"),
    Entry(Section.CONTENT, 60, Skill, _("Skills"), "psychology"),
    Entry(Section.CONTENT, 70, ImportRun, _("Imports"), "upload_file"),
)
grant(
    "content",
    {
        Job: (*NO_DELETE, "export"),
        JobFact: ("view", "change"),
        Resume: VIEW,
        Topic: NO_DELETE,
        ScreeningQuestion: ("view", "change"),
        Skill: (*EDIT, "export"),
        SkillAlias: EDIT,
        ImportRun: ("view", "add"),
        JobSkill: EDIT,
        ImportDefect: VIEW,
    },
)
grant("support", {ReadingNotice: VIEW})
grant("analyst", {Job: ("view", "export")})
