using System.Net.Http.Headers;
using PolicyBot.Lab.Slack;
using PolicyBot.Lab.Slack.Client;

namespace PolicyBot.EndToEnd.Tests.Slack;

[Collection(SlackTests.Name)]
public sealed class FaultTests(SlackLab running) : SlackTest(running)
{
    private const string Yes = "Agreed until the vendor delivers.";

    [Theory]
    [InlineData("expired_trigger_id")]
    [InlineData("exchanged_trigger_id")]
    [InlineData("invalid_trigger_id")]
    public async Task Who_pressed_too_late_for_a_dialog_is_told_to_press_once_more(string error)
    {
        var id = await SalInSlack.AskAsync(Leave("leave in time"));
        var card = await AnaInSlack.SeeAsync(id, "Reject");
        Slack.Faults.Add("views.open", new SlackFault.Refused(error));

        Assert.IsType<SlackOutcome.Taken>(await AnaInSlack.Client.PressAsync(card, "Reject", Deadline));
        var told =
            await AnaInSlack.Client.ReceiveAsync(message =>
                message.Words.Contains("Please press once more.", StringComparison.Ordinal), Deadline);
        var decided = await AnaInSlack.DecideAsync(id, "Reject", "Not this time, see the policy.");

        Assert.Equal(AnaInSlack.Client.Account.Id, told.OnlyFor);
        decided.Says($"Rejected {id}.");
    }

    [Fact]
    public async Task A_card_that_was_deleted_in_Slack_keeps_nobody_else_from_being_told()
    {
        var id = await SalInSlack.AskAsync(HumanAccount("svc-deleted"));
        var card = await AnaInSlack.SeeAsync(id, "Approve");
        await Record.DrainAsync();
        await DeleteAsync(AnaInSlack, card);

        await Bo.DecideAsync(id, "Request changes", "Say which address it signs in from.");
        var form = await SalInSlack.OpenAsync(await SalInSlack.SeeAsync(id, "Edit"), "Edit", view => view.Inputs.Contains("scope"));
        await SalInSlack.SubmitAsync(await SalInSlack.SubmitAsync(form, ("scope", "svc-deleted, from 192.0.2.7 only")));
        await AnaInSlack.DecideAsync(id, "Approve", Yes);
        await SalInSlack.ReadAsync(id, "· Approved");
        await Record.DrainAsync();

        Assert.Single(AnaInSlack.About(id));
        AssertNoLiveButton(id);
    }

    [Fact]
    public async Task An_answer_that_Slack_cannot_take_just_then_comes_a_moment_later()
    {
        var before = FayInSlack.Messages.Count;
        Slack.Faults.Add("chat.postMessage", new SlackFault.Throttled(1));

        var answer = await FayInSlack.SayAsync("help");
        await Record.DrainAsync();

        answer.Says("This is what I can do");
        Assert.Equal((before + 1, 0), (FayInSlack.Messages.Count, Slack.Faults.Waiting));
    }

    public static TheoryData<SlackFault> LostAnswers => [new SlackFault.DroppedAfterAccept(), new SlackFault.FailedAfterAccept()];

    [Theory]
    [MemberData(nameof(LostAnswers))]
    public async Task An_answer_of_which_nobody_knows_whether_it_arrived_is_not_posted_twice(SlackFault lost)
    {
        var before = FayInSlack.Messages.Count;
        Slack.Faults.Add("chat.postMessage", lost);

        await FayInSlack.SayAsync("help");
        await Record.DrainAsync();

        Assert.Equal((before + 1, 0), (FayInSlack.Messages.Count, Slack.Faults.Waiting));
        Assert.Contains(Slack.Requests, request => request.Method == "conversations.history");
    }

    [Fact]
    public async Task An_answer_that_arrived_and_may_not_be_redrawn_is_not_worked_again()
    {
        var before = FayInSlack.Messages.Count;
        Slack.Faults.Add("chat.postMessage", new SlackFault.FailedAfterAccept());
        Slack.Faults.Add("chat.update", new SlackFault.Refused("message_limit_exceeded"));

        await FayInSlack.SayAsync("help");
        await Record.DrainAsync(); // the typed message too is done

        Assert.Equal((before + 1, 0), (FayInSlack.Messages.Count, Slack.Faults.Waiting));
    }

