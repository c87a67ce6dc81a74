"""The event itself: the short form that begins one, its facts and its texts."""

from typing import Any

from django import forms
from django.core.validators import validate_slug
from django.db.models import QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from talkoot.events.forms.times import WhenFields, when_initial
from talkoot.events.models import Event, Pool, Series
from talkoot.events.operations.places_of_event import Places
from talkoot.events.operations.turn_meetings import KINDS
from talkoot.kit.alphabet import by_name
from talkoot.kit.forms import TextsField, capitalised
from talkoot.kit.languages import CONTENT_LANGUAGES, Texts, language_name
from talkoot.organisations.models import Organisation
from talkoot.people.models import Person
from talkoot.projects.forms.seen import SeenForm
from talkoot.projects.models import Partnership, Project
from talkoot.terms.models import Area, Topic


def projects_of(person: Person) -> QuerySet[Project]:
    """Those that the person may begin an event in."""
    return Project.objects.arranged_by(person).filter(archived_at=None).by_name()


def organisations_of(person: Person) -> QuerySet[Organisation]:
    """Those that the person may begin an event for, without a project."""
    return Organisation.objects.coordinated_by(person).order_by(by_name(), "pk")


def _languages() -> list[tuple[str, str]]:
    return [(tag, language_name(tag)) for tag in CONTENT_LANGUAGES]


