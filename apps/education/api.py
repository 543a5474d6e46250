"""The help for programs: its articles and courses for everybody, questions and rehearsals for signed-in people."""

from apps.education.articles.api import router
from apps.education.assistant.api import urlpatterns as assistant
from apps.education.courses.api import urlpatterns as courses
from apps.education.experts.api import urlpatterns as experts
from apps.education.rehearsals.api import urlpatterns as rehearsals

urlpatterns = [*router.urls, *assistant, *courses, *experts, *rehearsals]
