using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Azure.Core;
using Azure.Identity;
using Microsoft.Extensions.Time.Testing;
using PolicyBot.Domain.Risk;

namespace PolicyBot.OpenAI.Tests;

/// <summary>Every way in which there is no answer.</summary>
public sealed class FaultTests
{
    [Theory]
    [InlineData(400, "content_filter", "ResponsibleAIPolicyViolation", "contentFilter")]
    [InlineData(400, "content_filter", null, "contentFilter")]
    [InlineData(400, "rewritten_by_a_gateway", "ResponsibleAIPolicyViolation", "contentFilter")]
    [InlineData(400, "context_length_exceeded", null, "length")]
    [InlineData(400, "unsupported_parameter", null, "misconfigured")]
    [InlineData(400, null, null, "misconfigured")]
    [InlineData(401, "401", null, "misconfigured")]
    [InlineData(403, null, null, "misconfigured")]
    [InlineData(404, "DeploymentNotFound", null, "misconfigured")]
    public async Task What_a_second_try_cannot_mend_is_not_tried_again(int status, string? code, string? innerCode, string why)
    {
        await using var model = await FakeModel.StartAsync(Answer.Error(status, code, innerCode));

        var answer = await new AnAssessor(model.Endpoint).AssessAsync(new AnInput());

        Assert.Equal(new ModelAnswer.Unavailable(why), answer);
        Assert.Single(model.Requests);
    }

    [Theory]
    [InlineData(408, "timeout")]
    [InlineData(429, "rateLimited")]
    [InlineData(500, "unavailable")]
    [InlineData(502, "unavailable")]
    [InlineData(503, "unavailable")]
    [InlineData(504, "unavailable")]
    public async Task What_may_pass_is_tried_twice_more_and_never_at_once(int status, string why)
    {
        await using var model = await FakeModel.StartAsync(Answer.Error(status, null));

        var answer = await new AnAssessor(model.Endpoint).AssessAsync(new AnInput());

        Assert.Equal(new ModelAnswer.Unavailable(why), answer);
        Assert.Equal(3, model.Requests.Count);
        Assert.All(Waits(model), wait => Assert.True(wait > TimeSpan.FromSeconds(0.5), $"Only {wait} between two tries."));
    }

    [Fact]
    public async Task A_try_that_succeeds_is_an_answer()
    {
        await using var model = await FakeModel.StartAsync(Answer.Error(500, null), Answer.Reset, new Completion());

        var answer = await new AnAssessor(model.Endpoint).AssessAsync(new AnInput());

        Assert.IsType<ModelAnswer.Answered>(answer);
        Assert.Equal(3, model.Requests.Count);
    }

    [Fact]
    public async Task Retry_after_is_kept()
    {
        await using var model = await FakeModel.StartAsync(Throttled("2"), new Completion());

        var answer = await new AnAssessor(model.Endpoint).AssessAsync(new AnInput());

        Assert.IsType<ModelAnswer.Answered>(answer);
        Assert.All(Waits(model), wait => Assert.True(wait > TimeSpan.FromSeconds(1.8), $"Only {wait}, and 2 s were asked for."));
    }

    [Fact]
    public async Task Nobody_waits_for_a_retry_after_that_lies_beyond_the_deadline()
    {
        await using var model = await FakeModel.StartAsync(Throttled("60"), new Completion());

        var answer = await new AnAssessor(model.Endpoint).AssessAsync(new AnInput());

        Assert.Equal(new ModelAnswer.Unavailable("rateLimited"), answer);
        Assert.Single(model.Requests);
    }

    [Fact]
    public async Task Silence_ends_at_the_deadline_and_the_connection_with_it()
    {
        await using var model = await FakeModel.StartAsync(Answer.Silence);
        var time = new FakeTimeProvider(DateTimeOffset.UnixEpoch);

        var asking = new AnAssessor(model.Endpoint) { Time = time, TimeoutSeconds = 20 }.AssessAsync(new AnInput());
        await model.ArrivedAsync();
        time.Advance(TimeSpan.FromSeconds(19));
        var early = asking.IsCompleted;
        time.Advance(TimeSpan.FromSeconds(1));
        var answer = await asking;

        Assert.False(early);
        Assert.Equal(new ModelAnswer.Unavailable("timeout"), answer);
        await model.ClientGone;
    }

    [Fact]
    public async Task The_deadline_holds_on_the_real_clock_too()
    {
        await using var model = await FakeModel.StartAsync(Answer.Silence);

        var answer = await new AnAssessor(model.Endpoint) { TimeoutSeconds = 1 }.AssessAsync(new AnInput());

        Assert.Equal(new ModelAnswer.Unavailable("timeout"), answer);
    }

    [Fact]
    public async Task The_deadline_holds_for_the_wait_between_two_tries()
    {
        await using var model = await FakeModel.StartAsync(Throttled("19"));
        var time = new FakeTimeProvider(DateTimeOffset.UnixEpoch);

        var asking = new AnAssessor(model.Endpoint) { Time = time, TimeoutSeconds = 20 }.AssessAsync(new AnInput());
        await model.ArrivedAsync();
        time.Advance(TimeSpan.FromSeconds(20));
        var answer = await asking;

        Assert.Equal(new ModelAnswer.Unavailable("timeout"), answer);
        Assert.Single(model.Requests);
    }

