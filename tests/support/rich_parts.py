"""The parts of a rich master as Excel writes them: @ stands for the letter of a column."""

from __future__ import annotations

import base64

from support.ooxml_books import MAIN, RELATIONSHIPS

MS = "http://schemas.microsoft.com/office"
RELS_2007, RELS_2017 = f"{MS}/2007/relationships", f"{MS}/2017/10/relationships"
TYPES = "application/vnd.openxmlformats-officedocument."
SPREADSHEET = f"{TYPES}spreadsheetml."
X14 = f"{MS}/spreadsheetml/2009/9/main"
XM = f"{MS}/excel/2006/main"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)

#: Cells far beside the table Utfall: rich text, a dynamic array over two cells, a shared formula,
#: and a value from another workbook. @ stands for the letter of the column Utfall.
CELLS = {
    3: '<c r="X3" t="s"><v>0</v></c><c r="Y3" t="s"><v>1</v></c>',
    4: '<c r="X4" cm="1"><f t="array" ref="X4:X5">@4:@5*10</f><v>800</v></c>'
    '<c r="Y4"><f t="shared" ref="Y4:Y5" si="0">@4+1</f><v>81</v></c>',
    5: '<c r="X5"><v>810</v></c><c r="Y5"><f t="shared" si="0"/><v>82</v></c>',
}
BELOW = (
    '<row r="30" spans="24:25" ht="40" customHeight="1"><c r="X30" s="1"><f>[1]Blad1!$A$1</f>'
    '<v>5</v></c><c r="Y30" s="1"/></row>'
)
STRINGS = (
    f'<sst xmlns="{MAIN}" count="2" uniqueCount="2"><si><r><t xml:space="preserve">Rik </t></r>'
    '<r><rPr><b/><color rgb="FFFF0000"/><sz val="11"/><rFont val="Calibri"/></rPr><t>text</t></r>'
    '<rPh sb="0" eb="3"><t>uttal</t></rPh></si><si><t>Ledtråd</t></si></sst>'
)
PROTECTED = '<protectedRanges><protectedRange sqref="@4:@5" name="Utfall"/></protectedRanges>'
MERGED = '<mergeCells count="1"><mergeCell ref="X30:Y30"/></mergeCells>'
BARS = (
    '<conditionalFormatting sqref="@4:@5"><cfRule type="dataBar" priority="9"><dataBar>'
    '<cfvo type="min"/><cfvo type="max"/><color rgb="FF638EC6"/></dataBar><extLst>'
    f'<ext xmlns:x14="{X14}" uri="{{B025F937-C7B1-47D3-B67F-A62EFF666E3E}}"><x14:id>'
    "{11111111-2222-3333-4444-555555555555}</x14:id></ext></extLst></cfRule>"
    "</conditionalFormatting>"
)
EXTENSIONS = (
    f'<extLst><ext xmlns:x14="{X14}" uri="{{78C0D931-6437-407d-A8EE-F0AAD7539E65}}">'
    f'<x14:conditionalFormattings><x14:conditionalFormatting xmlns:xm="{XM}">'
    '<x14:cfRule type="dataBar" id="{11111111-2222-3333-4444-555555555555}">'
    '<x14:dataBar minLength="0" maxLength="100" gradient="0"><x14:cfvo type="autoMin"/>'
    '<x14:cfvo type="autoMax"/><x14:negativeFillColor rgb="FFFF0000"/><x14:axisColor '
    'rgb="FF000000"/></x14:dataBar></x14:cfRule><xm:sqref>@4:@5</xm:sqref>'
    "</x14:conditionalFormatting></x14:conditionalFormattings></ext>"
    f'<ext xmlns:x14="{X14}" uri="{{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}}">'
    f'<x14:dataValidations xmlns:xm="{XM}" count="1"><x14:dataValidation type="list" '
    'allowBlank="1" showErrorMessage="1"><x14:formula1><xm:f>Listor!$A$2:$A$9</xm:f>'
    "</x14:formula1><xm:sqref>X9:X20</xm:sqref></x14:dataValidation></x14:dataValidations></ext>"
    f'<ext xmlns:x14="{X14}" uri="{{05C60535-1F16-4fd2-B633-F4F36F0B64E0}}">'
    f'<x14:sparklineGroups xmlns:xm="{XM}"><x14:sparklineGroup displayEmptyCellsAs="gap">'
    '<x14:colorSeries rgb="FF376092"/><x14:sparklines><x14:sparkline><xm:f>Utfall!@4:@5</xm:f>'
    "<xm:sqref>L5</xm:sqref></x14:sparkline></x14:sparklines></x14:sparklineGroup>"
    "</x14:sparklineGroups></ext></extLst>"
)
LEGACY_COMMENT = (
    f'<comments xmlns="{MAIN}"><authors><author>tc={{A}}</author></authors><commentList>'
    '<comment ref="@5" authorId="0" shapeId="0"><text><t>[Trådad kommentar] Stäm av.</t></text>'
    "</comment></commentList></comments>"
)
VML = (
    '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
    ' xmlns:x="urn:schemas-microsoft-com:office:excel"><v:shape id="_x0000_s1025" '
    'type="#_x0000_t202" style="visibility:hidden"><x:ClientData ObjectType="Note"><x:Row>4</x:Row>'
    "<x:Column>4</x:Column></x:ClientData></v:shape></xml>"
)
THREADED = f"{MS}/spreadsheetml/2018/threadedcomments"
THREAD = (
    f'<ThreadedComments xmlns="{THREADED}"><threadedComment ref="@5" dT="2019-08-30T10:00:00.00" '
    'personId="{P}" id="{A}"><text>Stäm av.</text></threadedComment></ThreadedComments>'
)
PERSONS = (
    f'<personList xmlns="{THREADED}"><person displayName="Controller" id="{{P}}" '
    'userId="controller" providerId="None"/></personList>'
)
ANCHOR = (
    "<xdr:twoCellAnchor><xdr:from><xdr:col>17</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>{0}"
    "</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:from><xdr:to><xdr:col>20</xdr:col><xdr:colOff>0"
    "</xdr:colOff><xdr:row>{1}</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:to>{2}<xdr:clientData/>"
    "</xdr:twoCellAnchor>"
)
SHAPE = (
    '<a:xfrm><a:off x="0" y="0"/><a:ext cx="900000" cy="900000"/></a:xfrm><a:prstGeom prst="rect">'
    "<a:avLst/></a:prstGeom>"
)
TEXT_BOX = (
    '<xdr:sp macro="" textlink=""><xdr:nvSpPr><xdr:cNvPr id="2" name="Textruta"/>'
    f'<xdr:cNvSpPr txBox="1"/></xdr:nvSpPr><xdr:spPr>{SHAPE}</xdr:spPr><xdr:txBody><a:bodyPr/>'
    "<a:p><a:r><a:t>Läs mig först</a:t></a:r></a:p></xdr:txBody></xdr:sp>"
)
PICTURE = (
    '<xdr:pic><xdr:nvPicPr><xdr:cNvPr id="3" name="Vapen"/><xdr:cNvPicPr/></xdr:nvPicPr>'
    '<xdr:blipFill><a:blip r:embed="rId1"/><a:stretch><a:fillRect/></a:stretch></xdr:blipFill>'
    f"<xdr:spPr>{SHAPE}</xdr:spPr></xdr:pic>"
)
CHART_FRAME = (
    '<xdr:graphicFrame macro=""><xdr:nvGraphicFramePr><xdr:cNvPr id="4" name="Diagram"/>'
    "<xdr:cNvGraphicFramePr/></xdr:nvGraphicFramePr><xdr:xfrm><a:off x="
    '"0" y="0"/><a:ext cx="0" cy="0"/></xdr:xfrm><a:graphic>'
    f'<a:graphicData uri="{DRAWING}/chart"><c:chart xmlns:c="{DRAWING}/chart" r:id="rId2"/>'
    "</a:graphicData></a:graphic></xdr:graphicFrame>"
)
DRAWN = (
    f'<xdr:wsDr xmlns:xdr="{DRAWING}/spreadsheetDrawing" xmlns:a="{DRAWING}/main" '
    f'xmlns:r="{RELATIONSHIPS}">'
    + ANCHOR.format(1, 4, TEXT_BOX)
    + ANCHOR.format(5, 8, PICTURE)
    + ANCHOR.format(9, 20, CHART_FRAME)
    + "</xdr:wsDr>"
)
METADATA = (
    f'<metadata xmlns="{MAIN}" xmlns:xda="{MS}/spreadsheetml/2017/dynamicarray"><metadataTypes '
    'count="1"><metadataType name="XLDAPR" minSupportedVersion="120000" cellMeta="1" copy="1"/>'
    '</metadataTypes><futureMetadata name="XLDAPR" count="1"><bk><extLst><ext '
    'uri="{bdbb8cdc-fa1e-496e-a857-3c3f30c029c3}"><xda:dynamicArrayProperties fDynamic="1" '
    'fCollapsed="0"/></ext></extLst></bk></futureMetadata><cellMetadata count="1"><bk>'
    '<rc t="1" v="0"/></bk></cellMetadata></metadata>'
)
OUTSIDE = (
    f'<externalLink xmlns="{MAIN}"><externalBook xmlns:r="{RELATIONSHIPS}" r:id="rId1"><sheetNames>'
    '<sheetName val="Blad1"/></sheetNames><sheetDataSet><sheetData sheetId="0"><row r="1">'
    '<cell r="A1"><v>5</v></cell></row></sheetData></sheetDataSet></externalBook></externalLink>'
)
CACHE = (
    f'<pivotCacheDefinition xmlns="{MAIN}" xmlns:r="{RELATIONSHIPS}" r:id="rId1" recordCount="1">'
    '<cacheSource type="worksheet"><worksheetSource ref="A1:B2" sheet="Egen analys"/></cacheSource>'
    '<cacheFields count="2"><cacheField name="Nämnd"><sharedItems count="1"><s v="KS"/>'
    '</sharedItems></cacheField><cacheField name="Antal"><sharedItems containsSemiMixedTypes="0" '
    'containsString="0" containsNumber="1" containsInteger="1" minValue="3" maxValue="3"/>'
    "</cacheField></cacheFields></pivotCacheDefinition>"
)
RECORDS = (
    f'<pivotCacheRecords xmlns="{MAIN}" count="1"><r><x v="0"/><n v="3"/></r></pivotCacheRecords>'
)
PIVOT = (
    f'<pivotTableDefinition xmlns="{MAIN}" name="Pivottabell1" cacheId="7" dataCaption="Värden">'
    '<location ref="D3:E5" firstHeaderRow="1" firstDataRow="1" firstDataCol="1"/><pivotFields '
    'count="2"><pivotField axis="axisRow" showAll="0"><items count="2"><item x="0"/>'
    '<item t="default"/></items></pivotField><pivotField dataField="1" showAll="0"/></pivotFields>'
    '<rowFields count="1"><field x="0"/></rowFields><rowItems count="2"><i><x/></i><i t="grand">'
    '<x/></i></rowItems><colItems count="1"><i/></colItems><dataFields count="1"><dataField '
    'name="Summa av Antal" fld="1" baseField="0" baseItem="0"/></dataFields></pivotTableDefinition>'
)
OWN = (
    f'<worksheet xmlns="{MAIN}"><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>Nämnd</t></is>'
    '</c><c r="B1" t="inlineStr"><is><t>Antal</t></is></c></row><row r="2"><c r="A2" '
    't="inlineStr"><is><t>KS</t></is></c><c r="B2"><v>3</v></c></row></sheetData></worksheet>'
)
RIBBON = (
    f'<customUI xmlns="{MS}/2009/07/customui"><ribbon><tabs><tab id="mal" label="Mål"/></tabs>'
    "</ribbon></customUI>"
)
PROPERTIES = (
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" '
    'xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"><property '
    'fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="2" name="Diarienummer"><vt:lpwstr>'
    "KS 2019/17</vt:lpwstr></property></Properties>"
)
CHAIN_XML = f'<calcChain xmlns="{MAIN}"><c r="C4" i="11"/><c r="D4"/><c r="X4" a="1"/></calcChain>'
