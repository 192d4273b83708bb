"""Tables, people, files and objects of the example, made on the first start."""

import hashlib

import boto3
from botocore.config import Config
from django.conf import settings
from django.contrib.auth.models import Group, User

from .models import File

# Name to save as, type, size, team, bucket, key. Keys say nothing about names, as keys should.
SAMPLES = [
    ("Handbook.txt", "text/plain; charset=utf-8", 4_200, "Everybody", "media", "2026/1f0c7a.txt"),
    ("Bericht März 2026.csv", "text/csv; charset=utf-8", 48_000, "Everybody", "media", "2026/9b1d42.csv"),
    ("Gehälter & Boni.csv", "text/csv; charset=utf-8", 9_000, "Board", "media", "2026/c0ffee.csv"),
    ("Recording.bin", "application/octet-stream", 24_000_000, "Everybody", "media", "2026/5e77ab.bin"),
    ("写真 ☕.bin", "application/octet-stream", 250_000, "Everybody", "media", "2026/77d1e0.bin"),
    ("Archiv 2019.bin", "application/octet-stream", 600_000, "Everybody", "archive", "2019/aa01.bin"),
    ("Deleted.txt", "text/plain; charset=utf-8", 700, "Everybody", "media", "2026/gone.txt"),
    (
        "Entwurf + Anhang (50 %).txt",
        "text/plain; charset=utf-8",
        900,
        "Everybody",
        "media",
        "Entwürfe/Entwurf + Anhang (50 %)~1.txt",
    ),
]
GONE = "2026/gone.txt"
PEOPLE = {"ana": ["Everybody", "Board"], "ben": ["Everybody"]}


def fill(store_url):
    teams = {name: Group.objects.create(name=name) for name in ("Everybody", "Board")}
    for name, groups in PEOPLE.items():
        # Short passwords for two people who do not exist.
        User.objects.create_user(name, password=name).groups.set(teams[group] for group in groups)

    store = boto3.client(
        "s3",
        endpoint_url=store_url,
        region_name=settings.STORE_REGION,
        config=Config(signature_version="s3v4", s3={"addressing_style": "path"}),
    )
    for bucket in settings.STORE_ENDPOINTS:
        store.create_bucket(
            Bucket=bucket, CreateBucketConfiguration={"LocationConstraint": settings.STORE_REGION}
        )
    for name, kind, size, team, bucket, key in SAMPLES:
        if key != GONE:
            # What the store says of an object is not what the app says of the file: the app must win.
            store.put_object(
                Bucket=bucket,
                Key=key,
                Body=sample(name, size),
                ContentType="binary/octet-stream",
                ContentDisposition='inline; filename="internal.dat"',
            )
        File.objects.create(
            name=name, content_type=kind, size=size, team=teams[team], bucket=bucket, key=key
        )


def sample(name, size):
    """The same bytes for the same name, every time; text for text files."""
    if name.endswith((".txt", ".csv")):
        line = f"{name}; one line of a file that only the app can hand out\n".encode()
        return (line * (size // len(line) + 1))[:size]
    return hashlib.shake_256(name.encode()).digest(size)
