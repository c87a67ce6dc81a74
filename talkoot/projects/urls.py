"""The doors of projects, in the order of the path. What stands before `<slug>` is a reserved slug."""

from django.urls import URLPattern, path

from talkoot.projects.views import listing, page, portfolio

app_name = "projects"
urlpatterns: list[URLPattern] = [
    path("", listing.projects, name="list"),
    path("portfolio/", portfolio.portfolio, name="portfolio"),
    path("portfolio.xlsx", portfolio.workbook, name="portfolio_workbook"),
    path("<slug:slug>/", page.project, name="page"),
]
