"""Letters after a name, posts and occupations; register numbers and their checksums."""

import pytest

from healthlint.article.credentials import find_credentials, role_of
from healthlint.article.registers import find_registers, is_orcid
from healthlint.model import Role


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Jane Smith, MBBS, MRCP(UK)", Role.CLINICIAN),
        ("Jane Smith, M.D., Ph.D.", Role.CLINICIAN),
        ("Jane Smith, RN-BC", Role.CLINICIAN),
        ("Jane is a consultant cardiologist", Role.CLINICIAN),
        ("Jane Smith, PhD", Role.RESEARCHER),
        ("Jane Smith, PhD student", Role.TRAINEE),
        ("final-year medical student", Role.TRAINEE),
        ("Jane Smith, MBBS, PhD student", Role.CLINICIAN),
        ("Jane Smith, staff writer", Role.OTHER),
        ("Jane Smith, health coach", Role.OTHER),
        ("Jane Smith of Leeds. DO NOT CALL. Go AS far AS you can.", Role.CLINICIAN),
        ("Jane Smith likes tea", Role.UNKNOWN),
    ],
)
def test_role(text, role):
    assert role_of(find_credentials(text))[0] is role


def test_places_and_no_letters_inside_words():
    text = "Jane Smith, BSc (Hons), lives in MDina and knows Dr Who"
    assert [text[c.start : c.end] for c in find_credentials(text)] == ["BSc"]


@pytest.mark.parametrize(
    ("text", "register", "good"),
    [
        ("GMC 7654321", "GMC", True),
        ("GMC number: 12345", "GMC", False),
        ("NMC PIN 12A3456E", "NMC", True),
        ("NMC PIN 123456", "NMC", False),
        ("HCPC PH12345", "HCPC", True),
        ("HCPC ZZ12345", "HCPC", False),
        ("NPI 1234567893", "NPI", True),
        ("NPI 1234567890", "NPI", False),
    ],
)
def test_register_numbers(text, register, good):
    (found,) = find_registers(text)
    assert (found.register, found.well_formed) == (register, good)


@pytest.mark.parametrize("text", ["Company Number: 10696687", "VAT 362 5758 74", "Call +44 20 7946 0018", "GMC guidance of 2020 says so"])
def test_other_numbers_are_left_alone(text):
    assert [r for r in find_registers(text) if not r.well_formed] == []


def test_orcid_check_digit():
    assert is_orcid("0000-0002-1825-0097")
    assert is_orcid("0000-0002-1694-233X")
    assert not is_orcid("0000-0002-1825-0098")
