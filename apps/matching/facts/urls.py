from django.urls import path

from apps.matching.facts import views

urlpatterns = [
    path("jobs/<int:job_id>/card/", views.job_card, name="job_card"),
    path("jobs/card/<int:fact_id>/edit/", views.fact_edit, name="fact_edit"),
    path("jobs/card/<int:fact_id>/withdraw/", views.fact_withdraw, name="fact_withdraw"),
]
