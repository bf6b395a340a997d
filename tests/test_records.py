"""Value classes: made by position and by name, with defaults, whatever their number of fields; enumerations of strings."""

import copy
import pickle

import pytest

from healthlint.enumerations import StrEnum
from healthlint.records import NamedTuple, field, field_names, is_record, record, replace


@record(frozen=True)
class Dose:
    amount: float
    unit: str = "mg"
    notes: list[str] = field(default_factory=list)


@record(frozen=True)
class Range:
    low: int
    high: int = 9


@record
class Nothing:
    pass


class Pair(NamedTuple):
    kind: str
    of: str = "none"


def made_of(size, base):
    names = [f"f{i}" for i in range(size)]
    body = {"__annotations__": dict.fromkeys(names, int), f"f{size - 1}": 7}
    return record(type("Wide", (), body)) if base is None else type(base)("Tall", (base,), body)


@pytest.mark.parametrize("size", range(1, 25))
@pytest.mark.parametrize("base", [None, NamedTuple])
def test_each_value_stands_in_its_own_field_whatever_the_number(size, base):
    kind = made_of(size, base)
    by_place, by_name = kind(*range(size)), kind(**{f"f{i}": i for i in range(size)})
    assert [getattr(by_place, f"f{i}") for i in range(size)] == list(range(size))
    assert by_place == by_name
    assert getattr(kind(*range(size - 1)), f"f{size - 1}") == 7


def test_a_default_that_is_made_is_made_anew():
    first, second = Dose(1.5), Dose(1.5)
    first.notes.append("with food")
    assert second.notes == []
    assert first != second


def test_a_wrong_call_names_the_class():
    Range(1)
    with pytest.raises(TypeError, match=r"Range\.__init__\(\) missing 1 required positional argument: 'low'"):
        Range()
    with pytest.raises(TypeError, match="unexpected keyword argument 'lower'"):
        Range(1, lower=2)
    with pytest.raises(TypeError, match="positional argument"):
        Nothing(1)


def test_a_field_may_be_called_kind():
    assert Pair("vitamin") == ("vitamin", "none")
    assert Pair(of="zinc", kind="mineral")._asdict() == {"kind": "mineral", "of": "zinc"}


def test_values_compare_hash_copy_and_pickle():
    assert Range(1) == Range(1, 9) != Range(1, 8)
    assert hash(Range(1)) == hash(Range(1, 9))
    assert Range(1) != (1, 9)
    for made in (Range(1, 2), Pair("a", "b"), Dose(2.0, "g", ["x"])):
        assert copy.deepcopy(made) == pickle.loads(pickle.dumps(made)) == made  # noqa: S301
    assert repr(Range(1)) == "Range(low=1, high=9)"


def test_a_record_tells_its_fields():
    assert field_names(Dose) == field_names(Dose(1.0)) == ("amount", "unit", "notes")
    assert is_record(Range(1))
    assert not is_record((1, 9))
    assert replace(Range(1), low=3) == Range(3)


class Unit(StrEnum):
    """A docstring is no member."""

    GRAM = "g"
    MILLIGRAM = "mg"

    @property
    def heavy(self):
        return self is Unit.GRAM


def test_a_member_of_an_enumeration_is_its_string():
    assert [*Unit] == [Unit.GRAM, Unit.MILLIGRAM] == ["g", "mg"]
    assert Unit.GRAM.heavy
    assert (Unit.GRAM.name, Unit.GRAM.value, f"{Unit.GRAM}", repr(Unit.GRAM)) == ("GRAM", "g", "g", "<Unit.GRAM: 'g'>")
    assert {"g": 1}[Unit.GRAM] == 1
    assert Unit("mg") is pickle.loads(pickle.dumps(Unit.MILLIGRAM)) is copy.deepcopy(Unit.MILLIGRAM) is Unit.MILLIGRAM  # noqa: S301


@pytest.mark.parametrize("wrong", ["kg", "GRAM", None, ["g"]])
def test_no_other_string_is_a_member(wrong):
    with pytest.raises(ValueError, match="is not a valid Unit"):
        Unit(wrong)
