"""The indicators by which a patent is valued: three levels, data and no rules.

The structure follows the Chinese national standard GB/T 42748-2023 (guideline for the evaluation of patents): legal,
technical and economic value, with second and third level indicators beneath. The wording of the indicators, the steps
of their scales and the default weights are ours, for people to change; they are not the text of the standard.
"""

from __future__ import annotations

from decimal import Decimal

import msgspec

from patentfair.domain.kernel.words import Words

__all__ = ["BASIS", "LEAVES", "NODES", "STEPS", "Anchor", "Node", "children"]

STEPS = (0, 3, 7, 10)

BASIS = Words(
    "三级结构参照国家标准 GB/T 42748-2023《专利评估指引》；指标表述、评分分档和默认权重由本平台设定，使用者可以调整，"
    "并非标准原文。结果供议价参考，不是资产评估报告。",
    "The three levels follow the Chinese national standard GB/T 42748-2023. The wording, the steps of the scales and "
    "the default weights are this platform's, can be changed, and are not the text of the standard. The result is an "
    "aid in talks about a price, not an appraisal.",
)


class Anchor(msgspec.Struct, frozen=True):
    """What a score on the scale 0 to 10 looks like."""

    score: int
    words: Words


class Node(msgspec.Struct, frozen=True):
    """A place in the tree; `weight` is its default share of its parent. A leaf has a question and four anchors."""

    code: str
    parent: str
    level: int
    weight: Decimal
    name: Words
    question: Words | None = None
    anchors: tuple[Anchor, ...] = ()
    from_record: bool = False


def _branch(code: str, weight: str, zh: str, en: str) -> Node:
    parent = code.rpartition(".")[0]
    return Node(code, parent, code.count(".") + 1, Decimal(weight), Words(zh, en))


def _leaf(
    code: str, weight: str, name: tuple[str, str], question: tuple[str, str], zh: str, en: str, record: bool = False
) -> Node:
    """`zh` and `en` hold the anchors at the scores of `STEPS`, parted by bars."""
    steps = zip(STEPS, zh.split("|"), en.split("|"), strict=True)
    anchors = tuple(Anchor(score, Words(one, other)) for score, one, other in steps)
    return Node(code, code.rpartition(".")[0], 3, Decimal(weight), Words(*name), Words(*question), anchors, record)


