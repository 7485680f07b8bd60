"""Settings come from TERTIAL_* variables and nowhere else; a secret may lie in a file named by TERTIAL_X_FILE.

Every variable is declared here once, so that the operator guide, its test and the error messages agree.
"""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit


class BadSetting(Exception):
    """A variable has a value that cannot be used; the message says which, what and how it should be."""


@dataclass(frozen=True, slots=True)
class Variable:
    name: str
    default: str
    read: Callable[[str], Any]
    explanation: str


def _text(value: str) -> str:
    return value


def _flag(value: str) -> bool:
    known = {
        "1": True,
        "true": True,
        "ja": True,
        "yes": True,
        "0": False,
        "false": False,
        "nej": False,
        "no": False,
    }
    if value.lower() not in known:
        raise ValueError("skriv 1 eller 0")
    return known[value.lower()]


def _whole(low: int, high: int) -> Callable[[str], int]:
    def read(value: str) -> int:
        try:
            number = int(value)
        except ValueError:
            raise ValueError("skriv ett heltal") from None
        if not low <= number <= high:
            raise ValueError(f"skriv ett heltal mellan {low} och {high}")
        return number

    return read


def _names(value: str) -> list[str]:
    return [name.strip() for name in value.split(",") if name.strip()]


def _one_of(*choices: str) -> Callable[[str], str]:
    def read(value: str) -> str:
        if value not in choices:
            raise ValueError("skriv " + " eller ".join(choices))
        return value

    return read


def _folder(value: str) -> Path:
    return Path(value).expanduser().resolve()


def _database(value: str) -> str:
    if not value.startswith(("sqlite:///", "postgres://", "postgresql://")):
        raise ValueError("skriv sqlite:///FIL eller postgres://ANVÄNDARE:LÖSEN@VÄRD:PORT/NAMN")
    return _with_port(value)


def _with_port(address: str) -> str:
    """The address when its port, if it has one, is a port."""
    try:
        urlsplit(address).port  # noqa: B018 - asking for it is what tells
    except ValueError:
        raise ValueError("porten ska vara ett heltal") from None
    return address


def _post(value: str) -> str:
    if value and not value.startswith(("smtp://", "smtp+tls://", "smtp+ssl://", "smtps://")):
        raise ValueError("skriv smtp+tls://ANVÄNDARE:LÖSEN@VÄRD:PORT")
    return _with_port(value)


def _own_address(value: str) -> str:
    if value and not value.startswith(("https://", "http://")):
        raise ValueError("skriv https://VÄRD")
    return _with_port(value).rstrip("/")


VARIABLES = [
    Variable("TERTIAL_DATA", "data", _folder, "Mapp för databas, filer och hemlig nyckel."),
    Variable(
        "TERTIAL_DATABASE_URL",
        "",
        lambda v: _database(v) if v else v,
        "Databasens adress. Tomt: SQLite i datamappen.",
    ),
    Variable(
        "TERTIAL_SECRET_KEY", "", _text, "Nyckel för signering, minst 50 tecken. Tomt: skapas i datamappen."
    ),
    Variable(
        "TERTIAL_HOSTS", "127.0.0.1,localhost", _names, "Värdnamn som tjänsten svarar på, med komma emellan."
    ),
    Variable(
        "TERTIAL_ADDRESS",
        "",
        _own_address,
        "Tjänstens egen adress, till exempel https://tertial.ekstad.example. Då leder tal i dokument dit de förklaras.",
    ),
    Variable("TERTIAL_HTTPS", "0", _flag, "1 när tjänsten nås över https: säkra kakor och HSTS."),
    Variable(
        "TERTIAL_PROXY",
        "0",
        _flag,
        "1 bakom en omvänd proxy som sätter X-Forwarded-Proto och X-Forwarded-For.",
    ),
    Variable("TERTIAL_DEBUG", "0", _flag, "1 bara vid utveckling. Visar felsökningssidor."),
    Variable(
        "TERTIAL_DEMO",
        "0",
        _flag,
        "1 gör inloggning med ett klick möjlig för demostadens personer. Aldrig i drift.",
    ),
    Variable("TERTIAL_PROFILE", "", _text, "Mapp med stadens profil. Tomt: den profil som lästes in senast."),
    Variable("TERTIAL_LANGUAGE", "sv", _one_of("sv", "en"), "Språk för den som inte har valt."),
    Variable("TERTIAL_WORKERS", "1", _whole(1, 64), "Antal serverprocesser. Fler än 1 kräver PostgreSQL."),
    Variable("TERTIAL_THREADS", "8", _whole(1, 64), "Antal trådar per serverprocess."),
    Variable(
        "TERTIAL_LOG", "text", _one_of("text", "json"), "Loggens form: text för ögat, json för loggsystem."
    ),
    Variable("TERTIAL_UPLOAD_MB", "50", _whole(1, 2000), "Största fil som tas emot, i megabyte."),
    Variable(
        "TERTIAL_EMAIL_URL", "", _post, "Adress till e-postserver, smtp://… Tomt: brev skrivs i loggen."
    ),
    Variable("TERTIAL_EMAIL_FROM", "tertial@localhost", _text, "Avsändare för brev."),
]


def read(environ: Mapping[str, str] = os.environ) -> dict[str, Any]:
    """Every setting by its name without the prefix, or BadSetting with the first that is wrong."""
    known = {variable.name for variable in VARIABLES}
    for name in environ:
        plain = name.removesuffix("_FILE")
        if name.startswith("TERTIAL_") and plain not in known and plain not in NOT_SETTINGS:
            raise BadSetting(f"{name} är ingen inställning. Se docs/operator.md för vilka som finns.")
    return {variable.name.removeprefix("TERTIAL_"): _value(variable, environ) for variable in VARIABLES}


# Read by tests and scripts, not by the service.
NOT_SETTINGS = {"TERTIAL_REQUIRE", "TERTIAL_TEST_POSTGRES"}


def _value(variable: Variable, environ: Mapping[str, str]) -> Any:
    raw = environ.get(variable.name, "")
    path = environ.get(f"{variable.name}_FILE", "")
    if raw and path:
        raise BadSetting(f"{variable.name} och {variable.name}_FILE är båda satta. Ta bort den ena.")
    if path:
        try:
            raw = Path(path).read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError) as error:
            raise BadSetting(
                f"{variable.name}_FILE pekar på {path}, som inte går att läsa: {error}"
            ) from None
    try:
        return variable.read(raw or variable.default)
    except ValueError as error:
        raise BadSetting(f"{variable.name} är ”{raw}”: {error}. {variable.explanation}") from None
