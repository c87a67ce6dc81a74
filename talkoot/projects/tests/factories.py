"""Rows for tests, made by plain functions; whatever is not given is visibly invented."""

from datetime import date, datetime
from decimal import Decimal
from itertools import count
from typing import Any

from django.utils import timezone

from talkoot.kit.languages import Texts
from talkoot.kit.periods import PartialDate, Period
from talkoot.organisations.models import Membership, Organisation
from talkoot.people.models import Person
from talkoot.projects import models
from talkoot.terms.models import Area, Programme, ProgrammeDuty, TargetGroup, Topic

_numbers = count(1)


def period(starts: str = "", ends: str = "") -> Period:
    """`period("2019", "28.2.2022")`: each end as a person writes it, empty for one not known."""
    return Period(
        PartialDate.read(starts) if starts else None, PartialDate.read(ends) if ends else None
    )


# --- what projects stand on ----------------------------------------------------------------------
def person(name: str = "Testi Esimerkki", *, email: str = "", **fields: Any) -> Person:
    return Person.objects.create(
        name=name, email=email or f"person{next(_numbers)}@example.org", **fields
    )


def organisation(name: str = "", *, kind: str = "municipality", **fields: Any) -> Organisation:
    number = next(_numbers)
    fields.setdefault("names", Texts(fi=name or f"Esimerkkikunta {number}"))
    fields.setdefault("slug", f"organisation-{number}")
    return Organisation.objects.create(kind=kind, **fields)


def coordinator(of: Organisation, **fields: Any) -> Person:
    """A person who coordinates the organisation and all below it."""
    return member(of, role=Membership.Role.COORDINATOR, **fields)


def member(of: Organisation, *, role: str = Membership.Role.MEMBER, **fields: Any) -> Person:
    """A person who belongs to the organisation."""
    made = person(**fields)
    Membership.objects.create(organisation=of, person=made, role=role)
    return made


def area(name: str = "Esimerkkiseutu", *, kind: str = "region", **fields: Any) -> Area:
    fields.setdefault("code", f"area-{next(_numbers)}")
    return Area.objects.create(kind=kind, names=Texts(fi=name), **fields)


def topic(name: str = "Esimerkkiteema", **fields: Any) -> Topic:
    fields.setdefault("code", f"topic-{next(_numbers)}")
    return Topic.objects.create(names=Texts(fi=name), **fields)


def target_group(name: str = "Esimerkkiryhmä", **fields: Any) -> TargetGroup:
    fields.setdefault("code", f"group-{next(_numbers)}")
    return TargetGroup.objects.create(names=Texts(fi=name), **fields)


def programme(name: str = "Esimerkkiohjelma 2014–2020", **fields: Any) -> Programme:
    fields.setdefault("code", f"programme-{next(_numbers)}")
    fields.setdefault("emblem", Programme.Emblem.EU_ESF_2014)
    fields.setdefault("statement", Texts(fi="Euroopan unionin osarahoittama."))
    fields.setdefault("period", period("2014", "2020"))
    return Programme.objects.create(names=Texts(fi=name), **fields)


def duty(
    of: Programme, name: str = "Juliste näkyvälle paikalle", *, due: str = "at_start", **fields: Any
) -> ProgrammeDuty:
    fields.setdefault("code", f"duty-{next(_numbers)}")
    return ProgrammeDuty.objects.create(programme=of, names=Texts(fi=name), due=due, **fields)


# --- projects and their parts ----------------------------------------------------------------------
def project(
    name: str = "",
    *,
    owner: Organisation | None = None,
    period: Period | None = None,
    published: bool | datetime = False,
    archived: bool = False,
    deleted: bool = False,
    **fields: Any,
) -> models.Project:
    """A draft of 2021–2022 unless said otherwise; areas, topics and target_groups may be lists."""
    number = next(_numbers)
    many = {
        part: fields.pop(part) for part in ("areas", "topics", "target_groups") if part in fields
    }
    fields.setdefault("slug", f"project-{number}")
    fields.setdefault("names", Texts(fi=name or f"Esimerkkihanke {number}"))
    fields.setdefault("summaries", Texts(fi="Esimerkkihankkeen tiivistelmä."))
    if fields.get("programme"):
        fields.setdefault("funding", models.Project.Funding.KNOWN)
    now = timezone.now()
    made = models.Project(
        owner=owner or organisation(),
        published_at=(published if isinstance(published, datetime) else now) if published else None,
        archived_at=now if archived else None,
        deleted_at=now if deleted else None,
        **fields,
    )
    made.period = period if period is not None else _years_2021_2022()
    made.save()
    for part, rows in many.items():
        getattr(made, part).set(rows)
    return made


