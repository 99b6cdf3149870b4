"""Halls of the sample world, arranged through the real actions."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone

from patentfair.adapters.documents.pictures import store_picture
from patentfair.apps.accounts.access import ANONYMOUS
from patentfair.apps.exhibition.actions.exhibits import (
    approve_exhibit,
    change_exhibit,
    draft_exhibit,
    send_exhibit,
    translate_exhibit,
)
from patentfair.apps.exhibition.actions.halls import make_hall, open_hall
from patentfair.apps.exhibition.actions.pictures import put_picture
from patentfair.apps.exhibition.actions.visits import count_visit, note_lead, tell_visits
from patentfair.apps.exhibition.models import Exhibit, Hall, VisitCount
from patentfair.apps.market.models import Deal
from patentfair.apps.registry.models import Patent
from patentfair.domain.patents.status import ENDED
from patentfair.sample.cast import World
from patentfair.sample.patents import SamplePatent, sample_patents
from patentfair.sample.pictures import plate

__all__ = ["make_exhibition"]

CHAIN = [
    {"zh": "材料与晶圆", "en": "Materials and wafers"},
    {"zh": "器件", "en": "Devices"},
    {"zh": "驱动与控制", "en": "Driving and control"},
    {"zh": "封装", "en": "Packaging"},
    {"zh": "整机与应用", "en": "Systems and use"},
]
# Center, entrance, and what stands there: technology, motif of its plate, link of the chain.
HALLS: tuple[dict[str, Any], ...] = (
    {
        "center": "nation",
        "name_zh": "一度电走过的路",
        "name_en": "The way of a kilowatt-hour",
        "lede_zh": "从一片晶圆到一台充电桩，电在路上要换好几次样子，每换一次都会损失一点。"
        "这个展厅沿着功率半导体产业链，看各个环节的发明怎样把损失找回来，也如实标出还没有展品的环节。",
        "lede_en": "From a wafer to a charging post, power changes its shape several times and loses a little each "
        "time. This hall follows the chain of power semiconductors, shows how inventions win the losses back, and "
        "marks honestly where nothing is on show yet.",
        "kind": "chain",
        "links": CHAIN,
        "shows": (
            ("wafer-bond-void-clean", "layers", 0),
            ("gan-hemt-substrate-thin", "layers", 1),
            ("gate-driver-isolated-lvds", "waves", 2),
            ("power-module-sinter-press", "layers", 3),
            ("llc-synchronous-planar-converter", "waves", 4),
            ("arc-quenching-dc-contactor", "rays", 4),
            ("pulse-self-heating-pack", "cells", 4),
        ),
    },
    {
        "center": "shanghai",
        "name_zh": "看得见，听得清",
        "name_en": "To see and to hear",
        "lede_zh": "光和声音怎样被收集、修正和放大？这些展品来自高校和企业的实验室，每一件都可以询问权利人。",
        "lede_en": "How are light and sound gathered, corrected and amplified? These exhibits come from laboratories "
        "of universities and firms; behind each stands an owner you can ask.",
        "kind": "theme",
        "links": [],
        "shows": (
            ("piezo-mems-speaker-array", "waves", None),
            ("bone-conduction-wind-mic", "waves", None),
            ("event-frame-deblur", "nodes", None),
            ("local-dimming-halo", "rays", None),
            ("metasurface-lens-broadband", "rays", None),
            ("fluor-endoscope-filter", "rays", None),
            ("speech-dysarthria-asr", "waves", None),
        ),
    },
    {
        "center": "beijing",
        "name_zh": "看不见的守护",
        "name_en": "Unseen guardians",
        "lede_zh": "桥梁、隧道、管道和电芯在出事之前都会“说话”。听懂它们，需要传感器和算法。",
        "lede_en": "Bridges, tunnels, pipes and battery cells speak before they fail. It takes sensors and algorithms "
        "to understand them.",
        "kind": "theme",
        "links": [],
        "shows": (
            ("coda-wave-concrete-stress", "waves", None),
            ("fbg-hydrogen-temp-decouple", "rays", None),
            ("gravity-gradient-void-map", "nodes", None),
            ("battery-gas-ultrasonic", "cells", None),
            ("feeder-fault-location-two-end", "nodes", None),
            ("fibre-distributed-sensing-coexist", "waves", None),
        ),
    },
)
WAYS = ("page", "page", "page", "label", "label", "poster", "catalogue", "kiosk")


def make_exhibition(world: World) -> None:
    """Three halls that are open, one of them with a card that waits for review and one that is scheduled."""
    made: dict[str, list[SamplePatent]] = {}
    for one in sample_patents(world.today):
        if one.record.publication.office == "CN":
            made.setdefault(one.technology["key"], []).append(one)
    for row in HALLS:
        _make_hall(world, row, made)


def _make_hall(world: World, row: dict[str, Any], made: dict[str, list[SamplePatent]]) -> None:
    center = world.centers[row["center"]]
    actor = world.staff_of(center)
    texts = {name: row[name] for name in ("name_zh", "name_en", "lede_zh", "lede_en")}
    hall = make_hall(actor=actor, center=center, kind=row["kind"], links=row["links"], is_sample=True, **texts)
    last = len(row["shows"]) - 1
    for at, (technology, motif, link) in enumerate(row["shows"]):
        found = _living(made[technology])
        if found is None:
            continue
        exhibit = _exhibit(world, hall, *found, motif, link)
        send_exhibit(actor=actor, exhibit=exhibit)
        if row["center"] == "beijing" and at == last:
            continue  # waits for review
        later = row["center"] == "shanghai" and at == last
        show_from = timezone.now() + timedelta(days=3) if later else None
        approve_exhibit(actor=actor, exhibit=exhibit, show_from=show_from)
        if not later:
            _visit(world, exhibit)
    open_hall(actor=actor, hall=hall)


def _living(candidates: list[SamplePatent]) -> tuple[SamplePatent, Patent] | None:
    """A living patent of the technology, one that is on offer if there is one."""
    rows = [(one, Patent.objects.get(key=one.record.publication.canonical)) for one in candidates]
    living = [row for row in rows if row[1].status not in ENDED]
    living.sort(key=lambda row: not row[1].listings.filter(state="published").exists())
    return living[0] if living else None


def _exhibit(world: World, hall: Hall, found: SamplePatent, patent: Patent, motif: str, link: int | None) -> Exhibit:
    actor = world.staff_of(hall.center)
    technology, variant = found.technology, found.variant
    exhibit = draft_exhibit(actor=actor, hall=hall, patent=patent, language="zh")

    def filled(name: str) -> str:
        return str(technology[name]).replace("{a}", variant["a"]).replace("{b}", variant["b"])

    texts = {
        "title": f"{technology['title_zh']}"[:120], "problem": filled("problem_zh"),
        "how": f"{filled('plain_zh')}\n{filled('solution_zh')}", "new": filled("better_zh"),
    }  # fmt: skip
    change_exhibit(actor=actor, exhibit=exhibit, texts=texts, maturity=technology["maturity"], link=link)
    words = {
        "title": f"{technology['title_en']}"[:120], "problem": filled("problem_en"),
        "how": f"{filled('plain_en')}\n{filled('solution_en')}"[:1200], "new": filled("better_en"),
    }  # fmt: skip
    translate_exhibit(actor=actor, exhibit=exhibit, texts=words)
    put_picture(
        actor=actor,
        exhibit=exhibit,
        **store_picture(Path(settings.FILES_ROOT), plate(technology["key"], motif)),
        alt_zh=f"示意图版：{ALT[motif][0]}",
        alt_en=f"Plate: {ALT[motif][1]}",
    )
    return exhibit


ALT = {
    "waves": ("层层起伏的波形，其中几条加粗着色", "rows of waves, some of them bold and coloured"),
    "cells": ("蜂窝状排列的六边形，少数填色", "a honeycomb of hexagons, a few of them filled"),
    "layers": ("上下叠放的薄层，厚层中嵌有圆点", "layers upon layers, the thick ones set with dots"),
    "rays": ("平行光线穿过透镜，汇聚到一点", "parallel rays through a lens, meeting in a point"),
    "nodes": ("疏密不一的节点，由短线相连", "nodes near and far, joined by short lines"),
}


def _visit(world: World, exhibit: Exhibit) -> None:
    """Visits of the last days, and a deal of the same patent that began here where there is one."""
    for back in range(1, 4):
        day = world.today - timedelta(days=back)
        for _ in range(world.random.randint(1, 4)):
            count_visit(actor=ANONYMOUS, exhibit=exhibit, way=world.random.choice(WAYS), today=day)
        VisitCount.objects.filter(exhibit=exhibit, day=day, way="page").update(count=world.random.randint(6, 40))
        tell_visits(exhibit=exhibit, day=day)
    deal = Deal.objects.filter(patent=exhibit.patent, listing__isnull=False).order_by("pk").first()
    if deal is not None:
        note_lead(actor=world.actor_for(deal.grantee), exhibit=exhibit, deal=deal)
