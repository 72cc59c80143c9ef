#!/bin/sh
# Azure.Data.Tables 12.13.0 against Azurite 3.35.0: a table that does not exist answers like a row that does not exist.
# GetEntityIfExistsAsync returns HasValue = false, and DeleteEntityAsync returns without an error (status 404), both for a missing row and for a
# missing table; only GetEntityAsync tells them apart, by ErrorCode (ResourceNotFound or TableNotFound).
# Where it bites: a mistyped or deleted table reads as "nothing is stored yet", so a caller starts anew instead of reporting an outage.
# Fails when one of these answers changes. Needs the .NET 10 SDK, Node 20, NuGet and npm.
set -eu
work=$(mktemp -d)
azurite=
stop() { [ -z "$azurite" ] || kill -INT "$azurite" 2>/dev/null || true; rm -rf "$work"; }
trap stop EXIT
cd "$work"
npm init -y > npm.log
npm install --no-audit --no-fund azurite@3.35.0 >> npm.log 2>&1
port=$(node -e 'const s=require("net").createServer().listen(0,"127.0.0.1",()=>{console.log(s.address().port);s.close()})')
node node_modules/azurite/dist/src/table/main.js --silent --inMemoryPersistence --disableTelemetry --skipApiVersionCheck \
  --tableHost 127.0.0.1 --tablePort "$port" > azurite.log 2>&1 &
azurite=$!
cat > probe.csproj <<'P'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings></PropertyGroup>
  <ItemGroup><PackageReference Include="Azure.Data.Tables" Version="[12.13.0]" /></ItemGroup>
</Project>
P
cat > Program.cs <<'P'
using Azure;
using Azure.Data.Tables;

// The account and key that every Azurite has; they are no secret.
var key = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";
var service = new TableServiceClient(new Uri($"http://127.0.0.1:{args[0]}/devstoreaccount1"), new TableSharedKeyCredential("devstoreaccount1", key));
await service.CreateTableAsync("there");
foreach (var name in new[] { "there", "missing" })
{
    var table = service.GetTableClient(name);
    var found = await table.GetEntityIfExistsAsync<TableEntity>("p", "r");
    var deleted = await table.DeleteEntityAsync("p", "r");
    string code;
    try
    {
        await table.GetEntityAsync<TableEntity>("p", "r");
        code = "none";
    }
    catch (RequestFailedException fault)
    {
        code = fault.ErrorCode ?? "null";
    }

    Console.WriteLine($"table {name}: HasValue={found.HasValue}, delete={deleted.Status}, GetEntity={code}");
}
P
dotnet run --project probe.csproj -- "$port" > seen.txt
cat seen.txt
printf 'table there: HasValue=False, delete=404, GetEntity=ResourceNotFound\ntable missing: HasValue=False, delete=404, GetEntity=TableNotFound\n' | cmp - seen.txt
