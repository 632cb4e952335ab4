"""The addresses of the questionnaire, the result, shared results and the method."""

from django.urls import path

from advisor.views import costs, landing, method, questionnaire, refine, result, sharing

app_name = "advisor"

urlpatterns = [
    path("", landing.landing, name="landing"),
    path("costs/", costs.costs, name="costs"),
    path("method/", method.method, name="method"),
    # /advise/: the answers are in the query string
    path("advise/", questionnaire.questionnaire, name="questionnaire"),
    path("advise/all/", questionnaire.all_questions, name="all_questions"),
    path("advise/check/", questionnaire.check, name="check"),
    path("advise/refine/", refine.refine, name="refine"),
    path("advise/result/", result.result, name="result"),
    path("advise/share/", sharing.share, name="share"),
    # /r/<token>/: what was found on the day it was shared
    path("r/<str:token>/", sharing.shared, name="shared"),
    path("r/<str:token>/record.json", sharing.record, name="record"),
    path("r/<str:token>/manage/<str:secret>/", sharing.manage, name="manage"),
    path("r/<str:token>/manage/<str:secret>/revoke/", sharing.revoke, name="revoke"),
]
