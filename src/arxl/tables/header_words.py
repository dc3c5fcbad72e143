"""What columns and tables are called in accountants' books, in six languages: the data behind `tables.headers`.

To teach arxl a header, add it here, in the line of its column and language; nothing else is needed. Names are
separated by ` | `. The first of a line is the one that arxl itself writes (template, result sheets); the others are
read only. Case, accents, spaces, punctuation and a unit in brackets do not matter: "Invoice No." need not stand
beside "invoice no".
"""

from __future__ import annotations

from collections.abc import Mapping

from arxl.tables.desk_header_words import DESK_COLUMN_WORDS, DESK_TABLE_WORDS, Words

LANGUAGES = ("en", "es", "ro", "ko", "zh_CN", "zh_TW")

COLUMN_WORDS: Mapping[str, Words] = {
    "Customer ID": {
        "en": "Customer ID | customer | customer no | customer number | customer code | cust id | cust no | cust"
        " | client"
        " | client id | client no | client code | account | account id | account no | account number | account code"
        " | debtor | debtor id | debtor no | debtor code | dealer | dealer id | dealer code | buyer | buyer code"
        " | sold to | bill to | party | party code | customer ref | customer key",
        "es": "Código de cliente | cliente | id cliente | id de cliente | n.º cliente | nº de cliente"
        " | número de cliente"
        " | num cliente | cod cliente | cuenta | cuenta cliente | deudor | comprador | clave cliente"
        " | clave de cliente",
        "ro": "Cod client | client | id client | nr client | număr client | codul clientului | cod partener | partener"
        " | cont client | debitor | cod debitor | cumpărător | beneficiar",
        "ko": "거래처코드 | 거래처 | 거래처 번호 | 거래처 ID | 고객 | 고객코드 | 고객번호 | 고객 ID | 업체코드 | 업체"
        " | 매출처 | 매출처코드 | 대리점 | 대리점코드 | 회원번호",
        "zh_CN": "客户编号 | 客户 | 客户代码 | 客户编码 | 客户号 | 客户ID | 客户代号 | 往来单位 | 往来单位编码"
        " | 单位编码"
        " | 购货单位 | 经销商 | 经销商编号 | 经销商代码 | 账户 | 账号",
        "zh_TW": "客戶編號 | 客戶 | 客戶代碼 | 客戶代號 | 客戶編碼 | 客戶號 | 客戶ID | 往來客戶 | 往來對象 | 經銷商"
        " | 經銷商編號 | 經銷商代號 | 帳戶 | 買受人",
    },
    "Name": {
        "en": "Name | customer name | client name | trading name | short name | company | company name | dealer name"
        " | account name | debtor name",
        "es": "Nombre | nombre del cliente | nombre cliente | nombre comercial | empresa",
        "ro": "Nume | nume client | numele clientului | denumire | denumire client | denumire partener | firma",
        "ko": "상호 | 이름 | 거래처명 | 고객명 | 업체명 | 회사명 | 상호명 | 대리점명",
        "zh_CN": "名称 | 客户名称 | 客户名 | 客户简称 | 单位名称 | 公司名称 | 姓名 | 经销商名称 | 往来单位名称",
        "zh_TW": "名稱 | 客戶名稱 | 客戶名 | 客戶簡稱 | 公司名稱 | 姓名 | 經銷商名稱",
    },
    "Terms": {
        "en": "Terms | payment terms | credit terms | terms of payment",
        "es": "Condiciones de pago | condiciones | forma y plazo | plazo de pago | términos | plazo",
        "ro": "Condiții de plată | condiții | termen de plată | termene | termen",
        "ko": "결제조건 | 지급조건 | 지불조건 | 대금조건 | 여신조건",
        "zh_CN": "付款条件 | 账期 | 结算条件 | 付款条款 | 收款条件 | 信用期 | 结算方式与期限",
        "zh_TW": "付款條件 | 帳期 | 結帳條件 | 付款條款 | 收款條件 | 信用期",
    },
    "Credit Limit": {
        "en": "Credit Limit | limit | credit line | credit ceiling",
        "es": "Límite de crédito | límite | crédito máximo | cupo de crédito | línea de crédito",
        "ro": "Limită de credit | limita credit | limită | plafon | plafon credit",
        "ko": "여신한도 | 신용한도 | 외상한도 | 한도",
        "zh_CN": "信用额度 | 授信额度 | 额度 | 信用限额 | 赊销额度",
        "zh_TW": "信用額度 | 授信額度 | 額度 | 信用限額",
    },
    "Currency": {
        "en": "Currency | currency code | curr | ccy | cur",
        "es": "Moneda | divisa | código de moneda",
        "ro": "Monedă | valută | cod valută | moneda documentului",
        "ko": "통화 | 화폐 | 통화코드",
        "zh_CN": "币种 | 货币 | 币别",
        "zh_TW": "幣別 | 貨幣 | 幣種",
    },
    "Language": {
        "en": "Language | lang | language code",
        "es": "Idioma | lengua",
        "ro": "Limbă | limba",
        "ko": "언어",
        "zh_CN": "语言 | 语种",
        "zh_TW": "語言 | 語系",
    },
    "Salesperson": {
        "en": "Salesperson | sales person | salesman | sales rep | rep | sales representative | agent | seller"
        " | account manager | sales manager",
        "es": "Vendedor | comercial | agente | representante | agente comercial | asesor",
        "ro": "Agent de vânzări | agent | vânzător | agent vânzări | reprezentant",
        "ko": "영업담당 | 영업사원 | 담당자 | 담당 | 판매담당 | 영업담당자",
        "zh_CN": "业务员 | 销售员 | 销售人员 | 销售 | 销售代表 | 业务经理 | 客户经理",
        "zh_TW": "業務員 | 業務 | 銷售員 | 業務人員 | 業務代表 | 客戶經理",
    },
    "Region": {
        "en": "Region | area | territory | district | zone",
        "es": "Región | zona | territorio | área",
        "ro": "Regiune | zonă | județ | teritoriu",
        "ko": "지역 | 권역 | 구역",
        "zh_CN": "地区 | 区域 | 大区 | 片区",
        "zh_TW": "地區 | 區域",
    },
    "Group": {
        "en": "Group | parent | parent group | customer group | parent company | head office",
        "es": "Grupo | grupo de clientes | matriz | empresa matriz",
        "ro": "Grup | grup client | grup de firme | societate-mamă",
        "ko": "그룹 | 모회사 | 본사 | 계열",
        "zh_CN": "集团 | 所属集团 | 母公司 | 客户组 | 总公司",
        "zh_TW": "集團 | 所屬集團 | 母公司 | 總公司",
    },
    "Type": {
        "en": "Type | customer type | client type | category | segment | channel",
        "es": "Tipo | tipo de cliente | categoría | segmento | canal",
        "ro": "Tip | tip client | categorie | segment | canal",
        "ko": "유형 | 거래처유형 | 업종 | 구분 | 분류",
        "zh_CN": "类型 | 客户类型 | 类别 | 客户类别 | 渠道",
        "zh_TW": "類型 | 客戶類型 | 類別 | 客戶類別 | 通路",
    },
    "Grade": {
        "en": "Grade | credit grade | rating | credit rating | class | customer class",
        "es": "Calificación | clase | grado | rating | clasificación",
        "ro": "Rating | clasă | categorie de risc | bonitate | calificativ",
        "ko": "등급 | 신용등급 | 고객등급 | 거래처등급",
        "zh_CN": "等级 | 信用等级 | 客户等级 | 评级",
        "zh_TW": "等級 | 信用等級 | 客戶等級 | 評等",
    },
    "Legal Name": {
        "en": "Legal Name | registered name | full name | legal entity",
        "es": "Razón social | denominación social | nombre legal | nombre fiscal",
        "ro": "Denumire juridică | denumire legală | denumire completă",
        "ko": "법인명 | 정식상호 | 사업자명",
        "zh_CN": "法定名称 | 客户全称 | 全称 | 注册名称 | 工商名称",
        "zh_TW": "法定名稱 | 客戶全名 | 全名 | 登記名稱 | 公司全名",
    },
    "Tax ID": {
        "en": "Tax ID | vat id | vat no | vat number | tax number | tax no | vat registration no | company no | tin",
        "es": "NIF | cif | nit | rfc | ruc | rut | cuit | n.º iva | identificación fiscal | número fiscal",
        "ro": "CUI | cif | cod fiscal | cod unic de înregistrare | cod tva | cod de identificare fiscală",
        "ko": "사업자등록번호 | 사업자번호 | 세금번호",
        "zh_CN": "税号 | 纳税人识别号 | 统一社会信用代码 | 信用代码",
        "zh_TW": "統一編號 | 統編 | 稅籍編號 | 稅號",
    },
    "Address": {
        "en": "Address | street | billing address | postal address",
        "es": "Dirección | domicilio | dirección fiscal",
        "ro": "Adresă | adresa | sediu",
        "ko": "주소 | 사업장주소",
        "zh_CN": "地址 | 注册地址 | 联系地址",
        "zh_TW": "地址 | 公司地址 | 通訊地址",
    },
    "E-mail": {
        "en": "E-mail | mail | email address | contact email",
        "es": "Correo electrónico | correo | e-mail | email",
        "ro": "E-mail | email | adresă de email | poștă electronică",
        "ko": "이메일 | 전자우편 | 메일",
        "zh_CN": "电子邮箱 | 邮箱 | 电子邮件 | 邮件",
        "zh_TW": "電子郵件 | 電子信箱 | 信箱",
    },
    "Phone": {
        "en": "Phone | telephone | tel | phone no | phone number | mobile",
        "es": "Teléfono | tel | móvil | celular",
        "ro": "Telefon | tel | nr telefon | mobil",
        "ko": "전화번호 | 전화 | 연락처 | 휴대폰",
        "zh_CN": "电话 | 联系电话 | 手机 | 电话号码",
        "zh_TW": "電話 | 聯絡電話 | 手機 | 電話號碼",
    },
    "Document No": {
        "en": "Document No | document | document number | document id | doc | doc no | doc id | doc number | invoice"
        " | invoice no | invoice number | invoice id | inv no | inv | invoice ref | bill no | bill number"
        " | delivery no | delivery number | delivery note no | delivery note",
        "es": "N.º de documento | documento | número de documento | num documento | n.º documento | factura"
        " | n.º factura"
        " | nº de factura | núm factura | número de factura | num factura | albarán | n.º albarán | folio",
        "ro": "Nr. document | document | număr document | factură | factura nr | nr factură | număr factură"
        " | serie și număr | aviz | nr aviz",
        "ko": "전표번호 | 문서번호 | 송장번호 | 인보이스 번호 | 인보이스 | 계산서번호 | 세금계산서번호 | 명세서번호"
        " | 거래명세서번호 | 청구번호 | 납품번호",
        "zh_CN": "单据编号 | 单据号 | 单号 | 凭证号 | 发票号 | 发票号码 | 发票编号 | 送货单号 | 出库单号 | 销售单号"
        " | 票号 | 账单编号",
        "zh_TW": "單據編號 | 單據號碼 | 單號 | 憑證號碼 | 發票號碼 | 發票編號 | 發票號 | 送貨單號 | 出貨單號"
        " | 銷貨單號 | 帳單編號",
    },
    "Date": {
        "en": "Date",
        "es": "Fecha",
        "ro": "Data | dată",
        "ko": "날짜 | 일자 | 일시",
        "zh_CN": "日期",
        "zh_TW": "日期",
    },
    "Due Date": {
        "en": "Due Date | due | due on | maturity | maturity date | payable by | pay by | payment due",
        "es": "Vencimiento | fecha de vencimiento | fecha vencimiento | vence | vence el | fecha límite",
        "ro": "Scadență | data scadenței | data scadentă | scadent | dată scadență | termen scadent",
        "ko": "만기일 | 지급기일 | 결제기일 | 결제일 | 납기일 | 지불기한 | 지급기한 | 만기",
        "zh_CN": "到期日 | 到期日期 | 应收日期 | 应付日期 | 付款到期日 | 截止日期",
        "zh_TW": "到期日 | 到期日期 | 應收日期 | 應付日期 | 付款到期日 | 截止日期",
    },
    "Amount": {
        "en": "Amount | total | total amount | gross | gross amount | grand total | amount gross | value gross | sum",
        "es": "Importe | importe total | monto | monto total | total | importe bruto | valor total | suma",
        "ro": "Sumă | suma | valoare | valoare totală | total | total de plată | valoare cu tva | total cu tva"
        " | sumă totală",
        "ko": "금액 | 총액 | 합계금액 | 총금액 | 공급대가 | 합계",
        "zh_CN": "金额 | 总金额 | 总额 | 价税合计 | 含税金额 | 合计金额",
        "zh_TW": "金額 | 總金額 | 總額 | 含稅金額 | 合計金額 | 總計",
    },
    "Kind": {
        "en": "Kind | document type | document kind | doc type | type",
        "es": "Clase | tipo de documento | tipo documento | tipo",
        "ro": "Fel | tip document | tipul documentului | tip",
        "ko": "종류 | 문서종류 | 전표구분 | 구분 | 유형",
        "zh_CN": "种类 | 单据类型 | 单据种类 | 类型",
        "zh_TW": "種類 | 單據類型 | 單據種類 | 類型",
    },
    "Order No": {
        "en": "Order No | order | order number | order id | po | po no | po number | purchase order | sales order"
        " | so no",
        "es": "N.º de pedido | pedido | número de pedido | num pedido | orden | orden de compra",
        "ro": "Nr. comandă | comandă | număr comandă | comanda nr",
        "ko": "주문번호 | 주문 | 발주번호 | 수주번호",
        "zh_CN": "订单号 | 订单编号 | 订单 | 销售订单号 | 采购订单号",
        "zh_TW": "訂單號碼 | 訂單編號 | 訂單 | 訂單號 | 採購單號",
    },
    "Note Signed On": {
        "en": "Note Signed On | note signed | delivery note signed | signed on | signed date | pod | pod date"
        " | proof of delivery",
        "es": "Albarán firmado el | albarán firmado | firmado el | fecha de firma | conforme",
        "ro": "Aviz semnat la | aviz semnat | semnat la | data semnării",
        "ko": "명세서 서명일 | 납품확인일 | 인수확인일 | 서명일 | 인수증 서명일",
        "zh_CN": "签收日期 | 签收日 | 送货单签收日期 | 签收 | 回单日期",
        "zh_TW": "簽收日期 | 簽收日 | 送貨單簽收日期 | 簽收 | 回單日期",
    },
    "Disputed On": {
        "en": "Disputed On | disputed | dispute | dispute date | in dispute | contested | disputed since",
        "es": "En disputa desde | disputado | en disputa | disputa | fecha de disputa | reclamado | litigio",
        "ro": "Contestat la | contestat | contestată | în litigiu | litigiu | dispută | disputat",
        "ko": "분쟁일 | 분쟁 | 이의제기일 | 이의제기 | 분쟁여부",
        "zh_CN": "争议日期 | 争议 | 有争议 | 异议日期 | 是否争议",
        "zh_TW": "爭議日期 | 爭議 | 有爭議 | 異議日期 | 是否爭議",
    },
    "Dispute Settled On": {
        "en": "Dispute Settled On | dispute settled | dispute ended | dispute end | dispute closed"
        " | dispute resolved on",
        "es": "Disputa resuelta el | disputa resuelta | fin de la disputa | fecha de resolución",
        "ro": "Litigiu încheiat la | litigiu soluționat | contestație soluționată la | sfârșit litigiu",
        "ko": "분쟁 해결일 | 분쟁종료일 | 이의해결일",
        "zh_CN": "争议解决日期 | 争议解决日 | 争议结束日期",
        "zh_TW": "爭議解決日期 | 爭議解決日 | 爭議結束日期",
    },
    "Settled On": {
        "en": "Settled On | settled | settled date | settlement date | settle date | paid on | paid date | date paid"
        " | paid"
        " | payment date | cleared date | clearing date",
        "es": "Saldado el | fecha de pago | pagado el | pagado | fecha de cobro | cobrado el | fecha pago",
        "ro": "Achitat la | data plății | plătit la | data încasării | achitat | data achitării",
        "ko": "결제완료일 | 입금일 | 수금일 | 지급일 | 완납일",
        "zh_CN": "结清日期 | 付款日期 | 收款日期 | 回款日期 | 结算日期 | 付清日期",
        "zh_TW": "結清日期 | 付款日期 | 收款日期 | 回款日期 | 結算日期 | 付清日期",
    },
    "Receipt No": {
        "en": "Receipt No | receipt | receipt id | receipt number | payment id | payment no | payment number"
        " | payment ref | payment reference | bank ref | bank reference | transaction id | transaction no",
        "es": "N.º de recibo | recibo | número de recibo | n.º de cobro | n.º pago | referencia de pago | num recibo",
        "ro": "Nr. încasare | chitanță | nr chitanță | număr chitanță | nr încasare | nr plată | referință plată",
        "ko": "입금번호 | 수금번호 | 영수증번호 | 입금전표번호",
        "zh_CN": "收款单号 | 收据号 | 收款编号 | 收款单编号 | 回款单号 | 流水号",
        "zh_TW": "收款單號 | 收據號碼 | 收款編號 | 收據編號 | 流水號",
    },
    "Method": {
        "en": "Method | payment method | method of payment | paid by | means of payment | payment type | instrument",
        "es": "Medio de pago | método | método de pago | forma de pago | medio",
        "ro": "Mod de plată | metodă | modalitate de plată | metoda de plată | instrument",
        "ko": "결제수단 | 결제방법 | 지급방법 | 입금방법 | 수금방법",
        "zh_CN": "收款方式 | 付款方式 | 支付方式 | 结算方式",
        "zh_TW": "收款方式 | 付款方式 | 支付方式 | 結算方式",
    },
    "Applies To": {
        "en": "Applies To | applied to | for invoice | for invoices | for document | allocated to | allocation"
        " | against | against invoice | invoices paid | invoice | invoices | invoice no | invoice number | invoice id",
        "es": "Se aplica a | aplica a | aplicado a | facturas | factura | n.º factura | número de factura"
        " | factura pagada",
        "ro": "Se aplică la | aplicat la | pentru factura | facturi | factură | nr factură | factura achitată",
        "ko": "대상 전표 | 적용대상 | 적용전표 | 대상송장 | 송장번호 | 인보이스 번호 | 계산서번호",
        "zh_CN": "核销单据 | 核销 | 对应单据 | 对应发票 | 核销发票 | 发票号 | 发票号码",
        "zh_TW": "沖帳單據 | 沖銷 | 對應單據 | 對應發票 | 核銷單據 | 發票號碼",
    },
    "Clears On": {
        "en": "Clears On | clears | clearing date | cleared on | value date | cheque date | maturity of bill"
        " | bill due date | encashment date",
        "es": "Se abona el | fecha de abono | fecha valor | fecha del cheque | vencimiento del efecto",
        "ro": "Se decontează la | data decontării | data valutei | scadența efectului | data cecului",
        "ko": "결제예정일 | 어음만기일 | 추심일 | 수표결제일",
        "zh_CN": "兑付日期 | 到账日期 | 承兑到期日 | 票据到期日 | 入账日期",
        "zh_TW": "兌現日期 | 入帳日期 | 票據到期日 | 兌現日",
    },
    "Bounced On": {
        "en": "Bounced On | bounced | returned on | dishonoured on | dishonored on | bounce date | returned cheque",
        "es": "Devuelto el | devuelto | fecha de devolución | impagado el | rechazado el",
        "ro": "Refuzat la | refuzat | data refuzului | returnat la | respins la",
        "ko": "부도일 | 부도 | 반환일",
        "zh_CN": "退票日期 | 退票日 | 退票 | 拒付日期",
        "zh_TW": "退票日期 | 退票日 | 退票 | 拒付日期",
    },
    "Credit No": {
        "en": "Credit No | credit note | credit note no | credit note number | credit memo | credit memo no | cn no"
        " | credit id | credit number",
        "es": "N.º de abono | abono | nota de crédito | n.º nota de crédito | número de nota de crédito"
        " | rectificativa"
        " | factura rectificativa",
        "ro": "Nr. notă de credit | notă de credit | factură storno | nr storno | storno | nr credit",
        "ko": "대변전표번호 | 크레딧노트 번호 | 차감전표번호 | 반품전표번호",
        "zh_CN": "贷项编号 | 贷项单号 | 贷项通知单号 | 红字发票号 | 退货单号 | 红冲单号",
        "zh_TW": "折讓單號 | 貸項單號 | 銷貨退回單號 | 折讓單編號 | 退貨單號 | 貸項編號",
    },
    "Reason": {
        "en": "Reason | reason code | why | explanation",
        "es": "Motivo | razón | causa",
        "ro": "Motiv | motivul | cauză",
        "ko": "사유 | 이유",
        "zh_CN": "原因 | 事由 | 理由",
        "zh_TW": "原因 | 事由 | 理由",
    },
    "Cancelled On": {
        "en": "Cancelled On | cancelled | canceled on | canceled | cancellation date",
        "es": "Cancelado el | anulado el | cancelado | fecha de anulación",
        "ro": "Anulat la | anulat | data anulării",
        "ko": "취소일 | 취소",
        "zh_CN": "取消日期 | 取消 | 作废日期",
        "zh_TW": "取消日期 | 取消 | 作廢日期",
    },
    "Sold %": {
        "en": "Sold % | sold percent | percent sold | sell through | sell-through % | % sold",
        "es": "% vendido | porcentaje vendido | vendido %",
        "ro": "% vândut | procent vândut | vândut %",
        "ko": "판매율 | 판매율 % | 소진율",
        "zh_CN": "已售百分比 | 售出比例 | 动销率 | 已售%",
        "zh_TW": "已售百分比 | 售出比例 | 動銷率 | 已售%",
    },
    "Rate": {
        "en": "Rate | exchange rate | fx rate | rate of exchange",
        "es": "Tipo de cambio | cambio | tasa | tasa de cambio",
        "ro": "Curs | curs valutar | curs de schimb",
        "ko": "환율 | 매매기준율",
        "zh_CN": "汇率",
        "zh_TW": "匯率",
    },
    "Interest Rate": {
        "en": "Interest Rate | yearly rate | annual rate | rate of interest | default interest rate",
        "es": "Tipo de interés | tasa de interés | tipo de interés de demora | interés anual",
        "ro": "Rata dobânzii | rata anuală | rata dobânzii penalizatoare | dobândă anuală",
        "ko": "이자율 | 이율 | 연이율 | 연체이자율 | 지연이자율",
        "zh_CN": "利率 | 年利率 | 逾期利率 | 违约利率",
        "zh_TW": "利率 | 年利率 | 逾期利率 | 遲延利率",
    },
    "Metric": {
        "en": "Metric | measure | indicator | rule",
        "es": "Métrica | indicador | regla",
        "ro": "Indicator | regulă | măsură",
        "ko": "지표 | 기준",
        "zh_CN": "指标 | 规则",
        "zh_TW": "指標 | 規則",
    },
    "Level": {
        "en": "Level | supply level",
        "es": "Nivel | nivel de suministro",
        "ro": "Nivel | nivel de livrare",
        "ko": "단계 | 공급단계",
        "zh_CN": "级别 | 供货级别",
        "zh_TW": "級別 | 供貨級別",
    },
    "A": dict.fromkeys(LANGUAGES, "A | grade a"),
    "B": dict.fromkeys(LANGUAGES, "B | grade b"),
    "C": dict.fromkeys(LANGUAGES, "C | grade c"),
    "D": dict.fromkeys(LANGUAGES, "D | grade d"),
    "Reference": {
        "en": "Reference | ref | ref no | reference no",
        "es": "Referencia | ref",
        "ro": "Referință | ref",
        "ko": "참조 | 참조번호",
        "zh_CN": "参考号 | 参考 | 引用",
        "zh_TW": "參考號 | 參考 | 參照",
    },
    "Value": {
        "en": "Value | setting",
        "es": "Valor",
        "ro": "Valoare",
        "ko": "값",
        "zh_CN": "值 | 数值 | 取值",
        "zh_TW": "值 | 數值",
    },
    "By": {
        "en": "By | decided by | who | person | approved by | signed by",
        "es": "Por | decidido por | quién | aprobado por | firmado por",
        "ro": "De către | decis de | cine | aprobat de | semnat de",
        "ko": "결정자 | 승인자 | 누가",
        "zh_CN": "决定人 | 批准人 | 经办人 | 签字人",
        "zh_TW": "決定人 | 核准人 | 經辦人 | 簽字人",
    },
    "Until": {
        "en": "Until | valid until | end date | expires on | to",
        "es": "Hasta | válido hasta | fecha de fin",
        "ro": "Până la | valabil până la | dată sfârșit",
        "ko": "종료일 | 유효기한 | 까지",
        "zh_CN": "截至 | 有效期至 | 截止日 | 结束日期",
        "zh_TW": "截至 | 有效期至 | 截止日 | 結束日期",
    },
    "Country": {
        "en": "Country | country code | nation",
        "es": "País | código de país",
        "ro": "Țară | cod țară",
        "ko": "국가 | 나라 | 국가코드",
        "zh_CN": "国家 | 国家代码 | 国别",
        "zh_TW": "國家 | 國家代碼 | 國別",
    },
    "Rebate %": {
        "en": "Rebate % | rebate percent | rebate | settlement rebate | rebate rate",
        "es": "% de rápel | rápel | bonificación % | rappel",
        "ro": "% bonus | bonus de plată | rabat % | rabat",
        "ko": "리베이트율 | 장려율 % | 장려율 | 판매장려금율 | 리베이트 %",
        "zh_CN": "返利% | 返利 | 返利比例 | 返利率",
        "zh_TW": "回饋% | 回饋率 | 回饋比例 | 獎勵率",
    },
    "Contract No": {
        "en": "Contract No | contract | contract number | agreement no",
        "es": "N.º de contrato | contrato | número de contrato",
        "ro": "Nr. contract | contract | număr contract",
        "ko": "계약번호 | 계약서번호 | 계약",
        "zh_CN": "合同编号 | 合同号 | 合同",
        "zh_TW": "合約編號 | 合約號 | 合約 | 契約編號",
    },
    "Contract Signed On": {
        "en": "Contract Signed On | contract signed | contract date | date of contract",
        "es": "Contrato firmado el | fecha del contrato | fecha de contrato",
        "ro": "Contract semnat la | data contractului | dată contract",
        "ko": "계약일 | 계약체결일 | 계약일자",
        "zh_CN": "合同签订日期 | 合同日期 | 签约日期",
        "zh_TW": "合約簽訂日期 | 合約日期 | 簽約日期",
    },
    "Contract Valid Until": {
        "en": "Contract Valid Until | contract until | contract end | contract expires",
        "es": "Contrato válido hasta | fin de contrato | vencimiento del contrato",
        "ro": "Contract valabil până la | sfârșit contract | expirare contract",
        "ko": "계약만료일 | 계약종료일 | 계약기한",
        "zh_CN": "合同有效期至 | 合同到期日 | 合同截止日期",
        "zh_TW": "合約有效期至 | 合約到期日 | 合約截止日期",
    },
    "Seal On File": {
        "en": "Seal On File | registered seal | seal registered | stamp on file",
        "es": "Sello registrado | sello en archivo",
        "ro": "Ștampilă în dosar | ștampilă înregistrată",
        "ko": "인감등록 | 인감 | 사용인감 등록",
        "zh_CN": "印章备案 | 公章备案 | 预留印鉴",
        "zh_TW": "印鑑留存 | 印鑑卡 | 預留印鑑",
    },
    "Certificate": {
        "en": "Certificate | certificate fingerprint | fingerprint | signing certificate",
        "es": "Certificado | huella del certificado",
        "ro": "Certificat | amprenta certificatului",
        "ko": "인증서 | 인증서 지문",
        "zh_CN": "证书 | 证书指纹 | 数字证书",
        "zh_TW": "憑證 | 憑證指紋 | 數位憑證",
    },
    "Note Signed By": {
        "en": "Note Signed By | received by | signed for by | receiver",
        "es": "Albarán firmado por | recibido por",
        "ro": "Aviz semnat de | primit de",
        "ko": "인수자 | 인수인 | 수령인",
        "zh_CN": "签收人 | 收货人",
        "zh_TW": "簽收人 | 收貨人",
    },
    "Note File": {
        "en": "Note File | delivery note file | note scan | pod file",
        "es": "Archivo del albarán | albarán escaneado",
        "ro": "Fișier aviz | aviz scanat",
        "ko": "인수증 파일 | 명세서 파일",
        "zh_CN": "签收单文件 | 回单文件 | 回单扫描件",
        "zh_TW": "簽收單檔案 | 回單檔案",
    },
    "Goods": {
        "en": "Goods | products | product | items | description | goods delivered",
        "es": "Mercancía | mercancías | productos | artículos | descripción",
        "ro": "Marfă | mărfuri | produse | descriere",
        "ko": "품목 | 품명 | 상품 | 물품",
        "zh_CN": "货物 | 品名 | 商品 | 货品 | 产品",
        "zh_TW": "貨品 | 品名 | 商品 | 產品",
    },
    "Signatory": {
        "en": "Signatory | signer | name | full name",
        "es": "Firmante | nombre | nombre y apellidos",
        "ro": "Semnatar | nume | nume și prenume",
        "ko": "서명권자 | 이름 | 성명",
        "zh_CN": "签字人 | 姓名 | 名称",
        "zh_TW": "簽字人 | 姓名 | 名稱",
    },
    "Contacted By": {
        "en": "Contacted By | by | who | caller",
        "es": "Contactado por | por | quién",
        "ro": "Contactat de | de către | cine",
        "ko": "연락 담당자 | 담당자 | 누가",
        "zh_CN": "经办人 | 联系人 | 谁",
        "zh_TW": "經辦人 | 聯絡人 | 誰",
    },
    "Role": {
        "en": "Role | position | function | job title | title",
        "es": "Cargo | puesto | función",
        "ro": "Funcție | funcția | rol",
        "ko": "직위 | 직책 | 직급",
        "zh_CN": "职务 | 职位",
        "zh_TW": "職務 | 職位 | 職稱",
    },
    "Valid From": {
        "en": "Valid From | from | since | authorised from",
        "es": "Válido desde | desde | vigente desde",
        "ro": "Valabil de la | de la",
        "ko": "시작일 | 적용 시작일",
        "zh_CN": "有效期自 | 起始日期 | 自",
        "zh_TW": "有效期自 | 起始日期 | 自",
    },
    "Valid Until": {
        "en": "Valid Until | until | to | authorised until",
        "es": "Válido hasta | hasta | vigente hasta",
        "ro": "Valabil până la | până la",
        "ko": "종료일 | 적용 종료일 | 까지",
        "zh_CN": "有效期至 | 截止日期 | 至",
        "zh_TW": "有效期至 | 截止日期 | 至",
    },
    "Channel": {
        "en": "Channel | contact by | way | medium",
        "es": "Canal | medio",
        "ro": "Canal | mijloc",
        "ko": "연락 방법 | 접촉 방법 | 연락수단",
        "zh_CN": "方式 | 联系方式 | 沟通方式",
        "zh_TW": "方式 | 聯絡方式 | 溝通方式",
    },
    "Outcome": {
        "en": "Outcome | result | notes | note | remarks",
        "es": "Resultado | observaciones | notas",
        "ro": "Rezultat | observații | note",
        "ko": "결과 | 상담내용 | 비고",
        "zh_CN": "结果 | 沟通结果 | 备注",
        "zh_TW": "結果 | 溝通結果 | 備註",
    },
    "Promised Amount": {
        "en": "Promised Amount | promise | amount promised | promised",
        "es": "Importe prometido | promesa | compromiso",
        "ro": "Sumă promisă | promisiune | suma promisă",
        "ko": "약속금액 | 결제약속금액 | 입금약속액",
        "zh_CN": "承诺金额 | 承诺付款金额",
        "zh_TW": "承諾金額 | 承諾付款金額",
    },
    "Promised On": {
        "en": "Promised On | promise date | promised for | promised by | promise due",
        "es": "Prometido para el | fecha prometida | fecha de promesa | fecha de compromiso",
        "ro": "Promis pentru | data promisă | data promisiunii",
        "ko": "약속일 | 결제약속일 | 입금약속일",
        "zh_CN": "承诺日期 | 承诺付款日期",
        "zh_TW": "承諾日期 | 承諾付款日期",
    },
    "Documents": {
        "en": "Documents | about documents | concerns | about invoices",
        "es": "Documentos | sobre facturas",
        "ro": "Documente | privind facturile",
        "ko": "관련 문서 | 관련 송장",
        "zh_CN": "相关单据 | 涉及单据",
        "zh_TW": "相關單據 | 涉及單據",
    },
    "Key": {
        "en": "Key | field | setting name | policy",
        "es": "Clave | campo",
        "ro": "Cheie | câmp",
        "ko": "키 | 항목",
        "zh_CN": "键 | 项目",
        "zh_TW": "鍵 | 項目",
    },
    **DESK_COLUMN_WORDS,
}

