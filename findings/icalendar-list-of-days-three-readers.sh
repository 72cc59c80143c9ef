#!/bin/sh
# Ical.Net 5.2.4 (NuGet), ical.js 2.2.1 and node-ical 0.26.1 (npm): an event with RDATE and no RRULE loses days in both npm readers.
# RFC 5545 (3.8.5.2) makes the days of such an event DTSTART and every RDATE. Ical.Net returns all three; the iterator of ical.js leaves out the first
# (with an RRULE beside it the first is there); node-ical keeps the list as raw text and expands to the first alone. None of them says a word.
# Where it bites: holidays that follow no rule (Easter, elections) are written this way, and a day off turns into a working day.
# Fails when one of these answers changes. Needs the .NET 10 SDK, Node 20, NuGet and npm.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export TZ=UTC
cat > days.ics <<'P'
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//example//days//EN
BEGIN:VEVENT
UID:good-friday
DTSTAMP:20240101T000000Z
DTSTART;VALUE=DATE:20260403
RDATE;VALUE=DATE:20270326,20280414
END:VEVENT
BEGIN:VEVENT
UID:rule-and-list
DTSTAMP:20240101T000000Z
DTSTART;VALUE=DATE:20260101
RRULE:FREQ=YEARLY;COUNT=2
RDATE;VALUE=DATE:20270326
END:VEVENT
END:VCALENDAR
P
cat > probe.csproj <<'P'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings></PropertyGroup>
  <ItemGroup><PackageReference Include="Ical.Net" Version="[5.2.4]" /></ItemGroup>
</Project>
P
cat > Program.cs <<'P'
foreach (var item in Ical.Net.Calendar.Load(File.ReadAllText("days.ics"))!.Events)
{
    Console.WriteLine($"Ical.Net {item.Uid}: {string.Join(' ', item.GetOccurrences().Take(9).Select(day => $"{day.Period.StartTime.Value:yyyy-MM-dd}"))}");
}
P
dotnet run --project probe.csproj > seen.txt
npm init -y > npm.log
npm install --no-audit --no-fund ical.js@2.2.1 node-ical@0.26.1 rrule-temporal@1.6.0 >> npm.log 2>&1
cat > probe.mjs <<'P'
import { readFileSync } from 'node:fs';
import ICAL from 'ical.js';
import nodeIcal from 'node-ical';

const text = readFileSync('days.ics', 'utf8');
for (const part of new ICAL.Component(ICAL.parse(text)).getAllSubcomponents('vevent')) {
  const item = new ICAL.Event(part);
  const days = [];
  const walk = item.iterator();
  for (let day = walk.next(); day; day = walk.next()) days.push(day.toString());
  console.log(`ical.js ${item.uid}: ${days.join(' ')}`);
}
for (const item of Object.values(nodeIcal.sync.parseICS(text)).filter(part => part.type === 'VEVENT')) {
  const days = nodeIcal.expandRecurringEvent(item, { from: new Date('2024-01-01'), to: new Date('2040-01-01') });
  console.log(`node-ical ${item.uid}: ${days.map(day => day.start.toISOString().slice(0, 10)).join(' ')}`);
}
P
node probe.mjs >> seen.txt
cat seen.txt
cat > expected.txt <<'P'
Ical.Net good-friday: 2026-04-03 2027-03-26 2028-04-14
Ical.Net rule-and-list: 2026-01-01 2027-01-01 2027-03-26
ical.js good-friday: 2027-03-26 2028-04-14
ical.js rule-and-list: 2026-01-01 2027-01-01 2027-03-26
node-ical good-friday: 2026-04-03
node-ical rule-and-list: 2026-01-01 2027-01-01
P
cmp expected.txt seen.txt