def _years_2021_2022() -> Period:
    return period("2021", "2022")


def partnership(
    of: models.Project,
    organisation_: Organisation | None = None,
    *,
    role: str = "part_implementer",
    group_size: int | None = None,
    **fields: Any,
) -> models.Partnership:
    """A new organisation's partnership, or with `group_size` that of a group no source names."""
    if group_size is None and organisation_ is None:
        organisation_ = organisation()
    return models.Partnership.objects.create(
        project=of, organisation=organisation_, role=role, group_size=group_size, **fields
    )


def partner_period(
    of: models.Partnership, period: Period, *, reason: str = ""
) -> models.PartnerPeriod:
    made = models.PartnerPeriod(partnership=of, reason=reason)
    made.period = period
    made.save()
    return made


def decision(
    of: models.Project, *, total_eur: Decimal | int | None = 100_000, **fields: Any
) -> models.FundingDecision:
    fields.setdefault("number", f"D-{next(_numbers)}")
    fields.setdefault("decided_on", date(2020, 12, 1))
    return models.FundingDecision.objects.create(project=of, total_eur=total_eur, **fields)


def budget_line(
    of: models.FundingDecision, amount_eur: Decimal | int, *, category: str = "all", **fields: Any
) -> models.BudgetLine:
    return models.BudgetLine.objects.create(
        decision=of, amount_eur=amount_eur, category=category, **fields
    )


def goal(of: models.Project, text: str = "Esimerkkitavoite", **fields: Any) -> models.Goal:
    return models.Goal.objects.create(project=of, texts=Texts(fi=text), **fields)


def theme(of: models.Project, name: str = "Esimerkkikokonaisuus", **fields: Any) -> models.Theme:
    return models.Theme.objects.create(project=of, names=Texts(fi=name), **fields)


def recognition(
    of: models.Project,
    name: str = "Esimerkkipalkinto",
    *,
    period: Period | None = None,
    **fields: Any,
) -> models.Recognition:
    made = models.Recognition(project=of, names=Texts(fi=name), **fields)
    made.period = period or Period()
    made.save()
    return made


def remark(
    of: models.Project, text: str = "Lähteet eroavat.", *, about: str = "all", **fields: Any
) -> models.Remark:
    return models.Remark.objects.create(project=of, about=about, texts=Texts(fi=text), **fields)


def obligation(
    of: models.Project, name: str = "Esimerkkivelvoite", **fields: Any
) -> models.Obligation:
    return models.Obligation.objects.create(project=of, names=Texts(fi=name), **fields)


def team_member(
    of: models.Project, person_: Person | None = None, *, role: str = "manager", **fields: Any
) -> models.TeamMember:
    return models.TeamMember.objects.create(
        project=of, person=person_ or person(), role=role, **fields
    )


def everything(name: str = "Täysi esimerkki", **fields: Any) -> models.Project:
    """A published project with at least two rows of every kind of part."""
    made = project(
        name,
        programme=programme(),
        published=True,
        areas=[area("Keski-Esimerkki"), area("Etelä-Esimerkki")],
        topics=[topic("Etäjohtaminen"), topic("Työhyvinvointi")],
        target_groups=[target_group("Johtajat"), target_group("Esihenkilöt")],
        **fields,
    )
    lead = partnership(made, made.owner, role="coordinator")
    other = partnership(made, position=1)
    partner_period(other, period("2021", "2021"))
    partner_period(other, period("6/2022", "2022"))
    partnership(made, group_size=22, group_names=Texts(fi="kuntaa"), position=2, role="participant")
    first = decision(made, number="D-1")
    last = decision(
        made, number="D-2", supersedes=first, decided_on=date(2021, 6, 1), total_eur=120_000
    )
    budget_line(last, 70_000, partnership=lead, category="salaries")
    budget_line(last, 50_000, partnership=other, category="all")
    goal(made, "Ensimmäinen tavoite")
    goal(made, "Toinen tavoite", position=1)
    theme(made, "Ravitsemus", owner=made.owner, state="under_way")
    theme(made, "Ikääntyminen", position=1)
    recognition(made, period=period("2021"))
    recognition(made, "Toinen palkinto", given_by=Texts(fi="Esimerkkiraati"))
    remark(made, about="period", is_uncertain=True, source="esimerkki.example")
    remark(made, "Toinen huomautus.", about="all")
    return made
