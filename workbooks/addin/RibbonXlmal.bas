Attribute VB_Name = "RibbonXlmal"
Option Explicit

' The ribbon's callbacks, and nothing else: LibreOffice does nothing with a module that mentions
' IRibbonControl, so what they do stands in XlmalMacros.

Public Sub XlmalValidate(control As IRibbonControl)
    XlmalRun "validate"
End Sub

Public Sub XlmalNextFinding(control As IRibbonControl)
    XlmalRun "next_finding"
End Sub

Public Sub XlmalClearMarks(control As IRibbonControl)
    XlmalRun "clear_marks"
End Sub

Public Sub XlmalSplit(control As IRibbonControl)
    XlmalRun "split"
End Sub

Public Sub XlmalMerge(control As IRibbonControl)
    XlmalRun "merge"
End Sub

Public Sub XlmalAttainment(control As IRibbonControl)
    XlmalRun "attainment"
End Sub

Public Sub XlmalReport(control As IRibbonControl)
    XlmalRun "report"
End Sub

Public Sub XlmalAbout(control As IRibbonControl)
    XlmalRun "about"
End Sub