# Names that mean this column in this table only: "invoice date" is the date of a delivery, never of a receipt.
TABLE_COLUMN_WORDS: Mapping[str, Mapping[str, Words]] = {
    "Deliveries": {
        "Date": {
            "en": "invoice date | document date | doc date | delivery date | date of invoice | billing date"
            " | issue date"
            " | posting date | date of delivery | delivered on | shipped on | inv date | bill date | invoiced on"
            " | issued on",
            "es": "fecha de factura | fecha factura | fecha de emisión | fecha emisión | fecha de entrega"
            " | fecha documento"
            " | fecha del documento",
            "ro": "data facturii | data factură | data documentului | data emiterii | data livrării | data document"
            " | dată factură",
            "ko": "납품일 | 납품일자 | 거래일 | 거래일자 | 매출일 | 매출일자 | 송장일자 | 인보이스 날짜 | 발행일"
            " | 작성일자"
            " | 계산서일자 | 출고일",
            "zh_CN": "开票日期 | 发票日期 | 单据日期 | 送货日期 | 发货日期 | 出库日期 | 销售日期 | 业务日期 | 交货日期",
            "zh_TW": "開票日期 | 發票日期 | 單據日期 | 送貨日期 | 出貨日期 | 銷貨日期 | 交貨日期",
        },
        "Amount": {
            "en": "invoice amount | invoice total | invoice value | amount invoiced | invoiced | billed amount"
            " | document amount | delivery amount | inv amount | bill amount",
            "es": "importe factura | importe de la factura | importe facturado | total factura | monto factura",
            "ro": "valoare factură | total factură | suma facturată | valoarea facturii | suma facturii",
            "ko": "청구금액 | 매출금액 | 납품금액 | 송장금액 | 인보이스 금액 | 외상매출금 | 거래금액",
            "zh_CN": "应收金额 | 开票金额 | 发票金额 | 销售金额 | 送货金额 | 货款 | 应收款 | 应收账款",
            "zh_TW": "應收金額 | 開票金額 | 發票金額 | 銷貨金額 | 出貨金額 | 貨款 | 應收帳款",
        },
        "Terms": {"en": "invoice terms"},
    },
    "Receipts": {
        "Date": {
            "en": "receipt date | payment date | date received | received on | date of receipt | paid on | date paid"
            " | paid date | posting date | booking date | bank date | collection date",
            "es": "fecha de cobro | fecha cobro | fecha de pago | fecha pago | fecha del recibo | cobrado el",
            "ro": "data încasării | data încasare | data plății | data chitanței | încasat la",
            "ko": "입금일 | 입금일자 | 수금일 | 수금일자 | 수납일",
            "zh_CN": "收款日期 | 回款日期 | 付款日期 | 收款日 | 到款日期",
            "zh_TW": "收款日期 | 回款日期 | 付款日期 | 收款日 | 入款日期",
        },
        "Amount": {
            "en": "receipt amount | amount received | received | payment amount | amount paid | paid amount"
            " | received amount | payment | collected | amount collected",
            "es": "importe cobrado | cobrado | importe recibido | importe pagado | cobro | monto recibido | pago",
            "ro": "suma încasată | încasat | încasare | suma plătită | valoare încasată | plată",
            "ko": "입금액 | 입금금액 | 수금액 | 수금금액 | 수납금액",
            "zh_CN": "收款金额 | 回款金额 | 实收金额 | 付款金额 | 到款金额",
            "zh_TW": "收款金額 | 回款金額 | 實收金額 | 付款金額 | 入款金額",
        },
        "Receipt No": {
            "en": "reference | ref | document no | doc no | voucher no",
            "es": "referencia | n.º de documento",
            "ro": "referință | nr document",
            "ko": "전표번호",
            "zh_CN": "单据编号 | 凭证号 | 单号",
            "zh_TW": "單據編號 | 憑證號碼 | 單號",
        },
    },
    "Credits": {
        "Date": {
            "en": "credit date | credit note date | credit memo date",
            "es": "fecha del abono | fecha de abono | fecha nota de crédito",
            "ro": "data notei de credit | data storno",
            "ko": "차감일 | 반품일 | 대변일자",
            "zh_CN": "贷项日期 | 退货日期 | 红冲日期",
            "zh_TW": "折讓日期 | 退貨日期 | 貸項日期",
        },
        "Amount": {
            "en": "credit amount | credited | amount credited | credit",
            "es": "importe del abono | importe abonado",
            "ro": "suma creditată | valoare storno",
            "ko": "차감금액 | 반품금액 | 대변금액",
            "zh_CN": "贷项金额 | 退货金额 | 红冲金额",
            "zh_TW": "折讓金額 | 退貨金額 | 貸項金額",
        },
        "Credit No": {
            "en": "document no | doc no",
            "es": "n.º de documento",
            "ro": "nr document",
            "ko": "전표번호",
            "zh_CN": "单据编号",
            "zh_TW": "單據編號",
        },
    },
    "Orders": {
        "Date": {
            "en": "order date | ordered on | date of order",
            "es": "fecha de pedido | fecha del pedido | fecha pedido",
            "ro": "data comenzii | dată comandă",
            "ko": "주문일 | 주문일자 | 수주일",
            "zh_CN": "订单日期 | 下单日期",
            "zh_TW": "訂單日期 | 下單日期",
        },
        "Amount": {
            "en": "order amount | order total | order value",
            "es": "importe del pedido | total pedido",
            "ro": "valoare comandă | total comandă",
            "ko": "주문금액 | 수주금액",
            "zh_CN": "订单金额",
            "zh_TW": "訂單金額",
        },
    },
    "Stock": {
        "Date": {
            "en": "report date | reported on | stock date",
            "es": "fecha del informe",
            "ro": "data raportării",
            "ko": "보고일",
            "zh_CN": "报告日期 | 盘点日期",
            "zh_TW": "報告日期 | 盤點日期",
        },
    },
    "Rates": {
        "Date": {
            "en": "rate date | valid from | from",
            "es": "válido desde | desde",
            "ro": "valabil de la",
            "ko": "적용일 | 고시일",
            "zh_CN": "汇率日期 | 生效日期",
            "zh_TW": "匯率日期 | 生效日期",
        },
        "Currency": {"en": "from currency | foreign currency", "zh_CN": "外币", "zh_TW": "外幣", "ko": "외화"},
    },
    "Interest Rates": {
        "Date": {
            "en": "valid from | from | since | rate date",
            "es": "válido desde | desde",
            "ro": "valabil de la | de la",
            "ko": "적용일 | 시행일",
            "zh_CN": "生效日期 | 起始日期",
            "zh_TW": "生效日期 | 起始日期",
        },
        "Interest Rate": {"en": "rate | percent", "es": "tipo | tasa", "ro": "rată | rata", "ko": "율"},
    },
    "Decisions": {
        "Date": {
            "en": "decided on | decision date",
            "es": "fecha de decisión",
            "ro": "data deciziei",
            "ko": "결정일",
            "zh_CN": "决定日期",
            "zh_TW": "決定日期",
        },
        "Kind": {
            "en": "decision",
            "es": "decisión",
            "ro": "decizie",
            "ko": "결정",
            "zh_CN": "决定",
            "zh_TW": "決定",
        },
    },
}

