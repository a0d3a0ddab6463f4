"""What must hold of a cell with a number in it (codes V01-V29)."""

from __future__ import annotations

from xlmal.finding import Check, Severity

_ERROR, _WARNING = Severity.ERROR, Severity.WARNING

NUMBER_AS_TEXT = Check(
    "V01",
    _WARNING,
    "Tal är skrivna som tal.",
    "talet är skrivet som text ({shown}). Det har lästs som {value}. Skriv om talet i en cell "
    "med formatet Tal, så räknar Excel med det.",
    "Excel räknar inte med tal som är text, men visar dem likadant.",
    "1 250,5 i en textcell",
)
DECIMAL_POINT = Check(
    "V02",
    _WARNING,
    "Decimaler skrivs med komma.",
    "talet är skrivet som text med punkt ({shown}). Det har lästs som {value}. Skriv decimaler "
    "med komma och tusental utan punkt.",
    "Punkten kan vara decimaltecken eller skilja tusental åt.",
    "82.5 eller 1.401,40",
)
AMBIGUOUS_POINT = Check(
    "V03",
    _ERROR,
    "Tal kan bara läsas på ett sätt.",
    "{shown} kan betyda {small} eller {large}. Värdet används inte. Skriv {small} eller {large}.",
    "En punkt före tre siffror är lika ofta tusental som decimaler; skillnaden är tusen gånger.",
    "1.250",
)
NOT_A_NUMBER = Check(
    "V04",
    _ERROR,
    "Talceller innehåller tal.",
    "{shown} går inte att läsa som ett tal. Värdet används inte. {proposal}",
    "En text som liknar ett tal får aldrig bli ett tal på en gissning.",
    "1e3",
)
BAD_GROUPING = Check(
    "V05",
    _ERROR,
    "Tusental grupperas tre och tre.",
    "mellanslagen i {shown} delar inte talet i grupper om tre siffror. Värdet används inte. "
    "Skriv hela talet utan mellanslag.",
    "En siffra kan ha fallit bort, eller så är det två tal.",
    "12 50,5",
)
UNIT_IN_CELL = Check(
    "V06",
    _ERROR,
    "Enheten står i Måttenhet och inte i talcellen.",
    "cellen innehåller ett tal och något mer ({shown}). Värdet används inte. {proposal} Enheten "
    "framgår av Måttenhet, och annat skrivs i Kommentar.",
    "Enheten kan ändra talets storlek, till exempel tkr; vi räknar inte om på en gissning.",
    "1 250,5 tkr",
)
NOT_EXACT = Check(
    "V07",
    _ERROR,
    "Utfall och prognos är ett enda exakt tal.",
    "{shown} är inget exakt tal. Värdet används inte. {proposal} Förbehåll och intervall skrivs "
    "i Kommentar.",
    "Ett ungefärligt tal går inte att jämföra med ett målvärde.",
    "ca 85, > 80 eller 80-85",
)
OTHER_DIGITS = Check(
    "V08",
    _ERROR,
    "Siffror är 0 till 9.",
    "{shown} innehåller siffror av annat slag (upphöjda, bråk eller andra alfabet). Värdet "
    "används inte. Skriv talet med siffrorna 0 till 9.",
    "Sådana siffror ser ut som tal men kan betyda något annat, till exempel en fotnot.",
    "85²",
)
PERCENT_SIGN = Check(
    "V09",
    _WARNING,
    "Procent skrivs som tal på skalan 0-100.",
    "värdet är skrivet som text med procenttecken ({shown}). Det har lästs som {value}. Skriv "
    "bara talet.",
    "Enheten framgår av Måttenhet.",
    "82,5 %",
)
PERCENT_UNEXPECTED = Check(
    "V10",
    _ERROR,
    "Bara mått i procent anges i procent.",
    "cellen visar procent ({shown}) men ska ha {wanted}. Värdet används inte. Skriv talet utan "
    "procent.",
    "Procentformat döljer en faktor hundra.",
    "85 % i en kolumn för antal",
)
PERCENT_OR_SHARE = Check(
    "V11",
    _ERROR,
    "Procent kan bara läsas på ett sätt.",
    "{shown} kan betyda {share} procent eller {percent} procent. Värdet används inte. Skriv "
    "{percent} om du menar det; menar du {share} procent, välj procentformat i cellen och skriv "
    "{share} %.",
    "Procent anges på skalan 0-100, och andelar som 0,85 skrivs lätt av misstag.",
    "0,85 i en kolumn med måttenheten %",
)
SHARE_AS_PERCENT = Check(
    "V12",
    _WARNING,
    "Procent skrivs på skalan 0-100.",
    "{shown} har lästs som {value} procent, eftersom både rimligt intervall och tidigare utfall "
    "talar för det. Skriv {value} om det stämmer.",
    "Procent anges på skalan 0-100.",
    "0,85 där tidigare utfall är 82 och 84",
)
PERCENT_TOO_LARGE = Check(
    "V13",
    _ERROR,
    "Procentformaterade celler visar det som menas.",
    "cellen visar {percent} %. Värdet används inte. Menade du {share} %? Skriv då {share} i en "
    "cell utan procentformat.",
    "Den som skriver 82,5 i en cell som redan fått procentformat kan få 8 250 %.",
    "8250 %",
)
IMPLAUSIBLE = Check(
    "V14",
    _ERROR,
    "Värden ligger inom det rimliga.",
    "{value} ligger utanför det rimliga ({range}). Värdet används inte. {proposal}Stämmer "
    "värdet, be den som förvaltar målen ändra Rimligt lägst eller Rimligt högst.",
    "Ett tappat minustecken eller decimaltecken syns bara mot vad som är rimligt.",
    "-74 där 55-95 är rimligt",
)
DATE_IN_NUMBER = Check(
    "V15",
    _ERROR,
    "Talceller innehåller inga datum.",
    "cellen innehåller ett datum eller en tid ({date}). {guess} Värdet används inte. Skriv ett "
    "enda tal i en cell med formatet Tal; ett intervall skrivs i Kommentar.",
    "Excel gör om 1-3 och 2/5 till datum, och lagrar ett helt annat tal.",
    "1-3 blev 2025-03-01",
)
BOOLEAN_IN_NUMBER = Check(
    "V16",
    _ERROR,
    "Talceller innehåller inte SANT eller FALSKT.",
    "cellen innehåller {shown}. Värdet används inte. Skriv ett tal.",
    "SANT får inte bli 1.",
    "SANT",
)
ERROR_VALUE = Check(
    "V17",
    _ERROR,
    "Celler innehåller inga felvärden.",
    "cellen innehåller felvärdet {shown}. Värdet används inte. Rätta formeln, eller skriv värdet "
    "direkt i cellen.",
    "Ett felvärde är varken noll eller tomt.",
    "#REF!",
)
ERROR_TEXT = Check(
    "V18",
    _ERROR,
    "Celler innehåller inga felvärden som text.",
    "cellen innehåller felvärdet {shown} som text. Värdet används inte. Skriv värdet, eller "
    "lämna cellen tom.",
    "Texten kommer från en formel som gick fel där den kopierades.",
    "#SAKNAS!",
)
FORMULA_WITHOUT_VALUE = Check(
    "V19",
    _ERROR,
    "Formler har ett sparat resultat.",
    "formeln saknar sparat resultat. Värdet används inte. Öppna och spara filen i Excel, eller "
    "skriv talet direkt i cellen.",
    "Filen är sparad av ett program som inte räknar; resultatet finns inte i filen.",
    "=SUM(40,42.5) utan resultat",
)
EXTERNAL_LINK = Check(
    "V20",
    _WARNING,
    "Värden hämtas inte från andra arbetsböcker.",
    "värdet hämtas från en annan arbetsbok ({link}). Det senast sparade värdet används. "
    "Kontrollera det, och klistra in det som värde.",
    "Värdet kan vara gammalt, och länken följer inte med filen.",
    "=[Underlag.xlsx]Blad1!B7",
)
MISSING_WORD = Check(
    "V21",
    _WARNING,
    "Celler utan värde är tomma.",
    "{shown} har lästs som att värde saknas ({reason}). Lämna cellen tom och välj varför i "
    "Varför saknas värde.",
    "Tomt är tomt; skälet har en egen kolumn.",
    "mäts ej",
)
NOT_WHOLE = Check(
    "V22",
    _ERROR,
    "År och antal är heltal.",
    "{shown} är inget heltal. Värdet används inte. Skriv ett heltal.",
    "Årtal och antal har inga decimaler.",
    "2019,5",
)
TOO_MANY_DIGITS = Check(
    "V23",
    _ERROR,
    "Tal ryms i en cell.",
    "{shown} har fler siffror än en cell rymmer (15). Värdet används inte. Skriv ett kortare tal.",
    "Excel byter ut siffror efter den femtonde mot nollor.",
    "1234567890123456",
)
SHOWN_IN_THOUSANDS = Check(
    "V24",
    _ERROR,
    "Cellens format visar talet som det är.",
    "cellens format visar {value} i tusental eller miljoner. Värdet används inte. Välj formatet "
    "Tal och skriv talet i måttenheten.",
    "Cellen visar ett annat tal än den innehåller.",
    "1250000 som visas som 1 250",
)
