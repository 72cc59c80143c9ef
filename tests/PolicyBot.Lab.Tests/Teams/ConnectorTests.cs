using System.Text.Json.Nodes;
using PolicyBot.Lab.Sockets;
using PolicyBot.Lab.Teams;
using PolicyBot.Lab.Teams.Connector;

namespace PolicyBot.Lab.Tests.Teams;

public sealed class ConnectorTests
{
    private const string Sal = "sal@contoso.example";

    [Fact]
    public async Task A_card_that_is_sent_stands_in_the_chat_and_can_be_replaced_and_taken_back()
    {
        await using var lab = await TenantFixture.StartAsync();
        var sal = lab.Tenant.Person(Sal);
        var id = await lab.PostCardAsync(Sal);
        var path = $"/v3/conversations/{TenantFixture.Segment(sal.Chat.Id)}/activities/{id}";

        var replaced = await lab.CallAsync(HttpMethod.Put, path, TenantFixture.CardMessage(TenantFixture.ApprovalCard("Decided")));
        var afterUpdate = sal.Chat.Messages.Single();
        var deleted = await lab.CallAsync(HttpMethod.Delete, path);
        var again = await lab.CallAsync(HttpMethod.Put, path, TenantFixture.CardMessage(TenantFixture.ApprovalCard()));

        Assert.Equal((200, id), (replaced.Status, replaced.Body.Text("id")));
        Assert.Equal("Decided", afterUpdate.Card!["body"]![0].Text("text"));
        Assert.NotNull(afterUpdate.EditedAt);
        Assert.Equal(200, deleted.Status);
        Assert.Equal((404, "ActivityNotFoundInConversation"), (again.Status, again.Body!["error"].Text("code")));
    }

    [Fact]
    public async Task Text_and_card_together_become_two_messages_without_an_id()
    {
        await using var lab = await TenantFixture.StartAsync();
        var sal = lab.Tenant.Person(Sal);
        await sal.InstallAsync(CancellationToken.None);
        var both = TenantFixture.CardMessage(TenantFixture.ApprovalCard());
        both["text"] = "Have a look";

        var answer = await lab.CallAsync(HttpMethod.Post, $"/v3/conversations/{TenantFixture.Segment(sal.Chat.Id)}/activities", both);

        Assert.Equal(202, answer.Status);
        Assert.Null(answer.Body.Text("id"));
        Assert.Equal(2, sal.Chat.Messages.Count);
    }

    [Fact]
    public async Task Nobody_writes_without_a_token_of_this_tenant()
    {
        await using var lab = await TenantFixture.StartAsync();
        var path = $"/v3/conversations/{TenantFixture.Segment(lab.Tenant.Person(Sal).Chat.Id)}/activities";

        var none = await lab.CallAsync(HttpMethod.Post, path, TenantFixture.CardMessage(TenantFixture.ApprovalCard()), token: null);
        var inbound =
            await lab.CallAsync(
                HttpMethod.Post, path, TenantFixture.CardMessage(TenantFixture.ApprovalCard()), token: lab.Tenant.Tokens.Issue());

        Assert.Equal((401, "BotNotRegistered"), (none.Status, none.Body!["error"].Text("code")));
        Assert.Equal(401, inbound.Status);
        Assert.Empty(lab.Tenant.Person(Sal).Chat.Messages);
    }

    [Fact]
    public async Task A_person_without_the_app_cannot_be_written_to()
    {
        await using var lab = await TenantFixture.StartAsync();
        var sal = lab.Tenant.Person(Sal);
        var create =
            new JsonObject
            {
                ["members"] = new JsonArray(new JsonObject { ["id"] = sal.Account.ObjectId }),
                ["tenantId"] = lab.Tenant.Options.TenantId
            };

        var refusedCreate = await lab.CallAsync(HttpMethod.Post, "/v3/conversations", create);
        var refusedSend = await lab.CallAsync(
            HttpMethod.Post, $"/v3/conversations/{TenantFixture.Segment(sal.Chat.Id)}/activities",
                TenantFixture.CardMessage(TenantFixture.ApprovalCard()));
        await sal.InstallAsync(CancellationToken.None);
        var created = await lab.CallAsync(HttpMethod.Post, "/v3/conversations", create);

        Assert.Equal((403, "ForbiddenOperationException"), (refusedCreate.Status, refusedCreate.Body!["error"].Text("code")));
        Assert.Equal((403, "BotNotInConversationRoster"), (refusedSend.Status, refusedSend.Body!["error"].Text("code")));
        Assert.Equal((201, sal.Chat.Id), (created.Status, created.Body.Text("id")));
    }