# Read as a required column only where the table has no better one: a book that knows its customers by name alone.
STAND_IN_WORDS: Mapping[str, Words] = {
    "Customer ID": {
        "en": "name | customer name | client name | account name | debtor name | dealer name | company | company name"
        " | id | code | no",
        "es": "nombre | nombre del cliente | nombre cliente | razón social | código | id",
        "ro": "nume | nume client | denumire | denumire client | denumire partener | cod | id",
        "ko": "거래처명 | 고객명 | 업체명 | 회사명 | 상호 | 상호명 | 코드 | 번호",
        "zh_CN": "客户名称 | 客户名 | 名称 | 单位名称 | 公司名称 | 编号 | 代码 | 客户简称",
        "zh_TW": "客戶名稱 | 客戶名 | 名稱 | 公司名稱 | 編號 | 代碼 | 客戶簡稱",
    },
}

TABLE_WORDS: Mapping[str, Words] = {
    "Customers": {
        "en": "Customers | customer | clients | client list | customer list | dealers | debtors | accounts",
        "es": "Clientes | lista de clientes | deudores",
        "ro": "Clienți | client | lista clienți | parteneri | debitori",
        "ko": "거래처 | 고객 | 거래처목록 | 고객목록 | 거래처원장 | 거래처정보",
        "zh_CN": "客户 | 客户资料 | 客户档案 | 客户列表 | 客户信息 | 往来单位 | 经销商",
        "zh_TW": "客戶 | 客戶資料 | 客戶檔案 | 客戶列表 | 客戶資訊 | 經銷商",
    },
    "Deliveries": {
        "en": "Deliveries | delivery | invoices | invoice | invoice list | sales | sales invoices | receivables"
        " | accounts receivable | ar | documents | delivery notes | sales ledger",
        "es": "Entregas | facturas | factura | facturas emitidas | ventas | albaranes | cuentas por cobrar"
        " | documentos",
        "ro": "Livrări | facturi | factură | facturi emise | vânzări | avize | creanțe | documente",
        "ko": "납품 | 매출 | 송장 | 인보이스 | 매출장 | 매출내역 | 납품내역 | 세금계산서 | 외상매출 | 외상매출금"
        " | 미수금 | 매출채권",
        "zh_CN": "送货 | 送货单 | 发货 | 应收明细 | 应收 | 应收账款 | 应收账款明细 | 发票 | 销售 | 销售明细 | 销售单"
        " | 销售发票 | 发货明细 | 出库单",
        "zh_TW": "送貨 | 送貨單 | 出貨 | 應收明細 | 應收 | 應收帳款 | 應收帳款明細 | 發票 | 銷貨 | 銷貨明細 | 銷貨單"
        " | 銷售 | 出貨單",
    },
    "Receipts": {
        "en": "Receipts | receipt | payments | payment | collections | payments received | customer payments"
        " | cash receipts",
        "es": "Cobros | cobro | recibos | pagos | pagos recibidos | cobranzas",
        "ro": "Încasări | încasare | plăți | chitanțe | plăți primite",
        "ko": "입금 | 수금 | 수금내역 | 입금내역 | 수납",
        "zh_CN": "收款 | 收款明细 | 收款单 | 回款 | 回款明细 | 到款",
        "zh_TW": "收款 | 收款明細 | 收款單 | 回款 | 入款",
    },
    "Credits": {
        "en": "Credits | credit notes | credit note | credit memos | returns",
        "es": "Abonos | notas de crédito | rectificativas | facturas rectificativas | devoluciones",
        "ro": "Note de credit | credite | storno | storno facturi | retururi",
        "ko": "차감 | 크레딧노트 | 반품 | 대변전표",
        "zh_CN": "贷项 | 贷项通知单 | 红字发票 | 退货 | 折让",
        "zh_TW": "折讓 | 貸項 | 折讓單 | 銷貨退回 | 退貨",
    },
    "Orders": {
        "en": "Orders | order | sales orders | open orders",
        "es": "Pedidos | pedido | órdenes",
        "ro": "Comenzi | comandă",
        "ko": "주문 | 수주 | 주문내역",
        "zh_CN": "订单 | 销售订单 | 订单明细",
        "zh_TW": "訂單 | 銷售訂單 | 訂單明細",
    },
    "Stock": {
        "en": "Stock | stock reports | sell through | stock report",
        "es": "Existencias | inventario | stock",
        "ro": "Stoc | stocuri | rapoarte de stoc",
        "ko": "재고 | 재고보고",
        "zh_CN": "库存 | 库存报告 | 动销",
        "zh_TW": "庫存 | 庫存報告 | 動銷",
    },
    "Rates": {
        "en": "Rates | exchange rates | fx rates | fx | currency rates",
        "es": "Tipos de cambio | cambios | tasas de cambio",
        "ro": "Cursuri | cursuri valutare | curs valutar",
        "ko": "환율",
        "zh_CN": "汇率 | 汇率表",
        "zh_TW": "匯率 | 匯率表",
    },
    "Interest Rates": {
        "en": "Interest Rates | interest rate | default interest rates",
        "es": "Tipos de interés | tasas de interés | tipo de interés",
        "ro": "Rate de dobândă | ratele dobânzii | rata dobânzii",
        "ko": "이자율 | 이자율표 | 연체이자율",
        "zh_CN": "利率 | 利率表 | 逾期利率",
        "zh_TW": "利率 | 利率表 | 逾期利率",
    },
    "Supply Rules": {
        "en": "Supply Rules | supply rule | supply ladder",
        "es": "Reglas de suministro",
        "ro": "Reguli de livrare",
        "ko": "공급규칙 | 공급 규칙",
        "zh_CN": "供货规则",
        "zh_TW": "供貨規則",
    },
    "Decisions": {
        "en": "Decisions | decision",
        "es": "Decisiones | decisión",
        "ro": "Decizii | decizie",
        "ko": "결정 | 결정사항",
        "zh_CN": "决定 | 决策",
        "zh_TW": "決定 | 決策",
    },
    "Signatories": {
        "en": "Signatories | signatory | authorised signatories | authorized signatories",
        "es": "Firmantes | firmantes autorizados | apoderados",
        "ro": "Semnatari | semnatari autorizați | împuterniciți",
        "ko": "서명권자 | 서명 권한자 | 결재권자",
        "zh_CN": "授权签字人 | 签字人",
        "zh_TW": "授權簽字人 | 簽字人",
    },
    "Contacts": {
        "en": "Contacts | contact log | contact | calls | promises | collection log",
        "es": "Contactos | registro de contactos | llamadas | promesas",
        "ro": "Contacte | jurnal de contacte | apeluri | promisiuni",
        "ko": "연락 기록 | 상담기록 | 연락기록 | 접촉기록 | 약속",
        "zh_CN": "联系记录 | 催收记录 | 沟通记录 | 承诺",
        "zh_TW": "聯絡記錄 | 催收記錄 | 溝通記錄 | 承諾",
    },
    **DESK_TABLE_WORDS,
    "Company": {
        "en": "Company | our company | seller",
        "es": "Empresa | nuestra empresa",
        "ro": "Companie | firma | societatea",
        "ko": "회사 | 회사정보 | 자사",
        "zh_CN": "公司 | 公司信息 | 本公司",
        "zh_TW": "公司 | 公司資訊 | 本公司",
    },
    "Policy": {
        "en": "Policy | policies | settings",
        "es": "Política | políticas | ajustes | parámetros",
        "ro": "Politică | politici | setări",
        "ko": "정책 | 설정",
        "zh_CN": "政策 | 设置 | 参数",
        "zh_TW": "政策 | 設定 | 參數",
    },
}
