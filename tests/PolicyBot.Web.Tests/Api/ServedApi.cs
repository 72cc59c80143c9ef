using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using PolicyBot.Application.Ports;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;
using PolicyBot.Testing;
using PolicyBot.Testing.Fakes;
using PolicyBot.Web.Api;
using PolicyBot.Web.Mcp;

namespace PolicyBot.Web.Tests.Api;

/// <summary>The doors for machines, served over loopback, on fakes.</summary>
internal sealed class ServedApi : IAsyncDisposable
{
    private readonly WebApplication _app;

    private ServedApi(WebApplication app, FakeTimeProvider time, FakeChannel chat, LogLines log) =>
        (_app, Time, Chat, Log) = (app, time, chat, log);

    /// <summary>The chat of everybody.</summary>
    public FakeChannel Chat { get; }

    public FakeTimeProvider Time { get; }

    public LogLines Log { get; }

    /// <summary>Where they are served.</summary>
    public string Address => _app.Urls.Single();

    public FakeCatalog Catalog => (FakeCatalog)_app.Services.GetRequiredService<ICatalog>();

    public FakeRegister Record => (FakeRegister)_app.Services.GetRequiredService<IEventStore>();

    public IDrafts Drafts => _app.Services.GetRequiredService<IDrafts>();

    public IPeople People => _app.Services.GetRequiredService<IPeople>();

    private IApiKeys Keys => _app.Services.GetRequiredService<IApiKeys>();

    /// <summary>Serves them.</summary>
    /// <param name="held">What is in the register.</param>
    public static Task<ServedApi> OpenAsync(params ARecord[] held) => OpenAsync(null, held);

    /// <summary>The same, with a reader of reports of mail.</summary>
    public static async Task<ServedApi> OpenAsync(IInboundMail? reports, params ARecord[] held)
    {
        var (time, chat) = (new FakeTimeProvider(ARequest.Sent.AddDays(1)), new FakeChannel("teams"));
        var builder = WebApplication.CreateSlimBuilder();
        var log = new LogLines();
        builder.Logging.ClearProviders().AddProvider(log);
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services
            .AddWholeCore(time, chat)
            .AddSingleton<IEventStore, FakeRegister>()
            .AddSingleton<IWork, FakeWork>()
            .AddApi()
            .AddAgents();
        if (reports is not null)
        {
            builder.Services.AddSingleton(reports);
        }

        var app = builder.Build();
        app.MapApi();
        app.MapAgents();
        await app.StartAsync();
        var served = new ServedApi(app, time, chat, log);
        foreach (var record in held)
        {
            await served.HoldAsync(record);
        }

        return served;
    }

    /// <summary>An exception is in the register.</summary>
    public async Task HoldAsync(ARecord record)
    {
        Assert.True(await Record.TryCommitAsync(new Commit($"seed-{record.State.Id}", record.State, null, record.Events, []), default));
        await IndexAsync(record);
    }

    /// <summary>An exception is in index and lists.</summary>
    public async Task IndexAsync(ARecord record)
    {
        await _app.Services.GetRequiredService<IListings>().PutAsync(record.State.ToListing(Catalog.Current), default);
        var (wanted, unwanted) = IndexHeading.For(record.State, record.Facts);
        await _app.Services.GetRequiredService<IIndex>().ProjectAsync(wanted, unwanted, default);
    }

    /// <summary>The number of an exception.</summary>
    public static ExceptionId IdOf(int number) => ExceptionId.Parse($"PX-{number:D8}");

    /// <summary>A person has an account in the chat.</summary>
    public async Task MeetAsync(PersonActor person)
    {
        Chat.Directory[person.Name] = new DirectoryAnswer(
            DirectoryVerdict.Member, person.Person.Value, person.Person.Value, person.Name);
        await People.WriteAsync(
            Register.ServedRegister.AccountOf(person) with { LastSeen = Time.GetUtcNow() }, default);
    }

    /// <summary>A machine with a key.</summary>
    public async Task<HttpClient> EnterAsync(Scopes scopes)
    {
        var secret = ApiKeySecret.Draw();
        await Keys.TryWriteAsync(new ApiKey(secret.Id, "ci", scopes, secret.Hash, Time.GetUtcNow(), null), default);
        var machine = NewMachine();
        machine.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", secret.Text);
        return machine;
    }

    /// <summary>An app with a person's token; they are known from chat only after <see cref="MeetAsync"/>.</summary>
    public HttpClient EnterAs(PersonActor person)
    {
        var app = NewMachine();
        app.DefaultRequestHeaders.Authorization = AuthenticationHeaderValue.Parse(FakePersonTokens.Of(person.Name));
        return app;
    }

    /// <summary>A machine without one.</summary>
    public HttpClient NewMachine() => new(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false })
    {
        BaseAddress = new Uri(Address),
    };

    /// <summary>The status and the JSON of an answer.</summary>
    public static async Task<(HttpStatusCode Status, JsonElement Json)> GetAsync(HttpClient machine, string address)
    {
        using var answer = await machine.GetAsync(new Uri(address, UriKind.Relative));
        var text = await answer.Content.ReadAsStringAsync();
        var isJson = answer.Content.Headers.ContentType?.MediaType?.EndsWith("json", StringComparison.Ordinal) == true;
        return (answer.StatusCode, isJson ? JsonElement.Parse(text) : default);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await _app.DisposeAsync();
}