_LEGAL = (
    _branch("legal", "0.30", "法律价值", "Legal value"),
    _branch("legal.stability", "0.35", "权利稳定性", "Stability of the right"),
    _leaf(
        "legal.stability.examined",
        "0.40",
        ("授权与审查情况", "Grant and examination"),
        ("专利是否已授权并经过实质审查？", "Has the patent been granted after substantive examination?"),
        "权利已经消灭|审查中，或者未经实质审查且无专利权评价报告|发明专利已授权并有效|已授权有效，且经复审或者其他局的审查确认",
        "The right has ended|Pending, or granted without substantive examination and without an evaluation report|"
        "An invention patent, granted and in force|In force, and upheld in re-examination or by another office",
        record=True,
    ),
    _leaf(
        "legal.stability.prior_art",
        "0.40",
        ("与最接近现有技术的区别", "Distance from the closest prior art"),
        (
            "检索到的最接近现有技术与独立权利要求相差多远？",
            "How far is the closest prior art from the independent claims?",
        ),
        "现有技术公开了全部特征|区别特征属于常规手段|有明确的区别特征，效果可以说明|区别显著，检索充分且未见相近文献",
        "Prior art shows every feature|What differs is usual practice|Clear differences with an effect that can be "
        "shown|Marked differences; a thorough search found nothing near",
    ),
    _leaf(
        "legal.stability.challenged",
        "0.20",
        ("无效宣告与异议情况", "Invalidation and opposition"),
        ("该专利是否经历过无效宣告请求或者异议？", "Has the patent been through invalidation or opposition?"),
        "全部无效或者正面临有力的无效请求|部分无效，或者程序尚未审结|未经历此类程序|经历一次以上并维持有效",
        "Invalid as a whole, or facing a strong request|Partly invalid, or proceedings are pending|"
        "Never challenged|Challenged at least once and upheld",
        record=True,
    ),
    _branch("legal.scope", "0.30", "保护范围", "Scope of protection"),
    _leaf(
        "legal.scope.breadth",
        "0.50",
        ("独立权利要求的范围", "Breadth of the independent claims"),
        ("独立权利要求覆盖多大范围的实施方式？", "How many ways of working does the independent claim cover?"),
        "只覆盖一种具体实施例|必要技术特征较多，范围较窄|覆盖主要的实施方式|特征精炼，覆盖几乎全部可行的实施方式",
        "One embodiment only|Narrow, with many necessary features|The main ways of working|Concise: nearly every "
        "practicable way of working",
    ),
    _leaf(
        "legal.scope.claims",
        "0.20",
        ("权利要求的数量与层次", "Number and layers of claims"),
        ("权利要求是否形成由宽到窄的层次？", "Do the claims step down from broad to narrow?"),
        "没有可用的权利要求|只有一项或者少数几项|十项左右，层次较清楚|数量充足，产品、方法、用途层次完整",
        "No usable claim|One claim or very few|About ten, in clear layers|Enough claims, in full layers of product, "
        "method and use",
        record=True,
    ),
    _leaf(
        "legal.scope.territory",
        "0.30",
        ("地域布局", "Territorial cover"),
        ("同族专利覆盖哪些国家和地区？", "Which countries and regions does the family cover?"),
        "没有有效的保护地域|仅一个国家或者地区|三至四个国家或者地区|覆盖主要生产地和销售地",
        "None|One country or region|Three or four|The main places of making and of sale",
        record=True,
    ),
    _branch("legal.detection", "0.20", "侵权可判定性", "Detection of infringement"),
    _leaf(
        "legal.detection.evidence",
        "1",
        ("侵权发现与举证", "Finding and proving infringement"),
        ("他人实施时，能否发现并取得证据？", "When others use it, can that be found and proved?"),
        "无法发现|只能进入他人厂区或者获得源代码才能查明|拆解或者检测产品可以查明|从公开资料或者产品外观即可判断",
        "It cannot be found|Only inside another's plant or from source code|By taking the product apart or testing "
        "it|From public papers or from the look of the product",
    ),
    _branch("legal.freedom", "0.15", "权利负担与依赖", "Burdens and dependence"),
    _leaf(
        "legal.freedom.burdens",
        "0.50",
        ("权利负担", "Burdens on the right"),
        (
            "登记簿上有无质押、保全或者在先许可？",
            "Does the register show a pledge, a preservation or earlier licences?",
        ),
        "被保全或者程序中止|已质押|有在先普通许可或者开放许可|没有任何负担",
        "Preserved, or proceedings suspended|Pledged|Earlier ordinary or open licences|None",
        record=True,
    ),
    _leaf(
        "legal.freedom.dependence",
        "0.50",
        ("对在先专利的依赖", "Dependence on earlier patents"),
        ("实施该专利是否需要他人在先专利的许可？", "Does working it need a licence under others' earlier patents?"),
        "必须取得许可且难以取得|需要许可，可以协商|存在疑点，尚未排除|经自由实施分析，无需许可",
        "A licence is needed and hard to get|A licence is needed and can be had|Doubts that are not yet cleared|"
        "None needed, by a freedom-to-operate analysis",
    ),
)

