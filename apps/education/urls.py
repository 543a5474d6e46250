from apps.education.articles.urls import urlpatterns as articles
from apps.education.assistant.urls import urlpatterns as assistant

app_name = "education"

urlpatterns = [*assistant, *articles]  # an article's address comes last: it would take the others for articles
