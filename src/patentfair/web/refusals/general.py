"""Sentences for what is refused anywhere but in deals and in the areas that have a module of their own."""

from __future__ import annotations

from patentfair.domain.kernel.words import Words

__all__ = ["GENERAL"]

GENERAL: dict[str, Words] = {
    "not-found": Words("没有找到，或您无权查看。", "Not found, or not yours to see."),
    "industry.too-large": Words("产业对照表超过 4 MB。", "The table of industries is over 4 MB."),
    "industry.rows": Words(
        "产业对照表有误，未作任何更改。", "The table of industries has errors; nothing was changed."
    ),
    "party.same-name": Words("两个名称相同。", "Both names are the same."),
    "party.say-which": Words("请选择是否为同一主体。", "Say whether they are one party or not."),
    "party.unknown-name": Words("已收录的文献中没有这个名称。", "No document prints this name."),
    "party.note-too-long": Words("说明不能超过 400 字。", "Keep the note under 400 characters."),
    "party.joined-by-others": Words(
        "其他判定已将两者归为同一主体；请先撤回其中一项判定。",
        "Other decisions make these one party. Take one of those back first.",
    ),
    "party.told-apart": Words(
        "其中有名称已被判定为不同主体；请先撤回该判定。",
        "Some of these names were told apart. Take that decision back first.",
    ),
    "party.already-decided": Words("已有判定。", "This pair is decided already."),
    "busy": Words("系统正忙，请稍后再试；没有任何内容丢失。", "The system is busy. Please try again; nothing is lost."),
    "accounts.no-power": Words(
        "您没有代表该单位作出此行为的权限。请由该单位的负责人操作，或先登记授权。",
        "You have no power to do this for that organisation. Ask its owner, or have an authorisation recorded first.",
    ),
    "accounts.owner-only": Words("只有该单位的负责人可以进行此操作。", "Only the organisation's owner may do this."),
    "accounts.owner-or-staff-only": Words(
        "只有该单位的负责人或中心工作人员可以登记授权。",
        "Only the organisation's owner or center staff may record an authorisation.",
    ),
    "accounts.four-eyes": Words(
        "申请授权的人和被授权人不能自行确认，请由同事确认。",
        "Whoever asks for a power, or would hold it, may not confirm it. Ask a colleague.",
    ),
    "accounts.operator-only": Words("只有系统运维人员可以进行此操作。", "Only an operator may do this."),
    "accounts.power-already-settled": Words(
        "该授权已有结论，或已被撤回。", "This power has been confirmed, refused or ended already."
    ),
    "accounts.not-served": Words(
        "只能为本中心服务地区的来访者登记。", "You may register visitors of the regions your center serves only."
    ),
    "accounts.office": Words("请选择职务。", "Choose an office."),
    "accounts.office-province": Words("省级管理员须选择地区。", "A provincial administrator needs a region."),
    "accounts.last-operator": Words(
        "这是最后一位系统运维人员，请先任命另一位。", "This is the last operator. Appoint another first."
    ),
    "accounts.email": Words("请填写有效的电子邮箱。", "Give a valid e-mail address."),
    "accounts.email-taken": Words("该邮箱已注册，请直接登录。", "This address has an account already: sign in."),
    "accounts.password": Words(
        "密码太弱：至少 10 个字符，且不是常见密码。",
        "Choose a stronger password: 10 characters or more, not a common one.",
    ),
    "accounts.organisation-name": Words(
        "请填写单位名称（中文或英文）。", "Give the organisation's name, in Chinese or English."
    ),
    "accounts.organisation-kind": Words("请选择单位类型。", "Choose the kind of organisation."),
    "accounts.role": Words("请选择角色。", "Choose a role."),
    "accounts.scope": Words("请选择授权事项。", "Choose what the power is for."),
    "accounts.authorisation-ends-before-it-begins": Words(
        "授权的终止日须晚于起始日。", "The power must end after it begins."
    ),
    "accounts.authorisation-needs-document": Words("请上传授权文件。", "Attach the document that gives the power."),
    "centers.staff-only": Words("只有中心工作人员可以进行此操作。", "Only center staff may do this."),
    "centers.head-only": Words("只有中心负责人可以进行此操作。", "Only the center's head may do this."),
    "centers.head-appointed-above": Words(
        "中心负责人由国家级管理员或系统运维人员任免。",
        "A center's head is appointed and relieved by a national administrator or an operator.",
    ),
    "centers.name": Words("请填写中心的中文和英文名称。", "Give the center's name in both languages."),
    "centers.province": Words("请选择地区。", "Choose a region."),
    "centers.key-taken": Words("该代码已被使用，请换一个。", "This key is taken. Choose another."),
    "centers.national-hall-exists": Words("全国大厅已经设立。", "There is a national hall already."),
    "claim.share": Words("份额须大于 0、不超过 1，例如 1/2。", "A share is more than 0 and at most 1, such as 1/2."),
    "claim.evidence-missing": Words("请上传权属证据。", "Attach evidence of ownership."),
    "claim.no-center": Words("您所在地区没有可以核验的中心。", "No center serves your region yet."),
    "claim.already-pending": Words(
        "贵单位对该专利的认领正在核验。", "Your claim to this patent is being checked already."
    ),
    "claim.not-your-center": Words("您不能核验该认领。", "This claim is not yours to decide."),
    "claim.reason-missing": Words("请写明不予确认的理由。", "Say why the claim is refused."),
    "claim.already-decided": Words("该认领已有结论。", "This claim has been decided already."),
    "claim.shares-exceed-whole": Words(
        "已核验份额与本次份额之和超过整体，请先核对共有情况。",
        "With the shares verified before, this exceeds the whole. Check the co-ownership first.",
    ),
    "listing.unknown-field": Words("没有这个字段。", "There is no such field."),
    "listing.translation": Words(
        "译文不能保存：字段不对或文字太长。", "This translation cannot be kept: another field, or too long."
    ),
    "need.unknown-field": Words("没有这个字段。", "There is no such field."),
    "need.translation": Words(
        "译文不能保存：字段不对或文字太长。", "This translation cannot be kept: another field, or too long."
    ),
    "listing.not-the-owner": Words(
        "贵单位尚未被核验为该专利的权利人。请先认领，由中心核验。",
        "Your organisation is not yet verified as an owner of this patent. Claim it first; a center will check.",
    ),
    "listing.already-listed": Words(
        "贵单位已发布该专利的供给信息。", "Your organisation has a listing of this patent already."
    ),
    "listing.right-has-ended": Words("专利权已终止，不能发布。", "The right has ended; it cannot be listed."),
    "listing.no-kind": Words("请至少选择一种交易方式。", "Choose at least one kind of deal."),
    "listing.open-needs-declaration": Words(
        "开放许可须先经国家知识产权局公告声明，并在平台登记。",
        "An open licence needs its declaration announced by the office and entered here first.",
    ),
    "listing.open-needs-price": Words(
        "开放许可的使用费须与声明一致，不能面议。",
        "An open licence has the fee of its declaration; it is not negotiable.",
    ),
    "open-licence.payment-evidence": Words("请上传支付凭证。", "Attach the proof of payment."),
    "listing.kinds": Words("交易方式无效。", "That is not a kind of deal."),
    "listing.text-missing": Words("请填写。", "Please fill this in."),
    "listing.too-long": Words("文字太长。", "This text is too long."),
    "listing.maturity": Words("技术成熟度为 1 至 9。", "Readiness runs from 1 to 9."),
    "listing.price-missing": Words("请填写价格，或选择面议。", "Give the price, or choose negotiable."),
    "listing.royalty-missing": Words("请填写提成比例。", "Give the royalty rate."),
    "listing.cannot-publish": Words("该供给信息不能发布。", "This listing cannot be published."),
    "need.text-missing": Words("请填写。", "Please fill this in."),
    "need.too-long": Words("文字太长。", "This text is too long."),
    "need.budget-band": Words("预算上限不能低于下限。", "The upper budget is below the lower."),
    "need.file": Words(
        "需求文件须为 JSON 对象，至少含 title（标题）或 problem（问题）；参见 examples/needs/need.json。",
        "A need file is a JSON object with a title or a problem at least; see examples/needs/need.json.",
    ),
    "need.cannot-post": Words("该需求不能发布。", "This need cannot be posted."),
    "matching.not-yours": Words("只有供需双方可以评价匹配。", "Only the two sides of a match may judge it."),
    "matching.code": Words("请选择不合适的原因。", "Choose why it is not a fit."),
    "deal.same-organisation": Words("不能向自己的单位询问。", "You cannot ask your own organisation."),
    "deal.listing-not-open": Words("该供给信息已下架。", "This listing is no longer open."),
    "deal.already-running": Words(
        "贵单位与对方就该专利已有进行中的洽谈。", "You have talks on this patent with this owner already."
    ),
    "deal.not-now": Words("当前阶段不能进行此操作。", "That cannot be done at this stage."),
    "deal.changed-meanwhile": Words(
        "对方刚刚有新动作，请看过最新内容后再操作。",
        "The other side has just acted. Look at what is new and try again.",
    ),
    "deal.newer-version": Words(
        "条款已有更新版本，请看过后再操作。", "There is a newer version of the terms. Read it first."
    ),
    "deal.own-version": Words(
        "这是贵方提出的版本，须由对方接受。", "This is your own version; the other side accepts it."
    ),
    "deal.message-empty": Words("请写下内容。", "Write something first."),
    "deal.message-too-long": Words("内容太长。", "This message is too long."),
    "deal.reason": Words("请选择原因。", "Choose a reason."),
    "deal.not-agreed": Words("双方尚未接受同一版本。", "The two sides have not accepted the same version yet."),
    "deal.signature-name": Words("请输入签署人姓名。", "Type the name of the one who signs."),
    "deal.already-signed": Words("贵方已签署。", "Your side has signed already."),
    "deal.record-number": Words("请填写备案号或登记号。", "Give the number of the recordal or registration."),
    "deal.recorded-in-the-future": Words("日期不能晚于今天。", "The date cannot lie in the future."),
    "deal.recorded-before-signing": Words(
        "备案或登记日期不能早于合同生效日。", "Recordal or registration cannot precede the contract."
    ),
    "deal.center-enters-registration": Words(
        "专利权转让的登记结果，由中心凭手续合格通知书或者专利登记簿副本录入；请将文件交给中心。",
        "A registered transfer is entered by the center from the office's notice; please hand it in there.",
    ),
    "consent.already-decided": Words("已作出答复。", "This has been answered already."),
    "rights.forbidden": Words(
        "法律不允许这样转让、许可或者质押。理由和可行的方案见下。",
        "The law does not allow this grant. Why, and what is left, below.",
    ),
    "rights.indeterminate": Words(
        "现有事实不足以判断。需要补充的事项见下。", "The facts known do not decide this. What is missing is below."
    ),
    "rights.consents-missing": Words("尚缺必要的同意。", "A consent that the law asks for is still missing."),
    "rights.formalities-missing": Words(
        "尚有手续须在签署前完成，见下。", "Something must be done before signing; see below."
    ),
    "rights.changed-meanwhile": Words(
        "该专利的权利状况刚刚发生变化，请重新查看后再操作。",
        "What is known of this right has just changed. Look again and try anew.",
    ),
    "rights.already-open": Words("该专利已实行开放许可。", "This patent is under an open licence already."),
    "rights.day-impossible": Words("日期须在申请日与今天之间。", "The date lies between the filing and today."),
    "deal.formality-evidence": Words(
        "写明已经办理的事项，须同时上传证明文件。",
        "What was done before signing needs the paper that shows it: attach it.",
    ),
    "terms.too-many-versions": Words("版本过多，请先在消息中商定。", "Too many versions: settle it by message first."),
    "rights.no-title": Words("让与人已不是权利人。", "The assignor no longer holds the right."),
    "terms.no-patent": Words("条款须写明专利。", "The terms name no patent."),
    "terms.no-territory": Words("请填写地域，例如 CN 或 CN-GD。", "Give a territory, such as CN or CN-GD."),
    "terms.acts": Words("请至少选择一种实施行为。", "Choose at least one act."),
    "terms.ends-before-it-starts": Words("终止日须晚于起始日。", "The end must come after the start."),
    "terms.amount": Words("金额须为不小于 0 的数。", "An amount is a number of 0 or more."),
    "terms.royalty-over-100": Words("提成比例不能超过 100%。", "A royalty cannot exceed 100 %."),
    "terms.royalty-needs-base": Words("有提成时须写明计提基数。", "A royalty needs its base, such as net sales."),
    "terms.currency": Words("币种用三个字母，例如 CNY。", "A currency has three letters, such as CNY."),
    "terms.too-long": Words("文字太长。", "This text is too long."),
    "terms.too-many": Words("项目太多。", "Too many items."),
    "terms.other-patent": Words("条款涉及的专利与本洽谈不符。", "These terms are about another patent than this deal."),
    "terms.nothing-changed": Words("与上一版本相同。", "Nothing differs from the last version."),
    "facts.invalid": Words("事实的内容不符合格式。", "The facts do not have the published form."),
    "facts.not-json": Words("不是有效的 JSON。", "This is not valid JSON."),
    "facts.unknown-code": Words("代码无法识别。", "A code in the facts is not known."),
    "facts.duplicate-id": Words("编号重复。", "An id is used twice."),
    "facts.too-large": Words("内容太大。", "This is too large."),
    "ingest.cannot-open": Words("文件无法打开。", "The file cannot be opened."),
    "ingest.already-running": Words("同一文件正由另一进程导入。", "Another process is importing this file."),
    "index.missing": Words(
        "索引尚未建立，请运行 patentfair reindex。", "There is no index yet: run patentfair reindex."
    ),
    "restore.not-empty": Words(
        "此处已有数据；确需替换请加 --force。", "There is data here already; --force replaces it."
    ),
    "restore.not-an-archive": Words("不是本系统的备份文件。", "This is not a backup of ours."),
    "restore.other-format": Words("备份由其他版本生成。", "This backup was made by another version."),
    "restore.rows-missing": Words("备份不完整。", "The backup is not complete."),
    "form-expired": Words(
        "该页面已过期。请返回重新打开后再提交；您填写的内容仍在原页面。",
        "This page has expired. Go back, load it again and send it; what you typed is still there.",
    ),
    "forbidden": Words("您无权进行此操作。", "You may not do this."),
    "internal": Words(
        "系统内部出错；没有任何内容丢失，我们会查明原因。", "Something went wrong on our side; nothing is lost."
    ),
    "table.template": Words("没有这种表格模板。", "There is no such template of a table."),
    "table.origin": Words("请写明表格来自哪个旧系统。", "Say which older portal the table comes from."),
    "table.gone": Words("表格文件已不在存储中，请重新上传。", "The file is no longer in the store. Upload it again."),
    "table.unreadable": Words(
        "文件不是可读的表格。请另存为 UTF-8 的 CSV 或 .xlsx 后再上传。",
        "The file cannot be read as a table. Save it as CSV in UTF-8 or as .xlsx and upload it again.",
    ),
    "table.no-header": Words(
        "没有找到表头。请确认列名在前 20 行内，或写明表头在第几行。",
        "No header was found. Make sure that the columns are named in the first 20 rows, or say in which row.",
    ),
    "table.old-workbook": Words(
        "这是旧版或加密的 Excel 文件。请另存为不加密的 .xlsx 后再上传。",
        "This is an old or locked Excel file. Save it as .xlsx without a password and upload it again.",
    ),
    "table.macros": Words(
        "工作簿含有宏。请另存为不含宏的 .xlsx 后再上传。",
        "The workbook carries macros. Save it as .xlsx without macros and upload it again.",
    ),
    "table.bomb": Words(
        "工作簿解压后过大。请拆成几个文件，或另存为 CSV。",
        "The workbook unpacks to too much. Split it into several files, or save it as CSV.",
    ),
    "table.damaged": Words(
        "工作簿已损坏。请在表格软件中打开并重新另存后再上传。",
        "The workbook is damaged. Open it in your spreadsheet program, save it anew and upload it again.",
    ),
    "table.no-sheet": Words("工作簿中没有这张工作表。", "The workbook has no such sheet."),
    "table.too-many-rows": Words(
        "表格超过十万行。请拆成几个文件。", "The table has more than 100,000 rows. Split it into several files."
    ),
    "table.column-missing": Words(
        "必填的列还没有对应的文件列，也没有固定值。", "A required column has no column of the file and no fixed value."
    ),
    "table.column-twice": Words(
        "有一列被对应了两次，请只保留一个。", "One column is chosen twice, which it cannot take. Keep one."
    ),
    "table.mapping-name": Words("请为对应表起一个名字。", "Give the mapping a name."),
    "table.not-mapped": Words("请先对应各列。", "Map the columns first."),
    "table.not-checked": Words("请先检查表格，再导入。", "Check the table first, then import it."),
    "table.not-running": Words("该表格没有在处理。", "The table is not being worked on."),
    "table.busy": Words(
        "该表格正在处理，或已经开始导入，不能再更改。",
        "The table is being worked on, or its import has begun: it stands.",
    ),
    "table.no-power": Words(
        "启动导入的人已不在该中心任职，导入已停止。由在任人员继续即可。",
        "Whoever started the import no longer works at the center, so it was stopped. A colleague can resume it.",
    ),
    "table.too-large": Words("文件过大。请拆成几个文件。", "The file is too large. Split it into several files."),
    "table.operators-only": Words(
        "专利表写入专利库，只能由系统运维导入。",
        "Tables of patents go to the register: only operators bring them.",
    ),
    "table.too-many-refused": Words(
        "已有一万行未能导入，导入已停止。请改正文件或各列的对应后再检查。",
        "Ten thousand rows were refused, so the import was ended. Mend the file or the mapping, and check again.",
    ),
    "table.kind": Words("只接受 CSV、TSV、JSON 或 .xlsx 文件。", "Only CSV, TSV, JSON or .xlsx files are taken."),
    "nda.until": Words("保密义务的终止日须晚于今天。", "The duty must end on a day after today."),
    "nda.open-already": Words(
        "已有一份保密协议待签署或已签署。", "A confidentiality agreement is on the table or signed already."
    ),
    "nda.other-text": Words(
        "保密协议文本已更换，请重新阅读后签署。",
        "The text of the agreement is another one now. Read it again before you sign.",
    ),
    "nda.over": Words("该保密协议的期限已过，请另行提出。", "The time of this agreement is over. Propose another."),
    "nda.signed-or-withdrawn": Words(
        "该保密协议已由贵方签署，或已撤回。", "Your side has signed this agreement already, or it was withdrawn."
    ),
    "nda.signed-by-both": Words("双方已签署的保密协议不能撤回。", "What both sides have signed cannot be withdrawn."),
    "room.kind": Words(
        "只接受 PDF、PNG、JPEG、XLSX、DOCX 或 UTF-8 纯文本文件。",
        "Only PDF, PNG, JPEG, XLSX, DOCX or plain text (UTF-8) files are taken.",
    ),
    "room.stage": Words("请选择披露阶段。", "Choose from when the other side may open it."),
    "room.file-missing": Words("请选择文件。", "Choose a file."),
    "room.note-too-long": Words("说明不能超过 400 字。", "Keep the note under 400 characters."),
    "room.full": Words("贵方在资料室中的文件已达 200 个。", "Your side has 200 files in the room already."),
    "room.removed-already": Words("该文件已被移除。", "This file has been removed already."),
    "mandate.self-dealing": Words(
        "交易双方不能充当本交易的中介机构，也不能由交易一方的人员代中介机构接受委托。",
        "A side of the deal cannot be its own intermediary, nor can its people accept for the intermediary.",
    ),
    "mandate.role": Words("请选择机构的角色。", "Choose what the organisation acts as."),
    "mandate.what": Words(
        "请写明委托事项（不超过 400 字）。", "Say what the mandate is for, in at most 400 characters."
    ),
    "mandate.paid-by": Words("请选择付款人。", "Choose who pays."),
    "mandate.percent": Words("费率须在 0 到 100 之间。", "A percentage is between 0 and 100."),
    "mandate.basis": Words(
        "请写明费率的计算基数（不超过 200 字）。", "Say what the percentage is taken of, in at most 200 characters."
    ),
    "mandate.currency": Words("币种须为三个大写字母。", "A currency is three capital letters."),
    "mandate.too-many": Words("本交易的委托已达上限。", "This deal has as many mandates as it may have."),
    "mandate.given-already": Words(
        "贵方对该机构已有一项未终止的委托。", "Your side has a mandate with this organisation already."
    ),
    "mandate.one-side": Words(
        "该机构目前只受一方委托，无需此项同意。",
        "This organisation is asked by one side only; nothing is to be agreed.",
    ),
    "mandate.accepted-already": Words("贵方已同意。", "Your side has agreed already."),
    "mandate.both-sides-not-accepted": Words(
        "该机构受双方委托，须双方分别同意后方可接受。",
        "This organisation is asked by both sides. It may accept once both have agreed to that.",
    ),
    "mandate.settled-already": Words("该委托已被接受或已终止。", "This mandate has been accepted or ended already."),
    "dispute.about": Words("请选择争议事项。", "Choose what the complaint is about."),
    "dispute.text-missing": Words("请填写内容。", "Write something."),
    "dispute.too-long": Words("文字过长。", "The text is too long."),
    "dispute.day": Words("请填写有效日期。", "Give a valid day."),
    "dispute.open-already": Words("贵方已有一项未结的投诉。", "Your side has an open complaint in this deal already."),
    "dispute.not-yours-to-answer": Words("投诉由对方答复。", "The other side answers a complaint."),
    "dispute.answered-already": Words("该投诉已答复。", "This complaint has been answered already."),
    "dispute.not-yours-to-withdraw": Words("投诉只能由提出方撤回。", "Only the side that complained takes it back."),
    "dispute.evidence-missing": Words("请选择证据文件。", "Choose the file that is evidence."),
    "dispute.too-much": Words("数量已达上限。", "There are as many as there may be."),
    "dispute.closed": Words("该争议已经终结。", "This dispute has come to an end."),
    "dispute.not-now": Words("当前阶段不能进行此操作。", "That cannot be done at this stage."),
    "dispute.concerned": Words(
        "您属于交易一方或代其行事，不能处理该争议，请由同事处理。",
        "You belong to or act for a side. Leave this dispute to a colleague.",
    ),
    "dispute.not-in-mediation": Words("该争议不在调解中。", "This dispute is not in mediation."),
    "dispute.mediator-only": Words("只有承办的调解人可以进行此操作。", "Only the mediator may do this."),
    "dispute.met-in-the-future": Words("会面日期不能晚于今天。", "The day of the meeting cannot lie in the future."),
    "dispute.no-settlement": Words("目前没有待确认的调解方案。", "No settlement waits to be confirmed."),
    "dispute.other-settlement": Words(
        "调解方案已更换，请重新阅读后确认。", "The settlement is another one now. Read it again before you confirm."
    ),
    "dispute.confirmed-already": Words(
        "贵方已确认该方案，等待对方确认。", "Your side has confirmed already; the other side has not."
    ),
    "dispute.changed-meanwhile": Words(
        "其间争议情况有变，请重新查看后再操作。", "The dispute has changed meanwhile. Read it again first."
    ),
    "check.what": Words("请选择核查事项。", "Choose what was checked."),
    "check.evidence-missing": Words("请上传核查依据。", "Attach the evidence of the check."),
    "check.until": Words("有效期的终止日须晚于今天。", "A check must count beyond today."),
    "check.revoked-already": Words("该核查结论已撤销。", "This check has been taken back already."),
    "relation.one-organisation": Words("请选择两个不同的单位。", "Choose two different organisations."),
    "relation.kind": Words("请选择关联关系。", "Choose what ties them."),
    "relation.source": Words("请写明信息来源（不超过 200 字）。", "Give the source, in at most 200 characters."),
    "relation.ends-before-it-begins": Words(
        "终止日须晚于起始日，且不晚于今天。", "The relation must end after it begins, and not after today."
    ),
    "relation.day": Words("请填写有效日期。", "Give a valid day."),
    "relation.entered-already": Words("该关联关系已经登记。", "This relation is entered already."),
    "relation.concerned": Words(
        "涉及您所属或所代表的单位，请由同事登记。", "Your own organisation is concerned. Leave this to a colleague."
    ),
    "relation.changed-meanwhile": Words(
        "其间该关系已有变动，请重新查看。", "The relation has changed meanwhile. Look again first."
    ),
    "receipt.unreadable": Words("这不是一份可以读取的回执。", "This is no receipt that can be read."),
    "upload.too-large": Words("文件过大。", "The file is too large."),
    "upload.kind": Words("只接受 PDF、PNG 或 JPEG 文件。", "Only PDF, PNG or JPEG files are taken."),
    "price.too-many": Words("最多50项。", "At most fifty of these."),
    "price.decimals": Words(
        "小数位数过多：金额保留两位，比例和基数最多四位。",
        "Too many decimals: two for a sum, four for a rate or a base.",
    ),
    "price.tiers-order": Words(
        "各档上限须由低到高，只有最后一档不设上限。", "The tiers must rise, and only the last is without an upper end."
    ),
    "price.tiers-without-last": Words("最后一档不得设上限。", "The last tier must have no upper end."),
    "price.milestone-without-name": Words("请写明里程碑的名称。", "Name the milestone."),
    "price.milestone-twice": Words("里程碑名称重复。", "Two milestones have the same name."),
    "price.statement-months": Words("报告周期须为1、3、6或12个月。", "Statements are due every 1, 3, 6 or 12 months."),
    "price.payment-days": Words("付款期限须为0至365天。", "Payment is due within 0 to 365 days."),
    "royalty.statement-outside": Words("报告期不在计费期间内。", "The statement is for days outside the paid time."),
    "royalty.statement-over-year": Words(
        "报告期不能跨许可年度。", "A statement may not reach from one licence year into the next."
    ),
    "royalty.statements-overlap": Words("报告期与已有报告重叠。", "The statement overlaps another one."),
    "royalty.too-many-statements": Words("报告过多。", "Too many statements."),
    "royalty.milestone-unknown": Words("条款中没有这个里程碑。", "The terms have no such milestone."),
    "forecast.discount": Words("折现率须在0至100%之间。", "The discount rate must be between 0 and 100 %."),
    "forecast.too-many-years": Words("最多预测100年。", "At most a hundred years."),
    "books.postings": Words("一笔分录须有两行以上。", "An entry needs two lines or more, and not too many."),
    "books.unbalanced": Words("分录借贷不平。", "The entry does not balance."),
    "books.amount": Words("金额须大于0。", "The amount must be above 0."),
    "books.same-party": Words("收款方与付款方不能相同。", "Creditor and debtor must differ."),
    "books.not-a-share": Words("该科目不是应付的分配款。", "That account is not a share that is owed."),
    "books.unknown-invoice": Words("没有这张账单。", "There is no such invoice."),
    "sharing.negative": Words("比例不能为负。", "A part cannot be negative."),
    "sharing.not-whole": Words(
        "发明人、院系和单位的比例合计须为100%。",
        "The parts of inventors, department and institution must make the whole.",
    ),
    "sharing.each-not-whole": Words("各发明人的比例合计须为100%。", "The parts of the inventors must make the whole."),
    "sharing.names": Words("请写明每位发明人，且不得重复。", "Name every inventor, each once."),
    "sharing.too-many": Words("项目太多。", "Too many items."),
    "sharing.cost": Words(
        "每项直接成本须有名称和不小于0的金额。", "A direct cost needs a name and an amount of 0 or more."
    ),
    "sharing.nothing-to-share": Words(
        "扣除直接成本后没有净收入可供分配。", "After direct costs there is no net income to share."
    ),
    "auction.not-open": Words("竞价尚未开始。", "The auction has not begun."),
    "auction.closed": Words("竞价已经结束。", "The auction is closed."),
    "auction.below-start": Words("出价低于起始价。", "The bid is below the starting price."),
    "auction.below-increment": Words("出价未达到最低加价幅度。", "The bid is less than one step above the highest."),
    "auction.own-lead": Words("您的出价已经领先。", "Yours is the highest bid already."),
    "auction.one-sealed-bid": Words(
        "您已提交相同金额的密封报价。", "You have made a sealed bid of this amount already."
    ),
    "auction.out-of-order": Words("您已有更晚的报价。", "You have made a later bid already."),
    "auction.amount": Words("出价须大于0。", "A bid must be above 0."),
    "auction.increment": Words("公开竞价须设定加价幅度。", "An open auction needs a step."),
    "auction.time-without-zone": Words("时间须带时区。", "A time needs its time zone."),
    "auction.dates": Words("时间须在2000年至2999年之间。", "Times must lie between the years 2000 and 2999."),
    "auction.closes-before-it-opens": Words("结束时间须晚于开始时间。", "The close must come after the opening."),
    "auction.latest-close": Words("最晚结束时间不得早于结束时间。", "The latest close cannot come before the close."),
    "auction.minutes": Words("延时须为0至1440分钟。", "Extensions are 0 to 1,440 minutes."),
    "auction.winner-defaulted": Words("竞得人不能同时列为违约。", "The winner cannot be among those who fell away."),
    "price-notice.nothing-agreed": Words(
        "双方尚未就同一版本条款达成一致，没有可以公示的价格。",
        "No version of the terms is agreed, so there is no price to publish.",
    ),
    "price-notice.not-public": Words(
        "只有国家设立的研究开发机构、高等院校须公示协议价格。",
        "Only State-founded research bodies and universities give notice of an agreed price.",
    ),
    "price-notice.upheld-before": Words(
        "对这一价格的异议已经成立，须重新定价后再公示。",
        "An objection to this price was upheld. Agree on a new one first.",
    ),
    "price-notice.already-given": Words(
        "这一版本的价格已经公示。", "Notice of this version's price was given already."
    ),
    "price-notice.starts-in-the-past": Words("公示不能从过去的日期开始。", "A notice cannot begin in the past."),
    "price-notice.too-short": Words(
        "公示期不少于十五日，公示当日不计入。",
        "A notice stays up for fifteen days at least, the first day not counted.",
    ),
    "price-notice.too-long": Words("公示期不能超过一年。", "A notice cannot be up for more than a year."),
    "price-notice.empty": Words("请填写此项。", "Fill this in."),
    "price-notice.not-up": Words("公示期间方可提出异议。", "Objections are made while the notice is up."),
    "price-notice.over": Words("该公示已经结束。", "The notice is over."),
    "price-notice.too-many-objections": Words(
        "该公示的异议过多，请直接联系公示单位。", "There are too many objections here. Write to the institution itself."
    ),
    "price-notice.already-decided": Words("该异议已有结论。", "The objection is decided already."),
    "auction.already-one": Words("该供给已有进行中的竞价。", "There is an auction of this listing already."),
    "auction.kind-of-deal": Words("竞价只适用于转让和许可。", "Only a sale or a licence can be auctioned."),
    "auction.starting-price": Words("起始价须大于0。", "The starting price must be above 0."),
    "auction.reserve": Words("保留价不得低于起始价。", "The reserve cannot be below the starting price."),
    "auction.deposit": Words("保证金不得高于起始价。", "The deposit cannot be above the starting price."),
    "auction.too-long": Words("竞价最长三个月。", "An auction lasts three months at most."),
    "auction.opens-in-the-past": Words(
        "竞价开始时间已过，请修改后再公告。", "The bidding would open in the past. Change the times, then announce."
    ),
    "auction.not-now": Words("竞价当前状态不能进行此操作。", "That cannot be done as the auction stands."),
    "auction.has-begun": Words("竞价已经开始，不能取消。", "The bidding has begun; the auction cannot be cancelled."),
    "auction.changed-meanwhile": Words(
        "竞价刚刚有变化，请查看后重试。", "The auction has just changed. Look at it and try again."
    ),
    "auction.winner-still-bound": Words(
        "竞得人未拒绝，三十日的签署期也未届满，或者尚不具备签署条件。",
        "The winner has not declined, and has not yet had thirty days in which it could sign.",
    ),
    "auction.terms-are-announced": Words(
        "竞价的条款已经公告，不能再协商。", "The terms were announced with the auction and are not negotiated."
    ),
    "auction.own": Words("不能参加自己单位的竞价。", "You cannot bid in your own organisation's auction."),
    "auction.own-admission": Words(
        "不能审核自己单位的申请，请由同事办理。", "You cannot admit your own organisation. Ask a colleague."
    ),
    "auction.deposit-evidence": Words("请附保证金凭证。", "Attach the proof of the deposit."),
    "auction.already-applied": Words("该单位已经申请。", "This organisation has applied already."),
    "auction.too-many-bidders": Words("竞买人已满。", "There are too many bidders."),
    "auction.too-many-bids": Words("该单位出价次数过多。", "This organisation has made too many bids."),
    "auction.not-admitted": Words("该单位未获准入。", "This organisation is not admitted."),
    "auction.reason": Words("请写明理由。", "Give the reason."),
    "auction.bidder-decided": Words("已有结论。", "This was decided already."),
    "auction.deposit-stays": Words("这笔保证金现在不退还。", "This deposit does not go back now."),
    "deal.grantor-only": Words(
        "只有许可方（让与方）可以进行此操作。", "Only the side that grants the right does this."
    ),
    "deal.grantee-only": Words(
        "只有被许可方（受让方）可以进行此操作。", "Only the side that receives the right does this."
    ),
    "royalty.evidence": Words("请附上销售或产量的凭证。", "Add the evidence of the sales."),
    "royalty.not-owed": Words(
        "该期间尚未结束、报告已经提交，或者无须报告。",
        "This period has not ended, is stated already, or no statement is owed for it.",
    ),
    "royalty.earlier-first": Words("请先提交更早期间的报告。", "State the earlier periods first."),
    "royalty.question": Words("请写明疑问，5至2000字。", "Say what is in question, in 5 to 2,000 characters."),
    "royalty.already-invoiced": Words(
        "已据该报告开具账单；请先撤销账单。", "There is an invoice on this statement. Cancel that first."
    ),
    "royalty.already-decided": Words("该报告已有处理结果。", "This statement has been decided meanwhile."),
    "invoice.not-due": Words("该款项目前不能开具账单。", "This sum cannot be invoiced now."),
    "invoice.already-issued": Words("该账单已经开具。", "This invoice has been issued already."),
    "invoice.already-cancelled": Words("该账单已经撤销。", "This invoice is cancelled."),
    "invoice.has-payments": Words(
        "该账单已有付款记录，不能撤销。", "There are payments on this invoice; it cannot be cancelled."
    ),
    "invoice.what": Words("请写明款项内容，2至200字。", "Say what it is for, in 2 to 200 characters."),
    "invoice.due-on": Words("到期日不得早于今天。", "The due day cannot lie in the past."),
    "invoice.why": Words("请选择撤销的原因。", "Choose why it is cancelled."),
    "invoice.too-many": Words("账单过多。", "Too many invoices."),
    "payment.evidence": Words("请附上付款凭证。", "Add the proof of payment."),
    "payment.already-stated": Words("该笔付款已经登记。", "This payment is stated already."),
    "payment.already-decided": Words("该笔付款已有处理结果。", "This payment has been decided meanwhile."),
    "payment.why": Words("请选择原因。", "Choose why."),
    "payment.too-many": Words("付款记录过多。", "Too many payments."),
    "books.already-reversed": Words("该分录已经冲销。", "That entry is reversed already."),
    "sharing.below-floor": Words(
        "《促进科技成果转化法》第四十五条：国家设立的研究开发机构、高等院校规定或者与科技人员约定的奖励和报酬，"
        "不得低于转让、许可净收入的50%。",
        "Law on Promoting the Transformation of S&T Achievements art. 45: a state-founded research body or university "
        "may neither lay down nor agree less than 50 % of the net income of an assignment or licence for those who "
        "made the result.",
    ),
    "sharing.fraction": Words("比例过于细碎。", "That fraction is too fine."),
    "sharing.no-plan": Words("请先确定收益分配方案。", "Set the plan for sharing the income first."),
    "sharing.not-income": Words("该笔付款不是可供分配的收入。", "This payment is no income to be shared."),
    "sharing.already-shared": Words("该笔收入已经分配。", "This income has been shared already."),
    "sharing.already-paid": Words("该笔分配款已经支付。", "This share has been paid out already."),
    "sharing.retained": Words("留归本单位的部分无须支付。", "What the institution retains is not paid out."),
    "flag.note": Words("请写明核查结果。", "Say what you found."),
    "flag.changed-meanwhile": Words(
        "该提示已被处理，或者又有新情况，请重新查看。",
        "The flag has been decided, or has grown meanwhile. Look at it again.",
    ),
    "valuation.scheme-name": Words("权重方案须有名称。", "The scheme of weights needs a name."),
    "valuation.unknown-indicator": Words("没有这项指标。", "There is no such indicator."),
    "valuation.weight": Words(
        "权重须在0至100%之间，最多两位小数。", "A weight is 0 to 100 %, with two decimals at most."
    ),
    "valuation.weights-sum": Words("同一组的权重合计须为100%。", "The weights of one group must come to 100 %."),
    "valuation.score": Words("打分须在0至10之间，最多一位小数。", "A score is 0 to 10, with one decimal at most."),
    "valuation.reason": Words("理由过长，或者没有这项指标。", "The reason is too long, or there is no such indicator."),
    "valuation.no-costs": Words("请至少填写一项支出。", "Give at least one cost."),
    "valuation.index-missing": Words("价格指数缺少所需的年份。", "The price index lacks a year that is needed."),
    "valuation.out-of-order": Words(
        "谨慎、可能、乐观三个数不能依次变小。", "From the careful to the hopeful figure the numbers must not fall."
    ),
    "valuation.no-years": Words("没有剩余年限可供计算；最多六十年。", "No year is left to reckon with; sixty at most."),
    "valuation.amount": Words("金额或者比率不在允许的范围内。", "An amount or rate is out of range."),
    "valuation.changed-meanwhile": Words("已经是这个状态，请重新查看。", "It is so already. Look at it again."),
    "comparables.field": Words("没有这个技术领域。", "There is no such field of technology."),
    "comparables.price": Words("价格不在允许的范围内。", "The price is out of range."),
    "calendar.office": Words(
        "请填写专利局的两位字母代码，例如 CN。",
        "Name the office by its two letters, such as CN.",
    ),
    "calendar.option": Words(
        "日历应当写作“局代码=文件”，例如 CN=休息日.csv。",
        "A calendar is given as OFFICE=FILE, such as CN=rest-days.csv.",
    ),
    "calendar.form": Words(
        "休息日文件须为含 day、name 两列的 CSV（UTF-8），或者 JSON 列表。",
        "A table of rest days is CSV (UTF-8) with the columns day and name, or a JSON list.",
    ),
    "calendar.row": Words(
        "休息日文件中有一行无法读取。",
        "A row of the table of rest days cannot be read.",
    ),
    "calendar.too-long": Words(
        "休息日文件过长。",
        "The table of rest days is too long.",
    ),
    "rights.no-pack": Words(
        "该专利局尚无法律规则包。",
        "There is no pack of rules for that office.",
    ),
}
