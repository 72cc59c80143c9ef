using Microsoft.Extensions.Logging.Abstractions;
using PolicyBot.Application.Notifications;
using PolicyBot.Application.Ports;
using PolicyBot.Application.Webhooks;
using PolicyBot.Testing;
using PolicyBot.Testing.Fakes;

namespace PolicyBot.Application.Tests;

/// <content>The webhook endpoints of the office.</content>
internal sealed partial class Office
{
    /// <summary>Endpoints.</summary>
    public FakeWebhooks Hooks { get; } = new();

    /// <summary>What goes to them.</summary>
    public FakeWebhookCall Call { get; } = new();

    /// <summary>The endpoints as the host knows them.</summary>
    public WebhookEndpoints Endpoints => field ??= new WebhookEndpoints(Hooks, new DeliveryMetrics(), Time);

    /// <summary>An endpoint that knows nothing of what has happened before.</summary>
    /// <param name="name">What it is called.</param>
    /// <param name="isOld">It is one of yesterday, and wants what tests hold.</param>
    public async Task<WebhookEndpoint> AddEndpointAsync(string name = "sheet", bool isOld = false)
    {
        var endpoint = new WebhookEndpoint(
            WebhookEndpoint.DrawId(), name, new Uri($"https://{name}.example/in"), WebhookSecret.Draw(),
            isOld ? ARequest.Sent.AddDays(-1) : Time.GetUtcNow());
        Assert.True(await Hooks.TryWriteAsync(endpoint, default));
        await Endpoints.RefreshAsync(default);
        Time.Advance(WebhookEndpoint.KnownAfter);
        return endpoint;
    }

    /// <summary>An endpoint as it stands now.</summary>
    public async Task<WebhookEndpoint> EndpointAsync(string id) => (await Hooks.FindAsync(id, default))!;

    /// <summary>An endpoint stands so from now on, and the host knows it.</summary>
    public async Task StandsAsync(WebhookEndpoint endpoint)
    {
        Assert.True(await Hooks.TryWriteAsync(endpoint, default));
        await Endpoints.RefreshAsync(default);
    }

    /// <summary>Tells administrators of endpoints.</summary>
    public WebhookNotices HookNotices { get; private set; } = null!;

    /// <summary>Brings events to endpoints.</summary>
    public WebhookDelivery HookDelivery { get; private set; } = null!;

    private WebhookLanes LanesOver(IEventStore register, ICatalog catalog, AdministratorNotices administrators)
    {
        HookNotices = new WebhookNotices(Endpoints, administrators, catalog, Time);
        HookDelivery = new WebhookDelivery(
            register, Call, Endpoints, HookNotices, catalog, Time, NullLogger<WebhookDelivery>.Instance);
        return new(Endpoints, HookDelivery, Work, Background, Time, NullLogger<WebhookLanes>.Instance);
    }
}
