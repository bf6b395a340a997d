"""Properties worked out once."""

import pytest

from healthlint.cached import cached_property


class _Page:
    asked = 0

    @cached_property
    def words(self):
        """How often it was asked."""
        self.asked += 1
        return self.asked


def test_the_method_runs_once_for_each_object():
    one, other = _Page(), _Page()
    assert [one.words, one.words, one.asked] == [1, 1, 1]
    assert other.words == 1
    assert one.__dict__["words"] == 1


def test_a_value_can_be_set_beforehand_and_thrown_away():
    page = _Page()
    page.__dict__["words"] = 7
    assert page.words == 7
    del page.words
    assert page.words == 1


def test_it_stands_for_itself_in_the_class():
    assert isinstance(_Page.words, cached_property)
    assert _Page.words.__doc__ == "How often it was asked."


def test_a_method_that_fails_is_asked_again():
    class Odd:
        tries = 0

        @cached_property
        def value(self):
            self.tries += 1
            if self.tries == 1:
                raise ValueError("not yet")
            return self.tries

    odd = Odd()
    with pytest.raises(ValueError, match="not yet"):
        odd.value  # noqa: B018 - what it does counts
    assert odd.value == 2
