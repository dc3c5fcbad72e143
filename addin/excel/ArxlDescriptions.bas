Option Explicit

' What the function wizard shows. A description that Excel does not take is no reason to stop, and describing
' is no change that anybody would want to save.

Public Sub ArxlDescribe()
    Dim book As String, saved As Boolean
    On Error Resume Next
    saved = ThisWorkbook.Saved
    book = "'" & Replace(ThisWorkbook.Name, "'", "''") & "'!"
    Describe_DUE_DATE book
    Describe_DAYS_PAST_DUE book
    Describe_BUCKET book
    Describe_DEBT_CLASS book
    Describe_INTEREST_ON book
    Describe_AMOUNT_IN_WORDS book
    Describe_AGING book
    Describe_ALLOCATE book
    Describe_BALANCE book
    Describe_UNAPPLIED book
    Describe_OPEN_ITEMS book
    Describe_STATEMENT book
    Describe_INTEREST book
    Describe_REBATES book
    Describe_SCORE book
    Describe_WARNINGS book
    Describe_SELL_THROUGH book
    Describe_SUPPLY book
    Describe_CAN_SHIP book
    Describe_PROMISES book
    Describe_WORK_LIST book
    Describe_DSO book
    Describe_BEST_DSO book
    Describe_CEI book
    Describe_TURNOVER book
    Describe_OVERDUE_SHARE book
    Describe_EXPECTED_LOSS book
    Describe_RECOVERY book
    Describe_EXPECTED_CASH book
    Describe_COMMISSION book
    Describe_CHECK book
    ThisWorkbook.Saved = saved
End Sub

Private Sub Describe_DUE_DATE(book As String)
    Application.MacroOptions Macro:=book & "ARXL_DUE_DATE", _
        Description:=T5, Category:="ARXL", _
        ArgumentDescriptions:=Array(T1, T2, T3, T4)
End Sub

Private Sub Describe_DAYS_PAST_DUE(book As String)
    Application.MacroOptions Macro:=book & "ARXL_DAYS_PAST_DUE", _
        Description:=T8, Category:="ARXL", _
        ArgumentDescriptions:=Array(T6, T7)
End Sub

Private Sub Describe_BUCKET(book As String)
    Application.MacroOptions Macro:=book & "ARXL_BUCKET", _
        Description:=T10, Category:="ARXL", _
        ArgumentDescriptions:=Array(T6, T7, T9)
End Sub

Private Sub Describe_DEBT_CLASS(book As String)
    Application.MacroOptions Macro:=book & "ARXL_DEBT_CLASS", _
        Description:=T13, Category:="ARXL", _
        ArgumentDescriptions:=Array(T6, T7, T11, T12)
End Sub

Private Sub Describe_INTEREST_ON(book As String)
    Application.MacroOptions Macro:=book & "ARXL_INTEREST_ON", _
        Description:=T19, Category:="ARXL", _
        ArgumentDescriptions:=Array(T14, T6, T15, T16, T17, T18)
End Sub

Private Sub Describe_AMOUNT_IN_WORDS(book As String)
    Application.MacroOptions Macro:=book & "ARXL_AMOUNT_IN_WORDS", _
        Description:=T22, Category:="ARXL", _
        ArgumentDescriptions:=Array(T20, T17, T21)
End Sub

Private Sub Describe_AGING(book As String)
    Application.MacroOptions Macro:=book & "ARXL_AGING", _
        Description:=T36, Category:="ARXL", _
        ArgumentDescriptions:=Array(T23, T24, T7, T25, T26, T27, T28, T29, T30, T31, T32, T33, T34, T35)
End Sub

Private Sub Describe_ALLOCATE(book As String)
    Application.MacroOptions Macro:=book & "ARXL_ALLOCATE", _
        Description:=T38, Category:="ARXL", _
        ArgumentDescriptions:=Array(T23, T24, T7, T25, T26, T27, T28, T37, T32, T33, T34, T35)
End Sub

Private Sub Describe_BALANCE(book As String)
    Application.MacroOptions Macro:=book & "ARXL_BALANCE", _
        Description:=T40, Category:="ARXL", _
        ArgumentDescriptions:=Array(T23, T24, T7, T25, T26, T27, T28, T39, T32, T33, T34, T35)
End Sub

