using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using PolicyBot.Application.Interactions;
using PolicyBot.Application.Ports;
using PolicyBot.Application.Reconciling;
using PolicyBot.Application.SignIn;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;
using PolicyBot.Slack.Inbound;
using PolicyBot.Slack.Outbound;
using PolicyBot.Testing;
using PolicyBot.Testing.Fakes;

namespace PolicyBot.Slack.Tests.Inbound;

/// <summary>
/// The Slack channel as the Host puts it together, on stores in memory, behind a real web server; and Slack, which signs what it posts.
/// </summary>
internal sealed class ABot : IAsyncDisposable
{
    public const string BotToken = "xoxb-s3cretToken";
    public const string AppToken = "xapp-s3cretToken";
    public const string Trigger = "13345224609.738474920.s3cretTrigger";
    private const string Secret = "0123456789abcdef0123456789abcdef";

    private readonly HttpClient _http = new();
    private WebApplication _application = null!;

    private ABot(ASlack slack) => Slack = slack;

    public ASlack Slack { get; }

    public FakeTimeProvider Time { get; } = new(ARequest.Sent);

    /// <summary>The clock that the answers to Slack go by.</summary>
    public FakeTimeProvider AnswerClock { get; } = new(ARequest.Sent);

    public FakeRegister Register { get; } = new();

    public FakeWork Work { get; } = new();

    public FakeSeen Seen { get; } = new();

    public FakePeople People { get; } = new();

    public FakeBackground Background { get; } = new();

    public Stores Stores { get; } = new();

    public LogLines Log { get; } = new();

    public IServiceProvider Services => _application.Services;

    /// <summary>A person whom the workspace's directory knows.</summary>
    public static (string User, Actor Person) Bo { get; } = ("UBO", Someone.Bo);

    public static async Task<ABot> StartAsync(bool socketMode = false)
    {
        var bot = new ABot(await ASlack.StartAsync());
        foreach (var actor in (PersonActor[])[Someone.Bo, Someone.Deputy, Someone.Mallory])
        {
            bot.Slack.People[actor.Account.Split('|')[2]] = actor.Person.Value;
        }

        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { EnvironmentName = Environments.Development });
        builder.Logging.ClearProviders().SetMinimumLevel(LogLevel.Trace).AddProvider(bot.Log);
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Configuration["Slack:BotToken"] = BotToken;
        builder.Configuration["Slack:SigningSecret"] = Secret;
        builder.Configuration["Slack:ApiBaseUrl"] = bot.Slack.Api.ToString();
        if (socketMode)
        {
            builder.Configuration["Slack:AppToken"] = AppToken;
        }

