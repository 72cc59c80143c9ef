using PolicyBot.Domain.Policies;
using PolicyBot.Lab.Model;
using FromModel = PolicyBot.Domain.Risk.ModelAnswer;
using Scripted = PolicyBot.Lab.Model.ModelAnswer;

namespace PolicyBot.OpenAI.Tests;

/// <summary>Against the Lab's model, which has read the protocol for itself and refuses what the service refuses.</summary>
public sealed class LabModelTests
{
    public static TheoryData<string, string> Scripts => new()
    {
        { "refused", "refusal" },
        { "prompt filtered", "contentFilter" },
        { "completion filtered", "contentFilter" },
        { "cut off", "length" },
        { "no choice", "badOutput" },
        { "no JSON", "badOutput" },
        { "not the schema", "badOutput" },
        { "throttled for an hour", "rateLimited" },
        { "failed", "unavailable" },
    };

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_request_is_one_that_the_service_takes_from_whatever_kind_of_model(bool reasons)
    {
        await using var model = await ScriptedModel.StartAsync(CancellationToken.None);
        model.IsReasoningModel = reasons;

        var answer = await Ask(model);

        var result = Assert.IsType<FromModel.Answered>(answer).Result;
        Assert.Equal((RiskLabel.Medium, ScriptedModel.ModelVersion, model.Deployment), (result.Label, result.Model, result.Deployment));
        Assert.Equal(200, Assert.Single(model.Requests).Status);
    }

    [Theory]
    [MemberData(nameof(Scripts))]
    public async Task Without_an_answer_that_can_be_used_the_rubric_serves(string script, string why)
    {
        await using var model = await ScriptedModel.StartAsync(CancellationToken.None);
        model.Otherwise = Answer(script);

        var answer = await Ask(model);

        Assert.Equal(new FromModel.Unavailable(why), answer);
    }

    [Fact]
    public async Task A_wrong_key_is_a_wrong_configuration()
    {
        await using var model = await ScriptedModel.StartAsync(CancellationToken.None);

        var answer = await Ask(model, key: "another");

        Assert.Equal(new FromModel.Unavailable("misconfigured"), answer);
    }

    [Fact]
    public async Task A_throttled_request_is_answered_at_the_second_try()
    {
        await using var model = await ScriptedModel.StartAsync(CancellationToken.None);
        model.Next(new Scripted.Throttled(1));

        var answer = await Ask(model);

        Assert.IsType<FromModel.Answered>(answer);
        Assert.Equal([429, 200], model.Requests.Select(request => request.Status));
    }

    private static Task<FromModel> Ask(ScriptedModel model, string? key = null)
    {
        var options =
            new OpenAIOptions { Endpoint = model.Endpoint.ToString(), Deployment = model.Deployment, ApiKey = key ?? model.ApiKey };
        var assessor = new AnAssessor(model.Endpoint).Build(options);
        return assessor.AssessAsync(new AnInput(), CancellationToken.None);
    }

    private static Scripted Answer(string script) => script switch
    {
        "refused" => new Scripted.Refused(),
        "prompt filtered" => new Scripted.PromptFiltered(),
        "completion filtered" => new Scripted.CompletionFiltered(),
        "cut off" => new Scripted.CutOff(),
        "no choice" => new Scripted.NoChoice(),
        "no JSON" => new Scripted.NoJson(),
        "not the schema" => new Scripted.Verbatim("""{"label":"low"}"""),
        "throttled for an hour" => new Scripted.Throttled(3600),
        "failed" => new Scripted.Failed(503),
        _ => throw new ArgumentOutOfRangeException(nameof(script), script, null),
    };
}