Private Sub Describe_UNAPPLIED(book As String)
    Application.MacroOptions Macro:=book & "ARXL_UNAPPLIED", _
        Description:=T41, Category:="ARXL", _
        ArgumentDescriptions:=Array(T23, T24, T7, T25, T26, T27, T28, T39, T32, T33, T34, T35)
End Sub

Private Sub Describe_OPEN_ITEMS(book As String)
    Application.MacroOptions Macro:=book & "ARXL_OPEN_ITEMS", _
        Description:=T42, Category:="ARXL", _
        ArgumentDescriptions:=Array(T23, T24, T7, T25, T26, T27, T28, T39, T32, T33, T34, T35)
End Sub

Private Sub Describe_STATEMENT(book As String)
    Application.MacroOptions Macro:=book & "ARXL_STATEMENT", _
        Description:=T44, Category:="ARXL", _
        ArgumentDescriptions:=Array(T23, T24, T7, T25, T26, T27, T28, T39, T43, T32, T33, T34, T35)
End Sub

Private Sub Describe_INTEREST(book As String)
    Application.MacroOptions Macro:=book & "ARXL_INTEREST", _
        Description:=T50, Category:="ARXL", _
        ArgumentDescriptions:=Array(T23, T24, T7, T25, T26, T27, T28, T45, T46, T47, T48, T49, T32, T33, T34)
End Sub

Private Sub Describe_REBATES(book As String)
    Application.MacroOptions Macro:=book & "ARXL_REBATES", _
        Description:=T52, Category:="ARXL", _
        ArgumentDescriptions:=Array(T23, T24, T7, T25, T26, T27, T28, T32, T33, T34, T51)
End Sub

Private Sub Describe_SCORE(book As String)
    Application.MacroOptions Macro:=book & "ARXL_SCORE", _
        Description:=T57, Category:="ARXL", _
        ArgumentDescriptions:=Array(T23, T24, T7, T25, T26, T27, T28, T53, T54, T32, T33, T34, T55, T56)
End Sub

Private Sub Describe_WARNINGS(book As String)
    Application.MacroOptions Macro:=book & "ARXL_WARNINGS", _
        Description:=T62, Category:="ARXL", _
        ArgumentDescriptions:=Array(T23, T24, T7, T25, T26, T27, T28, T58, T59, T32, T33, T34, T60, T61)
End Sub

Private Sub Describe_SELL_THROUGH(book As String)
    Application.MacroOptions Macro:=book & "ARXL_SELL_THROUGH", _
        Description:=T63, Category:="ARXL", _
        ArgumentDescriptions:=Array(T23, T24, T7, T25, T26, T27, T28, T34, T32, T33, T35)
End Sub

Private Sub Describe_SUPPLY(book As String)
    Application.MacroOptions Macro:=book & "ARXL_SUPPLY", _
        Description:=T67, Category:="ARXL", _
        ArgumentDescriptions:=Array(T23, T24, T7, T25, T26, T27, T28, T53, T54, T32, T33, T34, T64, T65, T66, T58)
End Sub

Private Sub Describe_CAN_SHIP(book As String)
    Application.MacroOptions Macro:=book & "ARXL_CAN_SHIP", _
        Description:=T71, Category:="ARXL", _
        ArgumentDescriptions:=Array(T23, T24, T7, T25, T26, T27, T28, T68, T69, T70, T53, T54, T32, T33, T34, T64, T66, T58)
End Sub

Private Sub Describe_PROMISES(book As String)
    Application.MacroOptions Macro:=book & "ARXL_PROMISES", _
        Description:=T74, Category:="ARXL", _
        ArgumentDescriptions:=Array(T23, T24, T7, T25, T26, T27, T28, T72, T32, T33, T34, T73)
End Sub

Private Sub Describe_WORK_LIST(book As String)
    Application.MacroOptions Macro:=book & "ARXL_WORK_LIST", _
        Description:=T77, Category:="ARXL", _
        ArgumentDescriptions:=Array(T23, T24, T7, T25, T26, T27, T28, T75, T54, T32, T33, T34, T64, T76)
End Sub

Private Sub Describe_DSO(book As String)
    Application.MacroOptions Macro:=book & "ARXL_DSO", _
        Description:=T80, Category:="ARXL", _
        ArgumentDescriptions:=Array(T23, T24, T7, T25, T26, T27, T28, T78, T79, T32, T33, T34, T35)
