#!/bin/sh
# exceljs 4.4.0 and xlsx 0.18.5 (npm) and MiniExcel 1.46.0 (NuGet): two of them read a workbook that counts from 1904 as 1,462 days too early.
# The switch is <workbookPr date1904="1"/>, part of ISO/IEC 29500 and set in workbooks that began in an older Excel for Mac. exceljs heeds it; MiniExcel
# and xlsx (with cellDates) read the day from its number as if it counted from 1900, although xlsx returns the switch as WBProps.date1904.
# Where it bites: an import takes an expiry date of 2026 for one of 2022, a date that looks right, and finds every exception long over.
# Fails when one of these answers changes. Needs the .NET 10 SDK, Node 20, NuGet and npm.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export TZ=UTC
npm init -y > npm.log
npm install --no-audit --no-fund exceljs@4.4.0 xlsx@0.18.5 >> npm.log 2>&1
cat > probe.mjs <<'P'
import ExcelJS from 'exceljs';
import XLSX from 'xlsx';

for (const date1904 of [false, true]) {
  const file = `days-${date1904 ? 1904 : 1900}.xlsx`;
  const book = new ExcelJS.Workbook();
  book.properties.date1904 = date1904;
  const cell = book.addWorksheet('days').getCell('A1');
  cell.value = new Date('2026-11-28');
  cell.numFmt = 'yyyy-mm-dd';
  await book.xlsx.writeFile(file);
  const again = new ExcelJS.Workbook();
  await again.xlsx.readFile(file);
  console.log(`exceljs ${file}: ${again.worksheets[0].getCell('A1').value.toISOString().slice(0, 10)}`);
  const other = XLSX.readFile(file, { cellDates: true });
  console.log(`xlsx ${file}: ${other.Sheets.days.A1.v.toISOString().slice(0, 10)}, date1904 ${other.Workbook.WBProps.date1904}`);
}
P
cat > probe.csproj <<'P'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings></PropertyGroup>
  <ItemGroup><PackageReference Include="MiniExcel" Version="[1.46.0]" /></ItemGroup>
</Project>
P
cat > Program.cs <<'P'
foreach (var file in new[] { "days-1900.xlsx", "days-1904.xlsx" })
{
    foreach (IDictionary<string, object> row in MiniExcelLibs.MiniExcel.Query(file))
    {
        Console.WriteLine($"MiniExcel {file}: {row["A"]:yyyy-MM-dd}");
    }
}
P
node probe.mjs > seen.txt
dotnet run --project probe.csproj >> seen.txt
cat seen.txt
cat > expected.txt <<'P'
exceljs days-1900.xlsx: 2026-11-28
xlsx days-1900.xlsx: 2026-11-28, date1904 false
exceljs days-1904.xlsx: 2026-11-28
xlsx days-1904.xlsx: 2022-11-27, date1904 true
MiniExcel days-1900.xlsx: 2026-11-28
MiniExcel days-1904.xlsx: 2022-11-27
P
cmp expected.txt seen.txt
