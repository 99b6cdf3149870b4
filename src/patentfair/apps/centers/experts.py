"""Who may judge in a matter: fit for the task, and not tied to an organisation concerned."""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from patentfair.apps.accounts.models import Authorisation, Membership, Office
from patentfair.apps.centers.models import ConflictDeclaration, Expert
from patentfair.domain.kernel.words import Words

__all__ = ["LANGUAGES", "REASONS", "TASKS", "reasons_against", "recused"]

COOLING_OFF = timedelta(days=730)
LANGUAGES: dict[str, Words] = {
    "zh": Words("中文", "Chinese"),
    "en": Words("英文", "English"),
    "de": Words("德文", "German"),
    "fr": Words("法文", "French"),
    "ja": Words("日文", "Japanese"),
    "ko": Words("韩文", "Korean"),
    "ru": Words("俄文", "Russian"),
    "es": Words("西班牙文", "Spanish"),
}
TASKS: dict[str, Words] = {
    "gate": Words("产业化阶段门评审", "Stage gates of pilot projects"),
    "jury": Words("评奖与路演评审", "Juries"),
    "valuation": Words("价值评估", "Valuation"),
    "clinic": Words("法律咨询", "Law clinics"),
}
REASONS: dict[str, Words] = {
    "member": Words("属于有关单位", "Belongs to an organisation concerned"),
    "power": Words("现受或者两年内曾受有关单位授权", "Acts, or acted within two years, for an organisation concerned"),
    "employer": Words("任职于有关单位", "Employed by an organisation concerned"),
    "interest": Words("与有关单位有利益关系", "Has an interest in an organisation concerned"),
    "relative": Words("近亲属与有关单位有关联", "A relative is tied to an organisation concerned"),
    "office": Words("已不担任专家职务", "No longer holds the office of expert"),
    "unavailable": Words("暂不接受任务", "Not available at present"),
    "task": Words("不承担此类任务", "Does not take this kind of task"),
    "field": Words("技术领域不符", "Another field of technology"),
    "language": Words("工作语言不符", "Does not work in the language"),
}


def recused(expert: Expert, organisations: Collection[int]) -> tuple[str, ...]:
    """Codes of what keeps an expert from a matter of these organisations (ids); empty where nothing does.

    Looked at are declarations, memberships and powers to act. What ended within two years still counts.
    """
    since = timezone.now() - COOLING_OFF
    about = Q(organisation__in=organisations)
    found = set()
    if Membership.objects.filter(about, user=expert.user_id).exists():
        found.add("member")
    powers = Authorisation.objects.filter(about, representative=expert.user_id, confirmed_at__isnull=False)
    lasting = Q(valid_until=None) | Q(valid_until__gt=timezone.localdate(since))
    if powers.filter(lasting, Q(revoked_at=None) | Q(revoked_at__gt=since)).exists():
        found.add("power")
    declared = ConflictDeclaration.objects.filter(about, Q(ended_at=None) | Q(ended_at__gt=since), expert=expert)
    found.update(declared.values_list("kind", flat=True))
    return tuple(code for code in REASONS if code in found)


def reasons_against(
    expert: Expert, *, task: str, fields: Collection[int], language: str, organisations: Collection[int]
) -> tuple[str, ...]:
    """Codes of `REASONS` that keep an expert out of a draw: recusal first, then what does not fit."""
    unfit = []
    if not Office.objects.filter(user=expert.user_id, kind=Office.Kind.EXPERT).exists():
        unfit.append("office")
    if not expert.is_available or not expert.user.is_active:
        unfit.append("unavailable")
    if task not in expert.tasks:
        unfit.append("task")
    if fields and not set(fields) & set(expert.fields):
        unfit.append("field")
    if language and language not in expert.languages:
        unfit.append("language")
    return (*recused(expert, organisations), *unfit)
