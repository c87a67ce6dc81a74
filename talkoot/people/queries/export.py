"""Everything about one person as a ZIP of JSON and files, made while it is sent."""

import json
from collections.abc import Iterator
from typing import IO, Any, cast
from zipfile import ZIP_DEFLATED, ZipFile

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models.fields.files import FieldFile
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from talkoot.people.models import Person
from talkoot.people.queries.own_rows import OwnRows, address_fields, own_rows

CHUNK = 256 * 1024


class _Sink:
    """Where the ZIP is written; what has gathered is taken and sent on."""

    def __init__(self) -> None:
        self._parts: list[bytes] = []

    def write(self, part: bytes) -> int:
        self._parts.append(bytes(part))
        return len(part)

    def flush(self) -> None:
        """Nothing lies between this and its reader."""

    def taken(self) -> Iterator[bytes]:
        parts, self._parts = self._parts, []
        if parts:
            yield b"".join(parts)


def archive(person: Person) -> Iterator[bytes]:
    """The bytes of the ZIP: `about.txt`, one JSON file a model, and the files that belong to rows.

    Secrets (hashes, keys) and other people's addresses are left out. Memory stays small however
    many rows there are.
    """
    sink = _Sink()
    with ZipFile(cast(IO[bytes], sink), "w", ZIP_DEFLATED) as packed:
        packed.writestr("about.txt", _about(person))
        yield from sink.taken()
        for own in own_rows(person):
            files: list[tuple[str, FieldFile]] = []
            yield from _write_rows(packed, sink, person, own, files)
            for name, file in files:
                yield from _write_file(packed, sink, name, file)
    yield from sink.taken()


def _about(person: Person) -> str:
    with override(person.language):
        return "\n".join(
            (
                _("What Talkoot knows about you"),
                "",
                _("Made %(when)s for %(email)s.")
                % {"when": f"{timezone.localtime():%Y-%m-%d %H:%M %Z}", "email": person.email},
                _(
                    "Each .json file holds the rows of one kind that are about you, and the folder "
                    "“files” the files that belong to them. Passwords, keys and other people's "
                    "addresses are left out."
                ),
                "",
            )
        )


def _write_rows(
    packed: ZipFile,
    sink: _Sink,
    person: Person,
    own: OwnRows,
    files: list[tuple[str, FieldFile]],
) -> Iterator[bytes]:
    related = [
        field.name
        for field in own.model._meta.concrete_fields
        if isinstance(field, models.ForeignKey)
    ]
    rows = own.rows.order_by("pk").select_related(*related).iterator(chunk_size=500)
    first = next(rows, None)
    if first is None:
        return
    label = own.model._meta.label_lower
    with packed.open(f"{label}.json", "w") as out:
        out.write(b"[\n" + _written(person, own, first, files))
        for row in rows:
            out.write(b",\n" + _written(person, own, row, files))
            yield from sink.taken()
        out.write(b"\n]\n")
    yield from sink.taken()


def _written(
    person: Person, own: OwnRows, row: models.Model, files: list[tuple[str, FieldFile]]
) -> bytes:
    addresses = address_fields(own.model, own.privacy)
    said: dict[str, Any] = {}
    for field in own.model._meta.concrete_fields:
        if field.name in own.privacy.secret or field.primary_key:
            continue
        value = getattr(row, field.name)
        if field.name in addresses and str(value).lower() != person.email:
            continue
        if isinstance(value, Person):
            # Another's name may be known to the reader, their address need not be.
            value = value.email if value.pk == person.pk else value.name
        elif isinstance(value, models.Model):
            value = str(value)
        elif isinstance(value, FieldFile):
            if value:
                files.append((f"files/{own.model._meta.label_lower}/{row.pk}/{value.name}", value))
            value = value.name or ""
        said[field.name] = value
    text = json.dumps(said, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2, default=str)
    return text.encode()


def _write_file(packed: ZipFile, sink: _Sink, name: str, file: FieldFile) -> Iterator[bytes]:
    if not file.storage.exists(file.name or ""):
        return
    with file.open("rb") as read, packed.open(name, "w") as out:
        for part in read.chunks(CHUNK):
            out.write(part)
            yield from sink.taken()
    yield from sink.taken()
