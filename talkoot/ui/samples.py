"""What the gallery shows: invented rows that put each component through its states."""

from datetime import date
from decimal import Decimal

from django import forms
from django.core.paginator import Paginator
from django.utils.translation import gettext_lazy as _

from talkoot.kit.languages import Texts
from talkoot.kit.periods import PartialDate, Period, Precision
from talkoot.ui import icons
from talkoot.ui.pictures import BarRow, Tile, TimelineRow


class SampleForm(forms.Form):
    """A field of every kind."""

    name = forms.CharField(label=_("Name of the project"), max_length=80)
    summary = forms.CharField(
        label=_("Summary"),
        help_text=_("Two or three sentences that a neighbour would understand."),
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
    )
    kind = forms.ChoiceField(
        label=_("Kind"),
        choices=[("", _("Choose")), ("a", _("Development")), ("b", _("Research"))],
    )
    starts = forms.CharField(
        label=_("Begins"),
        help_text=_("A day, a month or a year: 2.3.2020, 3/2020 or 2020."),
        widget=forms.TextInput(attrs={"class": "short"}),
    )
    day = forms.DateField(
        label=_("Day of the decision"),
        widget=forms.DateInput(attrs={"type": "date"}),
        required=False,
    )
    amount = forms.DecimalField(label=_("Budget, euros"), min_value=0, required=False)
    way = forms.ChoiceField(
        label=_("How do you take part?"),
        help_text=_("You can change this until the day before."),
        choices=[("far", _("Online")), ("near", _("In the room"))],
        widget=forms.RadioSelect,
    )
    themes = forms.MultipleChoiceField(
        label=_("Themes"),
        choices=[("w", _("Wellbeing at work")), ("f", _("Families")), ("d", _("Digital services"))],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    proof = forms.FileField(
        label=_("Proof"), help_text=_("A PDF or a picture, at most 10 MB."), required=False
    )
    agreed = forms.BooleanField(
        label=_("I may be told about other events of the project"),
        help_text=_("You can stop it from any message."),
        required=False,
    )


class SampleFilters(forms.Form):
    """Filters: nothing is asked for, so nothing is marked optional."""

    mark_optional = False
    words = forms.CharField(label=_("Words"), required=False)
    state = forms.ChoiceField(
        label=_("State"), choices=[("", _("All")), ("r", _("Running"))], required=False
    )


class SampleRow(forms.Form):
    """One row of a formset."""

    partner = forms.CharField(label=_("Partner"))
    euros = forms.DecimalField(label=_("Euros"), required=False)


def _years(first: int | None, last: int | None) -> Period:
    def year(number: int | None) -> PartialDate | None:
        return PartialDate(date(number, 1, 1), Precision.YEAR) if number else None

    return Period(year(first), year(last))


EXACT = Period(PartialDate(date(2020, 3, 2)), PartialDate(date(2022, 2, 28)))

TIMELINE = [
    TimelineRow("Esimerkki, joka päättyi", _years(2014, 2016), href="#pictures", language="fi"),
    TimelineRow(
        "Pitkäniminen sosiaali- ja terveysalan etäjohtamisen kehittämishanke maakunnissa",
        EXACT,
        href="#pictures",
        language="fi",
    ),
    TimelineRow(_("Leads the project"), _years(2019, 2027), state="lead"),
    TimelineRow(_("A permanent programme"), _years(2021, None), note=_("no end")),
    TimelineRow(_("Not begun yet"), _years(2028, 2029)),
    TimelineRow(_("The period is not known"), Period()),
]

TILES = [
    Tile("AAA", "Aapamaa", 3, 1, "covered", href="#pictures", note="Esimerkkikeskus"),
    Tile("BEN", "Benninsaari", 2, 2, "shared", note="2"),
    Tile("CIT", "Citronlahti", 3, 2, "left_out"),
    Tile("DAL", "Dalkylä ja Pitkäniemenharju", 4, 2, "covered"),
    Tile("EKE", "Ekero", 1, 3, "outside"),
    Tile("FIN", "Finnby", 2, 3, "covered"),
]

BARS = [
    BarRow(_("Webinars"), 8, href="#pictures", note=_("of 8 promised"), good=True),
    BarRow(_("Coachings"), 5, note=_("of 7 promised")),
    BarRow(_("Seminars"), 0),
    BarRow(_("Peer groups"), None),
]


def everything(page: str | None) -> dict[str, object]:
    """The context of the gallery."""
    row_set = forms.formset_factory(SampleRow, extra=2)
    return {
        "form": SampleForm(auto_id="good_%s", initial={"way": "far"}),
        "wrong_form": SampleForm({"name": "", "amount": "-1", "day": "31.2."}, auto_id="wrong_%s"),
        "filters": SampleFilters(auto_id="filter_%s"),
        "row_set": row_set(prefix="row"),
        "icons": sorted(icons.DRAWN),
        "page_obj": Paginator(range(240), 10).get_page(page or 7),
        "timeline": TIMELINE,
        "tiles": TILES,
        "bars": BARS,
        "exact": EXACT,
        "unknown": None,
        "zero": Decimal(0),
        "much": Decimal("293323"),
        "cents": Decimal("1234567.50"),
        "texts": Texts(es="Envejecimiento activo y comunidad"),
        "story": Texts(
            fi="Ensimmäinen kappale.\nToinen rivi.\n\nToinen kappale.",
            sv="Första stycket.\nAndra raden.\n\nAndra stycket.",
            en="The first paragraph.\nA second line.\n\nThe second paragraph.",
        ),
    }
