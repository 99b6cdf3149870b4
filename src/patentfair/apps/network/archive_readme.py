"""What stands in the archive itself, for whoever opens it without this program."""

from __future__ import annotations

__all__ = ["README"]

README = """# 交流中心数据包 · Archive of an exchange center

## 中文

本数据包由原系统的操作员导出，供另一套系统接收。格式见 docs/network.md“离开”一节。

- `manifest.json`：各文件的大小与 SHA-256、各表行数；`signature.json`：原系统数据源密钥对它的 Ed25519 签名。
- `tables/*.jsonl`：每行一条记录（JSON）；`files/`：图片、会议材料与证明文件，文件名即其 SHA-256。
- `journal/*.json`：原系统日志中属于本中心的条目，可用 `patentfair verify-receipt 文件` 核验。

包内有：中心介绍、服务地区、合作机构、年度评价与整改、公开账目、工作计划、战略任务；公开挂牌、发布需求和参展的单位
名称及其挂牌、需求；有关专利的著录数据；经本中心核验的权属主张及证明文件；展厅、展品、课程与题目、活动议程与会议材料、经验
报告及其各版本。

包内没有：用户、密码及个人资料（日志中的用户只有编号；活动公布的联系方式和报告人姓名属公开内容，在包内）；交易、资料
室与来往消息（属于交易双方，双方自有回执）；报名与到场名单、评价表、预约；咨询与投诉、培训、服务时数及满意度调查；
匿名发布的需求；涉及交易而未公开的经验报告；专家名册与抽签；统计报表及其模板；地区统计数据（由接收方自行导入）；
参观次数、答题记录与证书；允许嵌入的网站。
日志中涉及上述内容的条目只有散列值。

## English

Exported by the operator of the installation that the center leaves, for another installation to take in. The format
is told in docs/network.md under *Leaving*.

- `manifest.json`: size and SHA-256 of every file, rows of every table; `signature.json`: Ed25519 over it by the key of
  the installation's feed.
- `tables/*.jsonl`: a row a line, as JSON; `files/`: pictures, proceedings and evidence, named by their SHA-256.
- `journal/*.json`: the entries of that installation's journal that are of this center; check one with
  `patentfair verify-receipt FILE`.

In it: what the center says of itself, regions, partners, reviews and rectification, public accounts, work plans, tasks
of the region's strategy; the names of organisations that publicly list, need or exhibit something at the center, with
these listings and needs; what registers say of the patents concerned; ownership claims that the center verified, with
their evidence; halls, exhibits, lessons with questions, programmes and proceedings of events, experience reports with
their versions.

Not in it: people's accounts, passwords and data (the journal names users by number; an event's published contact and
its speakers are public and are in it); deals, data rooms and messages (they belong to the parties, who have their
receipts); who registered for, came to or met at an event, and evaluation sheets; the help desk's cases, complaints,
trainings, hours of service and surveys; needs posted without a name; unpublished reports about a deal; experts and
draws; statistical returns and their templates; figures of regions (the other operator loads them); counts of visits,
quiz sittings and certificates; sites that may embed pages. Entries of the journal about these are there by their hash
alone.
"""
