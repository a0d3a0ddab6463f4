Attribute VB_Name = "XlmalMacros"
Option Explicit

Public Sub XlmalRun(ByVal macro As String)
    ' A button is of no use without a workbook, and xlwings would stop with an error of its own.
    If ActiveWorkbook Is Nothing Then
        MsgBox "Öppna en arbetsbok först.", vbExclamation, "xlmal"
        Exit Sub
    End If
    RunPython "from udfs import macros; macros." & macro & "()"
End Sub

Public Sub XlmalSaveCopy(ByVal workbookName As String, ByVal path As String)
    ' Only for Mac: AppleScript has no SaveCopyAs.
    Workbooks(workbookName).SaveCopyAs path
End Sub

Public Sub XlmalLoaded()
    ' MacroOptions fails while Excel is still loading add-ins, so this runs a moment later.
    On Error Resume Next
    XlmalDescribeFunctions
End Sub
