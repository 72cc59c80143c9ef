using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using PolicyBot.Application.Ports;
using PolicyBot.Domain.Policies;
using PolicyBot.Tables;
using PolicyBot.Testing;

namespace PolicyBot.Host.Tests.Commands;

public sealed class PeopleCommandTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private const string By = "iam@contoso.example";
    private static readonly DateTimeOffset May = new(2027, 5, 3, 8, 0, 0, TimeSpan.Zero);
    private static readonly PersonId Sal = PersonId.Parse("sal@contoso.example");

    private readonly string prefix = AzuriteFixture.NewTablePrefix();

    private Dictionary<string, string> Settings => TheProgram.Settings(azurite.ConnectionString, prefix);

    [Fact]
    public async Task Every_person_is_listed_with_addresses_and_accounts()
    {
        await StoreAsync();

        var (exitCode, output) = await TheProgram.RunAsync(Settings, "people", "list", "--contains", "ortiz");

        Assert.Equal(0, exitCode);
        Assert.Contains("sal@contoso.example: Sal Ortiz", output, StringComparison.Ordinal);
        Assert.Contains("addresses: sal.ortiz@contoso.example, sal@contoso.example", output, StringComparison.Ordinal);
        Assert.Contains("accounts: teams|t|1", output, StringComparison.Ordinal);
        Assert.DoesNotContain("Sam Alder", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_catalog_that_serves_lists_of_people_is_shown_too()
    {
        await StoreAsync(
            """
            people:
              - { email: sam@contoso.example, addresses: [sal.ortiz@contoso.example], slack: U123 }

            """);

        var (_, listed) = await TheProgram.RunAsync(Settings, "people", "list");
        var (exitCode, shown) = await TheProgram.RunAsync(Settings, "people", "show", "sam@contoso.example");

        Assert.Equal(0, exitCode);
        Assert.Contains("sam@contoso.example: Sal Ortiz", listed, StringComparison.Ordinal);
        Assert.Contains("addresses: sal.ortiz@contoso.example, sal@contoso.example, sam@contoso.example", listed, StringComparison.Ordinal);
        Assert.Contains(
            "the catalog lists: sam@contoso.example, sal.ortiz@contoso.example, slack U123", shown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_known_of_a_person_says_from_where_and_since_when()
    {
        await StoreAsync();

        var (exitCode, output) = await TheProgram.RunAsync(Settings, "people", "show", "sal.ortiz@contoso.example");
        var (unknown, _) = await TheProgram.RunAsync(Settings, "people", "show", "nobody@contoso.example");

        Assert.Equal((0, 1), (exitCode, unknown));
        Assert.Contains("shown by teams|t|1 since 2027-05-03 08:00 UTC", output, StringComparison.Ordinal);
        Assert.Contains("not sal@contoso.example#2: PolicyBot, 2027-05-03 08:00 UTC: teams|t|2 shows it", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_are_linked_only_when_it_is_said_to_apply_and_parted_again()
    {
        await StoreAsync();
        string[] call = ["people", "link", "sal@contoso.example#2", "sal@contoso.example", "--by", By, "--reason", "Came back"];

        var (_, dry) = await TheProgram.RunAsync(Settings, call);
        var (_, before) = await TheProgram.RunAsync(Settings, "people", "show", "sal@contoso.example#2");
        var (exitCode, _) = await TheProgram.RunAsync(Settings, [.. call, "--apply"]);
        var (_, linked) = await TheProgram.RunAsync(Settings, "people", "show", "sal@contoso.example#2");
        var (_, again) = await TheProgram.RunAsync(Settings, [.. call, "--apply"]);
        call[1] = "unlink";
        await TheProgram.RunAsync(Settings, [.. call, "--apply"]);
        var (_, parted) = await TheProgram.RunAsync(Settings, "people", "show", "sal@contoso.example#2");

        Assert.Equal(0, exitCode);
        Assert.Contains("Nothing is changed yet", dry, StringComparison.Ordinal);
        Assert.StartsWith("sal@contoso.example#2: Sam Alder", before, StringComparison.Ordinal);
        Assert.StartsWith("sal@contoso.example:", linked, StringComparison.Ordinal);
        Assert.Contains("nothing changes", again, StringComparison.Ordinal);
        Assert.StartsWith("sal@contoso.example#2: Sam Alder", parted, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sal", By, "Why", "\"sal\" is no e-mail address.")]
    [InlineData("sal@contoso.example", "iam", "Why", "\"iam\" is no e-mail address.")]
    [InlineData("sal@contoso.example", By, " ", "--reason is empty")]
    public async Task A_wrong_call_names_its_fault_and_changes_nothing(string one, string by, string reason, string fault)
    {
        var (exitCode, output) = await TheProgram.RunAsync(
            Settings, "people", "link", one, "sal@contoso.example#2", "--by", by, "--reason", reason, "--apply");

        Assert.Equal(2, exitCode);
        Assert.Contains(fault, output, StringComparison.Ordinal);
    }

    private async Task StoreAsync(string people = "")
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(Settings.ToDictionary(
                setting => setting.Key.Replace("__", ":", StringComparison.Ordinal), setting => (string?)setting.Value))
            .Build();
        await using var services = new ServiceCollection().AddPolicyBotTables(configuration).BuildServiceProvider();
        await services.GetRequiredService<Tables.Storage.StoreTables>().CreateAsync(default);
        if (people.Length > 0)
        {
            var catalog = ACatalog.Text(("examples:", people + "examples:"));
            await services.GetRequiredService<ICatalogVersions>().KeepAsync("h", catalog, May, default);
        }

        var book = services.GetRequiredService<IAddressBook>();
        KnownAddress[] rows =
        [
            new()
            {
                Address = Sal,
                Person = Sal,
                Name = "Sal Ortiz",
                Proofs = [new("teams|t|1", May)],
                Verdicts = [new(Sal.Nth(2), false, false, May, "", "teams|t|2 shows it")],
            },
            new()
            {
                Address = PersonId.Parse("sal.ortiz@contoso.example"), Person = Sal, Name = "Sal Ortiz", Proofs = [new("teams|t|1", May)],
            },
            new() { Address = Sal.Nth(2), Person = Sal.Nth(2), Name = "Sam Alder", Proofs = [new("teams|t|2", May)] },
        ];
        foreach (var row in rows)
        {
            Assert.True(await book.TryWriteAsync(row, null, default));
        }
    }
}
