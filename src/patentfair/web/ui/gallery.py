"""What the living page of components is filled with: made-up examples in the reader's language."""

from collections.abc import Callable
from typing import Any

from django import forms

from patentfair.web.ui.tiles import SHORT, TILES

__all__ = ["gallery_context"]

Pick = Callable[[str, str], str]

REGIONS = {
    "11": ("北京", "Beijing"),
    "12": ("天津", "Tianjin"),
    "13": ("河北", "Hebei"),
    "14": ("山西", "Shanxi"),
    "15": ("内蒙古", "Inner Mongolia"),
    "21": ("辽宁", "Liaoning"),
    "22": ("吉林", "Jilin"),
    "23": ("黑龙江", "Heilongjiang"),
    "31": ("上海", "Shanghai"),
    "32": ("江苏", "Jiangsu"),
    "33": ("浙江", "Zhejiang"),
    "34": ("安徽", "Anhui"),
    "35": ("福建", "Fujian"),
    "36": ("江西", "Jiangxi"),
    "37": ("山东", "Shandong"),
    "41": ("河南", "Henan"),
    "42": ("湖北", "Hubei"),
    "43": ("湖南", "Hunan"),
    "44": ("广东", "Guangdong"),
    "45": ("广西", "Guangxi"),
    "46": ("海南", "Hainan"),
    "50": ("重庆", "Chongqing"),
    "51": ("四川", "Sichuan"),
    "52": ("贵州", "Guizhou"),
    "53": ("云南", "Yunnan"),
    "54": ("西藏", "Xizang"),
    "61": ("陕西", "Shaanxi"),
    "62": ("甘肃", "Gansu"),
    "63": ("青海", "Qinghai"),
    "64": ("宁夏", "Ningxia"),
    "65": ("新疆", "Xinjiang"),
    "71": ("台湾", "Taiwan"),
    "81": ("香港", "Hong Kong"),
    "82": ("澳门", "Macao"),
}


def gallery_context(language: str = "zh") -> dict[str, Any]:
    """Everything `ui/gallery.html` reads besides what the base page reads."""

    def pick(chinese: str, english: str) -> str:
        return chinese if language == "zh" else english

    return {
        "gallery": {
            "crumbs": [
                {"label": pick("首页", "Home"), "url": f"/{language}/"},
                {"label": pick("组件", "Components"), "url": ""},
            ],
            **market(pick),
            **law(pick),
            **work(pick),
            "form": example_form(pick),
            "tiles": tiles(pick),
        }
    }


