using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Time.Testing;
using Microsoft.Playwright;
using PolicyBot.Application.Evidence;
using PolicyBot.Application.Ports;
using PolicyBot.Application.Retention;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Testing;
using PolicyBot.Testing.Fakes;

namespace PolicyBot.EndToEnd.Tests.Browser;

/// <summary>The page of a bundle, opened as a file in a browser, as an auditor does who has nothing else.</summary>
public sealed class EvidencePageTests : IAsyncLifetime
{
    private const string Hostile = "<img src=x onerror=alert(1)> </script><script>alert(2)</script> &amp; Größe";
    private static readonly ExceptionId First = ExceptionId.Parse("PX-7Q2M4X9K");
    private static readonly ExceptionId Second = ExceptionId.Parse("PX-8R3N5Y0M");
    private static readonly ExceptionId Third = ExceptionId.Parse("PX-9S4P6Z1N");

    private readonly string _folder = Directory.CreateTempSubdirectory("policybot-").FullName;
    private readonly List<string> _problems = [];
    private readonly FakeRegister _register = new();
    private readonly FakeCheckpoints _checkpoints = new();
    private readonly EvidenceKey _key = NewKey();
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public async Task InitializeAsync()
    {
        await StoreAsync(_register, new ARequest { Id = First, Title = Hostile }.Granted());
        await StoreAsync(_register, new ARequest { Id = Second }.InReview());
        await new CheckpointMaker(_register, _register, _checkpoints, TimeProvider.System).MakeAsync(_key, [], default);
        if (InstalledBrowser.OfThisMachine.Find() is { } program)
        {
            _playwright = await Playwright.CreateAsync();
            _browser = await _playwright.Chromium.LaunchAsync(
                new BrowserTypeLaunchOptions { ExecutablePath = program, Args = ["--no-sandbox", "--disable-gpu"] });
        }
    }

    public async Task DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
        _key.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [BrowserFact]
    public async Task A_whole_bundle_is_whole_and_the_story_of_an_exception_can_be_read_with_nothing_in_it_running()
    {
        var page = await OpenAsync("en-US", 1280);
        await ChooseAsync(page, await WriteAsync(_register));

        Assert.Equal("Whole: nothing was changed since it was signed.", await page.Locator("#verdict").InnerTextAsync());
        Assert.Contains(_key.Public.Thumbprint(), await page.Locator("#facts").InnerTextAsync(), StringComparison.Ordinal);
        var stories = page.Locator("#list > details");
        Assert.Equal(2, await stories.CountAsync());
        await stories.First.Locator("summary").First.ClickAsync();
        await page.Locator("#list ol > li").First.WaitForAsync();
        Assert.Contains(Hostile, await stories.First.InnerTextAsync(), StringComparison.Ordinal);
        Assert.Contains("in force", await stories.First.Locator("ol").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Equal(0, await page.Locator("#list img").CountAsync());
        Assert.Empty(_problems);
    }

    [BrowserFact]
    public async Task The_page_names_what_the_command_names()
    {
        var bytes = await WriteAsync(_register);
        var changed = bytes.ToArray();
        changed[Encoding.Latin1.GetString(bytes).IndexOf("Releases stop", StringComparison.Ordinal)] ^= 1;
        var emptied = new FakeRegister();
        await StoreAsync(emptied, new ARequest { Id = First, Title = "Another" }.Granted());
        using var other = NewKey();
        byte[][] bundles =
        [
            bytes, changed, bytes[..^1], [.. bytes, 0], await WriteAsync(emptied),
            await WriteAsync(await BuriedAsync(_key)), await WriteAsync(await BuriedAsync(other)),
            .. Enumerable.Range(1, 12).Select(part => Flip(bytes, bytes.Length * part / 13)),
            .. Enumerable.Range(1, 12).Select(place => Flip(bytes, bytes.Length - (place * 7))),
        ];
        var page = await OpenAsync("en-US", 1280);

        foreach (var bundle in bundles)
        {
            await ChooseAsync(page, bundle);

            var shown = (await page.Locator("#faults > li").AllInnerTextsAsync()).Select(fault => fault.Split(": ")[0]);
            using var from = new MemoryStream(bundle);
            var named = (await EvidenceVerifier.VerifyAsync(from, () => default, default)).Faults.Select(fault => fault.Where);
            Assert.Equal(named.Distinct().Order(StringComparer.Ordinal), shown.Distinct().Order(StringComparer.Ordinal));
        }

        Assert.Empty(_problems);
    }

    [BrowserFact]
    public async Task What_was_moved_out_before_is_counted_and_not_missed_and_a_changed_tombstone_is_named()
    {
        await StoreAsync(_register, new ARequest { Id = Third }.Granted().After(Someone.Sal.Closes()));
        await new CheckpointMaker(_register, _register, _checkpoints, new FakeTimeProvider(DateTimeOffset.UtcNow.AddDays(1)))
            .MakeAsync(_key, [], default);
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow.AddDays(60));
        var retirement = new RegisterRetirement(
            _register, _register, new FakeIndex(), new FakeListings(), new FakeCounts(), new FakeCatalog(), time);
        var plan = await retirement.FindAsync(time.GetUtcNow(), () => default, default);
        await retirement.ApplyAsync(
            plan.Points, await VerifiedBundle.OfAsync(_register, _key, new string('0', 64)), time.GetUtcNow(), () => default, default);
        var bytes = await WriteAsync(_register);
        var changed = bytes.ToArray();
        changed[Encoding.Latin1.GetString(bytes).IndexOf("\"bundle\":\"old.zip\"", StringComparison.Ordinal) + 10] = (byte)'b';
        var page = await OpenAsync("en-US", 1280);

        await ChooseAsync(page, bytes);
        var (verdict, facts) = (await page.Locator("#verdict").InnerTextAsync(), await page.Locator("#facts").InnerTextAsync());
        await ChooseAsync(page, changed);
        var faults = (await page.Locator("#faults > li").AllInnerTextsAsync()).Select(fault => fault.Split(": ")[0]);

        Assert.Equal([Third], plan.Points.Select(point => point.Id));
        Assert.Equal("Whole: nothing was changed since it was signed.", verdict);
        Assert.Matches(@"Moved out before\s+1\b", facts);
        Assert.Equal([Third.Value, "retired 1", "retired.jsonl"], faults.Distinct().Order(StringComparer.Ordinal));
        Assert.Empty(_problems);
    }

