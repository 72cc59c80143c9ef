#!/bin/sh
# cloudevents 10.0.0 (npm) and CloudNative.CloudEvents.SystemTextJson 2.9.0 (NuGet), HTTP binary mode, content type application/json.
# In: HTTP.toEvent hands a JSON body that is a number, true, false or null over as text ("true", "null"), while objects, arrays and strings are
# parsed. Its JSON parser puts quotes round all that does not begin with a bracket, a brace or a quote. In structured mode true and 1234 keep their
# type, and false and 0 are lost: the event has no data.
# Out: HTTP.binary writes an event whose data is a string as the bare text without quotes, so the body is no JSON: .NET refuses it with a
# JsonException, or reads the text 7 as the number 7.
# Where it bites: a flag that is false arrives as a text that counts as true, and an event goes through a Node relay but not into .NET behind it.
# Fails when one of these answers changes. Needs the .NET 10 SDK, Node 20, NuGet and npm.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y > npm.log
npm install --no-audit --no-fund cloudevents@10.0.0 >> npm.log 2>&1
cat > probe.mjs <<'P'
import { writeFileSync } from 'node:fs';
import { CloudEvent, HTTP } from 'cloudevents';

const about = { id: '1', source: '/example', type: 'example', datacontenttype: 'application/json' };
const headers = { 'ce-specversion': '1.0', 'ce-id': '1', 'ce-source': '/example', 'ce-type': 'example', 'content-type': 'application/json' };
for (const body of ['true', 'false', '1234', '0', 'null', '"approved"', '{"a":1}']) {
  const binary = HTTP.toEvent({ headers, body }).data;
  const structured = HTTP.toEvent({
    headers: { 'content-type': 'application/cloudevents+json' },
    body: `${JSON.stringify({ specversion: '1.0', ...about }).slice(0, -1)},"data":${body}}`,
  }).data;
  console.log(`Node reads ${body}: binary ${typeof binary}, structured ${typeof structured}`);
}
writeFileSync('bodies.json', JSON.stringify(['approved', '7', ['approved']].map(data => HTTP.binary(new CloudEvent({ ...about, data })).body)));
P
cat > probe.csproj <<'P'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings></PropertyGroup>
  <ItemGroup><PackageReference Include="CloudNative.CloudEvents.SystemTextJson" Version="[2.9.0]" /></ItemGroup>
</Project>
P
cat > Program.cs <<'P'
using System.Text;
using System.Text.Json;
using CloudNative.CloudEvents;
using CloudNative.CloudEvents.SystemTextJson;

foreach (var body in JsonSerializer.Deserialize<string[]>(File.ReadAllText("bodies.json"))!)
{
    var item = new CloudEvent { Id = "1", Source = new Uri("/example", UriKind.Relative), Type = "example", DataContentType = "application/json" };
    try
    {
        new JsonEventFormatter().DecodeBinaryModeEventData(Encoding.UTF8.GetBytes(body), item);
        Console.WriteLine($".NET reads Node's body {body}: {((JsonElement)item.Data!).ValueKind}");
    }
    catch (JsonException)
    {
        Console.WriteLine($".NET reads Node's body {body}: JsonException");
    }
}
P
node probe.mjs > seen.txt
dotnet run --project probe.csproj >> seen.txt
cat seen.txt
cat > expected.txt <<'P'
Node reads true: binary string, structured boolean
Node reads false: binary string, structured undefined
Node reads 1234: binary string, structured number
Node reads 0: binary string, structured undefined
Node reads null: binary string, structured undefined
Node reads "approved": binary string, structured string
Node reads {"a":1}: binary object, structured object
.NET reads Node's body approved: JsonException
.NET reads Node's body 7: Number
.NET reads Node's body ["approved"]: Array
P
cmp expected.txt seen.txt