def market(pick: Pick) -> dict[str, Any]:
    """Cards, facets and reasons."""
    sensor = pick("一种薄膜温度传感器的封装方法", "Method of packaging a thin-film temperature sensor")
    return {
        "hero_title": pick("让专利走进生产", "Patents, put to work"),
        "hero_text": pick(
            "写下要解决的问题，看到相配的技术、依法可以取得的许可，以及每一条结论的依据。",
            "Write down the problem. See which technologies fit, what the law lets you take, and why.",
        ),
        "stats": [
            {"value": "612", "caption": pick("件专利在册", "patents on the register"), "unit": ""},
            {"value": "184", "caption": pick("项供给可洽谈", "listings open to talks"), "unit": ""},
            {"value": "37", "caption": pick("项需求待回应", "needs awaiting an answer"), "unit": ""},
            {
                "value": "4.2",
                "caption": pick("首次答复的中位时间", "median time to a first answer"),
                "unit": pick("天", "days"),
            },
        ],
        "patent": {
            "url": "#",
            "number": "CN990000123B",
            "title": sensor,
            "title_segments": [
                {"text": pick("一种", "Method of packaging a "), "marked": False},
                {"text": pick("薄膜温度传感器", "thin-film temperature sensor"), "marked": True},
                {"text": pick("的封装方法", ""), "marked": False},
            ],
            "kind_label": pick("发明", "Invention"),
            "status_state": "alive",
            "status_label": pick("有效", "In force"),
            "owner": pick("澄源材料研究所", "Chengyuan Institute of Materials"),
            "region": pick("陕西", "Shaanxi"),
            "filed": pick("2019年3月12日", "12 March 2019"),
            "abstract_segments": [
                {
                    "text": pick(
                        "在柔性基底上沉积铂层，再以低温玻璃封接，使",
                        "A platinum layer on a flexible base is sealed with low-melting glass, so that the ",
                    ),
                    "marked": False,
                },
                {"text": pick("响应时间", "response time"), "marked": True},
                {
                    "text": pick(
                        "缩短到20毫秒以内，可在油液中长期工作。",
                        " falls below 20 ms and the part works in oil for years.",
                    ),
                    "marked": False,
                },
            ],
            "classes": [
                {"code": "G01K 7/18", "title": pick("电阻测温", "Resistance thermometry"), "url": "#"},
                {"code": "H01C 1/02", "title": pick("电阻器封装", "Housing of resistors"), "url": "#"},
            ],
            "on_offer": pick("可取得普通许可", "Ordinary licence on offer"),
        },
        "old_patent": {
            "url": "#",
            "number": "CN990000456U",
            "title": pick("一种可拆卸的果蔬分选筛网", "Removable sieve for sorting fruit and vegetables"),
            "kind_label": pick("实用新型", "Utility model"),
            "status_state": "ended",
            "status_label": pick("届满", "Expired"),
            "owner": pick("青禾农机有限公司", "Qinghe Farm Machinery Ltd"),
            "region": pick("江西", "Jiangxi"),
            "filed": pick("2013年6月4日", "4 June 2013"),
            "abstract": pick(
                "筛网以卡扣固定，换型时无需工具，约三分钟可完成一次更换。",
                "The sieve is held by clips and is changed without tools in about three minutes.",
            ),
            "classes": [{"code": "B07B 1/46", "title": pick("筛分装置的构造", "Details of screens"), "url": "#"}],
        },
        "listing": {
            "url": "#",
            "number": "CN990000123B",
            "title": pick("油液中响应更快的温度传感器", "A temperature sensor that answers faster in oil"),
            "summary": pick(
                "与现用铠装热电阻相比，响应快约十倍，厚度为其五分之一；已完成2000小时油浸试验。",
                "Ten times faster than the sheathed sensors used today, a fifth as thick; 2,000 hours in oil.",
            ),
            "status_state": "alive",
            "status_label": pick("有效", "In force"),
            "kinds": [pick("普通许可", "Ordinary licence"), pick("独占许可", "Exclusive licence")],
            "price": pick("入门费20万元，另按净销售额提成3%", "CNY 200,000 upfront, then 3% of net sales"),
            "territory": pick("中国大陆", "Mainland China"),
            "term": pick("5年", "5 years"),
            "maturity": pick("技术成熟度6级", "Readiness level 6"),
            "owner": pick("澄源材料研究所", "Chengyuan Institute of Materials"),
            "center": pick("陕西中心", "Shaanxi Center"),
        },
        "need": {
            "url": "#",
            "title": pick("液压系统需要更快的油温测量", "Faster oil temperature measurement for hydraulics"),
            "problem": pick(
                "泵阀过热时，现有传感器要延迟半秒才有反应，保护动作因此偏晚。",
                "When a valve overheats, today's sensor reacts half a second late, and so does the protection.",
            ),
            "targets": [
                {"label": pick("响应时间", "Response time"), "value": pick("不超过50毫秒", "50 ms at most")},
                {"label": pick("工作温度", "Temperature"), "value": pick("−40至180 ℃", "−40 to 180 °C")},
            ],
            "budget": pick("30万至80万元", "CNY 300,000 to 800,000"),
            "deadline": pick("2027年1月31日", "31 January 2027"),
            "poster": pick("某液压件企业（名称未公开）", "A hydraulics firm (name not shown)"),
            "region": pick("辽宁", "Liaoning"),
            "clarity": 82,
        },
        "facet_options": [
            {"value": "in", "label": pick("有效", "In force"), "count": "418", "url": "#", "selected": True},
            {
                "value": "late",
                "label": pick("年费滞纳期内", "In the late-fee period"),
                "count": "23",
                "url": "#",
                "selected": False,
            },
            {
                "value": "end",
                "label": pick("已终止或届满", "Lapsed or expired"),
                "count": "139",
                "url": "#",
                "selected": False,
            },
            {"value": "none", "label": pick("未知", "Unknown"), "count": "32", "url": "#", "selected": False},
        ],
        "reasons": [
            {
                "code": "TERMS",
                "text": pick(
                    "两段文字都写到“响应时间”“油液”“薄膜”。", "Both texts speak of response time, oil and thin film."
                ),
            },
            {
                "code": "TARGET",
                "text": pick(
                    "响应时间20毫秒，需求为不超过50毫秒。", "Response time 20 ms; the need asks for 50 ms at most."
                ),
            },
            {"code": "CLASS", "text": pick("分类号同在G01K 7/18之下。", "Both are classed under G01K 7/18.")},
        ],
        "misfits": [
            {
                "code": "RANGE",
                "text": pick(
                    "记录的最高工作温度为150 ℃，需求为180 ℃。",
                    "The record shows 150 °C at most; the need asks for 180 °C.",
                ),
            },
        ],
        "segments": [
            {"text": pick("以", "A "), "marked": False},
            {"text": pick("柔性薄膜", "flexible film"), "marked": True},
            {"text": pick("替代铠装探头，", " replaces the sheathed probe, and the "), "marked": False},
            {"text": pick("响应时间", "response time"), "marked": True},
            {"text": pick("由480毫秒降至20毫秒。", " falls from 480 ms to 20 ms."), "marked": False},
        ],
        "table_caption": pick("各中心今年的成交", "Agreements by center this year"),
        "columns": [
            {"label": pick("中心", "Center"), "number": False},
            {"label": pick("询问", "Inquiries"), "number": True},
            {"label": pick("成交", "Agreed"), "number": True},
            {"label": pick("合同金额（万元）", "Value (CNY 10,000)"), "number": True},
        ],
        "rows": [
            [{"text": pick(zh, en), "url": "#"}] + [{"text": figure, "number": True} for figure in figures]
            for zh, en, figures in [
                ("北京中心", "Beijing Center", ["214", "38", "1,920.0"]),
                ("深圳中心", "Shenzhen Center", ["187", "41", "2,305.5"]),
                ("陕西中心", "Shaanxi Center", ["96", "17", "684.2"]),
            ]
        ],
        "tabs": [
            {"label": pick("概览", "Overview"), "url": "#", "current": True},
            {"label": pick("权利要求", "Claims"), "url": "#", "count": "9"},
            {"label": pick("法律事件", "Legal events"), "url": "#", "count": "6"},
            {"label": pick("同族", "Family"), "url": "#", "count": "0"},
        ],
    }


