using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using BenchmarkDotNet.Attributes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using PolicyBot.Application.Ports;
using PolicyBot.Application.Views;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Lab.Azurite;
using PolicyBot.Slack;
using PolicyBot.Tables;
using PolicyBot.Tables.Storage;
using PolicyBot.Testing;

namespace PolicyBot.Benchmarks;

/// <summary>
/// How long Slack waits until what it posts is acknowledged, signed and over a socket, while Slack's own API and the register take two
/// seconds for everything. What has to be stored first is stored on Azurite in memory.
/// </summary>
[InvocationCount(1)]
[WarmupCount(1)]
[IterationCount(5)]
public class AcknowledgementBenchmarks
{
    private const int Posts = 200;
    private const int Unmeasured = 2; // iterations in which code is compiled and connections are opened
    private const string Secret = "8f742231b10e8888abcd99yyyzzz85a5";
    private const string Draft = "PX-0000000A";

    private static readonly HttpClient Slack = new();
    private static readonly TimeSpan Slow = TimeSpan.FromSeconds(2);
    // six times as many as Slack sends to one app at the most: 30,000 an hour
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(20);

    private readonly ConcurrentQueue<TimeSpan> taken = new();
    private AzuriteServer azurite = null!;
    private ALoopbackServer api = null!;
    private WebApplication application = null!;
    private int posted;
    private int iterations;

    /// <summary>What Slack posts.</summary>
    public enum Post
    {
        /// <summary>A typed message: it is stored, and answered after.</summary>
        Event,

        /// <summary>A button that opens a dialog.</summary>
        Button,

        /// <summary>The slash command.</summary>
        Command,

        /// <summary>
        /// A policy was chosen in the form: the draft is stored. The register keeps its usual pace, because it is asked first.
        /// </summary>
        Choice,
    }

    /// <summary>What Slack posts.</summary>
    [ParamsAllValues]
    public Post What { get; set; }

    [GlobalSetup]
    public async Task SetupAsync()
    {
        azurite = await AzuriteServer.StartAsync(location: null, CancellationToken.None);
        api = await ALoopbackServer.StartAsync(AnswerAsync);
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { EnvironmentName = Environments.Development });
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Host.UseDefaultServiceProvider(options => options.ValidateOnBuild = false);
        builder.Configuration["Storage:ConnectionString"] = azurite.ConnectionString;
        builder.Configuration["Slack:BotToken"] = "xoxb-benchmark";
        builder.Configuration["Slack:SigningSecret"] = Secret;
        builder.Configuration["Slack:ApiBaseUrl"] = new Uri(api.Address, "/api/").ToString();
        builder.Services
            .AddWholeCore(TimeProvider.System, new DeafChannel())
            .AddPolicyBotTables(builder.Configuration)
            .AddSlack(builder.Configuration)
            .AddSingleton<IBackgroundTasks, Background>();
        if (What != Post.Choice)
        {
            builder.Services.AddSingleton<IEventStore, SlowRegister>();
        }