End Sub

Private Sub Describe_BEST_DSO(book As String)
    Application.MacroOptions Macro:=book & "ARXL_BEST_DSO", _
        Description:=T81, Category:="ARXL", _
        ArgumentDescriptions:=Array(T23, T24, T7, T25, T26, T27, T28, T78, T32, T33, T34, T35)
End Sub

Private Sub Describe_CEI(book As String)
    Application.MacroOptions Macro:=book & "ARXL_CEI", _
        Description:=T82, Category:="ARXL", _
        ArgumentDescriptions:=Array(T23, T24, T7, T25, T26, T27, T28, T78, T32, T33, T34, T35)
End Sub

Private Sub Describe_TURNOVER(book As String)
    Application.MacroOptions Macro:=book & "ARXL_TURNOVER", _
        Description:=T83, Category:="ARXL", _
        ArgumentDescriptions:=Array(T23, T24, T7, T25, T26, T27, T28, T78, T32, T33, T34, T35)
End Sub

Private Sub Describe_OVERDUE_SHARE(book As String)
    Application.MacroOptions Macro:=book & "ARXL_OVERDUE_SHARE", _
        Description:=T84, Category:="ARXL", _
        ArgumentDescriptions:=Array(T23, T24, T7, T25, T26, T27, T28, T78, T32, T33, T34, T35)
End Sub

Private Sub Describe_EXPECTED_LOSS(book As String)
    Application.MacroOptions Macro:=book & "ARXL_EXPECTED_LOSS", _
        Description:=T85, Category:="ARXL", _
        ArgumentDescriptions:=Array(T23, T24, T7, T25, T26, T27, T28, T54, T32, T33, T34, T35)
End Sub

Private Sub Describe_RECOVERY(book As String)
    Application.MacroOptions Macro:=book & "ARXL_RECOVERY", _
        Description:=T86, Category:="ARXL", _
        ArgumentDescriptions:=Array(T23, T24, T7, T25, T26, T27, T28, T54, T32, T33, T34, T35)
End Sub

Private Sub Describe_EXPECTED_CASH(book As String)
    Application.MacroOptions Macro:=book & "ARXL_EXPECTED_CASH", _
        Description:=T88, Category:="ARXL", _
        ArgumentDescriptions:=Array(T23, T24, T7, T25, T26, T27, T28, T87, T32, T33, T34, T35)
End Sub

Private Sub Describe_COMMISSION(book As String)
    Application.MacroOptions Macro:=book & "ARXL_COMMISSION", _
        Description:=T90, Category:="ARXL", _
        ArgumentDescriptions:=Array(T23, T24, T7, T25, T26, T27, T28, T89, T32, T33, T34, T35)
End Sub

Private Sub Describe_CHECK(book As String)
    Application.MacroOptions Macro:=book & "ARXL_CHECK", _
        Description:=T91, Category:="ARXL", _
        ArgumentDescriptions:=Array(T23, T24, T7, T25, T26, T27, T28, T53, T54, T32, T33, T34, T64)
End Sub

Private Function T1() As String
    T1 = "day of the delivery"
End Function

Private Function T2() As String
    T2 = "terms of payment, such as NET 30 or 2/10 EOM 10"
End Function

Private Function T3() As String
    T3 = "country whose public holidays are not worked, two letters [none: weekends alone]"
End Function

Private Function T4() As String
    T4 = "where a due date that is not a working day moves to: none, following, preceding [following where a country is given, else none]"
End Function

Private Function T5() As String
    T5 = "The day on which a delivery is due."
End Function

Private Function T6() As String
    T6 = "day on which the item is due"
End Function

Private Function T7() As String
    T7 = "the day that is asked about; what is dated later does not count"
End Function

Private Function T8() As String
    T8 = "How many days an item is past due."
End Function

Private Function T9() As String
    T9 = "last day of each bucket; what is later falls into one more [30,60,90,180]"
End Function

Private Function T10() As String
    T10 = "The aging bucket that an item falls into."
End Function

Private Function T11() As String
    T11 = "since when the debtor is closed or bankrupt, or the debt has lapsed; TRUE where no day is known [FALSE]"
End Function

Private Function T12() As String
    T12 = "last day past due of the classes collecting, doubtful and bad [90,180,365]"
End Function

Private Function T13() As String
    T13 = "The class of debt that an open item is in: current, collecting, doubtful, bad or dead."
