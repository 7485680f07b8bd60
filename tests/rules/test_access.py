"""Who may what where: the roles page against the tree."""

import pytest

from tertial.organisation.roles import PERMITS, ROLES, Permission
from tertial.organisation.rules.access import Held, line_of, may_read_draft, permits

PARENTS = {"home": "care", "care": "strand", "strand": "city", "berg": "city", "city": None}


@pytest.mark.parametrize(
    ("role", "on", "asked_in", "permission", "may"),
    [
        pytest.param("reporter", "home", "home", Permission.REPORT, True, id="reports for the own unit"),
        pytest.param("reporter", "home", "care", Permission.REPORT, False, id="a role does not flow up"),
        pytest.param("approver", "strand", "home", Permission.APPROVE, True, id="a role flows down"),
        pytest.param("approver", "strand", "berg", Permission.APPROVE, False, id="and not sideways"),
        pytest.param("controller", "strand", "home", Permission.CONTROL, True, id="controls below"),
        pytest.param(
            "controller", "strand", "home", Permission.APPROVE, False, id="a controller approves nothing"
        ),
        pytest.param(
            "city_office", "strand", "berg", Permission.READ_DRAFT, True, id="the city office sees all boards"
        ),
        pytest.param("auditor", "strand", "berg", Permission.READ_DRAFT, True, id="so do the auditors"),
        pytest.param("auditor", "city", "home", Permission.EDIT_UNIT, False, id="an auditor changes nothing"),
        pytest.param("auditor", "city", "home", Permission.WRITE_FINDING, True, id="but writes findings"),
        pytest.param(
            "administrator", "city", "home", Permission.GIVE_ROLES, True, id="administrators give roles"
        ),
        pytest.param("administrator", "city", "home", Permission.READ_DRAFT, False, id="but see no drafts"),
        pytest.param(
            "reader", "city", "home", Permission.READ_DRAFT, False, id="readers read what is approved"
        ),
    ],
)
def test_permits(role, on, asked_in, permission, may):
    found = permits([Held(role, on)], permission, line_of(asked_in, PARENTS))
    assert bool(found) is may


def test_ones_own_role_goes_before_a_borrowed_one():
    held = [Held("approver", "strand", instead_of="Siv"), Held("approver", "home")]
    assert permits(held, Permission.APPROVE, line_of("home", PARENTS)) == Held("approver", "home")


def test_a_deputy_acts_in_the_others_place():
    found = permits([Held("approver", "strand", "Siv")], Permission.APPROVE, line_of("home", PARENTS))
    assert found is not None
    assert found.instead_of == "Siv"


def test_drafts_are_for_the_own_line():
    line = line_of("home", PARENTS)
    assert may_read_draft([Held("approver", "strand")], line)
    assert not may_read_draft([Held("approver", "berg")], line)
    assert not may_read_draft([Held("administrator", "city")], line)


def test_a_line_with_a_loop_ends():
    assert line_of("a", {"a": "b", "b": "a"}) == ["a", "b"]


def test_every_permission_has_a_sentence_and_somebody_who_has_it():
    assert set(PERMITS) == set(Permission)
    assert set().union(*(role.permits for role in ROLES.values())) == set(Permission)
