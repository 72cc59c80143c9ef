using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using PolicyBot.Lab.Teams;
using PolicyBot.Teams.Outbound;
using PolicyBot.Testing;

namespace PolicyBot.Teams.Tests.Outbound;

/// <summary>What the connector does when all is well, and how we ask for it.</summary>
public sealed class TeamsClientTests(TenantFixture fixture) : IClassFixture<TenantFixture>
{
    private const string Sal = "sal@contoso.example";

    private TeamsTenant Tenant => fixture.Tenant;

    private TeamsClient Client => fixture.Client;

    [Fact]
    public async Task A_card_goes_out_and_is_replaced()
    {
        var chat = await fixture.ChatAsync(Sal);

        var id = (await Client.SendToConversationAsync(chat, ACard.Say("Old 例外"), default)).Done().Id!;
        var posted = Message(id);
        var replaced = (await Client.UpdateActivityAsync(chat, id, ACard.Say("New"), default)).Done();
        var standing = Message(id);

        Assert.Equal(("Old 例外", "HIGH: MFA off"), (ACard.TextOf(posted), posted.Summary));
        Assert.Equal((id, "New"), (replaced.Id, ACard.TextOf(standing)));
    }

    [Fact]
    public async Task Ids_are_encoded_whole()
    {
        var odd = new ConversationAddress(Tenant.ServiceUrl, "19:a/b+c d@thread.tacv2;messageid=7", Tenant.Options.TenantId);

        await Client.UpdateActivityAsync(odd, "f:1/2@3;4", ACard.Say("x"), default);

        Assert.EndsWith(
            "/v3/conversations/19%3Aa%2Fb%2Bc%20d%40thread.tacv2%3Bmessageid%3D7/activities/f%3A1%2F2%403%3B4", Tenant.Requests[^1].Target,
                StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    public async Task An_id_that_would_climb_out_of_its_place_is_not_sent(string id)
    {
        var chat = await fixture.ChatAsync(Sal);
        var before = Tenant.Requests.Count;

        var outcome = await Client.UpdateActivityAsync(chat, id, ACard.Say("x"), default);

        Assert.Equal((ConnectorFault.BadRequest, "UnusableId"), outcome.Never());
        Assert.Equal(before, Tenant.Requests.Count);
    }

    [Fact]
    public async Task A_chat_is_opened_by_object_id_and_comes_back_the_same()
    {
        await fixture.ChatAsync(Sal);
        var parameters =
            ConversationParameters.Personal(Tenant.Options.AppId, Tenant.Person(Sal).Account.ObjectId, Tenant.Options.TenantId);

        var first = await Client.CreateConversationAsync(Tenant.GlobalServiceUrl, parameters, default);
        var second = await Client.CreateConversationAsync(Tenant.GlobalServiceUrl, parameters, default);

        Assert.Equal(Tenant.Person(Sal).Chat.Id, first.Done().Id);
        Assert.Equal(first, second);
    }

    [Fact]
    public async Task A_thread_starts_with_its_first_message()
    {
        var parameters = ConversationParameters.Thread(Tenant.Channel.Id, Tenant.Options.TenantId, ACard.Say("For the channel"));

        var opened = (await Client.CreateConversationAsync(Tenant.ServiceUrl, parameters, default)).Done();

        Assert.Equal($"{Tenant.Channel.Id};messageid={opened.ActivityId}", opened.Id);
    }

    [Fact]
    public async Task A_chat_cannot_be_opened_where_the_app_is_not_installed()
    {
        var parameters =
            ConversationParameters.Personal(
                Tenant.Options.AppId, Tenant.Person("cfo@contoso.example").Account.ObjectId, Tenant.Options.TenantId);

        var outcome = await Client.CreateConversationAsync(Tenant.ServiceUrl, parameters, default);

        Assert.Equal((ConnectorFault.Unreachable, "ForbiddenOperationException"), outcome.Never());
    }

    [Fact]
    public async Task The_roster_says_who_somebody_is()
    {
        var chat = await fixture.ChatAsync(Sal);
        var account = Tenant.Person(Sal).Account;

        var byObjectId = (await Client.GetConversationMemberAsync(chat, account.ObjectId, default)).Done();
        var byMri = (await Client.GetConversationMemberAsync(chat, account.Mri, default)).Done();

        Assert.Equal((account.Mri, account.ObjectId, Sal, "user"), (byMri.Id, byMri.EntraObjectId, byMri.Email, byMri.UserRole));
        Assert.Equal(byMri, byObjectId);
    }

    [Fact]
    public async Task Who_is_not_in_the_conversation_is_not_found()
    {
        var chat = await fixture.ChatAsync(Sal);

        Assert.Equal(ConnectorFault.MemberNotFound, (await Client.GetConversationMemberAsync(chat, "29:nobody", default)).Never().Fault);
    }

    [Fact]
    public async Task A_tenant_that_moved_is_found_under_the_global_address()
    {
        var chat = await fixture.ChatAsync(Sal);
        Tenant.Move("emea");
        try
        {
            var old = await Client.SendToConversationAsync(chat, ACard.Say("x"), default);
            var global = await Client.SendToConversationAsync(chat with { ServiceUrl = Tenant.GlobalServiceUrl }, ACard.Say("x"), default);
            var learnt = await Client.SendToConversationAsync(chat with { ServiceUrl = Tenant.ServiceUrl }, ACard.Say("x"), default);

            Assert.Equal((ConnectorFault.WrongHost, "InvalidBotApiHost"), old.Never());
            Assert.NotNull(global.Done().Id);
            Assert.NotNull(learnt.Done().Id);
        }
        finally
        {
            Tenant.Move("amer");
        }
    }

    [Fact]
    public async Task A_multi_tenant_bot_gets_its_token_from_the_tenant_of_all_bots()
    {
        await using var world = await TeamsTenant.StartAsync(new TeamsTenantOptions { TenantId = "botframework.com" }, default);
        await using var services = fixture.Compose(
            ("Teams:MicrosoftAppType", "MultiTenant"),
            ("Teams:MicrosoftAppTenantId", "aaaaaaaa-0000-4000-8000-000000000001"),
            ("Teams:AuthorityHost", world.AuthorityHost.ToString()),
            ("Teams:AuthorityCertificateSha256", world.AuthorityCertificateSha256));

        var token = await services.GetRequiredService<ConnectorTokens>().GetAsync(refused: null, default);

        Assert.NotNull(token);
        Assert.Equal(1, world.Authority.TokensIssued);
    }

    [Fact]
    public async Task No_token_goes_to_a_host_that_is_not_on_the_list()
    {
        var issued = Tenant.Authority.TokensIssued;
        var foreign = new ConversationAddress("https://evil.example/", "a:1", Tenant.Options.TenantId);

        var outcome = await Client.SendToConversationAsync(foreign, ACard.Say("x"), default);

        Assert.Equal(ConnectorFault.ForeignServiceUrl, outcome.Never().Fault);
        Assert.Equal(issued, Tenant.Authority.TokensIssued);
    }

    [Fact]
    public async Task No_redirect_is_followed()
    {
        var reached = new List<string>();
        await using var server = await ALoopbackServer.StartAsync(context =>
        {
            reached.Add(context.Request.Path);
            context.Response.Redirect("/elsewhere", permanent: false, preserveMethod: true);
            return Task.CompletedTask;
        });

        var outcome =
            await Client.SendToConversationAsync(new ConversationAddress(server.Address.ToString(), "a:1", "t"), ACard.Say("x"), default);

        Assert.Equal(ConnectorFault.WrongHost, outcome.Never().Fault);
        Assert.Equal(["/v3/conversations/a:1/activities"], reached);
    }

    [Fact]
    public async Task The_headers_say_who_calls_and_how_it_is_written()
    {
        var (type, agent, authorization) = ("", "", "");
        await using var server = await ALoopbackServer.StartAsync(context =>
        {
            var headers = context.Request.Headers;
            (type, agent, authorization) = (headers.ContentType.ToString(), headers.UserAgent.ToString(), headers.Authorization.ToString());
            context.Response.StatusCode = StatusCodes.Status201Created;
            return Task.CompletedTask;
        });

        var sent =
            await Client.SendToConversationAsync(new ConversationAddress(server.Address.ToString(), "a:1", "t"), ACard.Say("x"), default);

        Assert.Null(sent.Done().Id);
        Assert.Equal("application/json; charset=utf-8", type);
        Assert.StartsWith("PolicyBot/", agent, StringComparison.Ordinal);
        Assert.StartsWith("Bearer ey", authorization, StringComparison.Ordinal);
    }

    private TeamsMessage Message(string id) => Tenant.Person(Sal).Chat.Messages.Single(message => message.Id == id);
}