def law(pick: Pick) -> dict[str, Any]:
    """Status, what may be granted, the life of a right."""
    return {
        "statuses": [
            {
                "state": "alive",
                "label": pick("有效", "In force"),
                "since": pick("2021年5月18日", "18 May 2021"),
                "source": pick("国家知识产权局公报", "CNIPA gazette"),
                "as_of": pick("2026年10月30日", "30 October 2026"),
                "next_due": pick("2027年3月12日", "12 March 2027"),
                "next_due_label": pick("下次年费", "Next annuity"),
            },
            {
                "state": "provisional",
                "label": pick("滞纳期内，暂为有效", "In the late-fee period"),
                "since": pick("2026年8月2日", "2 August 2026"),
                "source": pick("专利权人申报", "Stated by the owner"),
                "as_of": pick("2026年9月1日", "1 September 2026"),
                "next_due": pick("2027年2月2日", "2 February 2027"),
                "next_due_label": pick("补缴期限", "Last day to pay"),
            },
            {
                "state": "ended",
                "label": pick("届满", "Expired"),
                "since": pick("2023年6月4日", "4 June 2023"),
                "source": pick("国家知识产权局公报", "CNIPA gazette"),
                "as_of": pick("2026年10月30日", "30 October 2026"),
            },
            {"state": "unknown", "label": pick("未知", "Unknown")},
        ],
        "rights": [
            {
                "kind_label": pick("普通许可", "Ordinary licence"),
                "outcome": "ALLOWED",
                "findings": [
                    {
                        "why": pick(
                            "没有独占或排他许可与之冲突。合同订立后需要备案，但备案不影响合同生效。",
                            "No exclusive or sole licence is in its way. Recordal is not a condition of its effect.",
                        ),
                        "basis": pick("《专利法实施细则》第十五条第二款", "Implementing Regulations, Rule 15(2)"),
                        "who": pick("许可人", "Licensor"),
                        "deadline": pick(
                            "合同生效之日起三个月内", "Three months from the day the contract takes effect"
                        ),
                        "verified": True,
                    }
                ],
            },
            {
                "kind_label": pick("转让", "Assignment"),
                "outcome": "NEEDS_FORMALITY",
                "findings": [
                    {
                        "why": pick("转让自登记之日起生效。", "An assignment takes effect on registration."),
                        "basis": pick("《专利法》第十条第三款", "Patent Law, art. 10(3)"),
                        "verified": True,
                    }
                ],
            },
            {
                "kind_label": pick("质押", "Pledge"),
                "outcome": "ALLOWED_WITH_CONSENTS",
                "findings": [{"why": pick("专利权有两名共有人。", "There are two co-owners."), "verified": True}],
            },
            {
                "kind_label": pick("独占许可", "Exclusive licence"),
                "outcome": "FORBIDDEN",
                "open": True,
                "findings": [
                    {
                        "why": pick(
                            "专利正处于开放许可期间，不得给予独占或者排他许可。",
                            "The patent is under an open licence: no exclusive or sole licence meanwhile.",
                        ),
                        "basis": pick("《专利法》第五十一条第三款", "Patent Law, art. 51(3)"),
                        "cure": pick(
                            "书面撤回开放许可声明，并由国务院专利行政部门公告；已经给予的开放许可不受影响。",
                            "Withdraw the open licence in writing and have it announced; licences already taken stay.",
                        ),
                        "who": pick("专利权人", "The patentee"),
                        "verified": True,
                    },
                    {
                        "why": pick("登记的质押尚未解除。", "A registered pledge is still in force."),
                        "basis": pick("《民法典》第四百四十四条第二款", "Civil Code, art. 444(2)"),
                        "cure": pick("取得质权人书面同意。", "Obtain the pledgee's written consent."),
                        "who": pick("质权人", "The pledgee"),
                        "verified": False,
                    },
                ],
                "carve_out_text": pick(
                    "中国大陆范围内的普通许可，期限至2039年3月12日。",
                    "An ordinary licence for mainland China until 12 March 2039.",
                ),
                "alternatives_text": pick(
                    "按已公告的条件接受开放许可。", "Take the open licence on its announced terms."
                ),
            },
            {
                "kind_label": pick("在美国的许可", "Licence in the United States"),
                "outcome": "INDETERMINATE",
                "findings": [
                    {"why": pick("尚未收录该法域的规则。", "The rules of this jurisdiction are not covered yet.")}
                ],
            },
        ],
        "events": [
            {
                "date": pick("2019年3月12日", "12 March 2019"),
                "label": pick("申请", "Application filed"),
                "lane": "event",
            },
            {
                "date": pick("2021年5月18日", "18 May 2021"),
                "label": pick("授权公告", "Grant announced"),
                "lane": "event",
                "detail": pick("CN990000123B，权利要求9项", "CN990000123B, 9 claims"),
            },
            {
                "date": pick("2022年9月1日", "1 September 2022"),
                "label": pick("转让给澄源材料研究所", "Assigned to Chengyuan Institute of Materials"),
                "lane": "owner",
            },
            {
                "date": pick("2024年1月15日", "15 January 2024"),
                "label": pick("普通许可，期限5年", "Ordinary licence for 5 years"),
                "lane": "licence",
                "detail": pick("使用领域：汽车变速箱", "Field of use: car gearboxes"),
                "url": "#",
            },
            {
                "date": pick("2025年7月8日", "8 July 2025"),
                "label": pick("质押登记", "Pledge registered"),
                "lane": "pledge",
            },
            {
                "date": pick("2039年3月12日", "12 March 2039"),
                "label": pick("保护期届满", "Term ends"),
                "lane": "event",
                "future": True,
            },
        ],
    }


