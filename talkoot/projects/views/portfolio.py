"""A coordinator's portfolio."""

from django.http import HttpRequest, HttpResponse


def portfolio(request: HttpRequest) -> HttpResponse:
    """The projects of an organisation and those below it: what starts, what ends, what it costs."""
    return HttpResponse("")


def workbook(request: HttpRequest) -> HttpResponse:
    """The same as an XLSX file."""
    return HttpResponse("")
