#!/bin/sh
# Azure.Data.Tables 12.13.0 against Azurite 3.35.0: in a transaction, UpdateReplace of an entity without an ETag creates the row.
# TableClient.UpdateEntityAsync demands an ETag and answers 404 for a missing row. The same action inside SubmitTransactionAsync is sent without
# If-Match when the entity has no ETag, which the service takes for Insert Or Replace: a row that was never inserted appears, and a row that another
# writer changed is overwritten, both with status 204.
# Where it bites: code that moves an update into a batch loses its "must exist" and its protection against lost updates without any error.
# Fails when this changes. Needs the .NET 10 SDK, Node 20, NuGet and npm.
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
await service.CreateTableAsync("rows");
var table = service.GetTableClient("rows");

string alone;
try
{
    await table.UpdateEntityAsync(new TableEntity("p", "new"), ETag.All, TableUpdateMode.Replace);
    alone = "taken";
}
catch (RequestFailedException fault)
{
    alone = fault.Status.ToString();
}

Console.WriteLine($"update alone, row is missing: {alone}");
var answer = await table.SubmitTransactionAsync([new(TableTransactionActionType.UpdateReplace, new TableEntity("p", "new"))]);
Console.WriteLine($"update in a transaction without ETag, row is missing: {answer.Value[0].Status}");
Console.WriteLine($"row is there now: {(await table.GetEntityIfExistsAsync<TableEntity>("p", "new")).HasValue}");

await table.UpsertEntityAsync(new TableEntity("p", "new") { ["By"] = "another writer" }, TableUpdateMode.Replace);
await table.SubmitTransactionAsync([new(TableTransactionActionType.UpdateReplace, new TableEntity("p", "new") { ["By"] = "this writer" })]);
Console.WriteLine($"last write: {(await table.GetEntityAsync<TableEntity>("p", "new")).Value["By"]}");
P
dotnet run --project probe.csproj -- "$port" > seen.txt
cat seen.txt
cat > expected.txt <<'P'
update alone, row is missing: 404
update in a transaction without ETag, row is missing: 204
row is there now: True
last write: this writer
P
cmp expected.txt seen.txt
