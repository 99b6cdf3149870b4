"""Who comes to the sample events and what is said there. All of it is invented."""

from __future__ import annotations

from typing import Any

__all__ = ["EVALUATIONS", "PEOPLE", "REPORTS", "TALKS"]

# Name, organisation, contact, what they bring, what they look for.
PEOPLE: tuple[tuple[str, str, str, str, str], ...] = (
    ("林知远", "青川大学技术转移中心", "lin.zhiyuan@sample.invalid", "低温热泵干燥专利三件", "愿意试装的干燥设备企业"),
    ("Anna Lindqvist", "Nordlys Drying AB", "lindqvist@sample.invalid", "Pilot drying line", "Licences on heat pumps"),
    ("欧阳明慧", "辽云重工有限公司", "ouyang@sample.invalid", "两千台在用设备的现场数据", "轴承在线监测方案"),
    ("陈望舒", "北衡轴承研究所", "chen.wangshu@sample.invalid", "轴承振动诊断算法与传感器专利", "重型设备的试验现场"),
    ("高启明", "启明焊接技术有限公司", "gao@sample.invalid", "窄间隙焊接工艺专利", "压力容器制造企业"),
    ("唐若溪", "云陵压力容器厂", "tang.ruoxi@sample.invalid", "年产六百台容器的产线", "能提高焊接合格率的工艺"),
    ("James Okafor", "Harmattan Tools Ltd", "okafor@sample.invalid", "Sales in West Africa", "Rugged small machines"),
    ("沈嘉禾", "禾田农机合作社", "shen.jiahe@sample.invalid", "三百台收割机的使用反馈", "易修的电控系统"),
    ("许一诺", "松原传感器有限公司", "xu.yinuo@sample.invalid", "耐低温传感器专利两件", "农机和工程机械用户"),
    ("白云舒", "晴川大学机械学院", "bai.yunshu@sample.invalid", "轻量化机架设计专利", "联合开发的整机厂"),
    ("方见山", "见山工程机械有限公司", "fang@sample.invalid", "整机试验场", "轻量化与节能技术"),
    ("马晓棠", "沐棠设计工作室", "ma.xiaotang@sample.invalid", "小型机械外观设计", "需要重新设计外观的企业"),
    ("周叙白", "松花知识产权代理所", "zhou.xubai@sample.invalid", "许可合同起草", "近期签约的权利人"),
    ("刘念一", "一念科技有限公司", "liu.nianyi@sample.invalid", "软件与算法专利", "制造企业数据"),
    ("钟采薇", "采薇食品有限公司", "zhong.caiwei@sample.invalid", "中试车间", "节能干燥技术"),
    ("贺长武", "长春精工夹具厂", "he@sample.invalid", "夹具快速换型专利", "小批量生产企业"),
)  # fmt: skip

