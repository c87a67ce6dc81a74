"""A project as the list shows it, drawn here and not by a template: a page has a dozen of them."""

from collections.abc import Iterable

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from talkoot.kit.languages import Text, Texts
from talkoot.projects.models import Project
from talkoot.projects.views import words
from talkoot.ui.drawing import draw, draw_all
from talkoot.ui.words import known, text

MOST_WORDS = 28
CARD = """<li>
  <div><p class="tags">{}</p><h3><a href="{}">{}</a></h3>{}</div>
  <dl><div><dt>{}</dt><dd class="num">{}</dd></div><div><dt>{}</dt><dd>{}</dd></div>{}</dl>
</li>"""
AREAS = "<div><dt>{}</dt><dd>{}</dd></div>"


def cards(projects: Iterable[Project], address: str, areas: dict[int, list[Texts]]) -> SafeString:
    """The projects of a list, each leading to its page below `address`."""
    labels = _("Period"), _("Administered by"), _("Areas")
    return draw_all(
        CARD,
        (
            _card(project, f"{address}{project.slug}/", areas.get(project.pk, []), *labels)
            for project in projects
        ),
        "\n",
    )


def _card(
    project: Project,
    address: str,
    areas: list[Texts],
    time: str,
    administered_by: str,
    lies_in: str,
) -> tuple[object, ...]:
    """State and programme, name, the beginning of the summary, time, owner and areas."""
    summary = project.summaries.pick()
    short = Text(_beginning(summary.text), summary.language)
    return (
        draw_all('<span class="tag{}">{}</span>', _tags(project)),
        address,
        text(project.short_names or project.names),
        draw("<p>{}</p>", text(short)) if short.text else "",
        time,
        time_of(project),
        administered_by,
        text(project.owner.names),
        draw(AREAS, lies_in, _names(areas)) if areas else "",
    )


def time_of(project: Project) -> str:
    """Its period; a standing programme without one goes on for the time being."""
    period = project.period
    if not period and project.kind == Project.Kind.STANDING:
        return _("For the time being")
    return known(period)


def _beginning(text: str) -> str:
    """At most `MOST_WORDS` words; an ellipsis where there were more."""
    words = text.split(maxsplit=MOST_WORDS)
    return f"{' '.join(words[:MOST_WORDS])}…" if len(words) > MOST_WORDS else " ".join(words)


def _names(areas: list[Texts]) -> SafeString:
    return draw_all("{}", ((text(names),) for names in areas), ", ")


def _tags(project: Project) -> Iterable[tuple[str, object]]:
    state = words.STATES.get(project.state())
    if state:
        label, look = state
        yield f" tag-{look}" if look else "", label
    if project.programme is not None:
        yield " tag-blue", text(project.programme.short_names or project.programme.names)
    if not project.is_published:
        yield " tag-warm", _("Draft")
    elif project.archived_at:
        yield "", _("Archived")
