using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using PolicyBot.Application.Ports;
using PolicyBot.Lab.Teams;
using PolicyBot.Teams.Outbound;
using PolicyBot.Teams.Protocol;
using PolicyBot.Testing;
using LabFault = PolicyBot.Lab.Teams.Connector.ConnectorFault;
using LabOperation = PolicyBot.Lab.Teams.Connector.ConnectorOperation;

namespace PolicyBot.Teams.Tests.Outbound;

/// <summary>What the connector, the network or the authority can do wrong, and what the outcome then allows.</summary>
public sealed class ConnectorTroubleTests(TenantFixture fixture) : IClassFixture<TenantFixture>
{
    private const string Sal = "sal@contoso.example";

    private TeamsTenant Tenant => fixture.Tenant;

    private TeamsClient Client => fixture.Client;

    [Theory]
    [InlineData(LabFault.Throttled, 1, "Throttled")]
    [InlineData(LabFault.ThrottledForLong, 60, "Throttled")]
    [InlineData(LabFault.PreconditionFailed, 2, "PreconditionFailed")]
    public async Task What_was_not_done_is_done_later(LabFault fault, int seconds, string code)
    {
        var chat = await fixture.ChatAsync(Sal);
        Tenant.Faults.Add(LabOperation.Send, fault);

        var outcome = await Client.SendToConversationAsync(chat, ACard.Say("x"), default);

        Assert.Equal(new ConnectorOutcome<ResourceResponse>.Later(TimeSpan.FromSeconds(seconds), code, PauseReason.Throttled), outcome);
    }

    [Theory]
    [InlineData(LabFault.NotInRoster, ConnectorFault.Unreachable, "BotNotInConversationRoster")]
    [InlineData(LabFault.WritesBlocked, ConnectorFault.Unreachable, "MessageWritesBlocked")]
    [InlineData(LabFault.TooBig, ConnectorFault.TooLarge, "MessageSizeTooBig")]
    public async Task What_can_never_be_done_says_why(LabFault fault, object meaning, string code)
    {
        var chat = await fixture.ChatAsync(Sal);
        Tenant.Faults.Add(LabOperation.Send, fault);

        var outcome = await Client.SendToConversationAsync(chat, ACard.Say("x"), default);

        Assert.Equal(((ConnectorFault)meaning, code), outcome.Never());
    }

    [Fact]
    public async Task A_message_that_is_gone_is_not_replaced()
    {
        var chat = await fixture.ChatAsync(Sal);

        var updated = await Client.UpdateActivityAsync(chat, "1", ACard.Say("x"), default);

        Assert.Equal((ConnectorFault.MessageGone, "ActivityNotFoundInConversation"), updated.Never());
    }

    [Fact]
    public async Task A_bad_gateway_may_have_let_a_new_message_through_but_an_edition_is_simply_repeated()
    {
        var chat = await fixture.ChatAsync(Sal);
        Tenant.Faults.Add(LabOperation.Send, LabFault.BadGateway);
        Tenant.Faults.Add(LabOperation.Update, LabFault.BadGateway);

        var sent = await Client.SendToConversationAsync(chat, ACard.Say("x"), default);
        var again = await Client.SendToConversationAsync(chat, ACard.Say("x"), default);
        var updated = await Client.UpdateActivityAsync(chat, again.Done().Id!, ACard.Say("y"), default);

        Assert.Equal("Http502", Assert.IsType<ConnectorOutcome<ResourceResponse>.MaybeDelivered>(sent).Code);
        Assert.Equal("Http502", Assert.IsType<ConnectorOutcome<ResourceResponse>.Later>(updated).Code);
    }

    [Fact]
    public async Task A_chat_may_be_asked_for_again_but_not_a_thread()
    {
        await fixture.ChatAsync(Sal);
        Tenant.Faults.Add(LabOperation.Create, LabFault.BadGateway, LabFault.BadGateway);
        var (app, tenant) = (Tenant.Options.AppId, Tenant.Options.TenantId);

        var chat =
            await Client.CreateConversationAsync(
                Tenant.ServiceUrl, ConversationParameters.Personal(app, Tenant.Person(Sal).Account.Mri, tenant), default);
        var thread =
            await Client.CreateConversationAsync(
                Tenant.ServiceUrl, ConversationParameters.Thread(Tenant.Channel.Id, tenant, ACard.Say("x")), default);

        Assert.IsType<ConnectorOutcome<ConversationResourceResponse>.Later>(chat);
        Assert.IsType<ConnectorOutcome<ConversationResourceResponse>.MaybeDelivered>(thread);
    }

