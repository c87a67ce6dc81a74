"""The doors of reports."""

from django.urls import URLPattern, URLResolver, path

from talkoot.reports.views import evidence, figure, parts, rows, rows_workbook

app_name = "reports"
urlpatterns: list[URLPattern | URLResolver] = [
    # What was promised, what has happened, and the rows. A word of ours goes above a project's address.
    path("<slug:slug>/", evidence.page, name="evidence"),
    path("<slug:slug>/indicators/<int:pk>/parts/", parts.parts, name="parts"),
    path("<slug:slug>/indicators/<int:pk>/rows/", rows.rows, name="rows"),
    path(
        "<slug:slug>/indicators/<int:pk>/rows.xlsx",
        rows_workbook.rows_workbook,
        name="rows_workbook",
    ),
    path("<slug:slug>/report/<int:report>/figures/<int:pk>/", figure.figure, name="figure"),
]
