"""What stands for a choice, a yes or a no, a total, and an example, in the six languages.

A cell of a choice column may say the choice in any of the languages, or by a common synonym; what is kept is the
English word of the schema. To teach arxl a word, add it here in the line of its choice; names are separated by ` | `.
Case, accents, spaces around and full-width forms do not matter.

>>> choice_named("TRANSFERENCIA ", ("cash", "transfer")), choice_named("송금", ("cash", "transfer"))
('transfer', 'transfer')
>>> choice_named("barter", ("cash", "transfer")) is None
True
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from arxl.locale.folding import bare

_YES = "yes | y | true | x | ✓ | ✔ | √ | ok | sí | da | adevărat | verdadero | 예 | 네 | 참 | 유 | 是 | 有 | 对 | 已"
_NO = "no | n | false | none | n/a | na | nu | fals | falso | 아니오 | 아니요 | 거짓 | 무 | 否 | 无 | 無 | 没有 | 沒有"
_WORDS: Mapping[str, str] = {
    # Customers.Type
    "dealer": "distributor | wholesaler | reseller | distribuidor | mayorista | concesionario | distribuitor"
    " | angrosist | revânzător | 대리점 | 도매 | 도매상 | 딜러 | 经销商 | 批发商 | 代理商 | 經銷商 | 批發商",
    "shop": "store | retailer | retail | supermarket | tienda | comercio | minorista | magazin | comerciant"
    " | 상점 | 매장 | 소매점 | 마트 | 商店 | 门店 | 零售商 | 店铺 | 超市 | 門市 | 零售商 | 店鋪",
    "hotel": "hotels | hostal | pensiune | hoteluri | 호텔 | 酒店 | 宾馆 | 旅馆 | 飯店 | 旅館",
    "restaurant": "restaurants | bar | café | restaurante | cafetería | cafenea | 식당 | 레스토랑"
    " | 음식점 | 餐厅 | 饭店 | 餐馆 | 餐廳 | 餐館",
    "institution": "school | hospital | public body | institución | organismo público | instituție | instituție publică"
    " | 기관 | 공공기관 | 机构 | 事业单位 | 机关 | 機構 | 機關",
    # Deliveries.Kind
    "invoice": "inv | bill | delivery | sale | delivery note | factura | entrega | venta | albarán | factură | livrare"
    " | vânzare | aviz | 송장 | 인보이스 | 세금계산서 | 계산서 | 매출 | 납품 | 거래명세서 | 发票"
    " | 交货 | 销售 | 送货 | 销货 | 發票 | 交貨 | 銷售 | 銷貨 | 出貨",
    "debit note": "debit | debit memo | dn | nota de débito | nota de cargo | notă de debit | 차변표 | 차변 | 借项通知"
    " | 借项通知单 | 借记通知 | 借項通知 | 借項通知單",
    "opening": "opening balance | balance brought forward | brought forward | b/f | saldo inicial | apertura"
    " | sold inițial | sold | 기초 | 기초잔액 | 이월 | 전기이월 | 期初 | 期初余额 | 上期结转 | 期初餘額 | 上期結轉",
    "interest": "interest note | late interest | default interest | interest on arrears | interés | intereses"
    " | intereses de demora | intereses moratorios | dobândă | dobânzi | penalități | dobândă penalizatoare"
    " | 이자 | 연체이자 | 지연이자 | 利息 | 逾期利息 | 滞纳金 | 遲延利息 | 滯納金",
    # what some books put into Deliveries.Kind beside a negative amount
    "credit note": "credit | credit memo | cn | return | nota de crédito | abono | devolución | nota de abono"
    " | notă de credit | storno | retur | 대변표 | 반품 | 贷项通知 | 贷项通知单 | 退货 | 红字 | 红字发票 | 貸項通知"
    " | 退貨 | 折讓",
    # Receipts.Method
    "cash": "in cash | efectivo | contado | metálico | numerar | cash | 현금 | 现金 | 現金",
    "transfer": "bank transfer | wire | wire transfer | bank | virement | ach | sepa | eft | transferencia"
    " | transferencia bancaria | giro | virament | transfer bancar | ordin de plată | op | 이체 | 계좌이체 | 송금"
    " | 무통장 | 转账 | 汇款 | 银行转账 | 电汇 | 轉帳 | 匯款 | 銀行轉帳 | 電匯",
    "cheque": "check | bank cheque | chq | talón | cec | filă cec | 수표 | 당좌수표 | 支票",
    "bill": "bill of exchange | promissory note | letra | letra de cambio | pagaré | bilet la ordin | bo | cambie"
    " | 어음 | 약속어음 | 환어음 | 汇票 | 承兑汇票 | 银行承兑汇票 | 商业承兑汇票 | 匯票 | 本票 | 遠期支票",
    "card": "credit card | debit card | pos | tarjeta | tarjeta de crédito | card bancar | 카드 | 신용카드 | 刷卡"
    " | 信用卡 | 银行卡 | 銀行卡",
    # Decisions.Kind
    "signed": "agrees | agreed | confirmed | firmado | conforme | confirmado | semnat | confirmat | de acord"
    " | 서명 | 서명됨 | 확인 | 일치 | 已签 | 已签字 | 已确认 | 相符 | 已簽 | 已簽回 | 已確認",
    "differs": "difference | disagrees | difiere | no conforme | diferă | diferență | neconform | 차이 | 불일치"
    " | 不符 | 有差异 | 有差異",
    "override": "exception | excepción | anulación | derogare | excepție | 예외 | 무시 | 例外 | 特批 | 特准",
    "grade accepted": "grado aceptado | calificación aceptada | clasă acceptată | grad acceptat | 등급 승인"
    " | 等级已批准 | 等级确认 | 等級已核准",
    "write-off": "write off | written off | bad debt | castigo | cancelación | baja | scoatere din evidență"
    " | trecere pe pierderi | 대손 | 대손처리 | 대손상각 | 核销 | 坏账核销 | 核銷 | 呆帳沖銷",
    "set-off": "set off | setoff | offset | compensación | compensare | 상계 | 抵销 | 抵扣 | 冲抵 | 抵銷 | 沖抵",
    "notice sent": "notice | aviso enviado | requerimiento enviado | notificare trimisă | 통지 발송 | 최고 발송"
    " | 通知已发 | 已发通知 | 通知已寄 | 已寄通知",
    "promise accepted": "promise | promesa aceptada | promesa | promisiune acceptată | promisiune | 약속 수락 | 약속"
    " | 承诺已接受 | 承诺 | 承諾已接受 | 承諾",
    "refused": "refuses | refused to sign | rechazado | se niega | refuzat | refuză | 거절 | 거부 | 拒签 | 拒绝"
    " | 拒簽 | 拒絕",
    "sent": "was sent | enviado | trimis | 발송 | 보냄 | 已发送 | 已发出 | 已寄 | 已寄出 | 已發送",
    "not sent": "never sent | no enviado | netrimis | 미발송 | 未发送 | 未寄 | 未寄出 | 未發送",
    "reminded": "reminder | recordado | recordatorio | reamintit | 회신 독촉 | 재촉 | 독촉 | 已提醒 | 已催 | 已催告",
    "limitation revived": "revived | prescripción renunciada | prescripție reînviată | 시효이익 포기 | 时效恢复"
    " | 时效利益放弃 | 時效拋棄 | 時效恢復",
    # Decisions.Kind, of the credit desk
    "limit accepted": "limit | límite aceptado | limită acceptată | 한도 승인 | 한도 | 额度已批准 | 额度确认"
    " | 額度已核准",
    "proposal refused": "proposal rejected | propuesta rechazada | propunere refuzată | 제안 거절 | 提议被拒"
    " | 建议不采纳"
    " | 提議不採納",
    "reviewed": "review | review done | revisado | revisión | revizuit | revizuire | 검토 완료 | 검토 | 已复核 | 复核"
    " | 已覆核 | 覆核",
    "warning closed": "signal closed | aviso cerrado | señal cerrada | avertisment închis | 경고 종결 | 预警已关闭"
    " | 预警解除 | 預警已結案 | 預警解除",
    # what a decision "reviewed" names as Reference
    "figures": "figure | monthly | cifras | mensual | cifre | lunar | 수치 | 월별 | 数字 | 月度 | 數字",
    "grade": "regrade | quarterly | grado | calificación | trimestral | clasă | grad | trimestrial | 등급 | 분기"
    " | 等级 | 季度 | 等級",
    "file": "whole file | credit file | annual | yearly | expediente | ficha | anual | dosar | fișă | 파일"
    " | 거래처 파일 | 연간 | 档案 | 年度 | 檔案",
    "escalation approved": "handed over | escalation | hand over approved | cesión aprobada | paso a abogado aprobado"
    " | escalamiento aprobado | predare aprobată | escaladare aprobată | 이관 승인 | 단계 상향 승인 | 移交已批准"
    " | 升级催收已批准 | 移交已核准 | 升級催收已核准",
    # Customers.Invoice Type, Customers.Gone As
    "ordinary invoice": "ordinary | simple | factura ordinaria | factura simple | factură simplă | 일반계산서 | 계산서"
    " | 普通发票 | 普票 | 普通發票 | 二聯式",
    "VAT invoice": "vat | tax invoice | factura con iva | factură cu tva | 세금계산서 | 增值税专用发票 | 专票"
    " | 增值稅專用發票 | 三聯式",
    "closed": "closed down | out of business | cerrado | închis | 폐업 | 歇业 | 停业 | 关闭 | 歇業 | 停業 | 關閉",
    "bankrupt": "insolvent | bankruptcy | insolvency | en quiebra | concurso | insolvente | faliment | în faliment"
    " | insolvență"
    " | 파산 | 부도 | 破产 | 倒闭 | 破產 | 倒閉",
    # Contacts.Reason
    "no cash": "no money | cash short | short of cash | sin dinero | falta de liquidez | fără bani"
    " | lipsă de lichidități"
    " | 자금 부족 | 자금부족 | 没钱 | 资金紧张 | 资金不足 | 資金不足 | 資金緊張",
    "force majeure": "act of god | fuerza mayor | forță majoră | 불가항력 | 不可抗力",
    "bank": "bank problem | bank delay | banco | problema del banco | bancă | problemă la bancă | 은행 문제 | 은행"
    " | 银行原因 | 银行 | 銀行原因 | 銀行",
    "dispute": "contestație | disputed | complaint | disputa | reclamación | dispută | reclamație | 분쟁 | 이의"
    " | 클레임 | 争议"
    " | 异议"
    " | 爭議 | 異議",
    "waits for rebate": "așteaptă risturnul | rebate | waiting for rebate | espera la bonificación | așteaptă bonusul"
    " | 장려금 대기"
    " | 리베이트 대기 | 等返利 | 等待返利 | 等返點 | 等待回饋",
    "signer absent": "signatory absent | boss away | firmante ausente | semnatar absent | 결재자 부재 | 签字人不在"
    " | 负责人不在 | 簽字人不在 | 負責人不在",
    "approval pending": "waiting for approval | in approval | pendiente de aprobación | în curs de aprobare | 결재 대기"
    " | 승인 대기 | 审批中 | 等待审批 | 審批中 | 等待簽核",
    "not sold yet": "unsold | goods not sold | aún no vendido | no vendido | încă nevândut | nevândut | 미판매"
    " | 아직 못 팔았음 | 货未卖出 | 未售出 | 滞销 | 貨未賣出 | 未售出",
    "habit": "always late | costumbre | obișnuință | 습관 | 관행 | 习惯性拖欠 | 习惯 | 習慣性拖欠 | 習慣",
    "bad faith": "fraud | mala fe | rea-credință | rea credință | 악의 | 고의 | 恶意拖欠 | 恶意 | 惡意拖欠 | 惡意",
    # Signals.Signal, Signals.Severity
    "dumping prices": "dumping | price cutting | precios de saldo | venta a pérdida | prețuri de dumping | 덤핑"
    " | 덤핑판매"
    " | 低价倾销 | 低价抛售 | 低價傾銷 | 低價拋售",
    "selling across regions": "cross-region selling | venta fuera de zona | vânzare în afara zonei | 지역 외 판매"
    " | 窜货 | 跨区销售 | 竄貨 | 跨區銷售",
    "staff leaving": "staff turnover | personal que se va | plecarea personalului | 직원 이탈 | 직원 퇴사 | 员工离职"
    " | 人员流失 | 員工離職",
    "owner leaving": "owner away | el dueño se va | plecarea proprietarului | 대표 이탈 | 사장 이탈 | 老板离开"
    " | 老板失联"
    " | 老闆離開",
    "moving": "relocation | moves | mudanza | traslado | mutare | 이전 | 이사 | 搬迁 | 搬家 | 搬遷",
    "closing": "closing down | cierre | închidere | 폐점 | 폐업 예정 | 将停业 | 关店 | 將停業 | 關店",
    "transfer of the shop": "shop for sale | handover | traspaso | cesiune | transferul magazinului | 점포 양도"
    " | 가게 양도 | 店铺转让 | 转让 | 店面頂讓 | 頂讓",
    "new line of business": "new business | nueva línea de negocio | linie nouă de afaceri | 업종 변경 | 신규 사업"
    " | 转行 | 新业务 | 轉行 | 新業務",
    "lawsuit": "litigiu în instanță | litigation | sued | demanda | litigio | proces | litigiu | 소송 | 诉讼 | 官司"
    " | 訴訟",
    "demolition": "expropriation | demolición | derribo | demolare | 철거 | 재개발 | 拆迁 | 拆遷",
    "other": "otro | otra | altul | alta | 기타 | 其他 | 其它",
    "low": "minor | bajo | baja | leve | scăzut | scăzută | mic | 낮음 | 하 | 低 | 轻微 | 輕微",
    "medium": "moderate | medio | media | mediu | medie | 중간 | 중 | 中 | 中等",
    "high": "severe | serious | critical | alto | alta | grave | ridicat | ridicată | grav | 높음 | 상 | 심각 | 高"
    " | 严重 | 嚴重",
    # Decisions.Reference of a warning that the figures show
    "purchases up": "purchases leap | suben las compras | compras al alza | achiziții în creștere | 구매 급증"
    " | 进货激增 | 采购激增 | 進貨激增 | 採購激增",
    "purchases down": "purchases collapse | bajan las compras | compras a la baja | achiziții în scădere | 구매 급감"
    " | 进货骤减 | 采购骤减 | 進貨驟減 | 採購驟減",
    "slower payment": "pays later | pago más lento | plată mai lentă | 지급 지연 | 付款变慢 | 付款變慢",
    "first part payment": "part payment | primer pago parcial | prima plată parțială | 첫 일부 지급 | 首次部分付款",
    "second request for extension": "second extension | segunda solicitud de prórroga | a doua cerere de amânare"
    " | 두 번째 연장 요청 | 再次申请延期 | 再次申請延期",
    "bounced receipt": "bounced | recibo devuelto | cobro devuelto | încasare refuzată | 부도 수금 | 退票 | 退票收款",
    "new method of payment": "new method | nuevo medio de pago | mod nou de plată | 새 결제 수단 | 新付款方式"
    " | 新的付款方式",
    # Measures.Measure
    "promotion": "special offer | promoción | oferta | promoție | 판촉 | 프로모션 | 促销 | 促銷",
    "exchange": "swap of goods | cambio | cambio de mercancía | schimb | schimb de marfă | 교환 | 제품 교환 | 换货"
    " | 調換"
    " | 換貨",
    "training": "formación | capacitación | instruire | 교육 | 培训 | 培訓",
    # Customers.Seal On File
    "yes": _YES,
    "no": _NO,
    # Contacts.Channel
    "call": "phone | phone call | telephone | llamada | teléfono | telefon | apel | 전화 | 통화 | 电话 | 電話",
    "visit": "visita | vizită | 방문 | 拜访 | 上门 | 拜訪",
    "e-mail": "email | mail | correo | correo electrónico | 이메일 | 메일 | 电子邮件 | 邮件 | 電子郵件 | 郵件",
    "letter": "post | carta | scrisoare | 서신 | 우편 | 편지 | 信函 | 挂号信 | 掛號信",
    "message": "sms | text message | chat | whatsapp | kakaotalk | wechat | line | mensaje | mesaj"
    " | 메시지 | 문자 | 카카오톡 | 短信 | 微信 | 簡訊 | 訊息",
}

_SEALS = (
    "seal | registered seal | stamp | company seal | sello | sello registrado | sigiliu | ștampilă | 인감 | 직인"
    " | 법인인감 | 公章 | 印章 | 印鉴 | 印鑑 | 大小章"
)
_TOTALS = (
    "total | totals | subtotal | sub total | sub-total | grand total | sum | suma | totales | suma total"
    " | total general | suma totală | totaluri | subtotaluri | total parțial | totaal | gesamt | summe | somme"
    " | 합계 | 총계 | 소계 | 총합계 | 계 | 누계 | 合计 | 小计 | 总计 | 累计 | 总额 | 合計 | 小計 | 總計 | 累計 | 總額"
)

EXAMPLES: Mapping[str, str] = {
    "en": "(example)",
    "es": "(ejemplo)",
    "ro": "(exemplu)",
    "ko": "(예시)",
    "zh_CN": "(示例)",
    "zh_TW": "(範例)",
}
"""Language -> what stands in place of the id in a row that shows how to fill in a table. Nobody's id is a word in
brackets, and no row gets one by being copied, sorted or filled down."""


def _listed(text: str) -> frozenset[str]:
    return frozenset(folded(name) for name in text.split(" | "))


def folded(text: str) -> str:
    """Without case, accents, width, and what stands around.

    >>> folded("  Notă de  CREDIT: ")
    'nota de credit'
    """
    return " ".join(bare(text).split()).strip(" :.：。-—*")


_SYNONYMS = {choice: {folded(choice), *_listed(words)} for choice, words in _WORDS.items()}
_YES_WORDS, _NO_WORDS, _TOTAL_WORDS = _listed(_YES), _listed(_NO), _listed(_TOTALS)
_EXAMPLE_WORDS = frozenset(map(folded, EXAMPLES.values()))


@lru_cache(maxsize=4096)
def choice_named(text: str, choices: tuple[str, ...]) -> str | None:
    """The choice that a text names, of those given; None where it names none of them."""
    key = folded(text)
    for choice in choices:
        if key == folded(choice) or key in _SYNONYMS.get(choice, ()):
            return choice
    return None


def yes_or_no(text: str) -> bool | None:
    """True for a yes, False for a no, None for anything else.

    >>> yes_or_no("Sí"), yes_or_no("아니오"), yes_or_no("maybe")
    (True, False, None)
    """
    key = folded(text)
    return True if key in _YES_WORDS else False if key in _NO_WORDS else None


@lru_cache(maxsize=4096)
def is_seal(text: str) -> bool:
    """Whether a word stands for a company's registered seal.

    >>> is_seal("公章"), is_seal("Ana")
    (True, False)
    """
    return folded(text) in _listed(_SEALS)


def is_total(text: str) -> bool:
    """Whether a cell labels a row of totals: `Total`, `合计：`, `Total C-77`, `C-77 Total`.

    >>> [is_total(text) for text in ("Suma totală:", "小计", "C-77 Total", "Totalgaz SRL")]
    [True, True, True, False]
    """
    key = folded(text)
    if key in _TOTAL_WORDS:
        return True
    first, _, rest = key.partition(" ")
    return first in _TOTAL_WORDS or rest.rpartition(" ")[2] in _TOTAL_WORDS


@lru_cache(maxsize=4096)
def is_example(text: str) -> bool:
    """Whether a cell says that its row is an example: the whole cell, brackets and all.

    >>> [is_example(text) for text in ("(Example)", "（示例）", "Example", "(example) 2")]
    [True, True, False, False]
    """
    return folded(text) in _EXAMPLE_WORDS