    [Fact]
    public async Task A_connection_that_breaks_after_the_message_arrived_leaves_it_open()
    {
        var chat = await fixture.ChatAsync(Sal);
        Tenant.Faults.Add(LabOperation.Send, LabFault.DroppedAfterAccept);

        var sent = await Client.SendToConversationAsync(chat, ACard.Say("dropped"), default);

        Assert.IsType<ConnectorOutcome<ResourceResponse>.MaybeDelivered>(sent);
        Assert.Single(Tenant.Person(Sal).Chat.Messages, message => ACard.TextOf(message) == "dropped");
    }

    [Fact]
    public async Task No_answer_to_a_message_leaves_it_open()
    {
        var chat = await fixture.ChatAsync(Sal);
        var time = new FakeTimeProvider(DateTimeOffset.UnixEpoch);
        using var own = OwnClient(time);
        Tenant.Faults.Add(LabOperation.Send, LabFault.SilentAfterAccept);

        var sending = own.Connector.SendToConversationAsync(chat, ACard.Say("silent"), default);
        await ArrivedAsync("silent");
        time.Advance(TeamsClient.AnswerWithin);

        Assert.Equal("Timeout", Assert.IsType<ConnectorOutcome<ResourceResponse>.MaybeDelivered>(await sending).Code);
    }

    [Fact]
    public async Task No_answer_to_an_edition_is_asked_for_again()
    {
        var chat = await fixture.ChatAsync(Sal);
        var id = (await Client.SendToConversationAsync(chat, ACard.Say("first"), default)).Done().Id!;
        var time = new FakeTimeProvider(DateTimeOffset.UnixEpoch);
        using var own = OwnClient(time);
        Tenant.Faults.Add(LabOperation.Update, LabFault.SilentAfterAccept);

        var updating = own.Connector.UpdateActivityAsync(chat, id, ACard.Say("silent edition"), default);
        await ArrivedAsync("silent edition");
        time.Advance(TeamsClient.AnswerWithin);

        Assert.Equal("Timeout", Assert.IsType<ConnectorOutcome<ResourceResponse>.Later>(await updating).Code);
    }

