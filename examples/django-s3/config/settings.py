"""Settings of the example: SQLite, sessions, and two buckets. `run` gives folders and ports by environment variables."""

import os
import pathlib

BASE_DIR = pathlib.Path(__file__).resolve().parent.parent
DATA = pathlib.Path(os.environ["EXAMPLE_DATA"])

SECRET_KEY = (DATA / "secret-key").read_text(encoding="ascii")
DEBUG = False
ALLOWED_HOSTS = ["127.0.0.1", "localhost"]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "library",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ROOT_URLCONF = "config.urls"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
            ],
        },
    }
]
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": DATA / "library.db"}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "files"
LOGOUT_REDIRECT_URL = "login"
SESSION_COOKIE_HTTPONLY = True
USE_TZ = True
TIME_ZONE = "UTC"

# Credentials come from AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, as boto3 always takes them.
STORE_REGION = "eu-central-1"
# The bucket "archive" has moved to another region: its old address answers 307.
STORE_ENDPOINTS = {"media": os.environ["STORE_URL"], "archive": os.environ["OLD_REGION_URL"]}
STORE_URLS_LIVE = 300  # seconds: the front fetches at once
