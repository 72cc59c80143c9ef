using PolicyBot.EndToEnd.Tests.Flows;

namespace PolicyBot.EndToEnd.Tests.Identity;

/// <summary>What every test needs in which the catalog changes: it is as before afterwards.</summary>
public abstract class ChangedCatalogTest(IdentityLab running, Cast cast) : IdentityTest(running, cast)
{
    private readonly string _good = File.ReadAllText(running.CatalogPath);

    public override async Task DisposeAsync()
    {
        await TakeUpAsync(_good);
        await base.DisposeAsync();
    }

    /// <summary>Ana leaves the group that decides, and Fay joins it.</summary>
    protected Task RegroupAsync() => TakeUpAsync(_good.Replace(
        $"members: [{Cast.Email("ana")}, {Cast.Email("bo")}]", $"members: [{Cast.Email("bo")}, {Cast.Email("fay")}]",
        StringComparison.Ordinal));

    /// <summary>The catalog says that Ana and Fay are one person.</summary>
    protected Task JoinAsync() => TakeUpAsync(
        _good.Replace("people: [", $"people: [{{ email: {Cast.Email("ana")}, addresses: [{Cast.Email("fay")}] }}, ", StringComparison.Ordinal));

    /// <summary>The catalog says so no more.</summary>
    protected Task PartAsync() => TakeUpAsync(_good);

    /// <summary>The policy leaves the catalog, and another one joins it.</summary>
    /// <returns>The other one.</returns>
    protected async Task<string> ReplacePolicyAsync()
    {
        var next = $"{Cast.MfaPolicy}-NEW";
        await TakeUpAsync(_good.Replace($"{Cast.MfaPolicy}\n", $"{next}\n", StringComparison.Ordinal)
            .Replace($"{Cast.MfaPolicy}:", $"{next}:", StringComparison.Ordinal));
        return next;
    }

    // The catalog is in use as soon as this host says so; the file is read every two seconds.
    private async Task TakeUpAsync(string catalog)
    {
        var before = Lab.HostOutput.Count(InUse);
        if (await File.ReadAllTextAsync(Running.CatalogPath, Deadline) != catalog)
        {
            await File.WriteAllTextAsync(Running.CatalogPath, catalog, Deadline);
            await Record.UntilAsync(() => Task.FromResult(Lab.HostOutput.Count(InUse) > before));
        }
    }

    private static bool InUse(string line) => line.Contains("is in use.", StringComparison.Ordinal);
}
