using Microsoft.Extensions.Time.Testing;
using PolicyBot.Domain.Policies;
using PolicyBot.Domain.Risk;

namespace PolicyBot.OpenAI.Tests;

/// <summary>Every way in which an answer with status 200 can end.</summary>
public sealed class AnswerTests
{
    [Fact]
    public async Task A_whole_answer_is_frozen_with_everything_that_led_to_it()
    {
        await using var model = await FakeModel.StartAsync(new Completion());
        var assessor = new AnAssessor(model.Endpoint) { Time = new FakeTimeProvider(DateTimeOffset.UnixEpoch) };

        var answer = await assessor.AssessAsync(new AnInput());

        var result = Assert.IsType<ModelAnswer.Answered>(answer).Result;
        Assert.Equal("One build account without a second factor until March.", result.Summary);
        Assert.Equal(RiskLabel.High, result.Label);
        Assert.Equal("Serious by possible.", result.Rationale);
        Assert.Equal([new ModelFact("The vendor is the cause.", AnAssessment.Quote)], result.Facts);
        Assert.Equal([MissingTag.Owner, MissingTag.Evidence], result.Missing);
        Assert.Equal(("gpt-4.1-2025-04-14", "policybot-gpt"), (result.Model, result.Deployment));
        Assert.Equal(AssessmentPrompt.Version, result.PromptVersion);
        Assert.Equal((812, 190, 0L), (result.InputTokens, result.OutputTokens, result.LatencyMilliseconds));
    }

    [Fact]
    public async Task Latency_is_what_passed_on_the_clock()
    {
        await using var model = await FakeModel.StartAsync(Answer.Error(503, null), new Completion());
        var time = new FakeTimeProvider(DateTimeOffset.UnixEpoch);

        var asking = new AnAssessor(model.Endpoint) { Time = time }.AssessAsync(new AnInput());
        await model.ArrivedAsync();
        time.Advance(TimeSpan.FromMilliseconds(1234));
        var answer = await asking;

        Assert.Equal(1234, Assert.IsType<ModelAnswer.Answered>(answer).Result.LatencyMilliseconds);
    }

    [Fact]
    public async Task Usage_may_be_missing()
    {
        await using var model = await FakeModel.StartAsync(new Completion { HasUsage = false });

        var answer = await new AnAssessor(model.Endpoint).AssessAsync(new AnInput());

        var result = Assert.IsType<ModelAnswer.Answered>(answer).Result;
        Assert.Equal((null, null), (result.InputTokens, result.OutputTokens));
    }

    public static TheoryData<string, string> Endings => new()
    {
        { "refusal", "refusal" },
        { "completion filtered", "contentFilter" },
        { "completion filtered with a part of the text", "contentFilter" },
        { "unknown finish reason", "badOutput" },
        { "tool call", "badOutput" },
        { "no choice", "badOutput" },
        { "not JSON", "badOutput" },
        { "JSON of another shape", "badOutput" },
        { "empty", "badOutput" },
        { "cut JSON that says it is whole", "badOutput" },
        { "prose instead of JSON", "badOutput" },
        { "null", "badOutput" },
    };

    [Theory]
    [MemberData(nameof(Endings))]
    public async Task An_answer_that_cannot_be_used_says_why_and_is_not_asked_for_again(string ending, string why)
    {
        await using var model = await FakeModel.StartAsync(EndsAs(ending));

        var answer = await new AnAssessor(model.Endpoint).AssessAsync(new AnInput());

        Assert.Equal(new ModelAnswer.Unavailable(why), answer);
        Assert.Single(model.Requests);
    }

    public static TheoryData<string, string> Flawed => new()
    {
        { "fenced", $"```json\n{AnAssessment.Json()}\n```" },
        { "prose around it", $"Here {{it}} is: {AnAssessment.Json()} I hope that helps." },
        { "label in capitals", AnAssessment.Json(label: " High ") },
        { "one unknown tag", AnAssessment.Json(missing: ["evidence", "approver", "owner"]) },
        { "one broken fact", AnAssessment.Json().Replace("\"facts\":[", "\"facts\":[7,{\"quote\":null},", StringComparison.Ordinal) },
    };

