"""What holds for the project as a whole: its packages, its documents, its pinned versions."""

from __future__ import annotations

import re
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGES = ("schemas", "extract", "normalize", "check", "publish", "hapgye")
README = (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("package", PACKAGES)
def test_no_other_distribution_owns_our_packages(package: str) -> None:
    owners = set(packages_distributions().get(package, []))
    assert owners <= {"hapgye"}, f"{package} is also installed by {owners}"


def test_every_dependency_is_pinned_with_hashes() -> None:
    pinned = (ROOT / "constraints.txt").read_text(encoding="utf-8")
    requirements = re.findall(r"^([a-z0-9][a-z0-9._-]*)==\S+.*(?:\\\n\s+--hash=sha256:[0-9a-f]{64}.*)+", pinned, re.MULTILINE)
    assert len(requirements) == len(re.findall(r"^[a-z0-9]", pinned, re.MULTILINE))
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    assert {re.split(r"[<>=\[]", name)[0].lower() for name in wanted} <= set(requirements)


def test_constraints_name_no_host() -> None:
    assert "://" not in (ROOT / "constraints.txt").read_text(encoding="utf-8")


def test_properties_leave_the_number_of_their_examples_to_the_profile() -> None:
    own = [path.name for path in (ROOT / "tests").glob("test_*.py") if re.search(r"max_examples\s*=", path.read_text("utf-8"))]
    assert own == [], "use tests.properties.examples, so that `make fuzz` raises them too"


def test_readme_links_lead_somewhere() -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", README):
        assert (ROOT / target).exists(), target


def test_readme_names_every_command_there_is() -> None:
    from hapgye.cli import _parser

    usage = _parser().format_help()
    for command in ("run", "check", "show", "explain"):
        assert f"hapgye {command}" in README
        assert command in usage
