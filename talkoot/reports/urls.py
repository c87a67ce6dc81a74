"""The doors of reports."""

from django.urls import URLPattern, URLResolver, path

from talkoot.reports.views import (
    counting,
    evidence,
    figure,
    indicators,
    manual,
    parts,
    rows,
    rows_workbook,
)

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
    # What is promised and how it is counted.
    path("<slug:slug>/indicators/", indicators.indicators, name="indicators"),
    path("<slug:slug>/indicators/choose/", indicators.choose, name="indicators_choose"),
    path("<slug:slug>/indicators/choose/<int:number>/", indicators.pick, name="pick"),
    path("<slug:slug>/indicators/new/", indicators.define, name="define"),
    path("<slug:slug>/indicators/<int:number>/edit/", indicators.edit, name="indicator_edit"),
    path("<slug:slug>/indicators/<int:number>/counting/", counting.counting, name="counting"),
    path(
        "<slug:slug>/indicators/<int:number>/counting/part/",
        counting.counting_part,
        name="counting_part",
    ),
    path("<slug:slug>/indicators/<int:number>/targets/", counting.promised, name="targets"),
    path(
        "<slug:slug>/indicators/<int:number>/targets/plan/",
        counting.targets_edit,
        name="targets_plan",
    ),
    path(
        "<slug:slug>/indicators/<int:number>/targets/<int:decision>/",
        counting.targets_edit,
        name="targets_decision",
    ),
    path(
        "<slug:slug>/indicators/<int:number>/up/",
        indicators.move,
        {"steps": -1},
        name="indicator_up",
    ),
    path(
        "<slug:slug>/indicators/<int:number>/down/",
        indicators.move,
        {"steps": 1},
        name="indicator_down",
    ),
    path("<slug:slug>/indicators/<int:number>/retire/", indicators.retire, name="retire"),
    path(
        "<slug:slug>/indicators/<int:number>/bring-back/",
        indicators.bring_back,
        name="indicator_bring_back",
    ),
    # Figures that nothing counts.
    path("<slug:slug>/figures-by-hand/", manual.figures, name="figures_by_hand"),
    path("<slug:slug>/figures-by-hand/new/<int:number>/", manual.new_figure, name="figure_new"),
    path(
        "<slug:slug>/figures-by-hand/<int:number>/withdraw/",
        manual.withdraw,
        name="figure_withdraw",
    ),
    path("<slug:slug>/figures-by-hand/<int:number>/proof/", manual.proof, name="figure_proof"),
]