    [Fact]
    public async Task A_conversation_is_created_by_object_id_or_by_teams_id_but_not_by_address()
    {
        await using var lab = await TenantFixture.StartAsync();
        var sal = lab.Tenant.Person(Sal);
        await sal.InstallAsync(CancellationToken.None);
        JsonObject With(string id) =>
            new() { ["members"] = new JsonArray(new JsonObject { ["id"] = id }), ["tenantId"] = lab.Tenant.Options.TenantId };

        var byTeamsId = await lab.CallAsync(HttpMethod.Post, "/v3/conversations", With(sal.Account.Mri));
        var byAddress = await lab.CallAsync(HttpMethod.Post, "/v3/conversations", With(Sal));
        var withoutTenant =
            await lab.CallAsync(HttpMethod.Post, "/v3/conversations",
            new JsonObject { ["members"] = new JsonArray(new JsonObject { ["id"] = sal.Account.Mri }) });

        Assert.Equal((201, sal.Chat.Id), (byTeamsId.Status, byTeamsId.Body.Text("id")));
        Assert.Equal((400, "BadSyntax"), (byAddress.Status, byAddress.Body!["error"].Text("code")));
        Assert.Equal(400, withoutTenant.Status);
    }

    [Fact]
    public async Task A_member_is_found_by_each_of_three_ids_and_a_guest_is_called_one()
    {
        await using var lab = await TenantFixture.StartAsync();
        var channel = $"/v3/conversations/{TenantFixture.Segment(lab.Tenant.Channel.Id)}";
        var sal = lab.Tenant.Person(Sal).Account;
        var guest = lab.Tenant.Person("gina@fabrikam.example").Account;

        var byTeamsId = await lab.CallAsync(HttpMethod.Get, $"{channel}/members/{TenantFixture.Segment(sal.Mri)}");
        var byObjectId = await lab.CallAsync(HttpMethod.Get, $"{channel}/members/{sal.ObjectId}");
        var bySignIn = await lab.CallAsync(HttpMethod.Get, $"{channel}/members/{TenantFixture.Segment(guest.UserPrincipalName)}");
        var page = await lab.CallAsync(HttpMethod.Get, $"{channel}/pagedmembers?pageSize=2");

        Assert.Equal((200, Sal, "user"), (byTeamsId.Status, byTeamsId.Body.Text("email"), byTeamsId.Body.Text("userRole")));
        Assert.Equal(sal.ObjectId, byObjectId.Body.Text("aadObjectId"));
        Assert.Equal("guest", bySignIn.Body.Text("userRole"));
        Assert.Equal(lab.Tenant.Options.Accounts.Count, page.Body!["members"]!.AsArray().Count);
    }

    [Fact]
    public async Task A_thread_in_the_channel_is_created_with_its_first_message_and_goes_on_under_its_id()
    {
        await using var lab = await TenantFixture.StartAsync();
        var create = new JsonObject
        {
            ["isGroup"] = true,
            ["channelData"] = new JsonObject { ["channel"] = new JsonObject { ["id"] = lab.Tenant.Channel.Id } },
            ["activity"] = TenantFixture.CardMessage(TenantFixture.ApprovalCard()),
        };

        var created = await lab.CallAsync(HttpMethod.Post, "/v3/conversations", create);
        var replied = await lab.CallAsync(
            HttpMethod.Post, $"/v3/conversations/{TenantFixture.Segment(created.Body.Text("id")!)}/activities",
                new JsonObject { ["type"] = "message", ["text"] = "Decided" });

        Assert.Equal((201, 201), (created.Status, replied.Status));
        Assert.Equal(created.Body.Text("activityId"), lab.Tenant.Channel.Messages[1].ThreadId);
    }

    [Fact]
    public async Task The_ninth_message_in_two_seconds_is_throttled_with_a_time_to_wait()
    {
        await using var lab = await TenantFixture.StartAsync();
        var sal = lab.Tenant.Person(Sal);
        await sal.InstallAsync(CancellationToken.None);
        var path = $"/v3/conversations/{TenantFixture.Segment(sal.Chat.Id)}/activities";

        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(number =>
            lab.CallAsync(HttpMethod.Post, path, new JsonObject { ["type"] = "message", ["text"] = $"Number {number}" })));
        var throttled = answers.Where(answer => answer.Status == 429).ToList();

