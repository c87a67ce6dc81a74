"""The doors of projects, in the order of the path. What stands before `<slug>` is a reserved slug."""

from django.urls import URLPattern, path

from talkoot.projects.views import imports, listing, page, portfolio

app_name = "projects"
urlpatterns: list[URLPattern] = [
    path("", listing.projects, name="list"),
    path("portfolio/", portfolio.portfolio, name="portfolio"),
    path("portfolio.xlsx", portfolio.workbook, name="portfolio_workbook"),
    path("import/", imports.start, name="import_start"),
    path("import/template.xlsx", imports.template, name="import_template"),
    path("import/<int:number>/", imports.preview, name="import_preview"),
    path("import/<int:number>/columns/", imports.columns, name="import_columns"),
    path("import/<int:number>/bring-in/", imports.bring_in, name="import_bring_in"),
    path("import/<int:number>/throw-away/", imports.throw_away, name="import_throw_away"),
    path("<slug:slug>/", page.project, name="page"),
]