_TECHNICAL = (
    _branch("technical", "0.30", "技术价值", "Technical value"),
    _branch("technical.advance", "0.25", "技术先进性", "Technical advance"),
    _leaf(
        "technical.advance.effect",
        "0.70",
        ("技术效果的提升", "Gain in effect"),
        (
            "与现有产品或者工艺相比，主要指标提升多少？",
            "By how much are the main figures better than present practice?",
        ),
        "没有提升|略有提升，未经测试|有测试数据支持的明显提升|解决了行业公认的难题，并经第三方验证",
        "No gain|A small gain, not measured|A clear gain shown by measurements|Solves a problem known to the industry, "
        "as third parties have verified",
    ),
    _leaf(
        "technical.advance.citations",
        "0.30",
        ("被引证情况", "Citations received"),
        ("该专利被后来的专利文献引证了多少次？", "How often do later patent documents cite it?"),
        "公布多年，从未被引证|被引证很少|被引证较多|被多家单位频繁引证",
        "Published for years and never cited|Rarely cited|Cited fairly often|Cited often, by many organisations",
        record=True,
    ),
    _branch("technical.substitution", "0.20", "可替代性", "Substitutes"),
    _leaf(
        "technical.substitution.alternatives",
        "0.50",
        ("替代技术", "Alternative techniques"),
        ("市场上有没有效果相近的替代技术？", "Are there other techniques with a like effect?"),
        "已被更好的技术取代|有多种成本相近的替代|有替代，但成本或者效果较差|没有可行的替代",
        "Superseded by a better technique|Several at a like cost|Some, at a higher cost or a lesser effect|None that "
        "is practicable",
    ),
    _leaf(
        "technical.substitution.around",
        "0.50",
        ("规避设计的难度", "Difficulty of designing around"),
        ("竞争者绕开权利要求有多难？", "How hard is it for rivals to work outside the claims?"),
        "替换一个特征即可绕开|需要较少的重新设计|需要重新设计并重新验证|事实上无法绕开",
        "Changing one feature is enough|Some redesign|Redesign and new validation|Impossible in fact",
    ),
    _branch("technical.reach", "0.10", "适用范围", "Range of application"),
    _leaf(
        "technical.reach.fields",
        "1",
        ("适用领域", "Fields of use"),
        ("该技术可用于多少产品和行业？", "For how many products and industries can it be used?"),
        "没有实际用途|一种产品|一个行业的多种产品|多个行业",
        "No practical use|One product|Several products of one industry|Several industries",
    ),
    _branch("technical.independence", "0.10", "技术独立性", "Technical independence"),
    _leaf(
        "technical.independence.supporting",
        "1",
        ("实施所需的配套技术", "What else working it needs"),
        (
            "实施是否需要技术秘密、专用设备或者其他专利的配合？",
            "Does working it need know-how, special plant or other patents?",
        ),
        "缺少关键条件，无法实施|需要多项不易取得的配套|需要少量可以提供的配套|凭专利文件即可实施",
        "It cannot be worked for want of a key condition|Several things hard to get|A few things that can be supplied|"
        "The patent document is enough",
    ),
    _branch("technical.maturity", "0.20", "技术成熟度", "Maturity"),
    _leaf(
        "technical.maturity.level",
        "0.60",
        ("技术成熟度等级", "Technology readiness level"),
        ("技术成熟度处于九级中的哪一级？", "Which of the nine technology readiness levels has it reached?"),
        "一级：仅有原理|四级以下：实验室阶段|七级：样机经实际环境验证|九级：已经批量应用",
        "1: a principle only|Up to 4: in the laboratory|7: a prototype proved in its real environment|9: in use in "
        "series",
        record=True,
    ),
    _leaf(
        "technical.maturity.production",
        "0.40",
        ("量产条件", "Readiness for production"),
        ("规模生产所需的工艺、供应和检验条件是否具备？", "Are process, supply and testing for production in place?"),
        "尚无方案|有方案，未经试验|完成中试|已稳定量产",
        "No plan|A plan, not tried|Pilot production done|In stable production",
    ),
    _branch("technical.trend", "0.15", "领域发展态势", "Trend of the field"),
    _leaf(
        "technical.trend.stage",
        "1",
        ("领域所处阶段", "Stage of the field"),
        ("该技术领域正在兴起、成熟还是衰退？", "Is the field rising, mature or declining?"),
        "已被淘汰|衰退|成熟稳定|快速成长",
        "Obsolete|Declining|Mature and steady|Growing fast",
    ),
)