        application = builder.Build();
        application.MapSlack();
        await application.Services.GetRequiredService<StoreTables>().CreateAsync(CancellationToken.None);
        _ = await application.Services.SlackFaultsAsync(CancellationToken.None);
        await application.StartAsync();
        await PostAsync(); // the directory is asked who it is, once in a quarter of an hour
        await Task.Delay(Slow * 2);
    }

    [IterationSetup]
    public void ForgetWarmingUp()
    {
        if (iterations++ == Unmeasured)
        {
            taken.Clear();
        }
    }

    [Benchmark(Description = "two hundred posts of Slack in four seconds")]
    public async Task AcknowledgeAsync()
    {
        using var timer = new PeriodicTimer(Every);
        var posts = new List<Task>();
        while (posts.Count < Posts)
        {
            await timer.WaitForNextTickAsync();
            posts.Add(PostAsync());
        }

        await Task.WhenAll(posts);
    }

    [GlobalCleanup]
    public async Task CleanupAsync()
    {
        var sorted = taken.Order().ToList();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"// {What}: acknowledged after {At(50):0.0} ms at the 50th, {At(99):0.0} ms at the 99th percentile, {sorted[^1].TotalMilliseconds:0.0} ms at most; {sorted.Count} posts, one every {Every.TotalMilliseconds:0} ms."));
        await application.StopAsync(new CancellationToken(canceled: true)); // what is still to be answered is not
        await application.DisposeAsync();
        await api.DisposeAsync();
        await azurite.DisposeAsync();

        double At(int percentile) => sorted[sorted.Count * percentile / 100].TotalMilliseconds;
    }

    private async Task PostAsync()
    {
        var number = Interlocked.Increment(ref posted);
        var (path, type, body) = What switch
        {
            Post.Event => (SlackEndpoints.Events, "application/json", $$$"""
                {"type":"event_callback","team_id":"T1","event_id":"Ev{{{number}}}","authorizations":[{"team_id":"T1"}],
                "event":{"type":"message","channel_type":"im","channel":"D2","user":"U2","team":"T1","text":"help","ts":"1790000000.{{{number:D6}}}"}}
                """),
            Post.Button => (SlackEndpoints.Interactions, "application/x-www-form-urlencoded", Form($$$"""
                {"type":"block_actions","user":{"id":"U2","team_id":"T1"},"trigger_id":"t.{{{number}}}","container":{"type":"message","channel_id":"D2","message_ts":"1790000000.000001"},
                "actions":[{"type":"button","action_id":"{{{Verbs.Details}}}","block_id":"buttons","value":"{{{Draft}}}|1"}]}
                """)),
            Post.Choice => (SlackEndpoints.Interactions, "application/x-www-form-urlencoded", Form($$$"""
                {"type":"block_actions","user":{"id":"U2","team_id":"T1"},"container":{"type":"view","view_id":"V{{{number}}}"},
                "view":{"id":"V{{{number}}}","type":"modal","private_metadata":"PX-{{{number:D8}}}|0","state":{"values":{"policyId":{"value":{"type":"static_select","selected_option":{"value":"SEC-MFA"} } } } } },
                "actions":[{"type":"static_select","action_id":"value","block_id":"policyId","action_ts":"1790000000.{{{number:D6}}}","selected_option":{"value":"SEC-MFA"}}]}
                """)),
            _ => (SlackEndpoints.Commands, "application/x-www-form-urlencoded",
                $"team_id=T1&user_id=U2&command=%2Fpolicy-exception&text=&trigger_id=t.{number}"),
        };
        var stamp = DateTimeOffset.UtcNow.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var signature = HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), Encoding.UTF8.GetBytes($"v0:{stamp}:{body}"));
        using var request =
            new HttpRequestMessage(HttpMethod.Post,
            new Uri(new Uri(application.Urls.Single()), path))
            { Content = new StringContent(body, Encoding.UTF8, type) };
        request.Headers.Add("X-Slack-Request-Timestamp", stamp);
        request.Headers.Add("X-Slack-Signature", $"v0={Convert.ToHexStringLower(signature)}");

        var began = Stopwatch.GetTimestamp();
        using var answer = await Slack.SendAsync(request);
        taken.Enqueue(Stopwatch.GetElapsedTime(began));
        answer.EnsureSuccessStatusCode();
    }

    private static string Form(string payload) => $"payload={WebUtility.UrlEncode(payload)}";

    // Slack, which knows one person and takes its time.
    private static async Task AnswerAsync(HttpContext context)
    {
        var method = context.Request.Path.Value!.Split('/')[^1];
        if (method != "auth.test")
        {
            await Task.Delay(Slow, context.RequestAborted);
        }

        await context.Response.WriteAsync(method switch
        {
            "auth.test" => """{"ok":true,"team_id":"T1","user_id":"U9","bot_id":"B9"}""",
            "users.info" =>
                """{"ok":true,"user":{"id":"U2","team_id":"T1","is_email_confirmed":true,"profile":{"real_name":"Bo Berg","email":"bo@contoso.example"}}}""",
            "views.open" => """{"ok":true,"view":{"id":"V1","hash":"1"}}""",
            _ => """{"ok":true,"channel":"D2","ts":"1790000000.000001"}""",
        });
    }

    /// <summary>What follows an answer, as many pieces at once as the Host does.</summary>
    private sealed class Background : IBackgroundTasks, IDisposable
    {
        private readonly SemaphoreSlim room = new(16);
        private readonly CancellationTokenSource stopped = new();

        public void Run(Func<CancellationToken, Task> work) => _ = Task.Run(async () =>
        {
            await room.WaitAsync(stopped.Token);
            try
            {
                await work(stopped.Token);
            }
            finally
            {
                room.Release();
            }
        });

        public void Dispose()
        {
            stopped.Cancel();
            stopped.Dispose();
        }
    }

    /// <summary>An empty event store that answers slowly.</summary>
    private sealed class SlowRegister : IEventStore
    {
        public async Task<StreamHead?> ReadHeadAsync(ExceptionId id, CancellationToken cancellationToken)
        {
            await Task.Delay(Slow, cancellationToken);
            return null;
        }

        public async Task<ExceptionRecord?> ReadAsync(ExceptionId id, CancellationToken cancellationToken)
        {
            await Task.Delay(Slow, cancellationToken);
            return null;
        }

        public Task<bool> TryCommitAsync(Commit commit, CancellationToken cancellationToken) =>
            throw new NotSupportedException("Nothing is decided here.");

        public Task<IReadOnlyList<OutboxMessage?>> TryWriteAsync(
            ExceptionId id, IReadOnlyList<OutboxMessage> notices, CancellationToken cancellationToken) =>
            throw new NotSupportedException("Nothing is told here.");

        public Task RemoveAsync(ExceptionId id, OutboxKey key, CancellationToken cancellationToken) =>
            throw new NotSupportedException("Nothing is told here.");

        public async IAsyncEnumerable<ExceptionId> AllAsync(
            [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
        {
            await Task.CompletedTask;
            yield break;
        }
    }
}
