#!/bin/sh
# JsonSchema.Net 8.0.5 (.NET 10): "maxLength" and "minLength" count grapheme clusters, not characters.
# JSON Schema 2020-12 (validation, 6.3.1) counts Unicode code points (RFC 8259). Two flags are two graphemes, four code points, eight UTF-16 units:
# the library finds them valid against "maxLength": 2, ajv 8.17.1 (Node) on the same schema and text does not.
# Where it bites: a length limit that a schema promises (a column, a card, a form field) lets longer text through than the store behind it takes.
# Fails when either answer changes. Needs the .NET 10 SDK, Node 20, NuGet and npm.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
cat > probe.csproj <<'P'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings></PropertyGroup>
  <ItemGroup><PackageReference Include="JsonSchema.Net" Version="[8.0.5]" /></ItemGroup>
</Project>
P
cat > Program.cs <<'P'
using System.Text.Json;
using Json.Schema;

var schema = JsonSchema.FromText("""{ "$schema": "https://json-schema.org/draft/2020-12/schema", "type": "string", "maxLength": 2 }""");
foreach (var (name, text) in new[] { ("abc", "abc"), ("two flags", "\U0001F1EB\U0001F1F7\U0001F1E9\U0001F1EA"), ("two e with combining accent", "e\u0301e\u0301") })
{
    Console.WriteLine($"{name}: {(schema.Evaluate(JsonSerializer.SerializeToElement(text)).IsValid ? "valid" : "too long")}");
}
P
dotnet run --project probe.csproj > dotnet.txt
npm init -y > npm.log
npm install --no-audit --no-fund ajv@8.17.1 >> npm.log 2>&1
cat > probe.mjs <<'P'
import Ajv from 'ajv/dist/2020.js';
const fits = new Ajv.default().compile({ type: 'string', maxLength: 2 });
for (const [name, text] of [['abc', 'abc'], ['two flags', '\u{1F1EB}\u{1F1F7}\u{1F1E9}\u{1F1EA}'], ['two e with combining accent', 'e\u0301e\u0301']]) {
  console.log(`${name}: ${fits(text) ? 'valid' : 'too long'}`);
}
P
node probe.mjs > node.txt
echo 'JsonSchema.Net 8.0.5, maxLength 2:'; cat dotnet.txt
echo 'ajv 8.17.1, maxLength 2:'; cat node.txt
printf 'abc: too long\ntwo flags: valid\ntwo e with combining accent: valid\n' | cmp - dotnet.txt
printf 'abc: too long\ntwo flags: too long\ntwo e with combining accent: too long\n' | cmp - node.txt