    [Fact]
    public async Task Where_a_person_would_rather_be_asked_refuses_and_they_are_asked_in_the_other_channel()
    {
        await AnaInSlack.SayAsync("help");
        await Record.DrainAsync();
        // by the chat, and by the person
        Slack.Faults.Add("chat.postMessage", new SlackFault.Refused("channel_not_found"), new SlackFault.Refused("channel_not_found"));

        var id = (await Bo.AskAsync(HumanAccount("svc-fallback"))).Id; // Bo has no Slack: the one message there is Ana's
        await Ana.DecideAsync(id, "Approve", Yes);
        await Record.UntilStatusAsync(id, "approved");
        await AnaInSlack.SayAsync("help"); // a person who writes to the bot can be reached again
        await Record.DrainAsync();
        var next = (await Bo.AskAsync(HumanAccount("svc-back"))).Id;
        await AnaInSlack.DecideAsync(next, "Approve", Yes);

        Assert.Equal(0, Slack.Faults.Waiting);
        Assert.Empty(AnaInSlack.About(id));
        Assert.DoesNotContain("stoodIn", await Record.FactsAsync(id));
        Assert.Empty(Ana.About(next));
    }

    [Fact]
    public async Task Whose_Slack_account_is_switched_off_decides_nothing_there_and_is_asked_in_Teams()
    {
        var open = await SalInSlack.AskAsync(HumanAccount("svc-switched-off"));
        var dialog =
            await AnaInSlack.OpenAsync(await AnaInSlack.SeeAsync(open, "Approve"), "Approve", view => view.Inputs.Contains("comment"));
        await Record.DrainAsync();

        await Slack.ChangeAsync(AnaInSlack.Email, account => account with { Deleted = true }, Deadline);
        await Record.DrainAsync();
        var refused = await ForceAsync(AnaInSlack, dialog, Yes);
        var id = (await Bo.AskAsync(HumanAccount("svc-in-teams-then"))).Id;
        await Ana.DecideAsync(id, "Approve", Yes);
        await Slack.ChangeAsync(AnaInSlack.Email, account => account with { Deleted = false }, Deadline);
        await Bo.DecideAsync(open, "Reject", "Ask again once Ana is back.");

        Assert.Contains("switched off in the directory", refused.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("approved", await Record.FactsAsync(open));
        Assert.Empty(AnaInSlack.About(id));
        await AnaInSlack.SayAsync("help");
    }

    [Fact]
    public async Task A_guest_is_told_in_one_sentence_why_nothing_is_done()
    {
        const string Why = "PolicyBot serves members of this organisation; you are signed in as a guest.";
        var gina = InSlack("gina@fabrikam.example");
        var id = await SalInSlack.AskAsync(HumanAccount("svc-guest"));
        var dialog =
            await AnaInSlack.OpenAsync(await AnaInSlack.SeeAsync(id, "Approve"), "Approve", view => view.Inputs.Contains("comment"));

        var byWord = await gina.SayAsync("request");
        var bySlash = await gina.SlashAsync("my requests");
        await gina.Client.OpenHomeAsync(Deadline);
        var home = await gina.Client.ReceiveHomeAsync(_ => true, Deadline);
        var byForce = await ForceAsync(gina, dialog, Yes);

        Assert.Equal(Why, byWord.Words.Trim());
        Assert.Equal(Why, bySlash.Words.Trim());
        home.Says(Why);
        Assert.Contains(Why, byForce.Body, StringComparison.Ordinal);
        Assert.All(new SlackSurface[] { byWord, bySlash, home }, surface => Assert.Empty(surface.Buttons));
        Assert.DoesNotContain("approved", await Record.FactsAsync(id));
        await Bo.DecideAsync(id, "Reject", "It was only about the guest.");
    }

    [Theory]
    [InlineData("frida@northwind.example")] // of another workspace, in a channel of Slack Connect
    [InlineData("dena@contoso.example")] // left the company
    [InlineData("deploys")] // another app
    public async Task Who_does_not_belong_here_gets_nothing_and_decides_nothing(string who)
    {
        var id = await SalInSlack.AskAsync(HumanAccount("svc-strangers"));
        var card = await AnaInSlack.SeeAsync(id, "Approve");
        var dialog = await AnaInSlack.OpenAsync(card, "Approve", view => view.Inputs.Contains("comment"));
        await Record.DrainAsync();
        var (stranger, inChannel) = (InSlack(who), Slack.Channel.Messages.Count(message => message.AuthorId is null));

        await stranger.Client.SayAsync("my requests", Deadline);
        await stranger.Client.MentionAsync($"status {id}", Deadline);
        await stranger.Client.PressOldAsync(card, "Show all", Deadline);
        await ForceAsync(stranger, dialog, Yes);
        await Record.DrainAsync();

        Assert.DoesNotContain(stranger.Messages, message =>
            message.Words.Contains(id, StringComparison.Ordinal) || message.Buttons.Count > 0);
        Assert.DoesNotContain(stranger.Client.Views, view => view.Words.Contains(id, StringComparison.Ordinal));
        Assert.DoesNotContain(Slack.Channel.Messages.Where(message => message.AuthorId is null).Skip(inChannel), message =>
            message.Words.Contains(id, StringComparison.Ordinal));
        Assert.Equal(["submitted", "assessed", "routed", "stageOpened"], await Record.FactsAsync(id));
        await Bo.DecideAsync(id, "Reject", "It was only about strangers.");
    }

    [Theory]
    [InlineData("unsigned")]
    [InlineData("signed with another secret")]
    [InlineData("signed too long ago")]
    [InlineData("signed in the future")]
    public async Task What_Slack_has_not_signed_just_now_is_answered_401_and_leaves_no_trace(string how)
    {
        var body = System.Text.Encoding.UTF8.GetBytes(Slack.MessageEnvelope(FayInSlack.Email, "help").ToJsonString());
        var secret =
            how switch
            {
                "unsigned" =>
                null,
                "signed with another secret" => "0123456789abcdef0123456789abcdef",
                _ => Slack.Options.SigningSecret
            };
        var ago =
            how switch
            {
                "signed too long ago" =>
                TimeSpan.FromSeconds(310),
                "signed in the future" => TimeSpan.FromSeconds(-310),
                _ => TimeSpan.Zero
            };
        await Record.DrainAsync();
        var (rows, messages) = (await KeptAsync(), FayInSlack.Messages.Count);

        var answers = new List<AppAnswer>();
        foreach (var path in new[] { "slack/events", "slack/interactions", "slack/commands" })
        {
            answers.Add(await Slack.PostAsync(path, "application/json", body, secret, ago, Deadline));
        }

        await Record.DrainAsync();
        Assert.All(answers, answer => Assert.Equal((401, ""), (answer.Status, answer.Body)));
        Assert.Equal(rows, await KeptAsync());
        Assert.Equal(messages, FayInSlack.Messages.Count);

        // Wake-ups of other tests' exceptions come and go by themselves; what came in has a row of its own.
        async Task<IEnumerable<string>> KeptAsync() =>
            [.. (await Record.AllRowsAsync())
                .Where(row => !row.StartsWith("Work ", StringComparison.Ordinal) || row.Contains("\"in|", StringComparison.Ordinal))];
    }

    /// <summary>Takes a message away, as an administrator of the workspace may.</summary>
    private async Task DeleteAsync(SlackColleague reader, SlackMessage message)
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Slack.Options.BotToken);
        using var form =
            new FormUrlEncodedContent(new Dictionary<string, string> { ["channel"] = reader.Client.Chat.Id, ["ts"] = message.Ts });
        using var response = await http.PostAsync(new Uri(Slack.ApiBaseUrl, "chat.delete"), form, Deadline);
        Assert.Contains("\"ok\":true", await response.Content.ReadAsStringAsync(Deadline), StringComparison.Ordinal);
    }
}