_ECONOMIC = (
    _branch("economic", "0.40", "经济价值", "Economic value"),
    _branch("economic.life", "0.25", "剩余经济寿命", "Remaining economic life"),
    _leaf(
        "economic.life.term",
        "0.50",
        ("剩余保护期", "Remaining term"),
        ("距保护期届满还有多少年？", "How many years of the term are left?"),
        "已经届满或者终止|剩余三年|剩余七年|剩余十年以上",
        "Ended|Three years|Seven years|Ten years or more",
        record=True,
    ),
    _leaf(
        "economic.life.technology",
        "0.50",
        ("技术的经济寿命", "Economic life of the technique"),
        ("该技术预计还能在市场上保持多少年？", "For how many more years will the technique hold in the market?"),
        "已退出市场|不到三年|五至八年|与剩余保护期相当或者更长",
        "Already out of the market|Less than three|Five to eight|As long as the term that is left, or longer",
    ),
    _branch("economic.market", "0.35", "市场应用情况", "Use in the market"),
    _leaf(
        "economic.market.applied",
        "0.40",
        ("已实施情况", "Present use"),
        ("该专利是否已经用于销售的产品？", "Is it used in products that are sold?"),
        "没有实施，也无人询问|有意向，未实施|小批量销售|持续销售并有收入记录",
        "Not used, and nobody asks|Interest, no use|Sold in small numbers|Sold steadily, with records of income",
    ),
    _leaf(
        "economic.market.size",
        "0.35",
        ("市场规模", "Size of the market"),
        ("使用该技术的产品每年有多大市场？", "How large is the yearly market for products that can use it?"),
        "没有市场|局部的小市场|有一定规模的细分市场|大规模市场，有可靠的数据来源",
        "None|A small local market|A sizeable segment|A large market, by figures from a reliable source",
    ),
    _leaf(
        "economic.market.outlook",
        "0.25",
        ("市场前景", "Outlook"),
        ("未来三至五年需求怎样变化？", "How will demand move in the next three to five years?"),
        "消失|下降|平稳或者略增|明显增长",
        "It will vanish|It will fall|Steady or slightly up|Clearly up",
    ),
    _branch("economic.competition", "0.20", "竞争态势", "Competition"),
    _leaf(
        "economic.competition.rivals",
        "0.60",
        ("竞争者", "Rivals"),
        (
            "有多少竞争者以自有专利争夺同一市场？",
            "How many rivals with patents of their own are after the same market?",
        ),
        "市场已被他人专利控制|竞争者众多|有少数竞争者|基本没有竞争者",
        "Others' patents hold the market|Many|A few|Almost none",
    ),
    _leaf(
        "economic.competition.share",
        "0.40",
        ("市场占有", "Share of the market"),
        ("使用该专利的产品占有或者可以占有多大份额？", "What share do, or can, products with it hold?"),
        "可以忽略|较小|进入前列|领先",
        "Negligible|Small|Among the first|Leading",
    ),
    _branch("economic.return", "0.20", "收益与政策", "Return and policy"),
    _leaf(
        "economic.return.record",
        "0.60",
        ("许可、转让或者质押的收益记录", "Income from licences, assignment or pledge"),
        ("该专利或者其同族是否取得过许可费、转让费或者融资？", "Has it, or its family, earned fees or secured a loan?"),
        "多次挂牌无人问津|没有记录|有一次公平交易的记录|多次交易且价款已付清",
        "Offered several times without any interest|No record|One deal at arm's length|Several deals, paid in full",
    ),
    _leaf(
        "economic.return.policy",
        "0.40",
        ("政策适应性", "Fit with policy"),
        (
            "产业、环保和准入政策是鼓励还是限制该技术？",
            "Do industrial, environmental and access rules favour or limit it?",
        ),
        "禁止|限制|没有影响|明确鼓励",
        "Forbidden|Limited|No effect|Plainly favoured",
    ),
)

NODES: dict[str, Node] = {node.code: node for node in (*_LEGAL, *_TECHNICAL, *_ECONOMIC)}
"""Every node by its code, each branch before what hangs on it."""

LEAVES: dict[str, Node] = {code: node for code, node in NODES.items() if node.level == 3}


def children(code: str) -> tuple[Node, ...]:
    """The nodes right under `code`, in order; of "" the first level."""
    return tuple(node for node in NODES.values() if node.parent == code)
