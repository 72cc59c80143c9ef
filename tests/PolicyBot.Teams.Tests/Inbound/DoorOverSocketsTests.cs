using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using PolicyBot.Lab.Teams;
using PolicyBot.Lab.Teams.Tokens;
using PolicyBot.Teams.Inbound;
using PolicyBot.Teams.Protocol;
using PolicyBot.Testing;

namespace PolicyBot.Teams.Tests.Inbound;

/// <summary>The endpoint behind a real web server, with the Lab's tenant signing and posting.</summary>
public sealed class DoorOverSocketsTests(TenantFixture fixture) : IClassFixture<TenantFixture>, IAsyncLifetime
{
    private const string Ana = "ana@contoso.example";

    private readonly List<Activity> _admitted = [];
    private ALoopbackServer _bot = null!;

    private TeamsTenant Tenant => fixture.Tenant;

    public async Task InitializeAsync()
    {
        _bot = await ALoopbackServer.StartAsync(async context =>
        {
            var arrival = await fixture.Door.ReceiveAsync(context.Request, context.RequestAborted);
            if (arrival is TeamsVerifiedRequest.Admitted admitted)
            {
                _admitted.Add(admitted.Activity);
            }

            context.Response.StatusCode = arrival is TeamsVerifiedRequest.Refused refused ? refused.Status : StatusCodes.Status200OK;
        });
        Tenant.BotAddress = new Uri(_bot.Address, "/api/messages");
    }

    public Task DisposeAsync() => _bot.DisposeAsync().AsTask();

    [Fact]
    public async Task What_a_person_types_arrives()
    {
        var answer = await Tenant.Person(Ana).SayAsync("help", default);

        Assert.Equal(200, answer.Status);
        var activity = Assert.Single(_admitted);
        Assert.Equal("help", Mentions.TextWithoutRecipient(activity));
        Assert.Equal(Tenant.Person(Ana).Account.ObjectId, activity.From!.AadObjectId);
    }

    [Fact]
    public async Task What_a_person_says_to_the_bot_in_a_channel_arrives_without_the_mention()
    {
        await Tenant.Person(Ana).MentionAsync("status PX-1", default);

        var activity = Assert.Single(_admitted);
        Assert.False(activity.IsPersonal);
        Assert.Equal("status PX-1", Mentions.TextWithoutRecipient(activity));
    }

    [Fact]
    public async Task An_installation_arrives_with_a_reference_to_write_to()
    {
        await Tenant.Person(Ana).InstallAsync(default);

        Assert.Equal([ActivityTypes.InstallationUpdate, ActivityTypes.ConversationUpdate], _admitted.Select(activity => activity.Type));
        var reference = ConversationReference.From(_admitted[0]);
        Assert.Equal((Tenant.Person(Ana).Chat.Id, Tenant.ServiceUrl, Tenant.Options.TenantId),
            (reference.Conversation!.Id, reference.ServiceUrl, reference.TenantId));
    }

    [Theory]
    [InlineData(ConnectorTokenSignature.Genuine, 200)]
    [InlineData(ConnectorTokenSignature.None, 401)]
    [InlineData(ConnectorTokenSignature.PublicKeyAsSecret, 401)]
    [InlineData(ConnectorTokenSignature.ForeignKey, 401)]
    [InlineData(ConnectorTokenSignature.KeyWithoutEndorsement, 403)]
    [InlineData(ConnectorTokenSignature.KeyOfAnotherChannel, 403)]
    public async Task Only_a_signature_for_Teams_counts(ConnectorTokenSignature signature, int status)
    {
        Assert.Equal(status, await DeliverAsync(new ConnectorTokenShape { Signature = signature }));
    }

    [Fact]
    public async Task Claims_that_do_not_fit_are_refused()
    {
        Assert.Equal(401, await DeliverAsync(new ConnectorTokenShape { Issuer = "https://evil.example" }));
        Assert.Equal(401, await DeliverAsync(new ConnectorTokenShape { Audience = "another-bot" }));
        Assert.Equal(401, await DeliverAsync(new ConnectorTokenShape { Shift = TimeSpan.FromMinutes(-66) }));
        Assert.Equal(200, await DeliverAsync(new ConnectorTokenShape { Shift = TimeSpan.FromMinutes(-64) }));
        Assert.Equal(401, await DeliverAsync(new ConnectorTokenShape { Shift = TimeSpan.FromMinutes(7) }));
        Assert.Equal(403, await DeliverAsync(new ConnectorTokenShape { ServiceUrl = "https://smba.trafficmanager.net/emea/" }));
        Assert.Equal(403, await DeliverAsync(new ConnectorTokenShape { ServiceUrl = "" }));
    }

    [Fact]
    public async Task Without_a_token_nobody_gets_in()
    {
        var answer = await Tenant.DeliverAsync(Tenant.TextActivity(Ana, "help"), null, default);

        Assert.Equal((401, ""), (answer.Status, answer.Body));
    }

    [Fact]
    public async Task A_foreign_tenant_and_a_foreign_service_are_refused()
    {
        Assert.Equal(403, await DeliverAsync(null, activity =>
        {
            activity["conversation"]!["tenantId"] = "foreign";
            activity["channelData"]!["tenant"]!["id"] = "foreign";
        }));
        Assert.Equal(403, await DeliverAsync(
            new ConnectorTokenShape { ServiceUrl = "https://evil.example/" }, activity =>
                activity["serviceUrl"] = "https://evil.example/"));
    }

    [Fact]
    public async Task Rotated_keys_are_found_with_one_reading_and_made_up_ones_cost_no_more()
    {
        await DeliverAsync(null);
        var readings = Tenant.Tokens.KeyRequests;

        Tenant.Tokens.Rotate();
        Assert.Equal(200, await DeliverAsync(null));
        Assert.Equal(401, await DeliverAsync(new ConnectorTokenShape { KeyId = "made-up" }));

        Assert.Equal(readings + 1, Tenant.Tokens.KeyRequests);
    }

    [Fact]
    public async Task The_token_of_a_person_is_not_the_connectors()
    {
        var token = Tenant.Authority.IssueFor(Tenant.Person(Ana).Account);

        Assert.Equal(401, (await Tenant.DeliverAsync(Tenant.TextActivity(Ana, "help"), token, default)).Status);
    }

    private async Task<int> DeliverAsync(ConnectorTokenShape? shape, Action<JsonObject>? change = null)
    {
        var activity = Tenant.TextActivity(Ana, "help");
        change?.Invoke(activity);
        return (await Tenant.DeliverAsync(activity, Tenant.Tokens.Issue(shape), default)).Status;
    }
}
