using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using PolicyBot.Application.Ports;
using PolicyBot.Application.Views;
using PolicyBot.Lab.Teams;
using PolicyBot.Teams.Outbound;
using PolicyBot.Testing;

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

    [Fact]
    public async Task What_Teams_refuses_for_its_size_leaves_a_sentence_sent_or_redrawn()
    {
        _channel.HeardAt(Tenant.ServiceUrl, Tenant.Options.TenantId);
        var person = Tenant.Person("cco@contoso.example");
        var place = (await fixture.ChatAsync(person.Account.Email)).ConversationId;
        var huge = Drawn(Card.Replace("\"MFA off\"}", $"\"{new string('x', 60_000)}\"}}", StringComparison.Ordinal)) with { Language = "de" };

        var sent = await _channel.PostAsync(place, huge, "n1", default);
        var small = Assert.IsType<SendOutcome.Sent>(await _channel.PostAsync(place, Drawn(Card), "n2", default)).Message;
        var redrawn = await _channel.UpdateAsync(small, huge, default);

        Assert.Equal((new SendOutcome.Never("MessageSizeTooBig", IsTold: true), sent), (sent, redrawn));
        var told = person.Chat.Messages.TakeLast(2).Select(message => message.Text);
        Assert.All(told, text => Assert.Equal(
            "Teams hat die Karte dazu nicht angenommen (MessageSizeTooBig). Nichts ist verloren: Schreiben Sie, was Sie tun möchten, "
            + "oder `Hilfe`. HIGH: MFA off", text));
    }

    [Theory]
    [InlineData(400, "BadSyntax", true)]
    [InlineData(400, "Bad Argument", true)]
    [InlineData(400, "NeverHeardOf", false)]
    [InlineData(403, "NotToday", false)]
    [InlineData(409, "Conflict", false)]
    public async Task Only_a_redraw_that_Teams_calls_malformed_puts_a_sentence_in_the_place_of_a_live_card(int status, string code, bool told)
    {
        var bodies = new List<string>();
        await using var server = await ALoopbackServer.StartAsync(async context =>
        {
            using var reader = new StreamReader(context.Request.Body);
            bodies.Add(await reader.ReadToEndAsync());
            context.Response.StatusCode = bodies.Count == 1 ? status : 200;
            await context.Response.WriteAsync(bodies.Count == 1 ? $$$"""{"error":{"code":"{{{code}}}"}}""" : """{"id":"1"}""");
        });

        var redrawn = await _channel.UpdateAsync(new MessageRef("teams", server.Address.ToString(), "a:1", "1"), Drawn(Card), default);

        Assert.Equal(
            told ? new SendOutcome.Never(code, IsTold: true) : new SendOutcome.Later(TimeSpan.FromMinutes(1), code, PauseReason.Refused),
            redrawn);
        Assert.Equal(told ? 2 : 1, bodies.Count);
    }

    [Theory]
    [InlineData(429)]
    [InlineData(503)]
    public async Task A_card_that_neither_a_redraw_nor_a_sentence_could_replace_is_alive_and_tried_again(int status)
    {
        var calls = 0;
        await using var server = await ALoopbackServer.StartAsync(async context =>
        {
            context.Response.StatusCode = ++calls == 1 ? 400 : status;
            await context.Response.WriteAsync("""{"error":{"code":"BadSyntax"}}""");
        });

        var redrawn = await _channel.UpdateAsync(new MessageRef("teams", server.Address.ToString(), "a:1", "1"), Drawn(Card), default);

        Assert.Equal(new SendOutcome.Later(TimeSpan.FromMinutes(1), "BadSyntax", PauseReason.Refused), redrawn);
        Assert.True(calls > 1, "a sentence was tried");
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
