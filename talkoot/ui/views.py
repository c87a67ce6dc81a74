"""The gallery: every component in every state, for those who build pages and those who judge them."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from talkoot.ui import doors, samples


@doors.public
def gallery(request: HttpRequest) -> HttpResponse:
    """All components; open to all in a demonstration, otherwise to staff."""
    _only_where_it_may_be_seen(request)
    return render(request, "ui/gallery.html", samples.everything(request.GET.get("page")))


@doors.public
def gallery_confirm(request: HttpRequest) -> HttpResponse:
    """The page that asks before something that is hard to take back; here nothing happens."""
    _only_where_it_may_be_seen(request)
    back = reverse("ui:gallery")
    if request.method == "POST":
        messages.success(
            request, _("The example was removed. (Nothing happened: this is a sample.)")
        )
        return HttpResponseRedirect(back)
    words = {
        "title": _("Remove the example?"),
        "what_happens": _(
            "The example leaves the list at once. It can be brought back within 30 days."
        ),
        "button": _("Remove the example"),
        "look": "danger",
        "back": back,
    }
    return render(request, "ui/confirm.html", words)


def _only_where_it_may_be_seen(request: HttpRequest) -> None:
    staff = request.user.is_authenticated and request.user.is_staff
    if not (settings.DEMO or settings.DEBUG or staff):
        raise Http404
