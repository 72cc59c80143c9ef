using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using PolicyBot.Application.Ports;
using PolicyBot.Application.SignIn;
using PolicyBot.Application.Views;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;
using PolicyBot.Testing;
using PolicyBot.Testing.Fakes;
using PolicyBot.Web.Register;
using static PolicyBot.Testing.Someone;

namespace PolicyBot.Web.Tests.Register;

/// <summary>The pages, served over loopback by the real doors, on fakes; and people who walk through them.</summary>
internal sealed class ServedRegister : IAsyncDisposable
{
    private readonly WebApplication _app;

    private ServedRegister(WebApplication app, FakeTimeProvider time, FakeChannel chat) => (_app, Time, Chat) = (app, time, chat);

    /// <summary>Administers.</summary>
    public static PersonActor Lee { get; } = new(PersonId.Parse("lee@contoso.example"), "Lee Adler", "teams", "teams|72f988bf|lee");

    /// <summary>Sal asks, Pat owns, Ana and Bo decide, Iam owns the policy, the CISO the area, Deputy audits, Lee administers.</summary>
    public static IReadOnlyList<PersonActor> People { get; } = [Sal, Pat, Ana, Bo, Iam, Ciso, Deputy, Lee, Mallory];

    public FakeTimeProvider Time { get; }

    /// <summary>The chat of everybody.</summary>
    public FakeChannel Chat { get; }

    public FakeCatalog Catalog => (FakeCatalog)_app.Services.GetRequiredService<ICatalog>();

    public FakeListings Listings => (FakeListings)_app.Services.GetRequiredService<IListings>();

    public FakeCounts Counts => (FakeCounts)_app.Services.GetRequiredService<ICounts>();

    public FakeRegister Record => (FakeRegister)_app.Services.GetRequiredService<IEventStore>();

    public FakePageSessions Sessions => (FakePageSessions)_app.Services.GetRequiredService<IPageSessions>();

    public RegisterSignIn SignIn => _app.Services.GetRequiredService<RegisterSignIn>();

    private Uri Address => new(_app.Urls.Single());

    /// <summary>Serves them.</summary>
    /// <param name="origin">Where people think they are; null: where they are.</param>
    /// <param name="held">What is in the register.</param>
    public static async Task<ServedRegister> OpenAsync(Uri? origin = null, params ARecord[] held)
    {
        var (time, chat) = (new FakeTimeProvider(ARequest.Sent), new FakeChannel("teams"));
        var port = LoopbackPort();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        builder.Services
            .AddWholeCore(time, chat)
            .AddSingleton<IEventStore, FakeRegister>()
            .AddSingleton<ITombstones>(provider => (FakeRegister)provider.GetRequiredService<IEventStore>())
            .AddSingleton<IWork, FakeWork>()
            .AddSingleton(new RegisterAddress(origin ?? new Uri($"http://127.0.0.1:{port}")))
            .AddRegister();
        var app = builder.Build();
        app.Use(async (context, next) =>
        {
            using var activity = new System.Diagnostics.Activity("page").Start(); // as under telemetry: faults have a number
            try
            {
                await next(context);
            }
            catch (Exception fault) when (!context.Response.HasStarted)
            {
                context.Response.StatusCode = 500;
                await context.Response.WriteAsync(fault.ToString()); // what failed stands in the test's message
            }
        });
        app.MapRegister();
        await app.StartAsync();
        var served = new ServedRegister(app, time, chat);
        served.Catalog.Current = served.Catalog.Current with { Roles = new CatalogRoles([Deputy.Person], [Lee.Person]) };
        foreach (var person in People)
        {
            await served.MeetAsync(person);
        }

        foreach (var record in held)
        {
            await served.HoldAsync(record);
        }

        return served;
    }

    /// <summary>An account of a person, all in one chat.</summary>
    public static KnownAccount AccountOf(PersonActor person) => new()
    {
        Account = new ChannelAccount("teams", "tenant", person.Name),
        Person = person.Person,
        Name = person.Name,
        Conversation = $"chat-{person.Name}",
        ServiceUrl = "https://service.example/",
    };

    /// <summary>An exception is in the register.</summary>
    public async Task HoldAsync(ARecord record)
    {
        var store = _app.Services.GetRequiredService<IEventStore>();
        Assert.True(await store.TryCommitAsync(new Commit($"seed-{record.State.Id}", record.State, null, record.Events, []), default));
        await ListAsync(record.State);
    }

    /// <summary>An exception is in lists and counts, with no record behind it.</summary>
    public async Task ListAsync(ExceptionState state)
    {
        await Listings.PutAsync(state.ToListing(Catalog.Current), default);
        await Counts.PutAsync(state.ToCounted(Catalog.Current), default);
    }

    /// <summary>The directory knows a person; with which verdict.</summary>
    public async Task MeetAsync(PersonActor person, DirectoryVerdict verdict = DirectoryVerdict.Member, string locale = "")
    {
        Chat.Directory[person.Name] = new DirectoryAnswer(verdict, person.Person.Value, person.Person.Value, person.Name) { Locale = locale };
        var people = _app.Services.GetRequiredService<IPeople>();
        await people.WriteAsync(AccountOf(person) with { LastSeen = Time.GetUtcNow(), Locale = locale }, default);
    }

    /// <summary>What stands in the chat of a person last.</summary>
    public CardView LastTold(PersonActor person) => Chat.Sent.Last(message => message.To.Id == person.Name).View;

    /// <summary>A person writes <c>register</c>; the link, below the origin.</summary>
    public async Task<string> AskAsync(PersonActor person)
    {
        var answer = await SignIn.OfferAsync(TurnOf(person), default);
        return ((ListView)answer.View).Actions.Single().Link!.PathAndQuery;
    }

    /// <summary>What a person does in chat.</summary>
    public static Interaction TurnOf(PersonActor person) => new(new Sender(AccountOf(person), Private: true, null), person);

    /// <summary>A browser that keeps cookies and follows nothing.</summary>
    public HttpClient NewBrowser() => new(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false, CookieContainer = new CookieContainer() })
    {
        BaseAddress = Address,
        DefaultRequestHeaders = { { "User-Agent", "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0" } },
    };

    /// <summary>A person signs in.</summary>
    public async Task<HttpClient> EnterAsync(PersonActor person)
    {
        var browser = NewBrowser();
        using var entered = await PressAsync(browser, await AskAsync(person));
        Assert.True(entered.StatusCode == HttpStatusCode.SeeOther, await entered.Content.ReadAsStringAsync());
        return browser;
    }

    /// <summary>Presses the button of the page that a link opens.</summary>
    public static Task<HttpResponseMessage> PressAsync(HttpClient browser, string link, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, RegisterAddress.Enter)
        {
            Content = new FormUrlEncodedContent([KeyValuePair.Create(RegisterAddress.LinkKey, link.Split('=', 2)[1])]),
        };
        foreach (var (name, value) in headers)
        {
            request.Headers.Add(name, value);
        }

        return browser.SendAsync(request);
    }

    /// <summary>The status and the words of a page.</summary>
    public static async Task<(HttpStatusCode Status, string Page)> ReadAsync(HttpClient browser, string address)
    {
        using var answer = await browser.GetAsync(new Uri(address, UriKind.Relative));
        return (answer.StatusCode, WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync()));
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private static int LoopbackPort()
    {
        using var listener = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
