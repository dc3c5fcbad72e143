Option Explicit

Private Sub Workbook_Open()
    #If ARXL_LO Then
    Exit Sub
    #End If
    ' Later, since Excel takes no descriptions before it shows a workbook.
    Application.OnTime Now, "'" & Replace(ThisWorkbook.Name, "'", "''") & "'!ArxlDescriptions.ArxlDescribe"
End Sub
