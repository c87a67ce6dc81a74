"""Files that are made for whoever asks, to be saved."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from talkoot.kit.files import CONTENT_TYPES, FileKind


def download(content: bytes, kind: FileKind, name: str) -> HttpResponse:
    """The file under the name and the ending of its kind. Nobody on the way keeps it, for there may be
    people in it, and no robot lists it."""
    answer = HttpResponse(content, content_type=CONTENT_TYPES[kind])
    disposition = content_disposition_header(as_attachment=True, filename=f"{name}.{kind.value}")
    answer["Content-Disposition"] = disposition or "attachment"
    answer["Cache-Control"] = "private, no-store"
    answer["X-Robots-Tag"] = "noindex, nofollow"
    return answer
