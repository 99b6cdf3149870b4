"""Import files twice in one process and search in what they hold; prints one JSON line.

`real_data.py FILE...` with the installation's environment.
"""

from __future__ import annotations

import json
import statistics
import sys
from pathlib import Path

import django

django.setup()

from patentfair.apps.accounts.access import SYSTEM  # noqa: E402
from patentfair.apps.discovery.jobs import catch_up, open_index  # noqa: E402
from patentfair.apps.ingest.actions import import_file  # noqa: E402
from patentfair.cli.find import search  # noqa: E402

QUERIES = """
轴承 密封装置 锂电池 发光二极管 图像处理方法 一种 数据传输 摩托车 空调 无人机 传感器 半导体 包装盒 灯具 水泵
太阳能电池板 机器人手臂 高压开关柜
药物组合物 混凝土搅拌 汽车座椅 手机壳 阀门 茶叶加工 医疗器械 公司 大学 广东 F16C G06F3/041
bearing seal lithium battery semiconductor image processing method wireless communication network apparatus vehicle seat
pharmaceutical composition antibody display device memory cell optical fiber turbine blade engine valve surgical
instrument data storage polymer coating catalyst semiconductor device manufacturing method thereof US7272630B2
"""


def reports(paths: list[Path]) -> dict[str, dict]:
    found = {}
    for path in paths:
        report = import_file(path, actor=SYSTEM)
        names = ("read", "new", "changed", "unchanged", "quarantined")
        found[str(path)] = {
            **{name: getattr(report, name) for name in names},
            "codes": [problem.code for problem in report.problems if problem.fatal],
        }
    return found


def queries() -> list[str]:
    words = QUERIES.split()
    return words[:25] + words[25:50] + [" ".join(words[n : n + 3]) for n in range(0, len(words) - 2, 2)]


def main() -> None:
    paths = [Path(name) for name in sys.argv[1:]]
    first, second = reports(paths), reports(paths)
    index = open_index(create=True)
    catch_up(index)
    taken = []
    hits = 0
    for query in queries():
        found = search(query, 20)
        taken.append(found["milliseconds"])
        hits += bool(found["hits"])
    print(
        json.dumps(
            {
                "first": first,
                "second": second,
                "documents": index.count("patents"),
                "queries": len(taken),
                "with_hits": hits,
                "p50": statistics.median(taken),
                "p95": statistics.quantiles(taken, n=20)[-1],
                "most": max(taken),
            }
        )
    )


if __name__ == "__main__":
    main()
