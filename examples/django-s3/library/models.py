"""What there is to download, who may, and who did."""

from django.conf import settings
from django.contrib.auth.models import Group
from django.db import models


class File(models.Model):
    """A file of a team. Only its place in the store is known here, never its bytes."""

    name = models.CharField(max_length=200, help_text="what a download is saved as")
    content_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField(help_text="in bytes")
    bucket = models.CharField(max_length=63)
    key = models.CharField(max_length=1024, help_text="of the object in its bucket")
    team = models.ForeignKey(Group, on_delete=models.PROTECT)

    class Meta:
        ordering = ["pk"]

    def __str__(self):
        return self.name

    def may_be_read_by(self, user):
        return user.groups.filter(pk=self.team_id).exists()


class Download(models.Model):
    """The app said yes. Whether all bytes arrived is the front's to know."""

    file = models.ForeignKey(File, on_delete=models.CASCADE)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-at", "-pk"]
