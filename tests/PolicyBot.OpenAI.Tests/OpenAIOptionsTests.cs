using Azure.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Moq;
using PolicyBot.Application.Ports;

namespace PolicyBot.OpenAI.Tests;

public sealed class OpenAIOptionsTests
{
    private const string Good = "https://contoso.openai.azure.com/openai/v1/";

    [Theory]
    [InlineData(Good)]
    [InlineData("https://contoso.openai.azure.com/openai/v1")]
    [InlineData("https://gateway.contoso.example/ai/openai/v1/")]
    [InlineData("http://127.0.0.1:5005/openai/v1/")]
    [InlineData("http://localhost:5005/openai/v1/")]
    public void A_good_endpoint_passes(string endpoint)
    {
        var options = new OpenAIOptions { Endpoint = endpoint, Deployment = "gpt", ApiKey = "k" };

        var verdict = new OpenAIOptionsCheck().Validate(null, options);

        Assert.True(verdict.Succeeded);
    }

    [Theory]
    [InlineData(null, "missing")]
    [InlineData("contoso.openai.azure.com/openai/v1/", "absolute")]
    [InlineData("/openai/v1/", "absolute")]
    [InlineData("ftp://contoso.example/openai/v1/", "absolute")]
    [InlineData("http://contoso.openai.azure.com/openai/v1/", "https")]
    [InlineData("https://contoso.openai.azure.com/", "/openai/v1/")]
    [InlineData("https://contoso.openai.azure.com/openai/v1/chat/completions", "/openai/v1/")]
    [InlineData("https://contoso.openai.azure.com/openai/v1/?api-version=2024-10-21", "api-version")]
    [InlineData("https://me:secret@contoso.openai.azure.com/openai/v1/", "user")]
    public void A_bad_endpoint_is_one_line_that_says_what_is_wrong(string? endpoint, string says)
    {
        var options = new OpenAIOptions { Endpoint = endpoint, Deployment = "gpt", ApiKey = "k" };

        var verdict = new OpenAIOptionsCheck().Validate(null, options);

        var line = Assert.Single(verdict.Failures!);
        Assert.StartsWith("OpenAI:Endpoint ", line, StringComparison.Ordinal);
        Assert.Contains(says, line, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", line, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_fault_has_a_line()
    {
        var options = new OpenAIOptions { Endpoint = "http://contoso.example/v1/?x=1", ApiKey = "k", TimeoutSeconds = 121 };

        var verdict = new OpenAIOptionsCheck().Validate(null, options);

        Assert.Equal(
            [
                "OpenAI:Endpoint must be https; http is for loopback only.",
                "OpenAI:Endpoint must end in /openai/v1/.",
                "OpenAI:Endpoint must be an address alone, without user, query or fragment: the v1 API takes no api-version.",
                "OpenAI:Deployment is missing: the name of the model's deployment.",
                "OpenAI:TimeoutSeconds must be 1 to 120.",
            ],
            verdict.Failures);
    }

    [Fact]
    public void Tokens_never_go_over_plain_http()
    {
        var options = new OpenAIOptions { Endpoint = "http://127.0.0.1:5005/openai/v1/", Deployment = "gpt" };

        var verdict = new OpenAIOptionsCheck().Validate(null, options);

        Assert.StartsWith("OpenAI:ApiKey is missing", Assert.Single(verdict.Failures!), StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_said_means_no_model_and_no_fault()
    {
        using var services =
            Services(
                new() { ["OpenAI:Endpoint"] = "", ["OpenAI:Deployment"] = "", ["OpenAI:ApiKey"] = "", ["OpenAI:TimeoutSeconds"] = "20" });

        var assessor = services.GetService<IRiskAssessor>();

        Assert.Null(assessor);
        services.GetRequiredService<IStartupValidator>().Validate();
    }

    [Fact]
    public void A_key_makes_a_model()
    {
        using var services = Services(new() { ["OpenAI:Endpoint"] = Good, ["OpenAI:Deployment"] = "gpt", ["OpenAI:ApiKey"] = "k" });

        var assessor = services.GetService<IRiskAssessor>();

        Assert.IsType<OpenAIRiskAssessor>(assessor);
        Assert.Same(assessor, services.GetService<IRiskAssessor>());
    }

    [Fact]
    public void Without_a_key_the_services_credential_signs_in()
    {
        using var services = Services(
            new() { ["OpenAI:Endpoint"] = Good, ["OpenAI:Deployment"] = "gpt" },
            more => more.AddSingleton(Mock.Of<TokenCredential>()));

        var assessor = services.GetService<IRiskAssessor>();

        Assert.IsType<OpenAIRiskAssessor>(assessor);
    }

    [Fact]
    public void A_half_said_model_stops_the_start()
    {
        using var services = Services(new() { ["OpenAI:Deployment"] = "gpt" });

        var stop = Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<IStartupValidator>().Validate());

        Assert.Equal(["OpenAI:Endpoint is missing, although other OpenAI settings are there."], stop.Failures);
    }

    [Fact]
    public void An_assessment_takes_20_seconds_at_most_where_nothing_is_said()
    {
        using var services = Services(new() { ["OpenAI:Endpoint"] = Good, ["OpenAI:Deployment"] = "gpt", ["OpenAI:ApiKey"] = "k" });

        var options = services.GetRequiredService<IOptions<OpenAIOptions>>().Value;

        Assert.Equal(20, options.TimeoutSeconds);
    }

    private static ServiceProvider Services(Dictionary<string, string?> settings, Action<IServiceCollection>? more = null)
    {
        var services = new ServiceCollection();
        services.AddSingleton(typeof(ILogger<>), typeof(Microsoft.Extensions.Logging.Abstractions.NullLogger<>));
        services.AddPolicyBotOpenAI(new ConfigurationBuilder().AddInMemoryCollection(settings).Build());
        more?.Invoke(services);
        return services.BuildServiceProvider();
    }
}
