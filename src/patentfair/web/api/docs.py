"""The API's documents as a page of our own: no script, no other host."""

from __future__ import annotations

from typing import Any

import msgspec
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from patentfair.web.addresses import public_address
from patentfair.web.api.api import api

__all__ = ["docs"]


def docs(request: HttpRequest) -> HttpResponse:
    """Every operation with its parameters and an example call, from the same document that programs read."""
    schema = api.get_openapi_schema()
    operations = [
        _operation(path, method, described)
        for path, methods in schema["paths"].items()
        for method, described in methods.items()
    ]
    context = {
        "operations": operations,
        "version": schema["info"]["version"],
        "base": public_address(request),
    }
    return render(request, "web/api_docs.html", context)


def _operation(path: str, method: str, described: dict[str, Any]) -> dict[str, Any]:
    summary, _, details = described.get("description", "").partition("\n")
    return {
        "method": method.upper(),
        "path": path,
        "anchor": described["operationId"],
        "summary": summary or described.get("summary", ""),
        "details": details.strip(),
        "parameters": [
            {
                "name": one["name"],
                "place": one["in"],
                "required": one.get("required", False),
                "kind": _kind(one.get("schema", {})),
                "default": one.get("schema", {}).get("default", ""),
            }
            for one in described.get("parameters", ())
        ],
        "answers": [
            {"code": code, "text": answer.get("description", "")} for code, answer in described["responses"].items()
        ],
        "body": "facts" if path.endswith("/decide") else "",
    }


def _kind(schema: dict[str, Any]) -> str:
    if schema.get("type") == "array":
        return f"{_kind(schema.get('items', {}))} …"
    return str(schema.get("type") or msgspec.json.encode(schema).decode())