        Assert.NotEmpty(throttled);
        Assert.All(throttled, answer => Assert.InRange(answer.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 2));
        Assert.Equal(12 - throttled.Count, sal.Chat.Messages.Count);
    }

    [Fact]
    public async Task A_message_over_the_size_limit_is_refused()
    {
        await using var lab = await TenantFixture.StartAsync();
        var sal = lab.Tenant.Person(Sal);
        await sal.InstallAsync(CancellationToken.None);

        var answer = await lab.CallAsync(
            HttpMethod.Post, $"/v3/conversations/{TenantFixture.Segment(sal.Chat.Id)}/activities",
                TenantFixture.CardMessage(TenantFixture.ApprovalCard(new string('x', 60_000))));

        Assert.Equal((413, "MessageSizeTooBig"), (answer.Status, answer.Body!["error"].Text("code")));
    }

    [Fact]
    public async Task Without_a_charset_emoji_break_as_they_do_in_Teams()
    {
        await using var lab = await TenantFixture.StartAsync();
        var sal = lab.Tenant.Person(Sal);
        await sal.InstallAsync(CancellationToken.None);
        var path = $"/v3/conversations/{TenantFixture.Segment(sal.Chat.Id)}/activities";

        await lab.CallAsync(HttpMethod.Post, path, new JsonObject { ["type"] = "message", ["text"] = "Grüße 🙂" });
        await lab.CallAsync(
            HttpMethod.Post, path, new JsonObject { ["type"] = "message", ["text"] = "Grüße 🙂" }, contentType: "application/json");

        Assert.Equal("Grüße 🙂", sal.Chat.Messages[0].Text);
        Assert.NotEqual("Grüße 🙂", sal.Chat.Messages[1].Text);
    }

    [Theory]
    [InlineData(ConnectorFault.Throttled, 429)]
    [InlineData(ConnectorFault.PreconditionFailed, 412)]
    [InlineData(ConnectorFault.BadGateway, 502)]
    [InlineData(ConnectorFault.Unauthorized, 401)]
    [InlineData(ConnectorFault.WritesBlocked, 403)]
    public async Task A_fault_happens_once_and_leaves_no_trace(ConnectorFault fault, int status)
    {
        await using var lab = await TenantFixture.StartAsync();
        var sal = lab.Tenant.Person(Sal);
        await sal.InstallAsync(CancellationToken.None);
        var path = $"/v3/conversations/{TenantFixture.Segment(sal.Chat.Id)}/activities";
        lab.Tenant.Faults.Add(ConnectorOperation.Send, fault);

        var first = await lab.CallAsync(HttpMethod.Post, path, new JsonObject { ["type"] = "message", ["text"] = "One" });
        var second = await lab.CallAsync(HttpMethod.Post, path, new JsonObject { ["type"] = "message", ["text"] = "Two" });

        Assert.Equal((status, 201), (first.Status, second.Status));
        Assert.Equal("Two", Assert.Single(sal.Chat.Messages).Text);
    }

    [Fact]
    public async Task A_message_whose_answer_is_lost_stands_in_the_chat_all_the_same()
    {
        await using var lab = await TenantFixture.StartAsync();
        var sal = lab.Tenant.Person(Sal);
        await sal.InstallAsync(CancellationToken.None);
        lab.Tenant.Faults.Add(ConnectorOperation.Send, ConnectorFault.DroppedAfterAccept);

        await Assert.ThrowsAsync<HttpRequestException>(() => lab.CallAsync(
            HttpMethod.Post, $"/v3/conversations/{TenantFixture.Segment(sal.Chat.Id)}/activities",
                new JsonObject { ["type"] = "message", ["text"] = "One" }));

        Assert.Single(sal.Chat.Messages);
        Assert.Equal(0, lab.Tenant.Requests[^1].Status);
    }

    [Fact]
    public async Task After_a_move_the_old_address_refuses_and_the_new_one_and_the_global_one_serve()
    {
        await using var lab = await TenantFixture.StartAsync();
        var sal = lab.Tenant.Person(Sal);
        await sal.InstallAsync(CancellationToken.None);
        var old = lab.Tenant.ServiceUrl;

        lab.Tenant.Move("emea");
        var moved =
            await lab.CallAsync(HttpMethod.Post, $"/v3/conversations/{TenantFixture.Segment(sal.Chat.Id)}/activities",
            new JsonObject { ["type"] = "message", ["text"] = "Here" });
        await sal.SayAsync("hello", CancellationToken.None);

        Assert.NotEqual(old, lab.Tenant.ServiceUrl);
        Assert.Equal(201, moved.Status);
        Assert.Equal(lab.Tenant.ServiceUrl, lab.Received[^1].Activity.Text("serviceUrl"));
    }

    [Fact]
    public async Task The_same_people_have_the_same_ids_on_every_start()
    {
        await using var first = await TeamsTenant.StartAsync(null, CancellationToken.None);
        await using var second = await TeamsTenant.StartAsync(null, CancellationToken.None);

        Assert.Equal(first.People.Select(person => person.Account.Mri), second.People.Select(person => person.Account.Mri));
        Assert.Equal(18, first.People.Select(person => person.Chat.Id).Distinct().Count());
    }
}
