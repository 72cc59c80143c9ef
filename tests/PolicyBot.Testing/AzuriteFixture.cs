using System.Globalization;
using PolicyBot.Lab.Azurite;

namespace PolicyBot.Testing;

/// <summary>
/// A real table service for tests: <c>class MyTests(AzuriteFixture azurite) : IClassFixture&lt;AzuriteFixture&gt;</c>.
/// One Azurite serves the whole test process (it ends with it), in memory; each test class gets tables of its own,
/// because Azurite scans a whole table for every query.
/// </summary>
public sealed class AzuriteFixture : IAsyncLifetime
{
    private static readonly Lazy<Task<AzuriteServer>> Shared =
        new(() => AzuriteServer.StartAsync(location: null, CancellationToken.None));

    private static int prefixes;
    private AzuriteServer? server;

    /// <summary>Reaches the shared Azurite with its account key.</summary>
    public string ConnectionString => Server.ConnectionString;

    /// <summary>The account's address, path style, without a slash at its end.</summary>
    public Uri TableEndpoint => Server.TableEndpoint;

    /// <summary>Start of all table names of this test class: letters and digits, 5 characters.</summary>
    public string TablePrefix { get; } = NewTablePrefix();

    /// <summary>A prefix that no other test in this process has, for a test that must find its tables empty.</summary>
    public static string NewTablePrefix() =>
        "T" + Interlocked.Increment(ref prefixes).ToString("D4", CultureInfo.InvariantCulture);

    private AzuriteServer Server => server ?? throw new InvalidOperationException("The fixture has not been initialised.");

    public async Task InitializeAsync() => server = await Shared.Value;

    public Task DisposeAsync() => Task.CompletedTask;
}