End Function

Private Function T14() As String
    T14 = "what was owed"
End Function

Private Function T15() As String
    T15 = "day on which it was paid, or up to which interest is asked"
End Function

Private Function T16() As String
    T16 = "rate of interest a year"
End Function

Private Function T17() As String
    T17 = "currency of the amount: a code of ISO 4217, a sign or a name, such as EUR"
End Function

Private Function T18() As String
    T18 = "how days become parts of a year: actual days by 365 or 360, or months of 30 days by 360: ACT/365, ACT/360, 30E/360 [ACT/365]"
End Function

Private Function T19() As String
    T19 = "Simple interest on one amount at one rate, from its due date to the day it was paid."
End Function

Private Function T20() As String
    T20 = "the amount, no finer than its currency"
End Function

Private Function T21() As String
    T21 = "language of the words: en, es, ro, ko, zh_CN or zh_TW [that of the sheet, else en]"
End Function

Private Function T22() As String
    T22 = "An amount in words, as receipt slips and cheques show it."
End Function

Private Function T23() As String
    T23 = "invoices, debit notes and opening balances; a negative amount is a credit note"
End Function

Private Function T24() As String
    T24 = "money received; a negative amount is a refund"
End Function

Private Function T25() As String
    T25 = "credit notes"
End Function

Private Function T26() As String
    T26 = "customers with their terms, limits, currencies, salespeople and regions"
End Function

Private Function T27() As String
    T27 = "the company's currency; amounts that name no other are in it [the one that policy names]"
End Function

Private Function T28() As String
    T28 = "whether a row of headings comes first [FALSE]"
End Function

Private Function T29() As String
    T29 = "last day of each bucket; what is later falls into one more [those of policy, else 30,60,90,180]"
End Function

Private Function T30() As String
    T30 = "whether age is counted from the due date or from the document's date: due, document [that of policy, else due]"
End Function

Private Function T31() As String
    T31 = "what has a row a currency: customer, salesperson, region, group, currency [customer]"
End Function

Private Function T32() As String
    T32 = "keys and values, as on the sheets Policy and Company"
End Function

Private Function T33() As String
    T33 = "orders confirmed: deposits wait for them, and they count in the exposure"
End Function

Private Function T34() As String
    T34 = "what customers report as sold, for terms such as SOLD 80/60"
End Function

Private Function T35() As String
    T35 = "what people decided: write-offs"
End Function

Private Function T36() As String
    T36 = "Who owes what and how late: the open balance by bucket of days past due."
End Function

Private Function T37() As String
    T37 = "the allocations, the documents still open, or the receipts and credits with a balance left: allocations, open, unapplied [allocations]"
End Function

Private Function T38() As String
    T38 = "Which receipt paid which delivery, oldest first; or what is left of both."
End Function

Private Function T39() As String
    T39 = "id of the customer that is asked about [all of them, in a table]"
End Function

Private Function T40() As String
    T40 = "What a customer owes: open items less unapplied cash."
End Function

Private Function T41() As String
    T41 = "What a customer has on account: receipts and credit notes with a balance left."
End Function

Private Function T42() As String
    T42 = "Every document with a balance left, oldest first."
End Function

Private Function T43() As String
    T43 = "month of the statement [the month of as_of]"
End Function

Private Function T44() As String
    T44 = "A month's statement of account as a draft: opening balance, movements, closing balance."
End Function

Private Function T45() As String
    T45 = "the yearly rate of interest by date, such as 10% or 0.1"
End Function

Private Function T46() As String
    T46 = "what people decided: the notices that were sent"
End Function

Private Function T47() As String
    T47 = "whether interest runs from the due date, notice or not [that of policy, else FALSE: from the written notice, where that is later]"
End Function

Private Function T48() As String
    T48 = "one row a document, or one a stretch of days with one balance and one rate: documents, periods [documents]"
End Function

Private Function T49() As String
    T49 = "how days become parts of a year: actual days by 365 or 360, or months of 30 days by 360: ACT/365, ACT/360, 30E/360 [that of policy, else ACT/365]"
End Function

Private Function T50() As String
    T50 = "The interest of every document past due, day by day on what was open of it."
End Function

Private Function T51() As String
    T51 = "what people decided: rebates that are held back, write-offs"
End Function

