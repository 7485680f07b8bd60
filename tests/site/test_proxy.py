"""Behind a reverse proxy: failed sign-ins are counted for each reader's own address, and only then by the header."""

import os
import subprocess
import sys

import pytest

CODE = """
import django; django.setup()
from django.test import RequestFactory
from allauth.account.adapter import get_adapter
request = RequestFactory().get("/", REMOTE_ADDR="127.0.0.1", HTTP_X_FORWARDED_FOR="203.0.113.9, 198.51.100.7")
print(get_adapter().get_client_ip(request))
"""


@pytest.mark.parametrize(
    ("proxy", "address"),
    [
        pytest.param("1", "198.51.100.7", id="the address the proxy saw"),
        pytest.param("0", "127.0.0.1", id="no proxy: the header is anybody's claim"),
    ],
)
def test_whose_address_is_counted(proxy: str, address: str, tmp_path) -> None:
    environ = {key: value for key, value in os.environ.items() if not key.startswith("TERTIAL_")}
    environ |= {
        "TERTIAL_DATA": str(tmp_path),
        "TERTIAL_PROXY": proxy,
        "DJANGO_SETTINGS_MODULE": "tertial.site.settings",
    }
    done = subprocess.run(
        [sys.executable, "-c", CODE], env=environ, capture_output=True, text=True, check=False
    )
    assert done.stdout.strip() == address, done.stderr
