"""What may be shown: answers added up in batches, each of enough people, and never taken apart."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from talkoot.kit.privacy import Privacy
from talkoot.projects.models import Partnership, Project
from talkoot.surveys.models.study import Study
from talkoot.surveys.models.wave import LEAST, Wave
from talkoot.terms.models import Area


class Batch(models.Model):
    """So many answers were added up together, at least as many as the rule asks for, once for all.

    Everything shown anywhere is a sum of whole batches, so whatever two results are subtracted, what is
    left is again a sum of whole batches: nothing of fewer people can be computed. A batch is of one
    wave; or, where waves were too small, of several of one partner, of one area or of the project.
    Feedback of events (`is_of_events`) and other surveys are never added up together.
    """

    wave = models.ForeignKey(
        Wave, null=True, blank=True, on_delete=models.PROTECT, related_name="batches"
    )
    project = models.ForeignKey(
        Project, null=True, blank=True, on_delete=models.PROTECT, related_name="batches"
    )
    partnership = models.ForeignKey(
        Partnership, null=True, blank=True, on_delete=models.PROTECT, related_name="batches"
    )
    area = models.ForeignKey(
        Area, null=True, blank=True, on_delete=models.PROTECT, related_name="batches"
    )
    is_of_events = models.BooleanField(default=True)
    counts_on = models.DateField(_("counts on"))
    answers = models.PositiveIntegerField(_("answers"))
    made_on = models.DateField(auto_now_add=True)

    privacy: ClassVar = Privacy()

    class Meta:
        ordering = ("pk",)
        verbose_name = _("batch of answers")
        verbose_name_plural = _("batches of answers")
        indexes = [models.Index(fields=["project", "counts_on"], name="surveys_batch_of_project")]
        constraints = [
            models.CheckConstraint(
                name="surveys_batch_at_least_five", condition=Q(answers__gte=LEAST)
            ),
            models.CheckConstraint(
                name="surveys_batch_of_somebody",
                condition=Q(wave__isnull=False) | Q(project__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"batch of {self.answers}"


class Tally(models.Model):
    """How many of a batch gave one answer to one question; never written where fewer than the rule
    asks for answered that question at all. `value` is the scale's number, an option's key or a number;
    `share` of those who could have answered is told by the batch. `project` and `is_of_events` are the
    batch's, which the database fills in, so that all tallies of a project lie in one stretch of an
    index and are added up without the batches."""

    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="tallies")
    project = models.ForeignKey(
        Project, null=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )
    is_of_events = models.BooleanField(default=False, editable=False)
    item_key = models.SlugField(max_length=60)
    wording = models.PositiveSmallIntegerField()
    value = models.CharField(max_length=60)
    count = models.PositiveIntegerField()
    answered = models.PositiveIntegerField()

    privacy: ClassVar = Privacy(other=("item_key", "value"))

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["batch", "item_key", "wording", "value"], name="surveys_tally_once"
            ),
            models.CheckConstraint(
                name="surveys_tally_of_enough", condition=Q(answered__gte=LEAST)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item_key} {self.value}: {self.count}"


class PairResult(models.Model):
    """How one question was answered by the same people before and later: computed once when both waves
    were closed, and never again.

    `item_key` is the question's, or `score` for all of an instrument's together, then in hundredths.
    Whoever is not in it, on either side, is nobody or again at least as many as the rule asks for, so
    that nothing about fewer is left when it is subtracted from the results of the waves. `members` are
    the pseudonyms that it is of, needed only until the study's key is destroyed.
    """

    study = models.ForeignKey(Study, on_delete=models.CASCADE, related_name="pair_results")
    first = models.ForeignKey(Wave, on_delete=models.PROTECT, related_name="+")
    second = models.ForeignKey(Wave, on_delete=models.PROTECT, related_name="+")
    item_key = models.SlugField(max_length=60)
    wording = models.PositiveSmallIntegerField()
    pairs = models.PositiveIntegerField()
    only_first = models.PositiveIntegerField()
    only_second = models.PositiveIntegerField()
    change = models.IntegerField(_("sum of the changes"))
    up = models.PositiveIntegerField()
    same = models.PositiveIntegerField()
    down = models.PositiveIntegerField()
    members: Any = models.JSONField(default=list, blank=True)
    made_on = models.DateField(auto_now_add=True)

    privacy: ClassVar = Privacy(personal=("members",), other=("item_key",), on_erasure="keep")

    class Meta:
        ordering = ("pk",)
        constraints = [
            models.UniqueConstraint(
                fields=["first", "second", "item_key", "wording"], name="surveys_pairresult_once"
            ),
            models.CheckConstraint(
                name="surveys_pairresult_of_enough", condition=Q(pairs__gte=LEAST)
            ),
            models.CheckConstraint(
                name="surveys_pairresult_rest_of_enough",
                condition=(Q(only_first=0) | Q(only_first__gte=LEAST))
                & (Q(only_second=0) | Q(only_second__gte=LEAST)),
            ),
            models.CheckConstraint(
                name="surveys_pairresult_adds_up",
                condition=Q(pairs=F("up") + F("same") + F("down")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item_key}: {self.pairs}"
