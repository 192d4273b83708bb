"""A WSGI app that decides who may see a film, and lets the front deliver it.

Only the standard library. uwsgi loads `application`. The films lie in a folder that no URL of the
outside leads to; the answer to /smedia/NAME names one of them in X-Accel-Redirect and has no body.
"""

import hashlib
import hmac
import html
import secrets
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qs, quote

# Name in the URL: file below the private folder, title. A real app has a table here.
FILMS = {
    "lesson.mp4": ("2026/lesson 1.mp4", "Lesson 1: how to seek"),
}
PEOPLE = {"ada": "ada"}  # a real app keeps hashes, and not here

KEY = secrets.token_bytes(32)  # made before uwsgi forks, so all workers share it
LONGEST_FORM = 4096


def application(environ, start_response):
    path, method = environ["PATH_INFO"], environ["REQUEST_METHOD"]
    user = signed_in(environ)
    if path.startswith("/smedia/") and method in ("GET", "HEAD"):
        return film(path.removeprefix("/smedia/"), user, start_response)
    if path == "/login" and method == "POST":
        return login(environ, start_response)
    if path == "/logout" and method == "POST":
        return redirect(start_response, cookie(environ, "", seconds=0))
    if path == "/" and method in ("GET", "HEAD"):
        return page(start_response, "200 OK", watch(user) if user else SIGN_IN)
    return page(start_response, "404 Not Found", "<h1>There is no such page</h1>")


def film(name, user, start_response):
    """The decision. Everything else about the film is the front's work: ranges, type, length."""
    if not user:
        return page(start_response, "403 Forbidden", "<h1>Please sign in first</h1>")
    if name not in FILMS:
        return page(start_response, "404 Not Found", "<h1>There is no such film</h1>")
    stored, _ = FILMS[name]
    start_response(
        "200 OK",
        [
            ("X-Accel-Redirect", "/pmedia/" + quote(stored)),
            ("Content-Type", "video/mp4"),
            ("Cache-Control", "private, no-cache"),
        ],
    )
    return []


# --- who is it ------------------------------------------------------------------------------


def login(environ, start_response):
    length = int(environ.get("CONTENT_LENGTH") or 0)
    if length > LONGEST_FORM:
        return page(start_response, "413 Content Too Large", "<h1>That is no sign-in form</h1>")
    form = parse_qs(environ["wsgi.input"].read(length).decode("latin-1"))
    name, password = form.get("username", [""])[0], form.get("password", [""])[0]
    known = PEOPLE.get(name, "")
    if not known or not hmac.compare_digest(known.encode(), password.encode()):
        return page(start_response, "403 Forbidden", "<p class=wrong>Not so.</p>" + SIGN_IN)
    return redirect(start_response, cookie(environ, name + "." + signature(name)))


def signed_in(environ):
    try:
        morsel = SimpleCookie(environ.get("HTTP_COOKIE", "")).get("session")
    except CookieError:
        return None
    name, _, proof = (morsel.value if morsel else "").partition(".")
    return name if name in PEOPLE and hmac.compare_digest(proof.encode(), signature(name).encode()) else None


def signature(name):
    return hmac.new(KEY, name.encode(), hashlib.sha256).hexdigest()


def cookie(environ, value, seconds=3600):
    # The front says by X-Forwarded-Proto, or by HTTPS, whether the browser came over TLS.
    secure = "; Secure" if environ.get("HTTPS") == "on" else ""
    return f"session={value}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Lax{secure}"


# --- pages ----------------------------------------------------------------------------------

SIGN_IN = """<h1>Private films</h1>
<form method=post action=/login>
  <label>Name <input name=username autocomplete=username autofocus></label>
  <label>Password <input name=password type=password autocomplete=current-password></label>
  <button type=submit>Sign in</button>
</form>
<p class=hint>The only member is <b>ada</b>, and so is her password.</p>"""


def watch(user):
    films = "\n".join(
        f"""<figure>
  <video controls preload=metadata poster=/media/poster.svg src="/smedia/{quote(name)}"></video>
  <figcaption>{html.escape(title)}</figcaption>
</figure>"""
        for name, (_, title) in FILMS.items()
    )
    return f"""<h1>Private films</h1>
{films}
<form method=post action=/logout class=out>
  <span>Signed in as {html.escape(user)}</span> <button type=submit>Sign out</button>
</form>"""


def page(start_response, status, body):
    text = f"""<!doctype html>
<html lang=en><meta charset=utf-8><meta name=viewport content="width=device-width">
<title>Private films</title><link rel=stylesheet href=/media/style.css><link rel=icon href=/media/poster.svg>
<main>{body}</main></html>
""".encode()
    fields = [
        ("Content-Type", "text/html; charset=utf-8"),
        ("Content-Length", str(len(text))),
        ("Cache-Control", "no-store"),
    ]
    start_response(status, fields)
    return [text]


def redirect(start_response, set_cookie):
    start_response("303 See Other", [("Location", "/"), ("Set-Cookie", set_cookie), ("Content-Length", "0")])
    return []
