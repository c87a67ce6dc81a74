"""The doors of reports."""

from django.urls import URLPattern, URLResolver, path

from talkoot.reports.views import (
    counting,
    documents,
    evidence,
    figure,
    headings,
    indicators,
    inspection,
    inspectors,
    manual,
    network,
    network_workbook,
    parts,
    periods,
    report_states,
    reports,
    rows,
    rows_workbook,
    summary,
    templates,
)

app_name = "reports"
urlpatterns: list[URLPattern | URLResolver] = [
    # One page of numbers for decision makers.
    path("summary/", summary.summary, name="summary"),
    path("summary.pdf", summary.summary_pdf, name="summary_pdf"),
    path("summary.png", summary.summary_png, name="summary_png"),
    # By an inspector's link. The words before the slugs are no project's addresses.
    path("inspect/<str:token>/", inspection.reports, name="inspect"),
    path("inspect/<str:token>/report/<int:number>/", inspection.report, name="inspect_report"),
    path(
        "inspect/<str:token>/report/<int:number>/figures/<int:pk>/",
        inspection.figure,
        name="inspect_figure",
    ),
    path(
        "inspect/<str:token>/report/<int:number>/figures/<int:pk>/proof/<int:row>/",
        inspection.proof,
        name="inspect_proof",
    ),
    path("inspect/<str:token>/report/<int:number>/report.pdf", inspection.pdf, name="inspect_pdf"),
    path(
        "inspect/<str:token>/report/<int:number>/report.xlsx",
        inspection.workbook,
        name="inspect_workbook",
    ),
    # All projects together.
    path("network/", network.network, name="network"),
    path("network/numbers.xlsx", network_workbook.network_workbook, name="network_workbook"),
    path("network/recount/", network.recount, name="network_recount"),
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
    # A report handed over, the inspectors' links, and the organisation's own templates.
    path("<slug:slug>/report/<int:number>/report.pdf", documents.pdf, name="report_pdf"),
    path("<slug:slug>/report/<int:number>/report.docx", documents.word, name="report_word"),
    path("<slug:slug>/report/<int:number>/report.xlsx", documents.workbook, name="report_workbook"),
    path("<slug:slug>/report/<int:number>/copy/", documents.copying, name="report_copy"),
    path("<slug:slug>/inspectors/", inspectors.inspectors, name="inspectors"),
    path("<slug:slug>/inspectors/new/", inspectors.give, name="inspector_give"),
    path("<slug:slug>/inspectors/<int:number>/", inspectors.inspector, name="inspector"),
    path("<slug:slug>/inspectors/<int:number>/revoke/", inspectors.revoke, name="inspector_revoke"),
    path("<slug:slug>/templates/", templates.templates, name="templates"),
    path("<slug:slug>/templates/ready.docx", templates.ready, name="template_ready"),
    path("<slug:slug>/templates/<int:number>/", templates.template_file, name="template_file"),
    path("<slug:slug>/templates/<int:number>/retire/", templates.retire, name="template_retire"),
    # Periods, headings, and the reports of each period.
    path("<slug:slug>/periods/", periods.periods, name="periods"),
    path("<slug:slug>/periods/new/", periods.new_period, name="period_new"),
    path("<slug:slug>/periods/headings/", headings.headings, name="headings"),
    path("<slug:slug>/periods/headings/new/", headings.new_heading, name="heading_new"),
    path("<slug:slug>/periods/headings/<int:number>/", headings.heading, name="heading"),
    path(
        "<slug:slug>/periods/headings/<int:number>/up/",
        headings.move_heading,
        {"steps": -1},
        name="heading_up",
    ),
    path(
        "<slug:slug>/periods/headings/<int:number>/down/",
        headings.move_heading,
        {"steps": 1},
        name="heading_down",
    ),
    path(
        "<slug:slug>/periods/headings/<int:number>/retire/",
        headings.retire_heading,
        name="heading_retire",
    ),
    path(
        "<slug:slug>/periods/headings/<int:number>/bring-back/",
        headings.bring_back_heading,
        name="heading_bring_back",
    ),
    path("<slug:slug>/periods/<int:number>/", periods.edit_period, name="period"),
    path("<slug:slug>/periods/<int:number>/remove/", periods.remove_period, name="period_remove"),
    path("<slug:slug>/periods/<int:number>/begin/", periods.begin, name="begin"),
    path("<slug:slug>/report/<int:number>/", reports.report, name="report"),
    path("<slug:slug>/report/<int:number>/text/<int:heading>/", reports.text, name="report_text"),
    *(
        path(
            f"<slug:slug>/report/<int:number>/{verb}/",
            report_states.step(step),
            name=f"report_{verb.replace('-', '_')}",
        )
        for verb, step in report_states.STEPS.items()
    ),
]
