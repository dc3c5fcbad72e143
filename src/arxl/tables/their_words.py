"""What stands in the books of customers, in six languages: the data behind `tables.their_account` (practice B5).

A customer's own account of us is an extract of its ledger of suppliers. To teach arxl a header or a word, add it here;
names are separated by ` | `. Case, accents, spaces, punctuation and a unit in brackets do not matter.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from arxl.tables.choices import folded
from arxl.tables.headers import header_key

COLUMNS: Mapping[str, str] = {
    "date": "date | document date | doc date | invoice date | transaction date | trans date | entry date | tran date"
    " | fecha | fecha documento | fecha de documento | fecha factura | fecha de factura | fecha operación | fecha doc"
    " | data | dată | data document | data documentului | data doc | data facturii | data operațiunii"
    " | 일자 | 날짜 | 거래일자 | 거래일 | 발행일 | 증빙일자 | 작성일자 | 거래 일자"
    " | 日期 | 单据日期 | 业务日期 | 发票日期 | 交易日期 | 發票日期 | 單據日期 | 憑證日期 | 凭证日期 | 制单日期",
    "posted": "posting date | posted | posted on | booking date | booked | value date | gl date | accounting date"
    " | fecha contable | fecha asiento | fecha de asiento | fecha registro | fecha de registro | fecha valor"
    " | data înregistrării | data înregistrare | data contabilă | data înreg"
    " | 전표일자 | 회계일자 | 기표일 | 记账日期 | 入账日期 | 過帳日期 | 入帳日期 | 记帐日期",
    "reference": "reference | ref | ref no | reference no | reference number | invoice | invoice no | invoice number"
    " | supplier invoice | supplier invoice no | vendor invoice | vendor invoice no | external document no"
    " | external document | your reference | your ref | your document | supplier reference | supplier ref | bill no"
    " | referencia | n.º referencia | factura | n.º factura | nº factura | número de factura | num factura"
    " | factura proveedor | n.º factura proveedor | su referencia | su factura | documento externo | ref proveedor"
    " | referință | nr factură | număr factură | factură | nr factura furnizor | factură furnizor"
    " | document furnizor | referința dvs"
    " | 참조 | 참조번호 | 세금계산서번호 | 세금계산서 | 송장번호 | 인보이스 | 계산서번호 | 거래명세서번호"
    " | 发票号 | 发票号码 | 发票编号 | 供应商发票号 | 对方单号 | 参考号 | 發票號碼 | 發票號 | 供應商發票 | 對方單號"
    " | 參考號",
    "voucher": "document | document no | document number | doc | doc no | doc number | voucher | voucher no"
    " | voucher number | journal | journal no | journal entry | entry | entry no | transaction | transaction no"
    " | trans no | internal no | our document | our ref | our reference | number | no"
    " | documento | n.º documento | nº documento | número de documento | num documento | doc | asiento | n.º asiento"
    " | nº asiento | comprobante | póliza | n.º | número | apunte"
    " | document | nr document | număr document | nr doc | nota contabilă | nr notă | nr | nr înregistrare | nr jurnal"
    " | 전표번호 | 문서번호 | 증빙번호 | 번호 | 전표 | 관리번호"
    " | 凭证号 | 凭证字号 | 凭证编号 | 凭证号数 | 单据号 | 单据编号 | 单号 | 编号 | 序号 | 憑證號 | 憑證號碼"
    " | 傳票號碼 | 傳票編號 | 單據號碼 | 單號 | 編號",
    "text": "description | text | details | detail | particulars | memo | narrative | narration | remarks | remark"
    " | comment | note | notes | explanation | type | document type | transaction type"
    " | concepto | descripción | detalle | observaciones | glosa | leyenda | tipo | tipo documento"
    " | explicații | explicație | descriere | detalii | observații | tip | tip document | felul documentului"
    " | 적요 | 내용 | 비고 | 품목 | 구분 | 거래내용"
    " | 摘要 | 说明 | 备注 | 内容 | 业务类型 | 說明 | 備註 | 內容 | 類別",
    "debit": "debit | debits | dr | debit amount | amount debit | debit (dr) | debit balance change | paid | payments"
    " | payment | paid amount"
    " | debe | cargo | cargos | débito | débitos | importe debe | debe importe | pagos | pagado"
    " | debit | rulaj debit | rulaj debitor | suma debit | sume debitoare | valoare debit | debitor | plăți | plată"
    " | plătit"
    " | 차변 | 차변금액 | 지급 | 지급액 | 지급금액 | 결제금액"
    " | 借方 | 借方金额 | 借方发生额 | 本期借方 | 付款 | 付款金额 | 已付 | 本期付款 | 借方金額 | 付款金額",
    "credit": "credit | credits | cr | credit amount | amount credit | credit (cr) | invoiced | purchases | purchase"
    " | invoiced amount"
    " | haber | abono | abonos | crédito | créditos | importe haber | haber importe | compras | facturado"
    " | credit | rulaj credit | rulaj creditor | suma credit | sume creditoare | valoare credit | creditor"
    " | achiziții | facturat"
    " | 대변 | 대변금액 | 매입 | 매입액 | 매입금액"
    " | 贷方 | 贷方金额 | 贷方发生额 | 本期贷方 | 采购 | 采购金额 | 应付 | 应付金额 | 本期应付 | 貸方 | 貸方金額"
    " | 採購金額 | 應付金額",
    "amount": "amount | value | total | net amount | gross amount | amount in currency | original amount | local amount"
    " | importe | monto | valor | importe total | cuantía"
    " | sumă | suma | valoare | valoare totală | total document"
    " | 금액 | 거래금액 | 합계금액 | 공급대가"
    " | 金额 | 发生额 | 本币金额 | 金額 | 發生額",
    "side": "d/c | dr/cr | c/d | cr/dr | debit/credit | dc | side | sign | d/h | debe/haber | tipo movimiento"
    " | d/c indicator | 차대구분 | 차대 | 借贷 | 方向 | 借贷方向 | 余额方向 | 借貸 | 借貸別 | 借貸方向",
    "balance": "balance | running balance | cumulative balance | balance amount | outstanding | cumulative"
    " | saldo | saldo acumulado | saldo final"
    " | sold | sold final | sold curent | sold cumulat"
    " | 잔액 | 잔고 | 누적잔액 | 미지급잔액"
    " | 余额 | 结余 | 期末余额 | 本币余额 | 餘額 | 結餘",
    "balance_debit": "debit balance | balance debit | balance dr | saldo deudor | saldo debe | sold debitor"
    " | sold debit | sold final debitor | 차변잔액 | 借方余额 | 借方餘額",
    "balance_credit": "credit balance | balance credit | balance cr | saldo acreedor | saldo haber | sold creditor"
    " | sold credit | sold final creditor | 대변잔액 | 贷方余额 | 貸方餘額",
    "currency": "currency | currency code | curr | ccy | cur | moneda | divisa | monedă | valută | 통화 | 화폐"
    " | 币种 | 币别 | 货币 | 幣別 | 幣種",
}
"""Column -> its headers."""

_OPENING = (
    "opening balance | opening | balance brought forward | brought forward | balance b/f | b/f | bal b/f"
    " | previous balance | balance forward | starting balance | beginning balance | initial balance | carried over"
    " | saldo inicial | saldo anterior | saldo de apertura | asiento de apertura | apertura | saldo previo"
    " | sold inițial | sold precedent | sold anterior | sold la început | sold reportat | sold preluat"
    " | 이월 | 전기이월 | 전월이월 | 전년이월 | 기초잔액 | 기초 잔액 | 이월잔액 | 기초"
    " | 期初余额 | 期初 | 上期结转 | 上年结转 | 上月结转 | 年初余额 | 上期余额 | 期初餘額 | 前期結轉 | 上期結轉"
    " | 上年結轉 | 上期餘額 | 承前頁"
)
_CLOSING = (
    "closing balance | closing | balance carried forward | carried forward | balance c/f | c/f | ending balance"
    " | final balance | end balance | balance due | balance at | balance as of | balance as at"
    " | saldo final | saldo de cierre | saldo a fecha | saldo al | saldo a | saldo actual"
    " | sold final | sold la sfârșit | sold de închidere | sold la data | sold la"
    " | 차기이월 | 차월이월 | 기말잔액 | 기말 잔액 | 기말 | 현재잔액"
    " | 期末余额 | 期末 | 结转下期 | 结转下年 | 期末餘額 | 結轉下期 | 轉下頁 | 過次頁"
)
_BALANCE = "balance | saldo | sold | 잔액 | 잔고 | 余额 | 餘額 | 结余 | 結餘"
_TOTALS = (
    "period total | page total | movement | movements | turnover | sumas | sumas y saldos | movimientos"
    " | rulaj total | total rulaj | total rulaje | rulaje | sume totale | total sume"
    " | 월계 | 누계 | 당월합계 | 이월합계 | 본월합계"
    " | 本月合计 | 本年累计 | 本期合计 | 本日合计 | 本期发生额 | 本月合計 | 本年累計 | 本期合計 | 過帳合計"
)
_DEBIT_SIDE = "d | dr | db | debit | debe | deudor | debitor | 借 | 차 | 차변 | 借方"
_CREDIT_SIDE = "c | cr | credit | h | haber | acreedor | creditor | 贷 | 貸 | 대 | 대변 | 贷方 | 貸方"


def _listed(text: str) -> frozenset[str]:
    return frozenset(folded(name) for name in text.split(" | "))


OPENING_WORDS, CLOSING_WORDS, BALANCE_WORDS = _listed(_OPENING), _listed(_CLOSING), _listed(_BALANCE)
TOTAL_WORDS = _listed(_TOTALS)
DEBIT_SIDES, CREDIT_SIDES = _listed(_DEBIT_SIDE), _listed(_CREDIT_SIDE)


@cache
def column_keys() -> Mapping[str, tuple[str, ...]]:
    """Key of a header (`header_key`) -> the columns that it can be, the likeliest first."""
    keys: dict[str, list[str]] = {}
    for column, words in COLUMNS.items():
        for word in words.split(" | "):
            known = keys.setdefault(header_key(word), [])
            if column not in known:
                known.append(column)
    return {key: tuple(columns) for key, columns in keys.items()}


def side_of(text: str) -> int:
    """1 where a text says debit, -1 where it says credit, else 0.

    >>> side_of("Dr."), side_of("贷"), side_of("INV-7")
    (1, -1, 0)
    """
    key = folded(text)
    return 1 if key in DEBIT_SIDES else -1 if key in CREDIT_SIDES else 0