    [BrowserFact]
    public async Task At_a_desk_and_on_a_phone_in_English_and_in_German_axe_finds_no_fault()
    {
        foreach (var (locale, width, verdict) in new[] { ("en-US", 1280, "Whole: "), ("de-DE", 390, "Unversehrt: ") })
        {
            var page = await OpenAsync(locale, width);
            await ChooseAsync(page, await WriteAsync(_register));
            await page.Locator("#list > details summary").First.ClickAsync();
            await page.Locator("#list ol > li").First.WaitForAsync();

            Assert.StartsWith(verdict, await page.Locator("#verdict").InnerTextAsync(), StringComparison.Ordinal);
            Assert.True(await page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= window.innerWidth"));
            await new PlayedPage(page).IsAccessibleAsync($"the evidence page in {locale}");
        }
    }

    private static byte[] Flip(byte[] bytes, int place)
    {
        var changed = bytes.ToArray();
        changed[place] ^= 1;
        return changed;
    }

    private static EvidenceKey NewKey()
    {
        using var made = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return EvidenceKey.TryRead(made.ExportPkcs8PrivateKeyPem(), out var key, out var fault) ? key : throw new FormatException(fault);
    }

    private static async Task StoreAsync(FakeRegister register, ARecord record) =>
        Assert.True(await register.TryCommitAsync(new Commit("c", record.State, null, record.Events, []), default));

    // The second exception is gone, and this key says that it was moved out.
    private async Task<FakeRegister> BuriedAsync(EvidenceKey key)
    {
        var (left, state) = (new FakeRegister(), (await _register.ReadHeadAsync(Second, default))!.State);
        await StoreAsync(left, new ARequest { Id = First, Title = Hostile }.Granted());
        await StoreAsync(left, new ARequest { Id = Second }.InReview());
        left.Bury(Second, SealedTombstone.Seal(
            new Tombstone(
                Tombstone.Known, Second, state.Version, state.LastHash, ARequest.Sent, Someone.Ana.Person, "old.zip",
                new string('0', 64)),
            key).Sealed);
        return left;
    }

    private async Task<byte[]> WriteAsync(FakeRegister register)
    {
        using var to = new MemoryStream();
        await new EvidenceBundle(register, register, new FakeCatalogVersions(), new FakePeople(), _checkpoints, TimeProvider.System)
            .WriteAsync(to, [], _key, [], () => default, default);
        return to.ToArray();
    }

    private async Task<IPage> OpenAsync(string locale, int width)
    {
        var file = Path.Combine(_folder, "index.html");
        await File.WriteAllBytesAsync(file, EvidencePage.Render());
        var page = await _browser!.NewPageAsync(
            new BrowserNewPageOptions { Locale = locale, ViewportSize = new ViewportSize { Width = width, Height = 900 } });
        page.Console += (_, said) => _problems.Add($"console: {said.Text}");
        page.PageError += (_, fault) => _problems.Add($"fault: {fault}");
        page.Dialog += (_, dialog) => _problems.Add($"dialog: {dialog.Message}");
        page.Request += (_, request) => _problems.AddRange(
            request.Url.StartsWith("file:", StringComparison.Ordinal) ? [] : [$"request: {request.Url}"]);
        await page.GotoAsync(new Uri(file).AbsoluteUri);
        return page;
    }

    private async Task ChooseAsync(IPage page, byte[] bundle)
    {
        var file = Path.Combine(_folder, $"{Path.GetRandomFileName()}.zip");
        await File.WriteAllBytesAsync(file, bundle);
        await page.EvaluateAsync("() => { delete document.body.dataset.done; }");
        await page.Locator("#file").SetInputFilesAsync(file);
        await page.Locator("body[data-done]").WaitForAsync();
    }
}