        builder.Host.UseDefaultServiceProvider(options => options.ValidateOnBuild = false);
        bot.Add(builder.Services);
        builder.Services.AddSlack(builder.Configuration);
        builder.Services.AddSingleton(provider => new AckDeadline(provider.GetRequiredService<IBackgroundTasks>(), bot.AnswerClock));
        builder.Services.AddSingleton(_ => new PendingViewResponses(bot.AnswerClock));
        bot._application = builder.Build();
        bot._application.MapSlack();
        await bot._application.StartAsync();
        return bot;
    }

    /// <summary>Slack posts an event.</summary>
    public async Task<HttpStatusCode> EventAsync(JsonObject envelope) =>
        (await PostAsync("/slack/events", envelope.ToJsonString(), "application/json")).Status;

    /// <summary>Slack posts an interaction; where its answer says nothing, what follows the answer is done too.</summary>
    /// <returns>What it was answered; null for nothing.</returns>
    public async Task<JsonObject?> InteractAsync(JsonObject payload)
    {
        var answer = await AnswerAsync(payload);
        if (payload["type"]?.GetValue<string>() is "block_actions" or "shortcut")
        {
            await Background.DrainAsync();
        }

        return answer;
    }

    /// <summary>Slack posts an interaction, and what follows its answer is still under way.</summary>
    public async Task<JsonObject?> AnswerAsync(JsonObject payload)
    {
        var (status, body) = await PostInteractionAsync(payload);
        Assert.Equal(HttpStatusCode.OK, status);
        return body.Length == 0 ? null : JsonNode.Parse(body)!.AsObject();
    }

    /// <summary>Slack posts an interaction that may be refused.</summary>
    public async Task<HttpStatusCode> InteractionStatusAsync(JsonObject payload) => (await PostInteractionAsync(payload)).Status;

    private Task<(HttpStatusCode Status, string Body)> PostInteractionAsync(JsonObject payload) => PostAsync(
        "/slack/interactions", "payload=" + WebUtility.UrlEncode(payload.ToJsonString()), "application/x-www-form-urlencoded");

    /// <summary>A person types the slash command; Slack is answered, and the work after the answer is done.</summary>
    public async Task CommandAsync(string text, string team = ASlack.Team, string user = "UBO", string trigger = Trigger)
    {
        var (status, body) = await PostAsync(
            "/slack/commands",
            $"team_id={team}&user_id={user}&channel_id=C1&command=%2Fpolicy-exception&text={WebUtility.UrlEncode(text)}&trigger_id={trigger}&response_url={WebUtility.UrlEncode(Slack.ResponseUrl)}",
            "application/x-www-form-urlencoded");
        Assert.Equal((HttpStatusCode.OK, ""), (status, body));
        await Background.DrainAsync();
    }

    /// <summary>An exception is in the event store, and all its people have their messages.</summary>
    public async Task HoldAsync(ARecord record)
    {
        await Services.GetRequiredService<IPeople>().WriteAsync(AccountOf(Bo.Person), default);
        Assert.True(await Register.TryCommitAsync(new Commit($"seed-{record.State.Id}", record.State, null, record.Events, []), default));
        await Services.GetRequiredService<Reconciler>().ReconcileAsync(record.State.Id, default);
        await Background.DrainAsync();
    }

    public async Task<ExceptionState> StateAsync(ExceptionId id) => (await Register.ReadHeadAsync(id, default))!.State;

    public async ValueTask DisposeAsync()
    {
        Slack.Sockets.CloseAll(); // or the bot would wait for them to be closed politely
        await _application.StopAsync();
        await _application.DisposeAsync();
        await Slack.DisposeAsync();
        _http.Dispose();
    }

    public static KnownAccount AccountOf(Actor person)
    {
        var parts = ((PersonActor)person).Account.Split('|');
        return new KnownAccount
        {
            Account = new ChannelAccount(parts[0], parts[1], parts[2]),
            Person = person.Person,
            Conversation = "D" + parts[2][1..],
            LastSeen = ARequest.Sent
        };
    }

    private async Task<(HttpStatusCode Status, string Body)> PostAsync(string path, string body, string type)
    {
        var stamp = DateTimeOffset.UtcNow.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(new Uri(_application.Urls.Single()), path));
        request.Content = new StringContent(body, Encoding.UTF8, type);
        request.Headers.Add("X-Slack-Request-Timestamp", stamp);
        request.Headers.Add("X-Slack-Signature", SlackSignatureTests.Sign(Secret, stamp, body));
        using var answer = await _http.SendAsync(request);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    private void Add(IServiceCollection services)
    {
        services.AddSingleton<TimeProvider>(Time);
        services.AddSingleton<IEventStore>(new RegisterWithOutages(Register, Stores));
        services.AddSingleton<IWork>(Work);
        services.AddSingleton<IPeople>(People);
        services.AddSingleton<IInboundDeduplication>(new SeenWithOutages(Seen, Stores));
        services.AddSingleton<IBackgroundTasks>(Background);
        services.AddSingleton<Func<IReadOnlyList<PersonEntry>>>(provider => () => provider.GetRequiredService<ICatalog>().Current.People);
        services.AddSingleton(new RegisterAddress(null));
        services.AddSingleton<IRegisterOffer>(provider => provider.GetRequiredService<RegisterSignIn>());
        foreach (var fake in typeof(FakeRegister).Assembly.GetExportedTypes()
            .Where(type => type.Namespace == typeof(FakeRegister).Namespace && type.GetConstructor([]) is not null))
        {
            foreach (var port in fake.GetInterfaces()
                .Where(port =>
                    port != typeof(IHome) && port != typeof(IChannel) && port.Assembly == typeof(InteractionRouter).Assembly))
            {
                services.TryAddSingleton(port, fake);
            }
        }

        foreach (var type in typeof(InteractionRouter).Assembly.GetExportedTypes()
            .Where(type => type is { IsClass: true, IsAbstract: false } && type.GetConstructors().Length == 1))
        {
            services.TryAddSingleton(type); // what is no part of the product is never asked for
        }
    }
}

/// <summary>Whether the stores answer.</summary>
internal sealed class Stores
{
    public bool AreDown { get; set; }

    /// <summary>What they take to keep what came in.</summary>
    public Task Keeping { get; set; } = Task.CompletedTask;

    /// <summary>How often they were to keep something that came in.</summary>
    public int Asked { get; set; }

    public void Check()
    {
        if (AreDown)
        {
            throw new StoreUnavailableException("down");
        }
    }
}

internal sealed class SeenWithOutages(IInboundDeduplication seen, Stores stores) : IInboundDeduplication
{
    public async Task<bool> TryTakeAsync(string key, string payload, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var keeping = stores.Keeping;
        stores.Asked++;
        await keeping;
        stores.Check();
        return await seen.TryTakeAsync(key, payload, now, cancellationToken);
    }

    public Task<string?> ReadAsync(string key, CancellationToken cancellationToken) => seen.ReadAsync(key, cancellationToken);

    public Task DoneAsync(string key, CancellationToken cancellationToken) => seen.DoneAsync(key, cancellationToken);

    public Task ForgetAsync(DateTimeOffset before, CancellationToken cancellationToken) => seen.ForgetAsync(before, cancellationToken);
}

internal sealed class RegisterWithOutages(IEventStore register, Stores stores) : IEventStore
{
    public Task<StreamHead?> ReadHeadAsync(ExceptionId id, CancellationToken cancellationToken)
    {
        stores.Check();
        return register.ReadHeadAsync(id, cancellationToken);
    }

    public Task<ExceptionRecord?> ReadAsync(ExceptionId id, CancellationToken cancellationToken) =>
        register.ReadAsync(id, cancellationToken);

    public Task<bool> TryCommitAsync(Commit commit, CancellationToken cancellationToken)
    {
        stores.Check();
        return register.TryCommitAsync(commit, cancellationToken);
    }

    public Task<IReadOnlyList<OutboxMessage?>> TryWriteAsync(
        ExceptionId id, IReadOnlyList<OutboxMessage> notices, CancellationToken cancellationToken) =>
        register.TryWriteAsync(id, notices, cancellationToken);

    public IAsyncEnumerable<ExceptionId> AllAsync(CancellationToken cancellationToken) => register.AllAsync(cancellationToken);

    public Task RemoveAsync(ExceptionId id, OutboxKey key, CancellationToken cancellationToken) =>
        register.RemoveAsync(id, key, cancellationToken);
}
