"""A glimpse of the table of projects, and the two tables of a bare sign-up."""

from django.db import models


class Project(models.Model):
    """The same rows that Talkoot's page is made from."""

    slug = models.SlugField(unique=True)
    names = models.JSONField()
    summaries = models.JSONField()

    class Meta:
        managed = False
        db_table = "projects_project"

    def __str__(self) -> str:
        return self.slug


class Event(models.Model):
    """One event with one number of places."""

    slug = models.SlugField(unique=True)
    title = models.TextField()
    capacity = models.IntegerField()
    held = models.IntegerField(default=0)

    class Meta:
        managed = False
        db_table = "bare_event"

    def __str__(self) -> str:
        return self.slug


class SignUp(models.Model):
    """Somebody with a place."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE)
    name = models.CharField(max_length=200)
    email = models.EmailField()
    role = models.CharField(max_length=20)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        managed = False
        db_table = "bare_sign_up"

    def __str__(self) -> str:
        return self.name
