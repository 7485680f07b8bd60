"""What the documentation says holds: commands, settings, links, pictures, tables and the changelog's version."""

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from urllib.parse import unquote

import pytest

from tertial import __version__
from tertial.site import environment
from tertial.site.cli import COMMANDS, command
from tools import generated

ROOT = Path(__file__).resolve().parents[1]
SRC = ROOT / "src"
PICTURES = ROOT / "docs" / "pictures"
PAGES = sorted(
    page
    for page in [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("src/tertial/*/README.md")]
    if page.is_file()
)
FENCE = re.compile(r"^```(?P<about>[^\n]*)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\[[^\]]*\]\((?P<target>[^)\s]+)\)")
VARIABLE = re.compile(r"\bTERTIAL_[A-Z][A-Z_]*[A-Z]\b")


def shown(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


each_page = pytest.mark.parametrize("page", PAGES, ids=shown)


@cache
def text_of(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def spans(text: str) -> Iterator[str]:
    """Every line of code in the page: inside fences, and between backticks elsewhere."""
    for fence in FENCE.finditer(text):
        yield from fence["body"].replace("\\\n", " ").splitlines()
    for span in re.findall(r"`([^`]+)`", FENCE.sub("", text)):
        yield " ".join(span.split())


# --- commands ---


def targets_named(text: str) -> set[str]:
    """What the page asks somebody to `make`."""
    found = set()
    for line in spans(text):
        for words in re.findall(r"(?:^|&& |sudo )make ([^&#|]*)", line):
            found |= {word for word in words.split() if "=" not in word and not word.startswith("-")}
    return found


@cache
def makefile_targets() -> frozenset[str]:
    return frozenset(re.findall(r"^([\w./-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))


@each_page
def test_what_one_is_asked_to_make_can_be_made(page: Path) -> None:
    assert sorted(targets_named(text_of(page)) - makefile_targets()) == []


def command_lines(text: str) -> Iterator[list[str]]:
    for line in spans(text):
        for part in re.split(r"&&|\|", line):
            found = re.match(r"\s*(?:sudo (?:-u \w+ )?)?(?:\S*/)?tertial ([a-z-].*)", part)
            if found:
                yield shlex.split(found[1].replace("…", ""), comments=True)


def fault_of(words: list[str]) -> str:
    """Why this is no command line of ours: the sub-command or an option that is not there."""
    name, *rest = words
    if name in ("--help", "--version"):
        return ""
    if name not in COMMANDS:
        return f"tertial {name}"
    here, path = command(name), f"tertial {name}"
    while hasattr(here, "commands") and rest and not rest[0].startswith("-"):
        if rest[0] not in here.commands:
            return f"{path} {rest[0]}"
        path, here, rest = f"{path} {rest[0]}", here.commands[rest[0]], rest[1:]
    known = {"--help", *(option for each in here.params for option in (*each.opts, *each.secondary_opts))}
    unknown = [word for word in rest if word.startswith("--") and word.partition("=")[0] not in known]
    return f"{path} {unknown[0]}" if unknown else ""


@each_page
def test_command_lines_are_ours(page: Path) -> None:
    assert [fault for words in command_lines(text_of(page)) if (fault := fault_of(words))] == []


def test_every_command_is_documented() -> None:
    named = {words[0] for page in PAGES for words in command_lines(text_of(page))}
    there = {
        name for name, (module, *_) in COMMANDS.items() if (SRC / f"{module.replace('.', '/')}.py").exists()
    }
    assert sorted(there - named) == []


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        pytest.param("city new stad --name Stad", "", id="right"),
        pytest.param("serve --no-worker --port 80", "", id="the other half of a flag"),
        pytest.param("city build stad", "tertial city build", id="no such sub-command"),
        pytest.param("city new stad --nam Stad", "tertial city new --nam", id="no such option"),
        pytest.param("destroy", "tertial destroy", id="no such command"),
    ],
)
def test_faults_in_command_lines_are_found(line: str, fault: str) -> None:
    assert fault_of(shlex.split(line)) == fault


def blocks_to_run() -> Iterator[object]:
    for page in PAGES:
        for number, fence in enumerate(FENCE.finditer(text_of(page)), 1):
            if fence["about"].strip() == "sh test":
                yield pytest.param(fence["body"], id=f"{shown(page)}-{number}")


@pytest.mark.parametrize("script", list(blocks_to_run()))
def test_commands_that_are_shown_work(script: str, tmp_path: Path) -> None:
    """Really run, in an empty folder, with the `tertial` of this checkout."""
    bin_ = tmp_path / "bin"
    home = tmp_path / "home"
    bin_.mkdir()
    home.mkdir()
    (bin_ / "tertial").write_text(f'#!/bin/sh\nexec {sys.executable} -m tertial.site.cli "$@"\n')
    (bin_ / "tertial").chmod(0o755)
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("TERTIAL_", "DJANGO_"))}
    kept |= {
        "PATH": f"{bin_}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT / "src"),
        "TERTIAL_DATA": str(tmp_path / "data"),
    }
    done = subprocess.run(
        ["/bin/sh", "-eu", "-c", script], cwd=home, env=kept, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


# --- settings ---


def test_every_variable_that_is_named_exists_and_every_one_is_named() -> None:
    known = {variable.name for variable in environment.VARIABLES} | environment.NOT_SETTINGS
    named = {name for page in PAGES for name in VARIABLE.findall(text_of(page))}
    assert sorted({name.removesuffix("_FILE") for name in named} - known) == []
    guide = set(VARIABLE.findall(text_of(ROOT / "docs/operator.md")))
    assert sorted(known - guide) == []


# --- links and pictures ---


def anchors(text: str) -> set[str]:
    """What headings are called in addresses: lower case, hyphens for spaces, no punctuation."""
    heads = re.findall(r"^#+ (.+)$", FENCE.sub("", text), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", head.lower()).strip().replace(" ", "-") for head in heads}


def broken(page: Path) -> Iterator[str]:
    for link in LINK.finditer(FENCE.sub("", text_of(page))):
        target, _, anchor = unquote(link["target"]).partition("#")
        if target.startswith(("http://", "https://", "mailto:")):
            continue
        path = (page.parent / target).resolve() if target else page
        is_there = path.exists() and not (
            anchor and path.suffix == ".md" and anchor not in anchors(text_of(path))
        )
        if not is_there:
            yield link["target"]


@each_page
def test_links_lead_somewhere(page: Path) -> None:
    assert list(broken(page)) == []


def test_pictures_are_used_small_and_have_words() -> None:
    used = {
        (page.parent / target).resolve(): words
        for page in PAGES
        for words, target in re.findall(r"!\[([^\]]*)\]\(([^)\s]+)\)", text_of(page))
    }
    assert sorted(shown(path) for path in set(PICTURES.glob("*")) - set(used)) == [], "not used"
    assert [shown(path) for path in used if path.stat().st_size > 250_000] == [], "too large"
    assert [shown(path) for path, words in used.items() if len(words) < 20] == [], "says too little"


# --- what is written by tools, and the rest ---


@pytest.mark.parametrize("page", generated.PAGES)
def test_what_follows_from_the_code_is_up_to_date(page: str) -> None:
    text = (ROOT / "docs" / page).read_text(encoding="utf-8")
    assert "<!-- skrivs av" in text
    assert generated.renewed(text) == text, "run .venv/bin/python tools/generated.py"


def test_the_changelog_is_about_this_version() -> None:
    versions = re.findall(r"^## \[([^\]]+)\]", text_of(ROOT / "CHANGELOG.md"), re.MULTILINE)
    assert versions[0] == __version__


def test_every_package_has_a_page_of_its_own() -> None:
    packages = sorted(path.parent for path in ROOT.glob("src/tertial/*/__init__.py"))
    for package in packages:
        lines = (package / "README.md").read_text(encoding="utf-8").splitlines()
        assert 10 <= len(lines) <= 40, package.name
        assert sum(line.startswith(("1. ", "2. ", "3. ")) for line in lines) == 3, (
            "three places to start reading"
        )
