from apps.matching.facts.urls import urlpatterns as facts
from apps.matching.jobs.urls import urlpatterns as jobs
from apps.matching.recommendations.urls import urlpatterns as recommendations
from apps.matching.resumes.urls import urlpatterns as resumes
from apps.matching.screening.urls import urlpatterns as screening

app_name = "matching"
urlpatterns = [*recommendations, *jobs, *resumes, *screening, *facts]
