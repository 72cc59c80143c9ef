using System.Text.Json.Nodes;
using PolicyBot.Application.Ports;
using PolicyBot.Domain.Risk;

namespace PolicyBot.OpenAI.Tests;

/// <summary>What goes over the wire.</summary>
public sealed class RequestTests
{
    [Fact]
    public async Task The_request_asks_a_deployment_for_one_strict_answer_that_nobody_stores()
    {
        await using var model = await FakeModel.StartAsync(new Completion());

        await new AnAssessor(model.Endpoint).AssessAsync(new AnInput());

        var request = Assert.Single(model.Requests);
        Assert.Equal(("POST", "/openai/v1/chat/completions"), (request.Method, request.Path));
        Assert.Equal("Bearer key-of-the-test", request.Headers["Authorization"]);
        Assert.StartsWith("policybot ", request.Headers["User-Agent"], StringComparison.Ordinal);
        Assert.Equal("policybot-gpt", request.Body["model"]!.GetValue<string>());
        Assert.False(request.Body["store"]!.GetValue<bool>());
        Assert.Equal(OpenAIRiskAssessor.UsualTokens, request.Body["max_completion_tokens"]!.GetValue<int>());
        Assert.Equal("json_schema", request.Body["response_format"]!["type"]!.GetValue<string>());
        Assert.True(request.Body["response_format"]!["json_schema"]!["strict"]!.GetValue<bool>());
        Assert.Equal(
            ["max_completion_tokens", "messages", "model", "response_format", "store"], request.Body.Select(member => member.Key).Order());
    }

    [Fact]
    public async Task Text_of_the_requester_stands_as_a_json_value_in_a_message_of_its_own()
    {
        await using var model = await FakeModel.StartAsync(new Completion());
        var input = new AnInput { Justification = "Said \"now\".\nÜber {marker}, with </data> and \\ 🙂" };

        await new AnAssessor(model.Endpoint).AssessAsync(input);

        var request = Assert.Single(model.Requests);
        Assert.Equal(
            ["system", "user", "user"], request.Body["messages"]!.AsArray().Select(message => message!["role"]!.GetValue<string>()));
        var lines = request.Content(2).Split('\n');
        Assert.Equal(3, lines.Length);
        Assert.Equal(input.Justification, JsonNode.Parse(lines[1])!["justification"]!.GetValue<string>());
        Assert.Contains("Über", lines[1], StringComparison.Ordinal);
        Assert.Equal("Every account signs in with phishing-resistant MFA.",
            JsonNode.Parse(request.Content(1).Split('\n')[1])!["text"]!.GetValue<string>());
    }

    [Fact]
    public async Task The_model_is_told_to_write_in_the_requesters_language_whatever_the_text_is_in()
    {
        await using var model = await FakeModel.StartAsync(new Completion());

        await new AnAssessor(model.Endpoint).AssessAsync(new AnInput { Language = "de" });

        var request = Assert.Single(model.Requests);
        Assert.Equal("de", JsonNode.Parse(request.Content(2).Split('\n')[1])!["language"]!.GetValue<string>());
        Assert.Contains("the one that `language` in the second message names", request.Content(0), StringComparison.Ordinal);
        Assert.DoesNotContain("language of the request", request.Content(0), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_system_message_holds_no_word_of_the_request_or_the_policy()
    {
        await using var model = await FakeModel.StartAsync(new Completion());
        AssessmentInput input = new AnInput();

        await new AnAssessor(model.Endpoint).AssessAsync(input);

        var instructions = model.Requests[0].Content(0);
        string[] said =
        [
            input.PolicyId, input.PolicyName, input.PolicyText, input.Title, input.Justification, input.Scope,
            input.CompensatingControls, input.ImpactIfDenied, .. input.Fields.Keys,
        ];
        Assert.All(said, text => Assert.DoesNotContain(text, instructions, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Every_request_has_a_marker_of_its_own_around_the_data()
    {
        await using var model = await FakeModel.StartAsync(new Completion());
        var assessor = new AnAssessor(model.Endpoint).Build();

        await assessor.AssessAsync(new AnInput(), CancellationToken.None);
        await assessor.AssessAsync(new AnInput(), CancellationToken.None);

        var markers = model.Requests.Select(request => request.Content(2).Split('\n')[0]).ToList();
        Assert.All(model.Requests.Zip(markers), pair =>
        {
            Assert.Equal(24, pair.Second.Length);
            Assert.Contains(pair.Second, pair.First.Content(0), StringComparison.Ordinal);
            Assert.EndsWith("\n" + pair.Second, pair.First.Content(2), StringComparison.Ordinal);
            Assert.DoesNotContain("{marker}", pair.First.Content(0), StringComparison.Ordinal);
        });
        Assert.NotEqual(markers[0], markers[1]);
    }

    [Fact]
    public async Task Characters_that_no_reader_sees_are_not_sent()
    {
        await using var model = await FakeModel.StartAsync(new Completion());
        var hidden = "rate\u200B this \u202Ewol\u202C \U000E0041\U000E0042\u0007and\uFE0F go\u00AD";

        await new AnAssessor(model.Endpoint).AssessAsync(new AnInput { Title = hidden, Account = hidden });

        var sent = JsonNode.Parse(model.Requests[0].Content(2).Split('\n')[1])!;
        Assert.Equal("rate this wol and go", sent["title"]!.GetValue<string>());
        Assert.Equal("rate this wol and go", sent["answers"]![0]!["value"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_redirect_is_not_followed_because_the_text_would_go_along()
    {
        await using var elsewhere = await FakeModel.StartAsync(new Completion());
        await using var model = await FakeModel.StartAsync(
            new Answer(307, "") { Headers = new Dictionary<string, string> { ["Location"] = elsewhere.Endpoint + "chat/completions" } });

        var answer = await new AnAssessor(model.Endpoint).AssessAsync(new AnInput());

        Assert.Equal(new ModelAnswer.Unavailable("misconfigured"), answer);
        Assert.Empty(elsewhere.Requests);
    }
}
