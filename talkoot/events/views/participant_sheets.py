"""The list of participants as sheets: text stays text, and needs are counts."""

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from talkoot.events.models import Event, FunderField, Need, Registration
from talkoot.events.queries.needs import counts
from talkoot.kit.sheets import Sheet
from talkoot.kit.sheets.write import Cell


def sheets_of(event: Event, rows: Iterable[Registration]) -> list[Sheet]:
    """A sheet of people, and one of needs where the event asks about them."""
    asked = [
        (str(field), label) for field, label in FunderField.choices if field in event.funder_fields
    ]
    sheets = [
        Sheet(
            _("Participants"),
            [
                _("Name"),
                _("E-mail"),
                _("Organisation"),
                _("Role"),
                _("Way of taking part"),
                _("State"),
                _("Signed up"),
                _("Signed up with"),
                _("Sessions"),
                _("Language"),
                *(str(label).capitalize() for _field, label in asked),
            ],
            _people(rows, [field for field, _label in asked]),
            (28, 32, 32, 14, 16, 20, 18, 24, 40, 10, *(18 for _field in asked)),
        )
    ]
    if event.asks_diet or event.asks_access:
        sheets.append(
            Sheet(
                _("Needs as counts"),
                [_("Kind"), _("Need"), _("Number")],
                _needs(event),
                (18, 50, 10),
            )
        )
    return sheets


def _people(rows: Iterable[Registration], asked: list[str]) -> Iterator[list[Cell]]:
    for row in rows:
        sessions = [str(place.pool.session) for place in row.session_places.all()]
        yield [
            row.name,
            row.email,
            str(row.organisation or row.organisation_written),
            str(row.get_role_display()),
            str(row.pool.get_mode_display()),
            str(row.get_state_display()),
            row.created_at,
            row.contact.name if row.contact is not None else "",
            ", ".join(sessions),
            row.language,
            *(str(row.funder_answers.get(field, "")) for field in asked),
        ]


def _needs(event: Event) -> Iterator[list[Cell]]:
    labels = dict(Need.Kind.choices)
    for kind, found in counts(event).items():
        for need in found:
            yield [str(labels[kind]), need.text, need.number]
