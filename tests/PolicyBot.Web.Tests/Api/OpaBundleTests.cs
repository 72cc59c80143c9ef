using System.Diagnostics;
using System.Text.Json;
using PolicyBot.Testing;
using static PolicyBot.Web.Tests.Api.ServedApi;

namespace PolicyBot.Web.Tests.Api;

/// <summary>
/// The bundle's form against its description (https://www.openpolicyagent.org/docs/management-bundles), read by a reader that shares
/// nothing with its writer.
/// </summary>
public sealed class OpaBundleTests
{
    private const string Reader =
        """
        const zlib = require('node:zlib');
        const bytes = zlib.gunzipSync(require('node:fs').readFileSync(0));
        const text = (from, length) => bytes.subarray(from, from + length).toString('utf8').split('\0')[0];
        const files = {};
        let at = 0;
        while (at + 512 <= bytes.length && bytes[at] !== 0) {
          const sum = parseInt(text(at + 148, 8), 8);
          let found = 8 * 32;
          for (let i = 0; i < 512; i++) if (i < 148 || i > 155) found += bytes[at + i];
          if (sum !== found) throw new Error('checksum of a header: ' + sum + ' is ' + found);
          if (text(at + 257, 5) !== 'ustar') throw new Error('not ustar');
          if (!['0', ''].includes(text(at + 156, 1))) throw new Error('not a plain file');
          const size = parseInt(text(at + 124, 12), 8);
          files[text(at, 100)] = bytes.subarray(at + 512, at + 512 + size).toString('utf8');
          at += 512 + Math.ceil(size / 512) * 512;
        }
        if (bytes.length - at < 1024 || bytes.subarray(at).some(byte => byte !== 0)) throw new Error('no end of two empty blocks');
        const manifest = JSON.parse(files['.manifest']);
        if (typeof manifest.revision !== 'string' || !Array.isArray(manifest.roots)) throw new Error('manifest');
        const unknown = Object.keys(manifest).filter(key => !['revision', 'roots', 'wasm', 'metadata', 'rego_version'].includes(key));
        if (unknown.length) throw new Error('manifest: ' + unknown);
        let data = {};
        for (const [name, content] of Object.entries(files)) {
          if (name === '.manifest') continue;
          const folder = name.split('/');
          if (folder.pop() !== 'data.json') throw new Error('a file that OPA reads as nothing: ' + name);
          if (!manifest.roots.some(root => (folder.join('/') + '/').startsWith(root + '/'))) throw new Error('outside its roots: ' + name);
          const leaf = folder.slice(0, -1).reduce((node, part) => node[part] ??= {}, data);
          leaf[folder.at(-1)] = JSON.parse(content);
        }
        console.log(JSON.stringify(data));
        """;

    [Fact]
    public async Task It_puts_what_is_in_force_where_the_rule_in_the_documentation_reads_it()
    {
        var granted = new ARequest { Id = IdOf(1), Assets = ["svc-build", "Zürich-🔑"] }.Granted();
        await using var served = await OpenAsync(granted);
        using var machine = await served.EnterAsync(Domain.Exceptions.Scopes.Active);

        var data = await ReadAsync(await machine.GetByteArrayAsync(new Uri("/api/active/export?format=opa", UriKind.Relative)));

        var one = Assert.Single(data.GetProperty("policybot").GetProperty("active").GetProperty("SEC-MFA").EnumerateArray());
        Assert.Equal(granted.State.Content!.Assets, one.GetProperty("assets").EnumerateArray().Select(asset => asset.GetString()));
        Assert.Matches( // as time.parse_rfc3339_ns reads it
            "^[0-9]{4}(-[0-9]{2}){2}T[0-9]{2}(:[0-9]{2}){2}([.][0-9]+)?(Z|[+-][0-9]{2}:[0-9]{2})$",
            one.GetProperty("until").GetString());
        Assert.Equal(granted.State.HoldsUntil, one.GetProperty("until").GetDateTimeOffset());
    }

    private static async Task<JsonElement> ReadAsync(byte[] bundle)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        using var node = Process.Start(new ProcessStartInfo("node")
        {
            ArgumentList = { "-e", Reader },
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var (output, errors) = (node.StandardOutput.ReadToEndAsync(deadline.Token), node.StandardError.ReadToEndAsync(deadline.Token));
        await node.StandardInput.BaseStream.WriteAsync(bundle, deadline.Token);
        node.StandardInput.Close();
        await node.WaitForExitAsync(deadline.Token);
        Assert.True(node.ExitCode == 0, await errors);
        return JsonElement.Parse(await output);
    }
}