def work(pick: Pick) -> dict[str, Any]:
    """Negotiation, clocks and steps."""
    return {
        "steps": [
            {"label": pick("询问", "Inquiry"), "state": "done", "when": pick("11月2日", "2 Nov")},
            {"label": pick("洽谈", "Negotiation"), "state": "done", "when": pick("11月9日", "9 Nov")},
            {
                "label": pick("确认条款", "Terms accepted"),
                "state": "current",
                "when": pick("至11月30日", "until 30 Nov"),
            },
            {"label": pick("签订合同", "Contract signed"), "state": "todo"},
            {"label": pick("备案", "Recordal"), "state": "todo"},
        ],
        "messages": [
            {
                "author": pick("林若安", "Lin Ruo'an"),
                "side": "theirs",
                "when": pick("11月9日 10:12", "9 Nov, 10:12"),
                "text": pick(
                    "提成比例可以谈，但希望设最低提成，每年8万元。",
                    "The rate is open to talks, but we would like a minimum of CNY 80,000 a year.",
                ),
            },
            {
                "author": pick("周启明", "Zhou Qiming"),
                "side": "ours",
                "when": pick("11月9日 15:40", "9 Nov, 15:40"),
                "on_behalf_of": pick("北岸液压有限公司", "Beian Hydraulics Ltd"),
                "text": pick(
                    "可以接受，前提是第一年免除最低提成。修改后的条款见附件。",
                    "Agreed, if there is no minimum in the first year. The revised terms are attached.",
                ),
                "attachment": pick("条款清单第3版", "Term sheet, version 3"),
                "attachment_url": "#",
            },
        ],
        "diff": [
            {"kind": "same", "text": pick("被许可人按净销售额的", "The licensee pays ")},
            {"kind": "del", "text": "3.5%"},
            {"kind": "ins", "text": "3%"},
            {"kind": "same", "text": pick("支付提成，", " of net sales")},
            {
                "kind": "ins",
                "text": pick("自第二年起每年不少于8万元，", ", and from the second year at least CNY 80,000 a year"),
            },
            {"kind": "same", "text": pick("每年1月31日前结清。", ", settled by 31 January.")},
        ],
        "clocks": [
            {
                "due": pick("2026年11月30日", "30 November 2026"),
                "label": pick("答复期限", "Answer due"),
                "state": "running",
                "left": pick("余6个工作日", "6 working days left"),
            },
            {
                "due": pick("2026年11月24日", "24 November 2026"),
                "label": pick("答复期限", "Answer due"),
                "state": "soon",
                "left": pick("余1个工作日", "1 working day left"),
            },
            {
                "due": pick("2026年11月18日", "18 November 2026"),
                "label": pick("答复期限", "Answer due"),
                "state": "overdue",
                "left": pick("已过3个工作日", "by 3 working days"),
            },
        ],
    }