    [Fact]
    public async Task A_caller_who_gives_up_is_told_so()
    {
        var chat = await fixture.ChatAsync(Sal);
        using var caller = new CancellationTokenSource();
        Tenant.Faults.Add(LabOperation.Send, LabFault.SilentAfterAccept);

        var sending = Client.SendToConversationAsync(chat, ACard.Say("given up"), caller.Token);
        await ArrivedAsync("given up");
        await caller.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sending);
    }

    [Fact]
    public async Task A_refused_token_is_replaced_once()
    {
        var chat = await fixture.ChatAsync(Sal);
        (await Client.SendToConversationAsync(chat, ACard.Say("x"), default)).Done();
        var issued = Tenant.Authority.TokensIssued;
        Tenant.Faults.Add(LabOperation.Send, LabFault.Unauthorized);

        (await Client.SendToConversationAsync(chat, ACard.Say("x"), default)).Done();

        Assert.Equal(issued + 1, Tenant.Authority.TokensIssued);
    }

    [Fact]
    public async Task A_token_that_is_refused_twice_is_a_wrong_registration()
    {
        var chat = await fixture.ChatAsync(Sal);
        Tenant.Faults.Add(LabOperation.Send, LabFault.Unauthorized, LabFault.Unauthorized);
        var before = Tenant.Requests.Count;

        var outcome = await Client.SendToConversationAsync(chat, ACard.Say("x"), default);

        Assert.Equal((ConnectorFault.Unauthorized, "BotNotRegistered"), outcome.Never());
        Assert.Equal(before + 2, Tenant.Requests.Count);
    }

    [Fact]
    public async Task A_connector_that_is_not_there_has_got_nothing()
    {
        var server = await ALoopbackServer.StartAsync(_ => Task.CompletedTask);
        var address = server.Address.ToString();
        await server.DisposeAsync();

        var outcome = await Client.SendToConversationAsync(new ConversationAddress(address, "a:1", "t"), ACard.Say("x"), default);

        Assert.Equal("ConnectionError", Assert.IsType<ConnectorOutcome<ResourceResponse>.Later>(outcome).Code);
    }

    [Fact]
    public async Task A_connection_that_does_not_come_about_has_brought_nothing()
    {
        using var handler = new SocketsHttpHandler
        {
            ConnectTimeout = TimeSpan.FromMilliseconds(1),
            ConnectCallback = async (_, cancellationToken) =>
            {
                await Task.Delay(Timeout.Infinite, cancellationToken);
                throw new InvalidOperationException("Waiting without end has ended.");
            },
        };
        using var own = OwnClient(new FakeTimeProvider(DateTimeOffset.UnixEpoch), new HttpClient(handler));

        var outcome =
            await own.Connector.SendToConversationAsync(new ConversationAddress("http://127.0.0.1:9/", "a:1", "t"), ACard.Say("x"), default);

        Assert.IsType<ConnectorOutcome<ResourceResponse>.Later>(outcome);
    }

    [Theory]
    [InlineData("Teams:MicrosoftAppPassword", "wrong")]
    [InlineData("Teams:AuthorityCertificateSha256", "0000000000000000000000000000000000000000000000000000000000000000")]
    public async Task Without_a_token_nothing_is_sent_yet(string key, string value)
    {
        await using var services = fixture.Compose((key, value));
        var chat = await fixture.ChatAsync(Sal);
        var (requests, issued) = (Tenant.Requests.Count, Tenant.Authority.TokensIssued);

        var outcome = await services.GetRequiredService<TeamsClient>().SendToConversationAsync(chat, ACard.Say("x"), default);

        Assert.Equal("NoToken", Assert.IsType<ConnectorOutcome<ResourceResponse>.Later>(outcome).Code);
        Assert.Equal((requests, issued), (Tenant.Requests.Count, Tenant.Authority.TokensIssued));
    }

    [Fact]
    public async Task A_burst_stays_under_the_rates_of_Teams()
    {
        await using var services = fixture.Compose();
        var client = services.GetRequiredService<TeamsClient>();
        var chat = await fixture.ChatAsync("bo@contoso.example");
        (await client.GetConversationMemberAsync(chat, Tenant.Person("bo@contoso.example").Account.Mri, default)).Done();
        Tenant.RateLimits = true;
        try
        {
            var outcomes =
                await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => client.SendToConversationAsync(chat, ACard.Say("x"), default)));

            Assert.All(outcomes, outcome => Assert.True(
                outcome is ConnectorOutcome<ResourceResponse>.Done or ConnectorOutcome<ResourceResponse>.Later
                {
                    Code: "Paced",
                    Because: PauseReason.Held
                }, outcome.ToString()));
            Assert.Contains(outcomes, outcome => outcome is ConnectorOutcome<ResourceResponse>.Later { After.Ticks: > 0 });
        }
        finally
        {
            Tenant.RateLimits = false;
        }
    }

    private async Task ArrivedAsync(string text)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await Tenant.Person(Sal).ReceiveAsync(message => ACard.TextOf(message) == text, patience.Token);
    }

    private OwnServices OwnClient(FakeTimeProvider time, HttpClient? http = null)
    {
        var services = fixture.Compose();
        return new OwnServices(services, new TeamsClient(
            http ?? TeamsClient.CreateHttpClient(), services.GetRequiredService<ConnectorTokens>(),
                services.GetRequiredService<ServiceUrlAllowList>(),
            TeamsClient.CreateRateLimiter(), time, NullLogger<TeamsClient>.Instance));
    }

    private sealed record OwnServices(ServiceProvider Services, TeamsClient Connector) : IDisposable
    {
        public void Dispose() => Services.Dispose();
    }
}
