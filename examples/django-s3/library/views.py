"""The list, and the decision who may have a file."""

import unicodedata
from urllib.parse import quote

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from . import store
from .models import Download, File

# What may stand in filename*=UTF-8''… as it is (RFC 8187, attr-char); quote() adds letters and digits.
ATTR_CHAR = "!#$&+-.^_`|~"


@require_safe
@login_required
def files(request):
    teams = set(request.user.groups.values_list("pk", flat=True))
    rows = [(file, file.team_id in teams) for file in File.objects.select_related("team")]
    mine = Download.objects.filter(user=request.user).select_related("file")
    return render(request, "library/files.html", {"rows": rows, "downloads": mine[:5], "count": mine.count()})


@require_safe
@login_required
def download(request, file_id):
    file = get_object_or_404(File, pk=file_id)
    if not file.may_be_read_by(request.user):
        raise PermissionDenied
    if request.method == "GET":
        Download.objects.create(file=file, user=request.user)
    response = HttpResponse(content_type=file.content_type)
    response["X-Accel-Redirect"] = store.internal_uri(file)
    response["Content-Disposition"] = attachment(file.name)
    response["Cache-Control"] = "private, no-cache"
    return response


def forbidden(request, exception=None):
    return render(request, "library/forbidden.html", status=403)


def attachment(name):
    """Content-Disposition for any name: a plain form for old clients, the true one beside it (RFC 6266)."""
    plain = "".join(
        c if c.isascii() and c.isprintable() and c not in '"\\%' else "_"
        for c in unicodedata.normalize("NFKD", name)
        if not unicodedata.combining(c)
    )
    field = f'attachment; filename="{plain}"'
    if plain != name:
        field += f"; filename*=UTF-8''{quote(name, safe=ATTR_CHAR)}"
    return field
