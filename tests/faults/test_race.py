"""Those who come at the same moment: what the law allows once is granted once, on both databases."""

from __future__ import annotations


def test_two_verifications_of_one_patent_leave_one_owner(sample):
    found = sample.script("race.py", "claims")
    assert len(found["patents"]) == 8
    for outcome, owners in found["patents"]:
        assert owners == 1
        assert outcome == ["claim.shares-exceed-whole", "done"]
    assert found["verified"]


def test_six_last_signatures_on_one_exclusive_licence_bring_one_into_force(sample):
    found = sample.script("race.py", "signatures")
    assert (found["grants"], found["in_force"]) == (1, 1)
    assert found["outcome"].count("done") == 1
    assert set(found["outcome"]) <= {"done", "rights.forbidden", "rights.changed-meanwhile"}
    assert found["verified"]
