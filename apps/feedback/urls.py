from apps.feedback.beta.urls import urlpatterns as beta
from apps.feedback.hooks.urls import urlpatterns as hooks
from apps.feedback.instant.urls import urlpatterns as instant
from apps.feedback.letters.urls import urlpatterns as letters
from apps.feedback.ratings.urls import urlpatterns as ratings
from apps.feedback.releases.urls import urlpatterns as releases
from apps.feedback.reports.urls import urlpatterns as reports
from apps.feedback.surveys.urls import urlpatterns as surveys
from apps.feedback.tickets.urls import urlpatterns as tickets
from apps.feedback.topics.urls import urlpatterns as topics

app_name = "feedback"

urlpatterns = [*hooks, *letters, *tickets, *topics, *ratings, *releases, *reports, *surveys, *beta, *instant]
