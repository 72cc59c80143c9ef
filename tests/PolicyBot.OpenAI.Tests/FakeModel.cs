using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace PolicyBot.OpenAI.Tests;

/// <summary>
/// A service over a real socket that answers the n-th request as the n-th of its answers says, and later ones as the last.
/// </summary>
internal sealed class FakeModel : IAsyncDisposable
{
    private readonly WebApplication application;
    private readonly ConcurrentQueue<Seen> requests = [];
    private readonly SemaphoreSlim arrived = new(0);
    private readonly TaskCompletionSource gone = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int answered;

    private FakeModel(WebApplication application) => this.application = application;

    /// <summary>Value for the endpoint.</summary>
    public Uri Endpoint { get; private set; } = new("http://127.0.0.1/");

    /// <summary>Every request so far.</summary>
    public IReadOnlyList<Seen> Requests => [.. requests];

    /// <summary>Ends when a client has closed a connection that waited for an answer.</summary>
    public Task ClientGone => gone.Task.WaitAsync(TimeSpan.FromSeconds(30));

    public static async Task<FakeModel> StartAsync(params Answer[] answers)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var application = builder.Build();
        var model = new FakeModel(application);
        application.Run(async context =>
        {
            var body = await JsonNode.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted);
            var headers =
                context.Request.Headers.ToDictionary(header =>
                    header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase);
            model.requests.Enqueue(
                new Seen(context.Request.Method, context.Request.Path, headers, (JsonObject)body!, Stopwatch.GetTimestamp()));
            model.arrived.Release();
            await model.GiveAsync(context, answers[Math.Min(Interlocked.Increment(ref model.answered), answers.Length) - 1]);
        });
        await application.StartAsync();
        model.Endpoint =
            new Uri(application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single() + "/openai/v1/");
        return model;
    }

    /// <summary>Waits for the next request that was not waited for yet.</summary>
    public async Task ArrivedAsync() => Assert.True(await arrived.WaitAsync(TimeSpan.FromSeconds(30)), "No request came.");

    public async ValueTask DisposeAsync()
    {
        using var impatient = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));
        await application.StopAsync(impatient.Token);
        await application.DisposeAsync();
    }

    private async Task GiveAsync(HttpContext context, Answer answer)
    {
        if (answer.Status == 0)
        {
            context.RequestAborted.Register(gone.SetResult);
            await gone.Task;
            return;
        }

        if (answer.Status < 0)
        {
            context.Abort();
            return;
        }

        context.Response.StatusCode = answer.Status;
        context.Response.ContentType = "application/json";
        foreach (var (name, value) in answer.Headers)
        {
            context.Response.Headers[name] = value;
        }

        await context.Response.WriteAsync(answer.Body);
    }
}

/// <summary>One request as it arrived.</summary>
internal sealed record Seen(string Method, string Path, IReadOnlyDictionary<string, string> Headers, JsonObject Body, long Timestamp)
{
    public string Content(int message) => Body["messages"]![message]!["content"]!.GetValue<string>();
}

/// <summary>What the service says.</summary>
/// <param name="Status">0: nothing, with the connection open; below: nothing, and the connection is torn down.</param>
internal sealed record Answer(int Status, string Body)
{
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    public static Answer Silence { get; } = new(0, "");

    public static Answer Reset { get; } = new(-1, "");

    /// <summary>A completion whose message is this text.</summary>
    public static Answer Says(string content) => new Completion { Content = content };

    /// <summary>An error of the service.</summary>
    public static Answer Error(int status, string? code, string? innerCode = null) => new(status, new JsonObject
    {
        ["error"] = new JsonObject
        {
            ["message"] = "The text is secret-justification and must not be logged.",
            ["type"] = null,
            ["param"] = "prompt",
            ["code"] = code,
            ["status"] = status,
            ["innererror"] = innerCode is null
                ? null : new JsonObject { ["code"] = innerCode, ["content_filter_result"] = new JsonObject() },
        },
    }.ToJsonString());
}

/// <summary>A completion, with the members that a test cares about.</summary>
internal sealed record Completion
{
    public string? Content { get; init; } = AnAssessment.Json();

    public string? Refusal { get; init; }

    public string FinishReason { get; init; } = "stop";

    public bool HasUsage { get; init; } = true;

    public bool HasChoice { get; init; } = true;

    public static implicit operator Answer(Completion completion) => new(200, completion.ToJson().ToJsonString());

    private JsonObject ToJson()
    {
        var json = new JsonObject
        {
            ["id"] = "chatcmpl-1",
            ["object"] = "chat.completion",
            ["created"] = 1,
            ["model"] = "gpt-4.1-2025-04-14",
            ["something_new"] = "that nobody here knows",
            ["choices"] = new JsonArray(),
        };
        if (HasChoice)
        {
            json["choices"]!.AsArray().Add(new JsonObject
            {
                ["index"] = 0,
                ["finish_reason"] = FinishReason,
                ["message"] = new JsonObject { ["role"] = "assistant", ["content"] = Content, ["refusal"] = Refusal },
            });
        }

        if (HasUsage)
        {
            json["usage"] = new JsonObject { ["prompt_tokens"] = 812, ["completion_tokens"] = 190, ["total_tokens"] = 1002 };
        }

        return json;
    }
}
