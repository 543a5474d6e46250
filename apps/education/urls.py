from apps.education.articles.urls import urlpatterns as articles
from apps.education.assistant.urls import urlpatterns as assistant
from apps.education.beside.urls import urlpatterns as beside
from apps.education.circles.urls import urlpatterns as circles
from apps.education.courses.urls import urlpatterns as courses
from apps.education.experts.urls import urlpatterns as experts
from apps.education.floor.urls import urlpatterns as floor
from apps.education.interests.urls import urlpatterns as interests
from apps.education.posts.urls import urlpatterns as posts
from apps.education.rehearsals.urls import urlpatterns as rehearsals
from apps.education.salons.urls import urlpatterns as salons
from apps.education.tips.urls import urlpatterns as tips

app_name = "education"

urlpatterns = [
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
    *articles,
]  # an article's address comes last: it would take the others for articles
