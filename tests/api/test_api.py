"""The API answers by the same rules as the pages."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from django.test import Client

from patentfair.apps.market.models import Need
from patentfair.apps.registry.models import Patent

EXAMPLES = Path(__file__).resolve().parents[2] / "examples" / "rights"


@pytest.fixture
def client(world) -> Client:
    return Client()


def test_search_and_read(client):
    found = client.get("/api/patents", {"q": "电池", "limit": 5}).json()
    assert found["total"] >= len(found["hits"]) > 0
    assert set(found["hits"][0]) == {"number", "title", "office", "status", "score"}
    assert sum(found["facets"]["office"].values()) == found["total"]
    record = client.get(f"/api/patents/{found['hits'][0]['number'].lower()}").json()
    assert record["number"] == found["hits"][0]["number"]
    assert record["record"]["titles"]


def test_rights_of_a_patent(client):
    patent = Patent.objects.filter(office="CN", stage="grant").first()
    rows = client.get(f"/api/patents/{patent.key}/rights").json()
    assert rows[0]["kind"] == "assignment"
    assert len(rows) == 6
    assert all(row["findings"] or row["outcome"] == "ALLOWED" for row in rows)


@pytest.mark.parametrize("case", sorted(path.name for path in EXAMPLES.glob("case-*.json"))[:12])
def test_decide_an_example(client, case):
    response = client.post("/api/rights/decide", (EXAMPLES / case).read_bytes(), content_type="application/json")
    assert response.status_code == 200
    answer = response.json()
    assert {"outcome", "findings", "carve_out", "alternatives", "pack", "pack_version"} == set(answer)
    keys = {"rule", "outcome", "basis", "requirement", "who", "deadline", "effect_if_missing"}
    assert all(keys <= set(finding) for finding in answer["findings"])


def test_problems_are_problem_json(client):
    for response in (
        client.get("/api/patents/none"),
        client.get("/api/needs/999999"),
        client.post("/api/rights/decide", b"{", content_type="application/json"),
        client.get("/api/patents", {"limit": "many"}),
    ):
        assert response.status_code in (400, 404, 422)
        assert response.headers["Content-Type"] == "application/problem+json"
        body = response.json()
        assert body["status"] == response.status_code
        assert body["code"]


def test_matches_come_with_reasons_in_both_languages(client):
    need = Need.objects.filter(state="published").first()
    found = client.get(f"/api/needs/{need.pk}/matches", {"limit": 3}).json()
    assert 0 < len(found["hits"]) <= 3
    assert {"code", "zh", "en"} == set(found["hits"][0]["reasons"][0])


def test_the_document_describes_every_operation(client):
    document = json.loads(client.get("/api/openapi.json").content)
    assert document["openapi"].startswith("3.1")
    assert {
        "/api/patents",
        "/api/patents/{number}",
        "/api/patents/{number}/rights",
        "/api/patents/{number}/events",
        "/api/patents/{number}/status",
        "/api/patents/{number}/family",
        "/api/patents/{number}/citations",
        "/api/patents/{number}/title-chain",
        "/api/patents/{number}/versions",
        "/api/patents/{number}/versions/{version}",
        "/api/patents/{number}/st96",
        "/api/formats",
        "/api/rights/decide",
        "/api/rights/schema",
        "/api/listings/{pk}",
        "/api/deals/{pk}/money",
        "/api/needs/{pk}",
        "/api/needs/{pk}/matches",
    } == set(document["paths"])
