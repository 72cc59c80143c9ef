#!/bin/sh
# @azure/data-tables 13.3.2 (npm) and Azure.Data.Tables 12.13.0 (NuGet) on Azurite 3.35.0: a row that Node read and wrote back is unreadable to .NET.
# getEntity hands out the answer's "odata.metadata" as if it were a property of the row, and updateEntity with "Replace" sends it back as one; Azurite
# stores it and answers a read of that row with the name twice, which GetEntityAsync refuses with an ArgumentException. A query still returns the row.
# Not tried on the real service.
# Where it bites: a Node script mends one row of a table that a .NET service owns, in the plainest way (read, change, replace), and the service
# can list that row from then on but not read it, in development and in tests that run on Azurite.
# Fails when one of these answers changes. Needs the .NET 10 SDK, Node 20, NuGet and npm.
set -eu
work=$(mktemp -d)
azurite=
stop() { [ -z "$azurite" ] || kill -INT "$azurite" 2>/dev/null || true; rm -rf "$work"; }
trap stop EXIT
cd "$work"
npm init -y > npm.log
npm install --no-audit --no-fund azurite@3.35.0 @azure/data-tables@13.3.2 >> npm.log 2>&1
port=$(node -e 'const s=require("net").createServer().listen(0,"127.0.0.1",()=>{console.log(s.address().port);s.close()})')
node node_modules/azurite/dist/src/table/main.js --silent --inMemoryPersistence --disableTelemetry --skipApiVersionCheck \
  --tableHost 127.0.0.1 --tablePort "$port" > azurite.log 2>&1 &
azurite=$!
cat > replace.mjs <<'P'
import { AzureNamedKeyCredential, TableClient } from '@azure/data-tables';

// The account and key that every Azurite has; they are no secret.
const key = 'Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==';
const table = new TableClient(`http://127.0.0.1:${process.argv[2]}/devstoreaccount1`, 'cases',
  new AzureNamedKeyCredential('devstoreaccount1', key), { allowInsecureConnection: true });
const row = await table.getEntity('p', 'mended');
row.State = 'closed';
await table.updateEntity(row, 'Replace', { etag: row.etag });
console.log(`Node, after the replace: ${(await table.getEntity('p', 'mended')).State}`);
P
cat > probe.csproj <<'P'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings></PropertyGroup>
  <ItemGroup><PackageReference Include="Azure.Data.Tables" Version="[12.13.0]" /></ItemGroup>
</Project>
P
cat > Program.cs <<'P'
using Azure.Data.Tables;

var key = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";
var table = new TableClient(new Uri($"http://127.0.0.1:{args[0]}/devstoreaccount1"), "cases", new TableSharedKeyCredential("devstoreaccount1", key));
if (args[1] == "before")
{
    await table.CreateAsync();
    await table.AddEntityAsync(new TableEntity("p", "untouched") { ["State"] = "open" });
    await table.AddEntityAsync(new TableEntity("p", "mended") { ["State"] = "open" });
}

await Show("row untouched", async () => (await table.GetEntityAsync<TableEntity>("p", "untouched")).Value["State"]);
await Show("row mended", async () => (await table.GetEntityAsync<TableEntity>("p", "mended")).Value["State"]);
await Show("query", async () => await table.QueryAsync<TableEntity>("PartitionKey eq 'p'").CountAsync());

async Task Show(string what, Func<Task<object>> read)
{
    try
    {
        Console.WriteLine($".NET {args[1]}, {what}: {await read()}");
    }
    catch (ArgumentException fault)
    {
        Console.WriteLine($".NET {args[1]}, {what}: ArgumentException, {fault.Message}");
    }
}
P
dotnet run --project probe.csproj -- "$port" before > seen.txt
node replace.mjs "$port" >> seen.txt
dotnet run --no-build --project probe.csproj -- "$port" after >> seen.txt
cat seen.txt
cat > expected.txt <<'P'
.NET before, row untouched: open
.NET before, row mended: open
.NET before, query: 2
Node, after the replace: closed
.NET after, row untouched: open
.NET after, row mended: ArgumentException, An item with the same key has already been added. Key: odata.metadata
.NET after, query: 2
P
cmp expected.txt seen.txt