def tiles(pick: Pick) -> list[dict[str, Any]]:
    """Every region with a count that only serves the picture."""
    counts = {
        "11": 94,
        "44": 120,
        "31": 82,
        "32": 76,
        "33": 61,
        "61": 48,
        "42": 44,
        "21": 39,
        "51": 35,
        "37": 33,
        "36": 21,
        "34": 18,
    }
    return [
        {
            "code": code,
            "label": pick(*REGIONS[code]),
            "short": pick("", SHORT[code]),
            "url": "#",
            "count": counts.get(code, 0),
            "level": 4 if counts.get(code, 0) > 90 else min(3, -(-counts.get(code, 0) // 30)),
            "row": row,
            "col": col,
            "selected": code == "61",
        }
        for code, (row, col) in TILES.items()
    ]


def example_form(pick: Pick) -> forms.Form:
    """A bound form with one field in error."""
    fields: dict[str, forms.Field] = {
        "title": forms.CharField(
            label=pick("需求名称", "Name of the need"),
            help_text=pick("先写问题，不必写专利号。", "The problem first; no patent number is needed."),
        ),
        "budget": forms.IntegerField(
            label=pick("预算（万元）", "Budget (CNY 10,000)"),
            help_text=pick("只写数字。", "Figures only."),
            error_messages={"invalid": pick("请填写数字，例如50。", "Write a number, for instance 50.")},
        ),
        "problem": forms.CharField(
            label=pick("要解决的问题", "The problem to solve"), required=False, widget=forms.Textarea(attrs={"rows": 4})
        ),
        "kind": forms.ChoiceField(
            label=pick("希望取得", "What you would like to take"),
            choices=[("ordinary", pick("普通许可", "An ordinary licence")), ("assign", pick("转让", "An assignment"))],
            widget=forms.RadioSelect,
        ),
        "region": forms.ChoiceField(
            label=pick("地区", "Region"), choices=[("61", pick("陕西", "Shaanxi")), ("21", pick("辽宁", "Liaoning"))]
        ),
        "shown": forms.BooleanField(label=pick("公开本单位名称", "Show our name"), required=False),
    }
    form_class = type("NeedExample", (forms.Form,), fields)
    form: forms.Form = form_class(
        data={
            "title": pick("更快的油温测量", "Faster oil temperature measurement"),
            "budget": pick("五十", "fifty"),
            "kind": "ordinary",
            "region": "61",
        }
    )
    form.is_valid()
    return form
