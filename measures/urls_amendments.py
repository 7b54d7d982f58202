"""Later acts that change a plan, and the plan of two days side by side; part of measures.urls."""

from django.urls import URLPattern, path

from measures.views import amending, amendments, comparing

urlpatterns: list[URLPattern] = [
    path("plans/<slug:slug>/amendments/", amendments.amendments, name="amendments"),
    path("plans/<slug:slug>/compare/", comparing.compare, name="plan-compare"),
    path("amendments/<int:pk>/", amendments.amendment, name="amendment"),
    path("amendments/<int:pk>/drop/", amendments.drop, name="amendment-drop"),
    path("amendments/<int:pk>/reopen/", amendments.reopen, name="amendment-reopen"),
    path("amendments/<int:pk>/add/", amending.add, name="amendment-add"),
    path("amendments/<int:pk>/table/", amending.table, name="amendment-table"),
    path("amendments/<int:pk>/strike/", amending.strike, name="amendment-strike"),
    path("amendments/<int:pk>/reword/<int:measure>/", amending.reword, name="amendment-reword"),
    path("changes/<int:pk>/", amending.edit, name="change"),
    path("changes/<int:pk>/drop/", amending.drop, name="change-drop"),
]