Private Function T52() As String
    T52 = "The rebate that each customer earns by paying on time, quarter by quarter, and what becomes of it."
End Function

Private Function T53() As String
    T53 = "metric, level, and the thresholds of grades A, B, C and D"
End Function

Private Function T54() As String
    T54 = "rates of exchange: currency, date, rate"
End Function

Private Function T55() As String
    T55 = "what people decided: grades and limits that were accepted"
End Function

Private Function T56() As String
    T56 = "contacts, with the promises that were made in them"
End Function

Private Function T57() As String
    T57 = "Each customer's score from 0 to 100, and the grade and limit that it proposes."
End Function

Private Function T58() As String
    T58 = "warnings that people noted: they raise the level"
End Function

Private Function T59() As String
    T59 = "contacts with customers: a second request for more time is a signal"
End Function

Private Function T60() As String
    T60 = "what people decided: warnings that were closed"
End Function

Private Function T61() As String
    T61 = "those that were closed or have expired, with the reason [FALSE]"
End Function

Private Function T62() As String
    T62 = "Early signs of trouble that are in force: what the figures show, and what people noted."
End Function

Private Function T63() As String
    T63 = "What customers have sold of their deliveries, what of it they have paid, and what to do next."
End Function

Private Function T64() As String
    T64 = "what people decided: overrides, write-offs"
End Function

Private Function T65() As String
    T65 = "only customers whose level is above 0: the highest first, then the most money overdue [FALSE]"
End Function

Private Function T66() As String
    T66 = "contacts with customers: broken promises raise the level"
End Function

Private Function T67() As String
    T67 = "Who gets no more goods, why, and what releases it."
End Function

Private Function T68() As String
    T68 = "id of the customer who orders [a row for every order of the range orders that is not delivered]"
End Function

Private Function T69() As String
    T69 = "amount of the order, in the customer's currency [required with customer]"
End Function

Private Function T70() As String
    T70 = "number of the order in the range orders, where its deposit counts [an order that is not in the range: it has no deposit]"
End Function

Private Function T71() As String
    T71 = "Whether an order can ship: yes, reduced, prepaid only or no, and why."
End Function

Private Function T72() As String
    T72 = "contacts with customers, and what they promised"
End Function

Private Function T73() As String
    T73 = "what people decided: promises that were accepted, write-offs"
End Function

Private Function T74() As String
    T74 = "What customers promised to pay, what came in for it, and what that makes of each promise."
End Function

Private Function T75() As String
    T75 = "contacts with customers: reasons for not paying, and what they promised"
End Function

Private Function T76() As String
    T76 = "those who are not contacted on the day, until when, and why [FALSE]"
End Function

Private Function T77() As String
    T77 = "Whom to contact on a day, when, about what and how: the most money at stake by waiting first."
End Function

Private Function T78() As String
    T78 = "what has a row a currency: customer, salesperson, region, group, currency [one figure alone: that of the argument currency, or of the book's only one]"
End Function

Private Function T79() As String
    T79 = "over the last 90 days, or counted back month by month: 90 days, count-back [90 days]"
End Function

Private Function T80() As String
    T80 = "Days sales outstanding: how many days of sales the receivables are."
End Function

Private Function T81() As String
    T81 = "Best possible DSO: the days sales outstanding if nothing were past due."
End Function

Private Function T82() As String
    T82 = "Collection effectiveness index: what was collected in the last 90 days of what could have been."
End Function

Private Function T83() As String
    T83 = "How often a year the receivables are sold and collected."
End Function

Private Function T84() As String
    T84 = "What share of the open items is past due."
End Function

Private Function T85() As String
    T85 = "What is expected to be lost of open items, by customer and class of debt."
End Function

Private Function T86() As String
    T86 = "Of the money that came to be so late, how much was still recovered within 30, 90 and 180 days."
End Function

Private Function T87() As String
    T87 = "how many weeks are told apart; what comes later stands in one more row [13]"
End Function

Private Function T88() As String
    T88 = "The cash to be expected each week, going by how late each customer usually is."
End Function

Private Function T89() As String
    T89 = "salespeople with their commission"
End Function

Private Function T90() As String
    T90 = "The collection rate of each salesperson in the month of as_of, and whether commission counts."
End Function

Private Function T91() As String
    T91 = "Everything that is wrong in the ranges, each with its place and what to do."
End Function
