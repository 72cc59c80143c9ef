using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using PolicyBot.Application.Ports;
using PolicyBot.Domain.Policies;
using PolicyBot.Lab;
using PolicyBot.Tables;
using PolicyBot.Tables.Storage;
using PolicyBot.Testing;

namespace PolicyBot.Host.Tests.Commands;

public sealed class CatalogCommandTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    [Fact]
    public async Task A_sound_catalog_is_said_to_be_sound()
    {
        var (exitCode, output) = await TheProgram.RunAsync("catalog", "check", WorkingCopy.SampleCatalog);

        Assert.Equal(0, exitCode);
        Assert.StartsWith("catalog.sample.yaml: sound.", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_fault_in_a_catalog_is_named_with_its_file_and_line()
    {
        using var file =
            new AFile("broken.yaml",
            (await File.ReadAllTextAsync(WorkingCopy.SampleCatalog)).Replace("area: finance", "area: finances", StringComparison.Ordinal));

        var (exitCode, output) = await TheProgram.RunAsync("catalog", "check", file.Path);

        Assert.Equal(1, exitCode);
        Assert.Matches(@"broken\.yaml:\d+", output);
        Assert.Contains("finances", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_catalog_that_is_not_there_is_a_wrong_call()
    {
        var (exitCode, output) = await TheProgram.RunAsync("catalog", "check", "nowhere.yaml");

        Assert.Equal(2, exitCode);
        Assert.Contains("There is no file", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_is_explained_who_would_decide_and_why()
    {
        var (exitCode, output) = await TheProgram.RunAsync(
            "catalog", "explain", WorkingCopy.SampleCatalog, "--policy", "SEC-MFA", "--risk", "high", "--days", "30", "--requester",
                "ana@contoso.example", "--field", "accountType=service");

        Assert.Equal(0, exitCode);
        Assert.Contains("Rule sec-high matches", output, StringComparison.Ordinal);
        Assert.Contains("bo@contoso.example", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--risk huge --days 30", "--risk")]
    [InlineData("--risk high", "--days")]
    [InlineData("--risk high --days 30 --requester nobody", "is no e-mail address")]
    [InlineData("--risk high --days 30 --field accountType", "write it as accountType=value")]
    [InlineData("--risk high --days 30 --field accountType=human --field accountType=vendor", "more than once")]
    public async Task A_wrong_call_says_what_is_wrong_with_it(string arguments, string expected)
    {
        var (exitCode, output) =
            await TheProgram.RunAsync(["catalog", "explain", WorkingCopy.SampleCatalog, "--policy", "SEC-MFA", .. arguments.Split(' ')]);

        Assert.Equal(2, exitCode);
        Assert.Contains(expected, output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_of_a_catalog_can_be_reached_is_asked_for_and_nothing_is_changed_by_asking()
    {
        var prefix = AzuriteFixture.NewTablePrefix();
        var settings = TheProgram.Settings(azurite.ConnectionString, prefix);
        var people = await PeopleAsync(prefix);
        var ana =
            new KnownAccount
            {
                Account = new ChannelAccount("teams", "tenant", "ana"),
                Person = PersonId.Parse("ana@contoso.example"),
                Conversation = "a:1"
            };
        await people.WriteAsync(ana, default);

        var (exitCode, output) = await TheProgram.RunAsync(settings, "catalog", "check", WorkingCopy.SampleCatalog, "--reach");

        Assert.Equal(0, exitCode);
        Assert.Contains("ana@contoso.example: teams", output, StringComparison.Ordinal);
        Assert.Contains("bo@contoso.example: NOWHERE; not in teams (", output, StringComparison.Ordinal);
        Assert.Matches(@"catalog\.sample\.yaml:\d+: \[unreachable-stage\] Nobody of ciso-office", output);
        Assert.Equal([ana], await people.OfAsync(ana.Person, default));
    }

    [Fact]
    public async Task Without_a_store_nobody_is_said_to_be_unreachable()
    {
        var settings =
            TheProgram.Settings(
                "DefaultEndpointsProtocol=http;AccountName=none;AccountKey=bm9uZQ==;TableEndpoint=http://127.0.0.1:9/none;", "None");

        var (exitCode, output) = await TheProgram.RunAsync(settings, "catalog", "check", WorkingCopy.SampleCatalog, "--reach");

        Assert.Equal(2, exitCode);
        Assert.Contains("The store does not answer", output, StringComparison.Ordinal);
        Assert.DoesNotContain("NOWHERE", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_verb_is_a_wrong_call()
    {
        var (exitCode, output) = await TheProgram.RunAsync("approve-everything");

        Assert.Equal(2, exitCode);
        Assert.Contains("'approve-everything'", output, StringComparison.Ordinal);
    }

    private async Task<IPeople> PeopleAsync(string prefix)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(
                new Dictionary<string, string?>
                {
                    ["Storage:ConnectionString"] = azurite.ConnectionString,
                    ["Storage:TablePrefix"] = prefix
                }).Build();
        var services = new ServiceCollection().AddSingleton(TimeProvider.System).AddPolicyBotTables(configuration).BuildServiceProvider();
        await services.GetRequiredService<StoreTables>().CreateAsync(default);
        return services.GetRequiredService<IPeople>();
    }
}
