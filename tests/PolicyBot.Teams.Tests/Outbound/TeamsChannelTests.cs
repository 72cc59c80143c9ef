using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using PolicyBot.Application.Ports;
using PolicyBot.Application.Views;
using PolicyBot.Lab.Teams;
using PolicyBot.Teams.Outbound;

namespace PolicyBot.Teams.Tests.Outbound;

/// <summary>Posting where several people read.</summary>
public sealed class TeamsChannelTests(TenantFixture fixture) : IClassFixture<TenantFixture>
{
    private const string Card =
        """{"type":"AdaptiveCard","version":"1.5","speak":"HIGH: MFA off","body":[{"type":"TextBlock","text":"MFA off"}]}""";

    private static DrawnCard Drawn(string card) => DrawnCard.From(JsonNode.Parse(card)!.AsObject(), card);

    private readonly TeamsChannel _channel = ChannelOf(fixture);

    private TeamsTenant Tenant => fixture.Tenant;

    [Fact]
    public async Task A_place_is_written_to_where_Teams_was_last_heard_and_changed_there()
    {
        _channel.HeardAt(Tenant.ServiceUrl, Tenant.Options.TenantId);

        var sent = Assert.IsType<SendOutcome.Sent>(await _channel.PostAsync(Tenant.Channel.Id, Drawn(Card), "n1", default)).Message;
        var changed = await _channel.UpdateAsync(sent, Drawn(Card.Replace("MFA off", "Decided", StringComparison.Ordinal)), default);

        Assert.Equal(new MessageRef("teams", Tenant.ServiceUrl, Tenant.Channel.Id, sent.Message), sent);
        Assert.IsType<SendOutcome.Sent>(changed);
        Assert.Equal("Decided", ACard.TextOf(Tenant.Channel.Messages.Single(message => message.Id == sent.Message)));
    }

    [Fact]
    public void A_view_that_is_shown_to_many_is_drawn_once()
    {
        var view = ListView.Sentence("Nothing waits for you.");

        Assert.Same(_channel.Draw(view), _channel.Draw(view));
        Assert.Equal(_channel.Draw(view).Hash, _channel.Draw(view with { }).Hash);
    }

    [Fact]
    public async Task A_burst_is_held_back_by_our_own_pace_and_counts_as_not_tried()
    {
        _channel.HeardAt(Tenant.ServiceUrl, Tenant.Options.TenantId);
        var place = (await fixture.ChatAsync("bo@contoso.example")).ConversationId; // where no other test writes

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => _channel.PostAsync(place, Drawn(Card), "n1", default)));

        Assert.Contains(outcomes, outcome => outcome is SendOutcome.Later);
        Assert.All(outcomes, outcome => Assert.True(outcome is SendOutcome.Sent or SendOutcome.Later { Because: PauseReason.Held }, outcome.ToString()));
    }

    [Fact]
    public async Task What_another_tenant_says_of_where_it_is_served_moves_no_place_of_ours()
    {
        _channel.HeardAt(Tenant.ServiceUrl, Tenant.Options.TenantId);
        _channel.HeardAt("https://127.0.0.1:1/elsewhere/", "another-tenant");

        Assert.IsType<SendOutcome.Sent>(await _channel.PostAsync(Tenant.Channel.Id, Drawn(Card), "n1", default));
    }

    private static TeamsChannel ChannelOf(TenantFixture fixture)
    {
        var options = Options.Create(new TeamsOptions
        {
            MicrosoftAppId = fixture.Tenant.Options.AppId,
            MicrosoftAppTenantId = fixture.Tenant.Options.TenantId,
        });
        return new TeamsChannel(fixture.Client, new TeamsDirectory(fixture.Client, options, NullLogger<TeamsDirectory>.Instance), options);
    }
}
