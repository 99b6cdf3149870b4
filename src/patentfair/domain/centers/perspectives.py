"""The seven perspectives from which a center's work is planned and judged: exchange is one of them."""

from __future__ import annotations

import msgspec

from patentfair.domain.kernel.words import Words

__all__ = ["PERSPECTIVES", "Perspective"]


class Perspective(msgspec.Struct, frozen=True):
    """A perspective's name, and what is asked in it."""

    name: Words
    question: Words


PERSPECTIVES: dict[str, Perspective] = {
    "trade": Perspective(
        Words("专利交易", "Trade"),
        Words(
            "询问是否有人答复，洽谈是否有结果，合同是否生效并办理备案或登记。",
            "Are inquiries answered, do talks come to an end, do contracts enter into force and get recorded?",
        ),
    ),
    "industrialisation": Perspective(
        Words("专利产业化", "Industrialisation"),
        Words(
            "签约之后是否进入中试、量产，产品是否卖出。",
            "Does a signed contract reach pilot production, then production, then buyers?",
        ),
    ),
    "science": Perspective(
        Words("科学普及", "Popular science"),
        Words("公众来了没有，看懂了没有。", "Did the public come, and did it understand?"),
    ),
    "law": Perspective(
        Words("知识产权法律服务与宣传", "IP law service and publicity"),
        Words(
            "法律问题是否讲清，权属和可授予的权利范围是否事先核对。",
            "Is the law made clear, are ownership and scope checked beforehand?",
        ),
    ),
    "region": Perspective(
        Words("服务地区发展", "Regional alignment"),
        Words(
            "本地需求是否得到发布和匹配，是否符合地区规划，战略任务是否完成。",
            "Are the region's needs posted and matched, in line with its own plans, and its strategy's tasks done?",
        ),
    ),
    "service": Perspective(
        Words("公益服务", "Public-welfare service"),
        Words(
            "小微企业、个人发明人是否得到帮助，等候多久，投诉如何处理。",
            "Are small firms and single inventors helped, how long do they wait, how are complaints dealt with?",
        ),
    ),
    "experience": Perspective(
        Words("经验共享", "Shared experience"),
        Words(
            "成功与失败是否如实写出，他人是否用得上。",
            "Are successes and failures written down so that others can use them?",
        ),
    ),
}