TALKS: tuple[dict[str, Any], ...] = (
    {
        "kind": "talk",
        "minutes": 45,
        "title_zh": "从登记到投产：一百份许可合同的时间都去哪儿了",
        "title_en": "From Register to Production: Where the Time of a Hundred Licences Went",
        "abstract_zh": "我们按日志逐日统计了一百份许可合同从询问到投产的时间。"
        "最长的一段不在谈判，而在对方确认权利状况之前的等待。权利状况在询问时即随附的，签约用时中位数缩短了三分之一。",
        "abstract_en": "We counted, day by day and from the journal, the time from inquiry to production in a hundred "
        "licences. The longest stretch was not negotiation but the wait before the other side had checked the right. "
        "Where its status came with the inquiry, the median time to signature fell by a third.",
        "speakers": [
            {"name_zh": "秦思齐", "name_en": "Qin Siqi", "affiliation_zh": "青川大学知识产权研究院",
             "affiliation_en": "Institute of Intellectual Property, Qingchuan University"}
        ],
        "paper": "一百份许可合同的时间统计",
    },
    {
        "kind": "pitch",
        "minutes": 20,
        "title_zh": "低温热泵干燥：省电四成，难在结霜",
        "title_en": "Heat-Pump Drying: Forty per Cent Less Power, and a Frost Problem",
        "abstract_zh": "展示三件专利和一条中试线。省电四成的结果在湿度高于百分之八十时不成立，原因是换热器结霜。",
        "abstract_en": "Three patents and a pilot line. The saving of forty per cent does not hold above eighty per "
        "cent humidity, because the exchanger frosts over.",
        "speakers": [
            {"name_zh": "林知远", "name_en": "Lin Zhiyuan", "affiliation_zh": "青川大学技术转移中心",
             "affiliation_en": "Technology Transfer Center, Qingchuan University"},
            {"name_zh": "钟采薇", "name_en": "Zhong Caiwei", "affiliation_zh": "采薇食品有限公司",
             "affiliation_en": "Caiwei Foods"},
        ],
        "paper": "低温热泵干燥中试数据",
    },
    {"kind": "break", "minutes": 25, "title_zh": "茶歇", "title_en": "Break", "room": "二层前厅"},
    {
        "kind": "panel",
        "minutes": 60,
        "title_zh": "失败的试点为什么值得写下来",
        "title_en": "Why a Failed Pilot Is Worth Writing Down",
        "abstract_zh": "三个试点失败的原因：样机与量产之间缺一道工序，收益分配未提前约定，用户的维修人员没有参加培训。",
        "abstract_en": "Three pilots failed: a step was missing between prototype and series, shares of income had not "
        "been agreed, and the user's fitters had not been trained.",
        "speakers": [
            {"name_zh": "欧阳明慧", "name_en": "Ouyang Minghui", "affiliation_zh": "辽云重工有限公司",
             "affiliation_en": "Liaoyun Heavy Industry"},
            {"name_zh": "陈望舒", "name_en": "Chen Wangshu", "affiliation_zh": "北衡轴承研究所",
             "affiliation_en": "Beiheng Bearing Institute"},
        ],
    },
)  # fmt: skip

REPORTS: tuple[dict[str, Any], ...] = (
    {
        "province": "21",
        "title_zh": "重型装备企业的需求怎样写清楚",
        "title_en": "Helping Makers of Heavy Equipment to Put Their Needs",
        "abstract_zh": "八次需求工作坊，三十一份技术需求，十九份写明了指标和测试方法。",
        "abstract_en": "Eight workshops, thirty-one needs, nineteen with figures and a way to test them.",
        "speakers": [{"name_zh": "温如雪", "name_en": "Wen Ruoxue", "affiliation_zh": "辽宁专利市场中心（示例）",
                      "affiliation_en": "Liaoning Patent Market Center (sample)"}],
    },
    {
        "province": "44",
        "title_zh": "三十天签约：哪些步骤可以并行",
        "title_en": "Signing in Thirty Days: What Can Be Done at Once",
        "abstract_zh": "将尽职调查与条款谈判并行，二十六份合同在三十天内签订；其余的卡在共有人同意。",
        "abstract_en": "With checks and talks side by side, twenty-six contracts were signed within thirty days; the "
        "others waited for co-owners.",
        "speakers": [{"name_zh": "顾南星", "name_en": "Gu Nanxing", "affiliation_zh": "深圳专利市场中心（示例）",
                      "affiliation_en": "Shenzhen Patent Market Center (sample)"}],
    },
)  # fmt: skip

# Content, organisation, usefulness, words.
EVALUATIONS: tuple[tuple[int, int, int, str], ...] = (
    (5, 4, 5, "讲失败的那场最有用，希望多留提问时间。"),
    (4, 4, 4, ""),
    (5, 3, 4, "The slides should be there in both languages before the talk."),
    (4, 2, 3, "签到排队太久，午餐位置不够。"),
    (5, 5, 5, ""),
    (3, 4, 3, ""),
    (4, 4, 5, "地方汇报的数据很扎实。"),
    (5, 4, 4, ""),
    (4, 3, 4, ""),
    (2, 4, 2, "内容偏装备制造，与我的行业关系不大。"),
    (5, 5, 4, ""),
)
