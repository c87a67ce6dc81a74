"""What the columns of a brought-in list may mean, and how their headings are recognised."""

import re
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Column:
    """One thing a column can hold. `headings` are the usual ones in Finnish, Swedish and English."""

    code: str
    label: str | Promise
    headings: tuple[str, ...]
    help: str | Promise = ""
    required: bool = False


COLUMNS = (
    Column(
        "name",
        _("Full name"),
        ("nimi", "hankkeen nimi", "hanke", "projekti", "namn", "projekt", "projektets namn", "name",
         "project", "project name", "full name", "title"),
        required=True,
    ),
    Column("short_name", _("Short name"), ("lyhenne", "lyhytnimi", "lyhyt nimi", "akronyymi", "kortnamn",
                                           "förkortning", "acronym", "short name")),
    Column("code", _("Code"), ("koodi", "hankekoodi", "hankenumero", "tunnus", "numero", "kod",
                               "projektkod", "nummer", "code", "project code", "number"),
           _("The funder's code. A project with the same code is already here.")),
    Column("owner", _("Administered by"), ("hallinnoija", "omistaja", "toteuttaja", "päätoteuttaja",
                                           "organisaatio", "hakija", "förvaltare", "huvudgenomförare",
                                           "organisation", "owner", "administered by", "organization",
                                           "lead partner", "coordinator"),
           _("A name or a business id. Left empty, it is the organisation chosen for the whole list.")),
    Column("starts", _("Starts"), ("alkaa", "alku", "alkupvm", "alkamispäivä", "aloitus", "börjar",
                                   "start", "startdatum", "starts", "start date", "begins"),
           _("2.3.2020, 3/2020 or 2020.")),
    Column("ends", _("Ends"), ("päättyy", "loppuu", "loppu", "loppupvm", "päättymispäivä", "slutar",
                               "slut", "slutdatum", "ends", "end", "end date"),
           _("2.3.2020, 3/2020 or 2020.")),
    Column("programme", _("Programme"), ("ohjelma", "rahoitusohjelma", "rahasto", "program", "fond",
                                         "programme", "fund"),
           _("The programme's name or code as it is here.")),
    Column("funding", _("Funding"), ("rahoitus", "rahoitustieto", "finansiering", "funding"),
           _("known, none or not known")),
    Column("total_eur", _("Total budget, €"), ("kokonaisbudjetti", "budjetti", "kustannusarvio",
                                               "kokonaiskustannukset", "totalbudget", "budget",
                                               "kostnadskalkyl", "total budget", "total cost")),
    Column("granted_eur", _("Granted, €"), ("myönnetty", "myönnetty tuki", "tuki", "beviljat",
                                            "beviljat stöd", "granted", "grant")),
    Column("summary", _("Summary"), ("tiivistelmä", "kuvaus", "sammanfattning", "beskrivning", "summary",
                                     "description")),
    Column("aims", _("Aims"), ("tavoite", "tavoitteet", "mål", "aims", "objectives", "goals")),
    Column("areas", _("Areas"), ("alue", "alueet", "toiminta-alue", "område", "områden", "area", "areas",
                                 "region"), _("Several are parted by a semicolon.")),
    Column("topics", _("Themes"), ("teema", "teemat", "aihe", "aiheet", "tema", "teman", "theme",
                                   "themes", "topics"), _("Several are parted by a semicolon.")),
    Column("web_address", _("Web address"), ("verkkosivu", "verkkosivut", "www", "kotisivu", "webbplats",
                                             "hemsida", "web", "website", "web address", "url")),
    Column("contact_email", _("Contact e-mail"), ("sähköposti", "yhteystieto", "yhteyssähköposti",
                                                  "e-post", "kontakt", "email", "e-mail", "contact")),
)  # fmt: skip  # headings read as lists
BY_CODE = {column.code: column for column in COLUMNS}


def guessed(headings: list[str]) -> dict[str, int]:
    """Column code → place (from 0) for the headings that are recognised; each place at most once.

    A heading that is exactly a usual one goes before one that only begins with it.
    """
    plain = [_plain(heading) for heading in headings]
    found: dict[str, int] = {}
    for exactly in (True, False):
        for column in COLUMNS:
            if column.code in found:
                continue
            for place, said in enumerate(plain):
                if said and place not in found.values() and _means(said, column, exactly):
                    found[column.code] = place
                    break
    return found


def _means(said: str, column: Column, exactly: bool) -> bool:
    if exactly:
        return said in column.headings or said == _plain(str(column.label))
    return any(said.startswith(f"{usual} ") for usual in column.headings)


def _plain(heading: str) -> str:
    return re.sub(r"[\s_]+", " ", re.sub(r"[,(€].*$", "", heading)).strip().lower()
