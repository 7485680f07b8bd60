"""Signing in: nobody makes an account themselves, the city enters its people. The words of the forms are ours."""

from typing import Any

from allauth.account import forms as allauth
from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]
    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": _(
            "E-postadressen eller lösenordet stämmer inte. Försök igen eller välj ett nytt lösenord."
        ),
        "too_many_login_attempts": _("För många försök. Vänta fem minuter och försök igen."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def populate_username(self, request: HttpRequest, user: Any) -> None:
        """Persons are known by e-mail; there is no user name to fill in."""


def _word(form: Any, **labels: Any) -> None:
    """Our label, no placeholder: what to write stands above the field and stays there."""
    for name, label in labels.items():
        form.fields[name].label = label
        form.fields[name].help_text = ""
        form.fields[name].widget.attrs.pop("placeholder", None)


class SignIn(allauth.LoginForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word(self, login=_("E-post"), password=_("Lösenord"))
        self.fields.pop("remember", None)


class ChangePassword(allauth.ChangePasswordForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word(
            self,
            oldpassword=_("Nuvarande lösenord"),
            password1=_("Nytt lösenord"),
            password2=_("Nytt lösenord igen"),
        )
        self.fields["password1"].help_text = LONG_ENOUGH


class SetPassword(allauth.SetPasswordForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word(self, password1=_("Nytt lösenord"), password2=_("Nytt lösenord igen"))
        self.fields["password1"].help_text = LONG_ENOUGH


class AskForNew(allauth.ResetPasswordForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word(self, email=_("E-post"))


class ChooseNew(allauth.ResetPasswordKeyForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word(self, password1=_("Nytt lösenord"), password2=_("Nytt lösenord igen"))
        self.fields["password1"].help_text = LONG_ENOUGH


LONG_ENOUGH = _("Minst 12 tecken. En mening som bara du kommer på är bra.")