    [Theory]
    [MemberData(nameof(Flawed))]
    public async Task What_is_wrong_in_an_answer_is_lost_and_the_rest_is_kept(string flaw, string content)
    {
        await using var model = await FakeModel.StartAsync(Answer.Says(content));

        var answer = await new AnAssessor(model.Endpoint).AssessAsync(new AnInput());

        var result = Assert.IsType<ModelAnswer.Answered>(answer).Result;
        Assert.Equal(("One build account without a second factor until March.", RiskLabel.High), (result.Summary, result.Label!.Value));
        Assert.Equal([MissingTag.Owner, MissingTag.Evidence], result.Missing);
        Assert.True(result.Facts is [{ Text: "The vendor is the cause." }], flaw);
    }

    [Theory]
    [InlineData("none")]
    [InlineData("")]
    [InlineData("lowest")]
    public async Task A_label_that_there_is_not_proposes_none(string label)
    {
        await using var model = await FakeModel.StartAsync(Answer.Says(AnAssessment.Json(label: label)));

        var answer = await new AnAssessor(model.Endpoint).AssessAsync(new AnInput());

        var result = Assert.IsType<ModelAnswer.Answered>(answer).Result;
        Assert.Null(result.Label);
        Assert.Equal("One build account without a second factor until March.", result.Summary);
    }

    [Theory]
    [InlineData("""{"facts":[],"missing":[],"summary":"A summary.","label":"low"}""")]
    [InlineData("""{"facts":null,"missing":7,"summary":"A summary.","rationale":null,"label":"low"}""")]
    public async Task A_member_that_is_missing_is_empty(string content)
    {
        await using var model = await FakeModel.StartAsync(Answer.Says(content));

        var answer = await new AnAssessor(model.Endpoint).AssessAsync(new AnInput());

        var result = Assert.IsType<ModelAnswer.Answered>(answer).Result;
        Assert.Equal(("A summary.", "", RiskLabel.Low), (result.Summary, result.Rationale, result.Label));
        Assert.Empty(result.Facts);
    }

    [Fact]
    public async Task A_blank_summary_leaves_the_label()
    {
        await using var model = await FakeModel.StartAsync(Answer.Says(AnAssessment.Json(summary: " ")));

        var answer = await new AnAssessor(model.Endpoint).AssessAsync(new AnInput());

        var result = Assert.IsType<ModelAnswer.Answered>(answer).Result;
        Assert.Equal(("", RiskLabel.High), (result.Summary, result.Label));
    }

    [Fact]
    public async Task An_answer_cut_by_its_length_is_asked_for_once_more_with_room()
    {
        await using var model =
            await FakeModel.StartAsync(new Completion { FinishReason = "length", Content = "{\"facts\":[{\"quo" }, new Completion());

        var answer = await new AnAssessor(model.Endpoint).AssessAsync(new AnInput());

        Assert.IsType<ModelAnswer.Answered>(answer);
        Assert.Equal([OpenAIRiskAssessor.UsualTokens, OpenAIRiskAssessor.ReasoningTokens], Limits(model));
    }

    [Fact]
    public async Task An_answer_cut_twice_is_given_up()
    {
        await using var model = await FakeModel.StartAsync(new Completion { FinishReason = "length", Content = "" });

        var answer = await new AnAssessor(model.Endpoint).AssessAsync(new AnInput());

        Assert.Equal(new ModelAnswer.Unavailable("length"), answer);
        Assert.Equal(2, model.Requests.Count);
    }

    [Fact]
    public async Task A_deployment_that_needed_room_gets_it_at_once_from_then_on()
    {
        await using var model = await FakeModel.StartAsync(new Completion { FinishReason = "length", Content = "" }, new Completion());
        var assessor = new AnAssessor(model.Endpoint).Build();

        await assessor.AssessAsync(new AnInput(), CancellationToken.None);
        await assessor.AssessAsync(new AnInput(), CancellationToken.None);

        Assert.Equal(
            [OpenAIRiskAssessor.UsualTokens, OpenAIRiskAssessor.ReasoningTokens, OpenAIRiskAssessor.ReasoningTokens], Limits(model));
    }

    [Fact]
    public async Task Long_texts_are_shortened_so_that_one_sees_it()
    {
        var quote = new AnInput().Title;
        var said =
            AnAssessment.Json(summary: new string('s', 601), rationale: new string('r', 900), facts: [(quote, new string('f', 900))]);
        await using var model = await FakeModel.StartAsync(Answer.Says(said));

        var answer = await new AnAssessor(model.Endpoint).AssessAsync(new AnInput());

        var result = Assert.IsType<ModelAnswer.Answered>(answer).Result;
        Assert.Equal(new string('s', 599) + "…", result.Summary);
        Assert.Equal(new string('r', 599) + "…", result.Rationale);
        Assert.Equal(new string('f', 299) + "…", result.Facts[0].Text);
    }

