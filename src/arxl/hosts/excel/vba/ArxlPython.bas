Option Explicit
Option Private Module

' The way to Python. On Windows the DLL of xlwings starts its server and hands it over, and the server calls a Python
' function by module and name. On a Mac a script of the system starts Python. What is particular to this computer, the
' DLL and the command, stands in a file that `arxl addin install` writes; no workbook holds it.

Private Declare PtrSafe Function LoadLibrary Lib "kernel32" Alias "LoadLibraryW" (ByVal path As LongPtr) As LongPtr
Private Declare PtrSafe Function Activate64 Lib "xlwings64-{xlwings}.dll" Alias "XLPyDLLActivateAuto" _
    (ByRef found As Variant, ByVal command As String, ByVal mode As Long) As Long
Private Declare PtrSafe Function Activate32 Lib "xlwings32-{xlwings}.dll" Alias "XLPyDLLActivateAuto" _
    (ByRef found As Variant, ByVal command As String, ByVal mode As Long) As Long

Private Const CONNECTION As String = "\..\..\arxl\excel.txt"
Private Const UNICODE As Long = -1

Private serverCommand As String

Public Function Server() As Object
    Dim found As Variant
    #If Mac Then
    Err.Raise 1000, , ArxlTexts.OnlyOnWindows
    #End If
    If serverCommand = "" Then Connect
    #If Win64 Then
    If Activate64(found, serverCommand, 1) <> 0 Then Err.Raise 1000, , found
    #Else
    If Activate32(found, serverCommand, 1) <> 0 Then Err.Raise 1000, , found
    #End If
    Set Server = found
End Function

Private Sub Connect()
    Dim lines As Variant, library As String
    lines = Split(CreateObject("Scripting.FileSystemObject") _
        .OpenTextFile(Application.UserLibraryPath & CONNECTION, 1, False, UNICODE).ReadAll, vbLf)
    #If Win64 Then
    library = lines(0)
    #Else
    library = lines(1)
    #End If
    LoadLibrary StrPtr(library)
    serverCommand = lines(2)
End Sub

Public Sub Press(button As String)
    Dim said As Variant
    On Error GoTo failed
    #If ARXL_LO Then
    ArxlOffice.Press button
    Exit Sub
    #End If
    If ActiveWorkbook Is Nothing Then
        MsgBox ArxlTexts.NoWorkbook, vbExclamation, "ARXL"
        Exit Sub
    End If
    #If Mac Then
    said = AppleScriptTask("arxl.applescript", "arxlPress", _
        button & vbLf & ActiveWorkbook.Name & vbLf & ArxlTexts.NoAnswer)
    #Else
    said = Server().CallUDF("arxl.hosts.excel.udfs", "press", Array(button), ActiveWorkbook, Application.Caller)
    #End If
    If said <> "" Then MsgBox said, vbExclamation, "ARXL"
    Exit Sub
failed:
    MsgBox Told(Err.Description), vbExclamation, "ARXL"
End Sub

' What a cell or a box says where Python could not be asked: a sentence with the remedy, and the first line of the error.
' That functions calculate on Windows only is such a sentence already.
Public Function Told(ByVal because As String) As String
    #If ARXL_LO Then
    Told = Replace(ArxlTexts.NoExtension, "{error}", because)
    Exit Function
    #End If
    If because = ArxlTexts.OnlyOnWindows Then
        Told = because
        Exit Function
    End If
    Told = Replace(ArxlTexts.NoAnswer, "{error}", Split(because & vbLf, vbLf)(0))
End Function
