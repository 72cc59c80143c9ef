using Microsoft.Extensions.Logging.Abstractions;
using PolicyBot.Application.Notifications;
using PolicyBot.Application.Ports;
using PolicyBot.Application.Webhooks;
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
    public async Task<WebhookEndpoint> AddEndpointAsync(string name = "sheet")
    {
        var endpoint = new WebhookEndpoint(
            WebhookEndpoint.DrawId(), name, new Uri($"https://{name}.example/in"), WebhookSecret.Draw(), Time.GetUtcNow());
        Assert.True(await Hooks.TryWriteAsync(endpoint, default));
        await Endpoints.RefreshAsync(default);
        Time.Advance(WebhookEndpoint.KnownAfter);
        return endpoint;
    }

    /// <summary>An endpoint as it stands now.</summary>
    public async Task<WebhookEndpoint> EndpointAsync(string id) => (await Hooks.FindAsync(id, default))!;

    private WebhookLanes LanesOver(IEventStore register, ICatalog catalog, AdministratorNotices administrators) => new(
        Endpoints,
        new WebhookDelivery(register, Call, Endpoints, administrators, catalog, Time, NullLogger<WebhookDelivery>.Instance),
        Work,
        Background,
        Time,
        NullLogger<WebhookLanes>.Instance);
}
