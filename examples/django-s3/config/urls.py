"""Addresses of the example."""

from django.contrib.auth.views import LoginView, LogoutView
from django.urls import path

from library import views

urlpatterns = [
    path("", views.files, name="files"),
    path("download/<int:file_id>", views.download, name="download"),
    path("login/", LoginView.as_view(template_name="library/login.html"), name="login"),
    path("logout/", LogoutView.as_view(), name="logout"),
]
handler403 = "library.views.forbidden"
