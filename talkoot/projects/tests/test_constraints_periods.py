"""What the database itself holds of partners' periods, whoever writes and in whatever order."""

import threading

import pytest
from django.db import IntegrityError, connection, transaction

from talkoot.kit.periods import Period
from talkoot.kit.tests.waiting import waits_for_a_lock
from talkoot.projects.models import PartnerPeriod, Partnership, Project
from talkoot.projects.tests import factories
from talkoot.projects.tests.factories import period


def breach_of(breach: "pytest.ExceptionInfo[IntegrityError]") -> str:
    return str(breach.value.__cause__.diag.constraint_name)  # type: ignore[union-attr]  # psycopg's own


@pytest.fixture
def partner(db: None) -> Partnership:
    return factories.partnership(factories.project(period=period("2.3.2020", "28.2.2022")))


@pytest.mark.parametrize(
    ("starts", "ends"),
    [
        ("2.3.2020", "28.2.2022"),
        ("3/2020", "2/2022"),
        ("2020", "2022"),
        ("2021", "2021"),
        ("1.1.2021", "31.1.2021"),
    ],
)
def test_a_period_inside_the_projects_is_kept(partner: Partnership, starts: str, ends: str) -> None:
    factories.partner_period(partner, period(starts, ends))
    assert str(partner.periods.get().period) == str(period(starts, ends))


@pytest.mark.parametrize(
    ("starts", "ends"),
    [
        ("1.3.2020", "28.2.2022"),
        ("2.3.2020", "1.3.2022"),
        ("2/2020", "2021"),
        ("2019", "2021"),
        ("2021", "2023"),
        ("2021", "3/2022"),
        ("2021", ""),
    ],
)
def test_a_period_outside_the_projects_is_refused(
    partner: Partnership, starts: str, ends: str
) -> None:
    with pytest.raises(IntegrityError) as breach:
        factories.partner_period(partner, period(starts, ends))
    assert breach_of(breach) == "projects_partnerperiod_inside_project"


@pytest.mark.parametrize(
    ("project_period", "inner"),
    [
        (Period(), ("2019", "")),
        (period("2019"), ("1.5.2019", "")),
        (period("", "2022"), ("2010", "2022")),
    ],
)
def test_an_open_end_holds_an_open_end(
    db: None, project_period: Period, inner: tuple[str, str]
) -> None:
    partner = factories.partnership(factories.project(period=project_period))
    factories.partner_period(partner, period(*inner))
    assert partner.periods.count() == 1


def test_a_project_is_not_made_shorter_than_its_partners_period(partner: Partnership) -> None:
    factories.partner_period(partner, period("2021", "2021"))
    project = partner.project
    project.period = period("2.3.2020", "30.6.2021")
    project.save()  # a year that the project ends in is not left outside
    project.period = period("2.3.2020", "31.12.2020")
    with pytest.raises(IntegrityError) as breach:
        project.save()
    assert breach_of(breach) == "projects_partnerperiod_inside_project"


def test_periods_of_one_partner_do_not_overlap(partner: Partnership) -> None:
    factories.partner_period(partner, period("1.1.2021", "30.6.2021"))
    factories.partner_period(partner, period("1.7.2021", "31.12.2021"))
    with pytest.raises(IntegrityError) as breach:
        factories.partner_period(partner, period("31.12.2021", "31.1.2022"))
    assert breach_of(breach) == "projects_partnerperiod_no_overlap"


def test_periods_of_two_partners_may_overlap(partner: Partnership) -> None:
    factories.partner_period(partner, period("2021", "2021"))
    other = factories.partnership(partner.project)
    factories.partner_period(other, period("2021", "2021"))
    assert PartnerPeriod.objects.count() == 2


def test_a_period_has_a_start(partner: Partnership) -> None:
    free = factories.partnership(factories.project(period=Period()))
    with pytest.raises(IntegrityError) as breach:
        factories.partner_period(free, period("", "2021"))
    assert breach_of(breach) == "projects_partnerperiod_has_start"


@pytest.mark.django_db(transaction=True)
def test_both_sides_changed_at_once_leave_nothing_outside() -> None:
    """The partner's period is written but not committed when the project is made shorter."""
    project = factories.project(period=period("1.1.2020", "31.12.2022"))
    partner = factories.partnership(project)
    met = []

    def shorten() -> None:
        try:
            with transaction.atomic():
                mine = Project.objects.get(pk=project.pk)
                mine.period = period("1.1.2020", "31.12.2020")
                mine.save()
        except IntegrityError as breach:
            met.append(breach.__cause__.diag.constraint_name)  # type: ignore[union-attr]  # psycopg's own
        finally:
            connection.close()

    with transaction.atomic():
        factories.partner_period(partner, period("1.1.2022", "31.12.2022"))
        other = threading.Thread(target=shorten)
        other.start()
        waits_for_a_lock()
    other.join(60)
    assert met == ["projects_partnerperiod_inside_project"]
    project.refresh_from_db()
    assert str(project.period) == "1.1.2020–31.12.2022"