    [Fact]
    public async Task The_second_question_of_a_cut_answer_shares_the_deadline()
    {
        await using var model = await FakeModel.StartAsync(new Completion { FinishReason = "length" }, Answer.Silence);
        var time = new FakeTimeProvider(DateTimeOffset.UnixEpoch);

        var asking = new AnAssessor(model.Endpoint) { Time = time, TimeoutSeconds = 20 }.AssessAsync(new AnInput());
        await model.ArrivedAsync();
        await model.ArrivedAsync();
        time.Advance(TimeSpan.FromSeconds(20));

        Assert.Equal(new ModelAnswer.Unavailable("timeout"), await asking);
    }

    [Fact]
    public async Task Only_the_callers_own_cancellation_is_thrown()
    {
        await using var model = await FakeModel.StartAsync(Answer.Silence);
        using var caller = new CancellationTokenSource();

        var asking = new AnAssessor(model.Endpoint).AssessAsync(new AnInput(), caller.Token);
        await model.ArrivedAsync();
        await caller.CancelAsync();

        var thrown = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
        Assert.Equal(caller.Token, thrown.CancellationToken);
        await model.ClientGone;
    }

    [Fact]
    public async Task Nobody_is_asked_for_a_caller_who_has_gone()
    {
        await using var model = await FakeModel.StartAsync(new Completion());

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            new AnAssessor(model.Endpoint).AssessAsync(new AnInput(), new CancellationToken(canceled: true)));

        Assert.Empty(model.Requests);
    }

    [Fact]
    public async Task A_refused_connection_is_no_exception()
    {
        using var closed = new TcpListener(IPAddress.Loopback, 0);
        closed.Start();
        var endpoint = new Uri($"http://{closed.LocalEndpoint}/openai/v1/");
        closed.Stop();

        var answer = await new AnAssessor(endpoint).AssessAsync(new AnInput());

        Assert.Equal(new ModelAnswer.Unavailable("unavailable"), answer);
    }

    [Fact]
    public async Task Connections_that_break_are_no_exception()
    {
        await using var model = await FakeModel.StartAsync(Answer.Reset);

        var answer = await new AnAssessor(model.Endpoint).AssessAsync(new AnInput());

        Assert.Equal(new ModelAnswer.Unavailable("unavailable"), answer);
        Assert.Equal(3, model.Requests.Count);
    }

    [Fact]
    public async Task Without_a_key_a_token_for_the_documented_scope_signs_in()
    {
        var credential = new RefusingCredential();

        var answer =
            await new AnAssessor(new Uri("https://127.0.0.1:9/openai/v1/")) { ApiKey = null, Credential = credential }.AssessAsync(
                new AnInput());

        Assert.Equal(new ModelAnswer.Unavailable("misconfigured"), answer);
        Assert.Equal(["https://ai.azure.com/.default"], credential.Scopes);
    }

    [Fact]
    public async Task A_configuration_that_cannot_work_is_an_error_in_the_log_with_the_services_own_code()
    {
        await using var model = await FakeModel.StartAsync(Answer.Error(404, "DeploymentNotFound"));
        var assessor = new AnAssessor(model.Endpoint);

        await assessor.AssessAsync(new AnInput());

        var line = Assert.Single(assessor.Log);
        Assert.StartsWith("Error: Call of model policybot-gpt failed", line, StringComparison.Ordinal);
        Assert.Contains("HTTP 404, 'DeploymentNotFound'", line, StringComparison.Ordinal);
    }

    public static TheoryData<string> Outcomes => ["answered", "refused", "filtered", "misconfigured", "nonsense"];

    [Theory]
    [MemberData(nameof(Outcomes))]
    public async Task No_word_of_request_or_answer_reaches_the_log(string outcome)
    {
        const string Secret = "secret-justification";
        await using var model = await FakeModel.StartAsync(outcome switch
        {
            "answered" => Answer.Says(AnAssessment.Json(summary: Secret, rationale: Secret, facts: [(Secret, Secret)])),
            "refused" => new Completion { Content = null, Refusal = Secret },
            "filtered" => Answer.Error(400, "content_filter"),
            "misconfigured" => Answer.Error(400, Secret + " is no code"),
            _ => Answer.Says(Secret),
        });
        var assessor = new AnAssessor(model.Endpoint);

        await assessor.AssessAsync(new AnInput { Justification = Secret, Title = Secret });

        var line = Assert.Single(assessor.Log);
        Assert.DoesNotContain(Secret, line, StringComparison.Ordinal);
        Assert.DoesNotContain("key-of-the-test", line, StringComparison.Ordinal);
    }

    private static Answer Throttled(string retryAfter) =>
        Answer.Error(429, "RateLimitReached") with { Headers = new Dictionary<string, string> { ["Retry-After"] = retryAfter } };

    private static IEnumerable<TimeSpan> Waits(FakeModel model) =>
        model.Requests.Zip(model.Requests.Skip(1), (earlier, later) => Stopwatch.GetElapsedTime(earlier.Timestamp, later.Timestamp));

    private sealed class RefusingCredential : TokenCredential
    {
        public List<string> Scopes { get; } = [];

        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            throw new AuthenticationFailedException("No managed identity here.");

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken)
        {
            Scopes.AddRange(requestContext.Scopes);
            return ValueTask.FromException<AccessToken>(new AuthenticationFailedException("No managed identity here."));
        }
    }
}
