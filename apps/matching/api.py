"""The API of matching: jobs, résumés, skills; imports for staff."""

from rest_framework.routers import SimpleRouter

from apps.matching.facts.api import urlpatterns as facts
from apps.matching.importing.api import urlpatterns as importing
from apps.matching.recommendations.api import JobViewSet
from apps.matching.resumes.api import ResumeViewSet
from apps.matching.resumes.api import urlpatterns as my_resume
from apps.matching.screening.api import urlpatterns as screening
from apps.matching.skills.api import SkillViewSet

router = SimpleRouter(use_regex_path=False)
router.register("jobs", JobViewSet, basename="job")
router.register("resumes", ResumeViewSet, basename="resume")
router.register("skills", SkillViewSet, basename="skill")

urlpatterns = [*facts, *importing, *my_resume, *screening, *router.urls]
