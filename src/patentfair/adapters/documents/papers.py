"""Every paper of a deal, by name. Each function gives a `Paper`; `paper_pdf` and `paper_docx` set it."""

from __future__ import annotations

from collections.abc import Callable

from patentfair.adapters.documents.consents import ConsentKind, consent, power_of_attorney
from patentfair.adapters.documents.contract import (
    ConsentOnFile,
    Contract,
    ContractParty,
    ContractPatent,
    HeadLicence,
    Mandate,
    PledgeFacts,
    contract_paper,
)
from patentfair.adapters.documents.notices import NoticeFacts, NoticeKind, notice, release_of_pledge
from patentfair.adapters.documents.office_requests import (
    pledge_cancellation_request,
    pledge_registration_request,
    recordal_request,
    registration_request,
    technology_contract_registration,
)
from patentfair.adapters.documents.open_licence import (
    OpenLicence,
    open_licence_declaration,
    open_licence_withdrawal,
)
from patentfair.adapters.documents.paper import Paper
from patentfair.adapters.documents.paper_docx import paper_docx
from patentfair.adapters.documents.paper_pdf import paper_pdf
from patentfair.adapters.documents.term_sheet import term_sheet
from patentfair.domain.kernel.errors import NotFound
from patentfair.domain.kernel.words import Words
from patentfair.domain.market.kinds import kind_of

__all__ = [
    "ConsentKind",
    "ConsentOnFile",
    "Contract",
    "ContractParty",
    "ContractPatent",
    "HeadLicence",
    "Mandate",
    "NoticeFacts",
    "NoticeKind",
    "OpenLicence",
    "Paper",
    "PledgeFacts",
    "consent",
    "contract",
    "notice",
    "offered",
    "open_licence_declaration",
    "open_licence_withdrawal",
    "paper",
    "paper_docx",
    "paper_pdf",
    "pledge_cancellation_request",
    "pledge_registration_request",
    "power_of_attorney",
    "recordal_request",
    "registration_request",
    "release_of_pledge",
    "technology_contract_registration",
    "term_sheet",
]

contract = contract_paper

_PAPERS: dict[str, tuple[Words, Callable[[Contract], Paper]]] = {
    "term-sheet": (Words("条款清单", "Term sheet"), term_sheet),
    "contract": (Words("合同文本", "Contract"), contract_paper),
    "recordal": (Words("许可合同备案数据表", "Data sheet for recordal"), recordal_request),
    "registration": (Words("权利转移登记数据表", "Data sheet for the change of owner"), registration_request),
    "pledge-registration": (Words("质押登记数据表", "Data sheet for the pledge"), pledge_registration_request),
    "pledge-cancellation": (
        Words("质押注销数据表", "Data sheet for cancelling the pledge"),
        pledge_cancellation_request,
    ),
    "technology-contract": (
        Words("技术合同登记数据表", "Data sheet for the registry"),
        technology_contract_registration,
    ),
}


def offered(contract: Contract) -> tuple[tuple[str, Words], ...]:
    """The papers a deal of this kind has that need nothing but the deal: address word and name."""
    names: list[str] = list(kind_of(contract.kind).papers)
    if not contract.is_licence and "recordal" in names:  # a bundle that is sold
        names[names.index("recordal")] = "registration"
    if contract.office != "CN":
        names = [name for name in names if name in {"term-sheet", "contract", "technology-contract"}]
    return tuple((name, _PAPERS[name][0]) for name in names)


def paper(contract: Contract, name: str) -> Paper:
    """One of the papers `offered`. Raises `NotFound` for any other name."""
    if name not in dict(offered(contract)):
        raise NotFound("not-found", what="paper")
    return _PAPERS[name][1](contract)
