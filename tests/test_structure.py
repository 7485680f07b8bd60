"""The shape of the source: short files, short functions, the same few names, one word for one thing.

An exception is one line below, with its reason. Sizes of packages are printed (`pytest -s`), never failing.
"""

import ast
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from tertial.foundation.glossary import all_terms

ROOT = Path(__file__).resolve().parents[1]
SRC = ROOT / "src" / "tertial"

FILE, FUNCTION, TEMPLATE = 400, 50, 150
MEANINGLESS = {"util", "helper", "common", "service", "manager", "misc"}

# The names a package is made of; whoever knows one package finds the way in the next.
ORDINARY_FILES = {
    "__init__",
    "actions",
    "admin",
    "api",
    "apps",
    "cli",
    "models",
    "pages",
    "queries",
    "rules",
    "tasks",
}
ORDINARY_FOLDERS = {
    *("actions", "pages", "queries", "rules", "models"),
    *("charts", "checks", "deliveries", "exports", "importers"),
    *("migrations", "templates", "templatetags", "static", "locale"),
}
# package/name → why it is none of the ordinary ones
OWN_NAMES = {
    "foundation/*": "every file is one concept; nothing here has pages, tables or actions",
    "site/*": "the frame around everything: settings, addresses, server, base templates",
    "history/often.py": "SQL worked out once, for what is asked many times a second",
    "history/sizes.py": "told to the database after many rows at once, by whichever package wrote them",
    "history/sentences.py": "one file of sentences: what each event says to a reader",
    "organisation/roles.py": "the page for the lawyer: what each role permits",
    "organisation/access.py": "who is asking, and what the roles say about it; actions and pages both ask",
    "organisation/profile.py": "reads the city's own profile: kinds, levels, limits",
    "organisation/profile_template": "what `tertial city new` copies for a city that starts",
    "payments/engine": "runs table rules on DuckDB or Spark",
    "payments/generator": "makes care data with planted faults, for demo, tests and measurements",
}
# path → why it may be longer
LONG_FILES: dict[str, str] = {}
LONG_FUNCTIONS: dict[str, str] = {}
LONG_TEMPLATES: dict[str, str] = {}


def sources(*folders: str) -> list[Path]:
    found = [path for folder in folders for path in sorted((ROOT / folder).rglob("*.py"))]
    return [path for path in found if "__pycache__" not in path.parts]


