#!/bin/sh
# Ical.Net 5.2.4 (NuGet), ical.js 2.2.1 and node-ical 0.26.1 with rrule-temporal 1.6.0 (npm, what Node 20 gets): one calendar, three answers.
# RFC 5545 (3.3.10) leaves out a repetition on a day that does not exist and doesn't count it. Ical.Net does so. For 29 February every year ical.js
# says 1 March in other years, node-ical 28 February, and both count those days. For the 31st of every month node-ical moves to 28 February and
# then stays on the 28th for good. With BYMONTHDAY=31 written out node-ical agrees with the others.
# Where it bites: a service and a page that read the same calendar of holidays or reviews show different days, and end after a different one.
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
UID:leap-day
DTSTAMP:20240101T000000Z
DTSTART;VALUE=DATE:20240229
RRULE:FREQ=YEARLY;COUNT=3
END:VEVENT
BEGIN:VEVENT
UID:the-31st
DTSTAMP:20240101T000000Z
DTSTART;VALUE=DATE:20260131
RRULE:FREQ=MONTHLY;COUNT=4
END:VEVENT
BEGIN:VEVENT
UID:the-31st-named
DTSTAMP:20240101T000000Z
DTSTART;VALUE=DATE:20260131
RRULE:FREQ=MONTHLY;BYMONTHDAY=31;COUNT=4
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
Ical.Net leap-day: 2024-02-29 2028-02-29 2032-02-29
Ical.Net the-31st: 2026-01-31 2026-03-31 2026-05-31 2026-07-31
Ical.Net the-31st-named: 2026-01-31 2026-03-31 2026-05-31 2026-07-31
ical.js leap-day: 2024-02-29 2025-03-01 2026-03-01
ical.js the-31st: 2026-01-31 2026-03-31 2026-05-31 2026-07-31
ical.js the-31st-named: 2026-01-31 2026-03-31 2026-05-31 2026-07-31
node-ical leap-day: 2024-02-29 2025-02-28 2026-02-28
node-ical the-31st: 2026-01-31 2026-02-28 2026-03-28 2026-04-28
node-ical the-31st-named: 2026-01-31 2026-03-31 2026-05-31 2026-07-31
P
cmp expected.txt seen.txt
