using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using PolicyBot.Application.Evidence;
using PolicyBot.Application.Ports;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;
using PolicyBot.Testing;
using static PolicyBot.Application.Tests.Evidence.ABundle;

namespace PolicyBot.Application.Tests.Evidence;

public sealed class EvidenceBundleTests
{
    private const string Catalog = "version: 1\n";
    private static readonly string CatalogHash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Catalog)));

    [Fact]
    public async Task A_bundle_is_whole_and_holds_what_its_manifest_says()
    {
        var made = await WithTwoAsync();

        var (bytes, manifest, _) = await made.WriteFullyAsync();
        var report = await VerifyAsync(bytes);

        Assert.Empty(report.Faults);
        Assert.True(manifest.IsComplete);
        Assert.Equal([First, Second], report.Manifest!.Exceptions.Select(point => point.Id));
        Assert.Equal(made.Key.Public, report.Manifest.PublicKey);
        Assert.Equal(report.Manifest.Exceptions.Sum(point => point.Version), report.Events);
    }

    [Fact]
    public async Task Any_zip_program_opens_it()
    {
        var bytes = await (await WithTwoAsync()).WriteAsync();

        using var zip = new ZipArchive(new MemoryStream(bytes));

        Assert.Equal(
            ["checkpoints.jsonl", $"events/{First}.jsonl", $"events/{Second}.jsonl", "index.html", "people.json",
                "signed-manifest.json", "signed-manifest.sig"],
            zip.Entries.Select(entry => entry.FullName));
        Assert.All(zip.Entries, entry => Assert.Equal(new DateTime(1980, 1, 1), entry.LastWriteTime.DateTime));
        using var events = new StreamReader(zip.GetEntry($"events/{First}.jsonl")!.Open());
        Assert.Equal(1, RecordedEvent.Read((await events.ReadLineAsync())!).Sequence);
    }

    [Fact]
    public async Task The_same_content_is_the_same_file_but_for_the_signature()
    {
        var made = await WithTwoAsync();

        var (one, other) = (await made.WriteAsync(), await made.WriteAsync());

        var signature = Encoding.Latin1.GetString(one).IndexOf("signed-manifest.sig", StringComparison.Ordinal);
        Assert.Equal(one.Length, other.Length);
        Assert.Equal(one[..(signature - 30)], other[..(signature - 30)]);
    }

    [Fact]
    public async Task Some_exceptions_can_be_chosen_and_then_it_does_not_claim_to_be_complete()
    {
        var made = await WithTwoAsync();
        await made.CheckAsync();

        var report = await VerifyAsync(await made.WriteAsync(Second));

        Assert.Empty(report.Faults);
        Assert.False(report.Manifest!.IsComplete);
        Assert.Equal([Second], report.Streams.Keys);
    }

    [Fact]
    public async Task The_catalogs_that_served_are_in_it_and_one_that_is_not_kept_is_named()
    {
        var made = await WithTwoAsync();
        await made.Catalogs.KeepAsync(CatalogHash, Catalog, made.Time.GetUtcNow(), default);
        var request = new ARequest { Id = ExceptionId.Parse("PX-00000001") };
        await made.StoreAsync(request.Draft().After(request.SubmitAlone(ARequest.Sent) with { CatalogHash = CatalogHash }));

        var (bytes, manifest, faults) = await made.WriteFullyAsync();

        Assert.Contains(manifest.Files, file => file.Path == $"served/{CatalogHash}.yaml" && file.Sha256 == CatalogHash);
        Assert.Equal([ARequest.CatalogHash], faults.Select(fault => fault.Where));
        Assert.Empty((await VerifyAsync(bytes)).Faults);
    }

    [Fact]
    public async Task People_are_in_it_with_the_names_they_had_and_when_and_those_without_any_with_the_name_that_is_known_now()
    {
        var made = await WithTwoAsync();
        await made.People.WriteAsync(
            new KnownAccount
            {
                Account = new ChannelAccount("slack", "T1", "UBO"),
                Person = Someone.Bo.Person,
                Name = "Bo Berg",
                LastSeen = ARequest.Sent,
            },
            default);

        using var zip = new ZipArchive(new MemoryStream(await made.WriteAsync()));
        using var people = await JsonDocument.ParseAsync(zip.GetEntry("people.json")!.Open());

        var names = people.RootElement.EnumerateArray().ToDictionary(
            person => person.GetProperty("person").GetString()!,
            person => string.Join('/', person.GetProperty("names").EnumerateArray().Select(name => name.GetProperty("name").GetString())));
        Assert.Equal("Sal Ortiz", names["sal@contoso.example"]);
        Assert.Equal("Bo Berg", names["bo@contoso.example"]);
        Assert.Contains("ana@contoso.example", names.Keys);
    }

    [Fact]
    public async Task A_broken_record_is_named_when_it_is_written_and_when_it_is_verified_and_the_others_are_not()
    {
        var made = await WithTwoAsync();
        var stored = (await made.Register.ReadAsync(Second, default))!.Events[^1];
        made.Register.Falsify(Second, stored with { Json = stored.Json.Replace("commit-1", "commit-2", StringComparison.Ordinal) });

        var (bytes, _, faults) = await made.WriteFullyAsync();

        Assert.Equal([Second.Value], faults.Select(fault => fault.Where).Where(where => where != ARequest.CatalogHash));
        Assert.Equal([Second.Value], await FaultsAsync(bytes));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Events_whose_head_cannot_be_read_or_is_of_a_newer_version_are_in_it_all_the_same_and_it_is_complete(bool isNewer)
    {
        var made = await WithTwoAsync();
        Assert.NotNull(await made.CheckAsync());
        made.Register.SpoilHead(Second, isNewer ? new NewerFormatException("99") : new JsonException("{"));

        var (bytes, manifest, faults) = await made.WriteFullyAsync();

        Assert.Contains(faults, fault => fault.Where == Second.Value && fault.What.EndsWith("as they stand", StringComparison.Ordinal));
        Assert.True(manifest.IsComplete);
        Assert.Equal([First, Second], manifest.Exceptions.Select(point => point.Id));
        Assert.Empty(await FaultsAsync(bytes));
    }

    [Fact]
    public async Task A_bundle_of_everything_does_not_claim_to_be_complete_where_an_exception_has_no_event_that_can_be_read()
    {
        var made = await WithTwoAsync();
        made.Register.Falsify(new ARequest { Id = ExceptionId.Parse("PX-99999999") }.Granted().State);

        var (bytes, manifest, faults) = await made.WriteFullyAsync();

        Assert.Contains(faults, fault => fault.Where == "PX-99999999");
        Assert.False(manifest.IsComplete);
        Assert.Empty(await FaultsAsync(bytes));
    }

    [Fact]
    public async Task What_another_key_signed_does_not_pass_for_this_ones()
    {
        var made = await WithTwoAsync();
        var bytes = await made.WriteAsync();
        using var forger = KeyOf(NewPem());

        var forged = await ResignAsync(bytes, forger, keepPublicKey: true);
        var own = await ResignAsync(bytes, forger, keepPublicKey: false);

        Assert.Equal(["signed-manifest.json"], await FaultsAsync(forged));
        Assert.Equal(forger.Public.Thumbprint(), (await VerifyAsync(own)).Manifest!.PublicKey.Thumbprint());
        Assert.NotEqual(made.Key.Public.Thumbprint(), forger.Public.Thumbprint());
    }

    [Fact]
    public async Task So_many_files_that_a_zip_file_needs_its_larger_form_come_back_and_any_zip_program_opens_it()
    {
        const int Files = 65_536;
        using var file = new MemoryStream();
        var written = new BundleZipWriter(file);
        for (var number = 0; number < Files; number++)
        {
            await written.AddAsync($"{number:D5}", [(byte)number], default);
        }

        await written.FinishAsync(default);

        file.Position = 0;
        var read = new BundleZipReader(file);
        var (count, fits) = (0, true);
        await foreach (var content in read.ReadAsync(default))
        {
            fits &= content.CrcFits && content.Name == $"{count:D5}" && content.Content[0] == (byte)count;
            count++;
        }

        Assert.Equal((Files, true, null), (count, fits, read.Fault));
        using var zip = new ZipArchive(file);
        Assert.Equal(Files, zip.Entries.Count);
    }

    [Fact]
    public void The_page_lets_in_its_own_script_and_style_and_nothing_else()
    {
        var page = Encoding.UTF8.GetString(EvidencePage.Render());

        var script = Regex.Match(page, "<script>(.*?)</script>", RegexOptions.Singleline).Groups[1].Value;
        var style = Regex.Match(page, "<style>(.*?)</style>", RegexOptions.Singleline).Groups[1].Value;
        Assert.Contains(
            $"default-src 'none'; script-src '{HashOf(script)}'; style-src '{HashOf(style)}'; base-uri 'none'; form-action 'none'",
            page, StringComparison.Ordinal);
        Assert.DoesNotContain("innerHTML", script, StringComparison.Ordinal);
        Assert.DoesNotMatch("https?://|src=|href=|fetch\\(|import\\(", page);
    }

    [Theory]
    [InlineData("no key at all", "holds no private key in PEM form, or more than one")]
    [InlineData("public", "holds no private ECDSA key")]
    [InlineData("P-384", "is no key on the curve P-256")]
    [InlineData("RSA", "holds no private ECDSA key")]
    public void A_key_of_another_kind_is_refused_with_the_reason(string kind, string reason)
    {
        using var p256 = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var p384 = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        using var rsa = RSA.Create(2048);
        var pem = kind switch
        {
            "public" => p256.ExportSubjectPublicKeyInfoPem(),
            "P-384" => p384.ExportPkcs8PrivateKeyPem(),
            "RSA" => rsa.ExportPkcs8PrivateKeyPem(),
            _ => kind,
        };

        Assert.False(EvidenceKey.TryRead(pem, out _, out var fault));

        Assert.Equal(reason, fault);
    }

    [Fact]
    public void Both_forms_in_which_keys_are_kept_are_read()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

        Assert.True(EvidenceKey.TryRead(key.ExportPkcs8PrivateKeyPem(), out var one, out _));
        Assert.True(EvidenceKey.TryRead(key.ExportECPrivateKeyPem(), out var other, out _));

        Assert.Equal(one.Public, other.Public);
        Assert.True(other.Public.HasSigned("text"u8, one.Sign("text"u8)));
        Assert.False(other.Public.HasSigned("Text"u8, one.Sign("text"u8)));
    }

    private static string HashOf(string text) => "sha256-" + Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static async Task<byte[]> ResignAsync(byte[] bundle, EvidenceKey key, bool keepPublicKey)
    {
        using var to = new MemoryStream();
        var zip = new BundleZipWriter(to);
        var manifest = Array.Empty<byte>();
        await foreach (var entry in new BundleZipReader(new MemoryStream(bundle)).ReadAsync(default))
        {
            var content = entry.Content;
            if (entry.Name == EvidenceBundle.Manifest)
            {
                var read = EvidenceJson.TryRead<EvidenceManifest>(content)!;
                read = keepPublicKey ? read : read with { PublicKey = key.Public };
                manifest = content = Encoding.UTF8.GetBytes(EvidenceJson.Write(read));
            }

            await zip.AddAsync(
                entry.Name, entry.Name == EvidenceBundle.Signature ? Encoding.ASCII.GetBytes(key.Sign(manifest)) : content, default);
        }

        await zip.FinishAsync(default);
        return to.ToArray();
    }
}
