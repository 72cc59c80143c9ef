using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using PolicyBot.Application.Ports;
using PolicyBot.Testing;

namespace PolicyBot.Slack.Tests;

public sealed class SlackOptionsTests
{
    private static readonly SlackOptions Good = new() { BotToken = "xoxb-1-2-Abc", SigningSecret = "8f742231b10e8888abcd99yyyzzz85a5" };

    [Fact]
    public void Nothing_set_is_no_fault_and_Slack_is_off()
    {
        Assert.Empty(Faults(new SlackOptions()));
        Assert.False(new SlackOptions().IsOn);
    }

    [Fact]
    public void A_token_and_a_signing_secret_are_enough() => Assert.Empty(Faults(Good));

    [Fact]
    public void Socket_mode_needs_no_signing_secret() =>
        Assert.Empty(Faults(With(options => (options.SigningSecret, options.AppToken) = ("", "xapp-1-A1-2-b"))));

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData(",")]
    public void An_empty_signing_secret_stops_the_start(string secret) =>
        Assert.StartsWith("Slack:SigningSecret is missing", Fault(options => options.SigningSecret = secret), StringComparison.Ordinal);

    [Theory]
    [InlineData("xoxp-1-2-Abc")]
    [InlineData("xapp-1-2-Abc")]
    [InlineData("xoxb-*")]
    [InlineData("xoxb-1 2")]
    [InlineData("xoxb-1\r\nX-Evil: 1")]
    public void Another_token_than_a_bots_stops_the_start_and_is_not_told(string token)
    {
        var fault = Fault(options => options.BotToken = token);

        Assert.StartsWith("Slack:BotToken ", fault, StringComparison.Ordinal);
        Assert.DoesNotContain(token, fault, StringComparison.Ordinal);
    }

    [Fact]
    public void The_two_tokens_cannot_be_mistaken_for_each_other()
    {
        var fault = Fault(options => options.AppToken = options.BotToken);

        Assert.StartsWith("Slack:AppToken ", fault, StringComparison.Ordinal);
    }

    [Fact]
    public void A_secret_without_a_token_is_a_fault()
    {
        var fault = Fault(options => options.BotToken = "");

        Assert.Equal("Slack:BotToken is missing, though Slack:SigningSecret is set.", fault);
    }

    [Theory]
    [InlineData("http://slack.com/api/", false)]
    [InlineData("https://slack.com/api", false)]
    [InlineData("https://slack.com/api/?x=/", false)]
    [InlineData("slack.com/api/", false)]
    [InlineData("http://127.0.0.1:5000/api/", true)]
    [InlineData("https://slack-gov.com/api/", true)]
    [InlineData("http://contoso.example/api/", false)]
    public void The_web_api_is_reached_by_https_or_on_loopback_in_development(string address, bool good)
    {
        var faults = Faults(With(options => options.ApiBaseUrl = address));

        Assert.Equal(good, faults.Count == 0);
        Assert.All(faults, fault => Assert.StartsWith("Slack:ApiBaseUrl ", fault, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("http://127.0.0.1:5000/api/")]
    [InlineData("https://localhost:5000/api/")]
    public void Outside_development_loopback_stops_the_start(string address) =>
        Assert.StartsWith("Slack:ApiBaseUrl ", Assert.Single(Faults(With(options => options.ApiBaseUrl = address), development: false)),
            StringComparison.Ordinal);

    [Theory]
    [InlineData("contoso")]
    [InlineData("E123")]
    [InlineData("T123|x")]
    public void A_workspace_has_an_id(string team) =>
        Assert.StartsWith("Slack:TeamId ", Fault(options => options.TeamId = team), StringComparison.Ordinal);

    [Fact]
    public void Without_a_token_there_is_no_such_channel()
    {
        using var off = Compose([]);
        using var on = Compose(new() { ["Slack:BotToken"] = Good.BotToken, ["Slack:SigningSecret"] = Good.SigningSecret });

        Assert.Empty(off.GetServices<IChannel>());
        Assert.Empty(off.GetServices<IHome>());
        Assert.Equal("slack", Assert.Single(on.GetServices<IChannel>()).Name);
        Assert.Equal("slack", Assert.Single(on.GetServices<IHome>()).Channel);
    }

    [Fact]
    public async Task Where_Slack_is_off_nothing_is_asked_at_the_start()
    {
        using var off = Compose([]);

        Assert.Empty(await off.SlackFaultsAsync(default));
    }

    private static ServiceProvider Compose(Dictionary<string, string?> settings)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton<IHostEnvironment>(new AnEnvironment(development: true));
        services.AddSlack(configuration);
        return services.BuildServiceProvider();
    }

    private static SlackOptions With(Action<SlackOptions> change)
    {
        var options = new SlackOptions { BotToken = Good.BotToken, SigningSecret = Good.SigningSecret };
        change(options);
        return options;
    }

    private static string Fault(Action<SlackOptions> change) => Assert.Single(Faults(With(change)));

    private static IReadOnlyList<string> Faults(SlackOptions options, bool development = true) =>
        new SlackOptionsValidator(new AnEnvironment(development)).Validate(null, options) is { Failed: true, Failures: var failures }
            ? [.. failures] : [];
}