def shown(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def lines(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def too_long(sizes: dict[str, int], limit: int, excused: dict[str, str]) -> list[str]:
    """What breaks the limit without excuse, and excuses that are no longer needed."""
    long = {name for name, size in sizes.items() if size > limit}
    return [
        *(f"{name} has {sizes[name]} lines, at most {limit}" for name in sorted(long - set(excused))),
        *(f"{name} is excused without need" for name in sorted(set(excused) - long)),
    ]


def functions(path: Path) -> Iterator[tuple[str, int]]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield f"{shown(path)}::{node.name}", (node.end_lineno or node.lineno) - node.lineno + 1


def is_meaningless(name: str) -> bool:
    return any(word.removesuffix("s") in MEANINGLESS for word in re.split(r"[_\W]", name.lower()))


def test_files_are_short() -> None:
    """Migrations are written by Django from the models, and read by nobody."""
    written = [path for path in sources("src", "tests", "tools", "bench") if "migrations" not in path.parts]
    assert too_long({shown(path): lines(path) for path in written}, FILE, LONG_FILES) == []


def test_functions_are_short() -> None:
    sizes = dict(size for path in sources("src", "tests", "tools", "bench") for size in functions(path))
    assert too_long(sizes, FUNCTION, LONG_FUNCTIONS) == []


def test_templates_are_short() -> None:
    templates = (path for path in SRC.rglob("templates/**/*") if path.is_file())
    assert too_long({shown(path): lines(path) for path in templates}, TEMPLATE, LONG_TEMPLATES) == []


def test_names_mean_something() -> None:
    places = {part for path in sources("src", "tests", "tools", "bench") for part in Path(shown(path)).parts}
    assert sorted(part for part in places if is_meaningless(part.removesuffix(".py"))) == []


def is_ordinary(path: Path) -> bool:
    package = path.parent.name
    if f"{package}/*" in OWN_NAMES or f"{package}/{path.name}" in OWN_NAMES:
        return True
    if path.is_dir():
        return path.name in ORDINARY_FOLDERS
    return path.suffix != ".py" or path.stem in ORDINARY_FILES


def test_packages_are_made_of_the_same_names() -> None:
    packages = [path for path in SRC.iterdir() if (path / "__init__.py").exists()]
    parts = [part for package in packages for part in package.iterdir() if part.name != "__pycache__"]
    assert [shown(part) for part in sorted(parts) if not is_ordinary(part)] == []


def test_modules_say_what_they_are() -> None:
    empty = {path for path in sources("src") if path.name == "__init__.py" and not path.read_text().strip()}
    silent = [
        shown(path)
        for path in sources("src")
        if path not in empty
        and "migrations" not in path.parts
        and not ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    ]
    assert silent == []


def test_migrations_are_named() -> None:
    names = [path for path in SRC.glob("*/migrations/*.py") if path.name != "__init__.py"]
    good = re.compile(r"\d{4}_(?!auto)[a-z]\w*")
    assert [shown(path) for path in names if not good.fullmatch(path.stem)] == []


def snake(name: str) -> str:
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower()


def bases(node: ast.ClassDef) -> set[str]:
    return {ast.unparse(base).rpartition(".")[2] for base in node.bases}


def words_in_code() -> Iterator[tuple[str, str]]:
    """(glossary code, where) of every package, model, role and enumeration of kinds."""
    for package in SRC.iterdir():
        if (package / "__init__.py").exists():
            yield package.name, shown(package)
    for path in sources("src"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef) and is_word(path, node):
                yield snake(node.name), f"{shown(path)}::{node.name}"
            elif isinstance(node, ast.Call) and ast.unparse(node.func) == "Role" and node.args:
                role = node.args[0]
                if isinstance(role, ast.Constant):
                    yield str(role.value), f"{shown(path)}::Role({role.value!r})"


def is_word(path: Path, node: ast.ClassDef) -> bool:
    in_models = path.stem == "models" or path.parent.name == "models"
    is_model = any(
        base.endswith("Model") or base in {"AbstractBaseUser", "AbstractUser"} for base in bases(node)
    )
    # A bare `Kind` is its own module's affair; `UnitKind` is a word of the product.
    is_kind = node.name.removesuffix("Kind") not in {"", node.name} and bool(
        bases(node) & {"StrEnum", "Enum", "TextChoices"}
    )
    return (in_models and is_model) or is_kind


def test_glossary_is_complete() -> None:
    assert [where for code, where in words_in_code() if code not in all_terms()] == []


@pytest.mark.parametrize(
    "name",
    ["utils", "date_helpers", "service", "plan_manager.py", "common"],
)
def test_meaningless_names_are_found(name: str) -> None:
    assert is_meaningless(name.removesuffix(".py"))


def test_limits_bite_and_excuses_age() -> None:
    told = too_long({"a.py": 401, "b.py": 400, "c.py": 500}, 400, {"c.py": "a table", "b.py": "was long"})
    assert told == ["a.py has 401 lines, at most 400", "b.py is excused without need"]


def test_models_are_found_in_source() -> None:
    source = "class RoleHolding(models.Model): ...\nclass Rows(models.QuerySet['Unit']): ..."
    found = [node for node in ast.parse(source).body if isinstance(node, ast.ClassDef)]
    assert [snake(node.name) for node in found if is_word(Path("x/models.py"), node)] == ["role_holding"]


def test_sizes_are_told(capsys: pytest.CaptureFixture[str]) -> None:
    sizes = Counter[str]()
    for path in sources("src", "tests"):
        folder = path.relative_to(SRC).parts[0] if path.is_relative_to(SRC) else "tests"
        sizes[folder if not folder.endswith(".py") else "tertial"] += lines(path)
    production = sizes.total() - sizes["tests"]
    with capsys.disabled():
        told = ", ".join(f"{name} {size}" for name, size in sorted(sizes.items()))
        print(f"\nLines: {told}; production {production}, tests per line {sizes['tests'] / production:.2f}")
    assert production > 0
