"""From an object's place in a bucket to the address that the front fetches it from."""

from functools import lru_cache

import boto3
from botocore.config import Config
from django.conf import settings


@lru_cache(maxsize=None)
def client(bucket):
    return boto3.client(
        "s3",
        endpoint_url=settings.STORE_ENDPOINTS[bucket],
        region_name=settings.STORE_REGION,
        config=Config(signature_version="s3v4", s3={"addressing_style": "path"}),
    )


def presigned_url(file):
    """A URL that fetches the object for a few minutes; made here, without asking the store."""
    return client(file.bucket).generate_presigned_url(
        "get_object",
        Params={"Bucket": file.bucket, "Key": file.key},
        ExpiresIn=settings.STORE_URLS_LIVE,
    )


def internal_uri(file):
    """The same URL as the front's internal location takes it: /_remote/<scheme>/<host>/<path>?<query>.

    Not one character of it may change on the way: the signature covers them.
    """
    scheme, rest = presigned_url(file).split("://", 1)
    return f"/_remote/{scheme}/{rest}"