    [Fact]
    public async Task A_summary_of_600_characters_stays_as_it_is()
    {
        await using var model = await FakeModel.StartAsync(Answer.Says(AnAssessment.Json(summary: new string('s', 600))));

        var answer = await new AnAssessor(model.Endpoint).AssessAsync(new AnInput());

        Assert.Equal(new string('s', 600), Assert.IsType<ModelAnswer.Answered>(answer).Result.Summary);
    }

    [Fact]
    public async Task A_fact_whose_quotation_does_not_stand_in_the_request_is_dropped()
    {
        (string, string)[] facts =
        [
            (AnAssessment.Quote, "stays"),
            ("The vendor has no support for keys before March", "another letter case"),
            ("the vendor promises support", "made up"),
            ("", "empty"),
            (" ", "blank"),
            ("Every account signs in", "the policy's words, not the requester's"),
            ("svc-build, on the build server onlySign-in only", "across two texts"),
            ("service", "an answer to a field"),
        ];
        await using var model = await FakeModel.StartAsync(Answer.Says(AnAssessment.Json(facts: facts)));

        var answer = await new AnAssessor(model.Endpoint).AssessAsync(new AnInput());

        Assert.Equal(["stays", "an answer to a field"], Assert.IsType<ModelAnswer.Answered>(answer).Result.Facts.Select(fact => fact.Text));
    }

    [Theory]
    [InlineData("systems", "keystone", "systems", "keystone")]
    [InlineData("people", "2300", "people", "2300")]
    [InlineData("people", "some", null, null)]
    [InlineData("systems", "enormous", null, null)]
    [InlineData("controls", "two", null, null)] // what stands in the policy's place is not the model's to say
    [InlineData("other", "", null, null)]
    public async Task A_fact_is_of_a_kind_only_where_its_value_is_one_of_that_kind(string kind, string value, string? id, string? kept)
    {
        await using var model = await FakeModel.StartAsync(Answer.Says(AnAssessment.Json(kind: kind, value: value)));

        var answer = await new AnAssessor(model.Endpoint).AssessAsync(new AnInput());

        Assert.Equal([new ModelFact("The vendor is the cause.", AnAssessment.Quote, id, kept)],
            Assert.IsType<ModelAnswer.Answered>(answer).Result.Facts);
    }

    [Fact]
    public async Task Tags_come_once_each_and_in_the_order_of_the_list()
    {
        await using var model = await FakeModel.StartAsync(Answer.Says(AnAssessment.Json(missing: ["evidence", "controls", "evidence"])));

        var answer = await new AnAssessor(model.Endpoint).AssessAsync(new AnInput());

        Assert.Equal([MissingTag.Controls, MissingTag.Evidence], Assert.IsType<ModelAnswer.Answered>(answer).Result.Missing);
    }

    private static IEnumerable<int> Limits(FakeModel model) =>
        model.Requests.Select(request => request.Body["max_completion_tokens"]!.GetValue<int>());

    private static Answer EndsAs(string ending) => ending switch
    {
        "refusal" => new Completion { Content = null, Refusal = "I'm sorry, I can't assist with that." },
        "completion filtered" => new Completion { FinishReason = "content_filter", Content = "" },
        "completion filtered with a part of the text" => new Completion { FinishReason = "content_filter", Content = "{\"facts\":[" },
        "unknown finish reason" => new Completion { FinishReason = "bored" },
        "tool call" => new Completion { FinishReason = "tool_calls" },
        "no choice" => new Completion { HasChoice = false },
        "not JSON" => new Answer(200, "<html>Bad gateway</html>"),
        "JSON of another shape" => new Answer(200, """{"choices":"none","created":"today"}"""),
        "empty" => new Answer(200, ""),
        "cut JSON that says it is whole" => Answer.Says(AnAssessment.Json()[..40]),
        "prose instead of JSON" => Answer.Says("The risk is low."),
        "null" => Answer.Says("null"),
        _ => throw new ArgumentOutOfRangeException(nameof(ending), ending, null),
    };
}