class NewEventForm(WhenFields):
    """What, whose, when and how; everything else is filled in afterwards. An event of a series is
    of its project and organisation too."""

    title = forms.CharField(label=_("Title"), max_length=200)
    language = forms.ChoiceField(
        label=_("Language of the title"), help_text=_("Other languages are added later.")
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=capitalised(Event.Kind.choices))
    project = forms.ModelChoiceField(
        label=_("Project"),
        queryset=Project.objects.none(),
        required=False,
        empty_label=_("No project"),
    )
    organisation = forms.ModelChoiceField(
        label=_("Arranged by"),
        queryset=Organisation.objects.none(),
        required=False,
        empty_label=_("The organisation that administers the project"),
    )
    on_site = forms.BooleanField(label=_("On site"), required=False)
    place = forms.CharField(label=_("Place"), max_length=200, required=False)
    remote = forms.BooleanField(label=_("Remote"), required=False)
    capacity = forms.IntegerField(
        label=_("Places on site"),
        required=False,
        min_value=1,
        max_value=100_000,
        widget=forms.NumberInput(attrs={"class": "short"}),
        help_text=_("Empty: no limit. Remote places have no limit unless you give one later."),
    )
    field_order = (
        "title", "language", "kind", "project", "organisation", "day", "last_day", "begins",
        "finishes", "on_site", "place", "capacity", "remote",
    )  # fmt: skip  # the list reads as one

    def __init__(
        self, *args: Any, person: Person, series: Series | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.series = series
        project, organisation = self.fields["project"], self.fields["organisation"]
        language = self.fields["language"]
        assert isinstance(project, forms.ModelChoiceField)
        assert isinstance(organisation, forms.ModelChoiceField)
        assert isinstance(language, forms.ChoiceField)
        project.queryset, organisation.queryset = projects_of(person), organisations_of(person)
        if not organisation.queryset.exists():
            del self.fields["organisation"]
            project.required, project.empty_label = True, _("Choose")
        language.choices = _languages()
        self.fields["day"].required = True
        self.initial.setdefault("language", get_language())
        mine = list(project.queryset[:2])
        if len(mine) == 1:
            self.initial.setdefault("project", mine[0])
        if series is not None:
            self.fields.pop("project")
            self.fields.pop("organisation", None)
            kind = KINDS.get(Series.Kind(series.kind), Event.Kind.OTHER)
            self.initial.setdefault("kind", kind)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        nobody = not cleaned.get("project") and not cleaned.get("organisation")
        if nobody and self.series is None and "project" not in self.errors:
            self.add_error("project", _("Choose the project or the organisation."))
        if cleaned.get("on_site") and not cleaned.get("place"):
            self.add_error("place", _("Write where it is; “not decided yet” will do."))
        if not cleaned.get("on_site") and not cleaned.get("remote"):
            self.add_error("on_site", _("Choose on site, remote or both."))
        return cleaned

    def values(self) -> dict[str, Any]:
        """What `create` is called with."""
        said = self.cleaned_data
        project: Project | None = said.get("project")
        organisation: Organisation | None = said.get("organisation")
        if self.series is not None:
            project, organisation = self.series.project, self.series.organisation
        elif organisation is None and project is not None:
            organisation = project.owner
        pools = [Places(Pool.Mode.ON_SITE, said["capacity"])] if said["on_site"] else []
        pools += [Places(Pool.Mode.REMOTE)] if said["remote"] else []
        return {
            "titles": Texts({said["language"]: said["title"]}),
            "kind": said["kind"],
            "project": project,
            "organisation": organisation,
            "series": self.series,
            "on_site": said["on_site"],
            "remote": said["remote"],
            "place": said["place"],
            "languages": [said["language"]],
            "pools": pools,
            **self.when(),
        }


class BasicsForm(WhenFields, SeenForm):
    """Everything about an event that is neither a text nor about signing up."""

    kind = forms.ChoiceField(label=_("Kind"), choices=capitalised(Event.Kind.choices))
    slug = forms.CharField(
        label=_("Address of the page"),
        max_length=70,
        validators=[validate_slug],
        help_text=_("Letters a–z, digits and hyphens. It can be changed until it is published."),
    )
    series = forms.ModelChoiceField(
        label=_("Series"), queryset=Series.objects.none(), required=False, empty_label=_("None")
    )
    counting_partnership = forms.ModelChoiceField(
        label=_("Counts in the share of"),
        queryset=Partnership.objects.none(),
        required=False,
        empty_label=_("The whole project"),
        help_text=_("The partner in whose report the event and its participants are counted."),
    )
    on_site = forms.BooleanField(label=_("On site"), required=False)
    place = forms.CharField(label=_("Place"), max_length=200, required=False)
    address = forms.CharField(label=_("Street address"), max_length=200, required=False)
    remote = forms.BooleanField(label=_("Remote"), required=False)
    remote_link = forms.URLField(
        label=_("Remote link"),
        required=False,
        max_length=1000,
        assume_scheme="https",
        help_text=_("Only those who have a place to take part remotely get it."),
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages of the event"), required=False, widget=forms.CheckboxSelectMultiple
    )
    area = forms.ModelChoiceField(
        label=_("Area"), queryset=Area.objects.none(), required=False, empty_label=_("Not chosen")
    )
    topics = forms.ModelMultipleChoiceField(
        label=_("Themes"),
        queryset=Topic.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    source = forms.CharField(
        label=_("Source"),
        required=False,
        max_length=300,
        help_text=_("Where it is known from, if the event was held before it was written here."),
    )
    reason = forms.CharField(
        label=_("What changes, for those who have signed up"),
        required=False,
        max_length=300,
        help_text=_("A new time, place or link is told to all of them; this goes with it."),
    )

    def __init__(self, *args: Any, event: Event, person: Person, **kwargs: Any) -> None:
        kwargs["initial"] = {**basics_initial(event), **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        language = self.fields["languages"]
        assert isinstance(language, forms.MultipleChoiceField)
        language.choices = _languages()
        same = (
            {"project": event.project} if event.project_id else {"organisation": event.organisation}
        )
        self._choose("series", Series.objects.filter(**same))
        self._choose("area", Area.objects.order_by(by_name(), "pk"))
        self._choose("topics", Topic.objects.order_by(by_name(), "pk"))
        if event.project is None:
            del self.fields["counting_partnership"]
        else:
            shares = event.project.partnerships.select_related("organisation")
            if not Project.objects.run_by(person).filter(pk=event.project.pk).exists():
                own = event.counting_partnership
                shares = shares.filter(pk=own.pk) if own is not None else shares
            self._choose("counting_partnership", shares)
        if event.published_at is not None:
            del self.fields["slug"]
        else:
            del self.fields["reason"]

    def _choose(self, name: str, rows: Any) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = rows

    def values(self) -> dict[str, Any]:
        values = super().values()
        for name in ("day", "last_day", "begins", "finishes"):
            del values[name]
        return values | self.when()


def basics_initial(event: Event) -> dict[str, Any]:
    """What the form shows of an event as it is."""
    plain = (
        "kind", "slug", "series", "counting_partnership", "on_site", "place", "address", "remote",
        "remote_link", "languages", "area", "source",
    )  # fmt: skip  # the list reads as one
    shown = {name: getattr(event, name) for name in plain}
    return {**shown, "topics": list(event.topics.all()), **when_initial(event)}


class TextsForm(SeenForm):
    """Every text of the event, one box a language."""

    titles = TextsField(label=_("Title"), max_length=200)
    summaries = TextsField(
        label=_("In short"),
        required=False,
        long=True,
        rows=3,
        max_length=600,
        help_text=_("Two or three sentences for lists: about what, for whom, what one gets."),
    )
    descriptions = TextsField(
        label=_("Programme and description"),
        required=False,
        long=True,
        rows=8,
        max_length=10_000,
        help_text=_("An empty line begins a paragraph."),
    )
    accessibility = TextsField(
        label=_("Accessibility of the place"),
        required=False,
        long=True,
        rows=3,
        max_length=1500,
        help_text=_("Entrance, lift, toilet, induction loop, interpreting, breaks."),
    )
    remote_help = TextsField(
        label=_("How to join remotely"),
        required=False,
        long=True,
        rows=3,
        max_length=1500,
        help_text=_("Goes with the remote link to those who have a place."),
    )
