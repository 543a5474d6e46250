"""The help for programs: articles and courses for everybody; the rest for people who are signed in."""

from apps.education.articles.api import router
from apps.education.assistant.api import urlpatterns as assistant
from apps.education.beside.api import urlpatterns as beside
from apps.education.circles.api import urlpatterns as circles
from apps.education.courses.api import urlpatterns as courses
from apps.education.experts.api import urlpatterns as experts
from apps.education.floor.api import urlpatterns as floor
from apps.education.interests.api import urlpatterns as interests
from apps.education.posts.api import urlpatterns as posts
from apps.education.rehearsals.api import urlpatterns as rehearsals
from apps.education.salons.api import urlpatterns as salons
from apps.education.tips.api import urlpatterns as tips

urlpatterns = [
    *router.urls,
    *assistant,
    *beside,
    *circles,
    *courses,
    *experts,
    *floor,
    *interests,
    *posts,
    *rehearsals,
    *salons,
    *tips,
]
