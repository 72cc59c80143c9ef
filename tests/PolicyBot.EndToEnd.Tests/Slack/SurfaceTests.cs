using PolicyBot.EndToEnd.Tests.Flows;
using PolicyBot.Lab.Slack.Client;

namespace PolicyBot.EndToEnd.Tests.Slack;

[Collection(SlackTests.Name)]
public sealed class SurfaceTests(SlackLab running) : SlackTest(running)
{
    private const string Yes = "Agreed until the vendor delivers.";

    [Fact]
    public async Task Typed_words_are_answered_with_one_message_whose_buttons_work()
    {
        var id = await SalInSlack.AskAsync(Leave("leave by words"));
        await AnaInSlack.SeeAsync(id, "Approve");
        await Record.DrainAsync();

        var help = await SalInSlack.SayAsync("help");
        var mine = await SalInSlack.SayAsync("my requests");
        var opened = await SalInSlack.PressAsync(mine, "Open");
        var status = await SalInSlack.SayAsync($"STATUS {id.ToLowerInvariant()}");
        var waiting = await AnaInSlack.SayAsync("approvals");
        var nonsense = await FayInSlack.SayAsync("please order two pizzas");
        var dialog = await AnaInSlack.OpenAsync(waiting, "Approve", view => view.Inputs.Contains("comment"));
        await AnaInSlack.SubmitAsync(dialog, ("comment", Yes));
        await Record.UntilStatusAsync(id, "approved");
        await Record.DrainAsync();

        help.Says("This is what I can do", "my requests", "approvals");
        Assert.Equal(["New request", "My requests"], help.Buttons);
        mine.Says("leave by words", "· In review");
        opened.Says($"{id} · In review");
        status.Says($"{id} · In review");
        waiting.Says("By approving you accept the remaining risk (low) for Security");
        nonsense.Says("I did not understand that.");
        AssertNoLiveButton(id); // neither the card that asked nor the one that "approvals" showed
    }

    [Fact]
    public async Task Words_after_the_slash_command_are_answered_for_one_person_s_eyes_also_in_a_channel()
    {
        var id = await SalInSlack.AskAsync(Leave("leave by slash"));
        await Record.DrainAsync();
        var before = Slack.Channel.Messages.Count;

        Assert.IsType<SlackOutcome.Taken>(await SalInSlack.Client.SlashAsync("my requests", Deadline, inChannel: true));
        var list =
            await Slack.Changes.UntilAsync(() =>
                Slack.Channel.Messages.Skip(before).FirstOrDefault(message => message.Buttons.Contains("Open")), Deadline);
        Assert.IsType<SlackOutcome.Taken>(await SalInSlack.Client.PressAsync(list, "Open", Deadline));
        var opened =
            await Slack.Changes.UntilAsync(() =>
                Slack.Channel.Messages.FirstOrDefault(message =>
                    message.Ts == list.Ts && message.Words.Contains($"{id} · ", StringComparison.Ordinal)
                    && !message.Buttons.Contains("Open")), Deadline);
        var alone = await SalInSlack.SlashAsync($"status {id}");

        Assert.All(Slack.Channel.Messages.Skip(before), message => Assert.Equal(SalInSlack.Client.Account.Id, message.OnlyFor));
        list.Says("leave by slash");
        Assert.Equal(SalInSlack.Client.Account.Id, opened.OnlyFor);
        Assert.Equal(SalInSlack.Client.Account.Id, alone.OnlyFor);
        alone.Says($"{id} · ");
        await Record.DrainAsync();
        await Bo.DecideAsync(id, "Reject", "Not this time, see the policy.");
    }

    [Fact]
    public async Task The_form_opens_by_shortcut_by_a_typed_word_and_from_the_home_page()
    {
        Assert.IsType<SlackOutcome.Taken>(await FayInSlack.Client.ShortcutAsync(Deadline));
        var byShortcut = await FayInSlack.SeeDialogAsync(view => view.Inputs.Contains("policyId"));
        var launcher = await FayInSlack.SayAsync("request");
        var byWord = await FayInSlack.OpenAsync(launcher, "Open the form", view => view.Inputs.Contains("policyId"));
        await FayInSlack.Client.OpenHomeAsync(Deadline);
        var home = await FayInSlack.Client.ReceiveHomeAsync(page => page.Buttons.Contains("New request"), Deadline);
        var fromHome = await FayInSlack.OpenAsync(home, "New request", view => view.Inputs.Contains("policyId"));

        Assert.Equal(["policyId"], byShortcut.Inputs);
        Assert.Equal(["policyId"], byWord.Inputs);
        Assert.Equal(["policyId"], fromHome.Inputs);
    }

    [Fact]
    public async Task What_was_typed_stays_when_another_policy_is_chosen()
    {
        var form = await SalInSlack.ChooseAsync(await SalInSlack.BeginAsync(), Cast.LeavePolicy);
        SalInSlack.Client.Fill(form, new Dictionary<string, string> { ["title"] = "kept while choosing" });

        var other = await SalInSlack.ChooseAsync(form, Cast.MfaPolicy);

        Assert.DoesNotContain("field.accountType", form.Inputs);
        Assert.Contains("field.accountType", other.Inputs);
        Assert.Equal("kept while choosing", other.ValueOf("title"));
    }

    [Fact]
    public async Task The_home_page_shows_what_waits_and_what_is_asked_for_and_follows()
    {
        await AnaInSlack.Client.OpenHomeAsync(Deadline);
        await SalInSlack.Client.OpenHomeAsync(Deadline);
        await Record.DrainAsync();
        var id = (await Sal.AskAsync(Leave("leave at home"))).Id;
        var hers = await AnaInSlack.Client.ReceiveHomeAsync(home => home.Words.Contains(id, StringComparison.Ordinal), Deadline);
        var his = await SalInSlack.Client.ReceiveHomeAsync(home => home.Words.Contains(id, StringComparison.Ordinal), Deadline);

        var card = await AnaInSlack.OpenAsync(hers, "Open", view => view.Buttons.Contains("Approve"));
        var dialog = await AnaInSlack.OpenAsync(card, "Approve", view => view.Inputs.Contains("comment"));
        var done = await AnaInSlack.SubmitAsync(dialog, ("comment", Yes));
        var after = await AnaInSlack.Client.ReceiveHomeAsync(home => !home.Words.Contains(id, StringComparison.Ordinal), Deadline);
        var inForce = await SalInSlack.Client.ReceiveHomeAsync(home => home.Words.Contains(", until ", StringComparison.Ordinal), Deadline);

        hers.Says("Waiting for you", "leave at home");
        his.Says("My requests", "leave at home");
        card.Says("By approving you accept the remaining risk (low) for Security");
        dialog.Says("By approving you accept the remaining risk (low) for Security");
        done.Says($"Approved {id}.");
        after.Says("Nothing waits for your decision.");
        inForce.Says(id);
    }

    [Fact]
    public async Task A_mention_in_a_channel_is_answered_in_a_direct_message_and_shows_bystanders_nothing()
    {
        var id = await SalInSlack.AskAsync(Leave("leave in the channel"));
        await Bo.DecideAsync(id, "Approve", "Take them before 31 March.");
        await SalInSlack.ReadAsync(id, "· Approved");
        await Record.DrainAsync();
        var (inChannel, about) = (Slack.Channel.Messages.Count, SalInSlack.About(id).Count);

        Assert.IsType<SlackOutcome.Taken>(await SalInSlack.Client.MentionAsync($"status {id}", Deadline));
        var answer = await Slack.Changes.UntilAsync(() => SalInSlack.About(id).Skip(about).FirstOrDefault(), Deadline);
        await Record.DrainAsync();

        answer.Says("leave in the channel", "· Approved");
        var said = Assert.Single(Slack.Channel.Messages.Skip(inChannel), message => message.AuthorId is null);
        Assert.Equal((SalInSlack.Client.Account.Id, "I answer you in a direct message, so that nobody else reads along."),
            (said.OnlyFor, said.Words.Trim()));
    }

    [Fact]
    public async Task A_comment_is_held_against_its_limits_by_client_and_server_and_kept_to_the_letter()
    {
        const string Cheers = "👍🏽 Fine with me, señor Ortiz: “até breve” 🎉";
        var id = await SalInSlack.AskAsync(Leave("leave with comments"));
        var dialog =
            await AnaInSlack.OpenAsync(await AnaInSlack.SeeAsync(id, "Approve"), "Approve", view => view.Inputs.Contains("comment"));
        Task<SlackOutcome> WithAsync(string comment) =>
            AnaInSlack.Client.SubmitAsync(dialog, new Dictionary<string, string> { ["comment"] = comment }, Deadline);

        var nine = await WithAsync("ok, do it");
        var blanks = await WithAsync(new string(' ', 10));
        var far = await WithAsync(new string('x', 3_000));
        var forced = new[] { "", "ok, do it", new string('x', 3_000), string.Concat(Enumerable.Repeat("😀", 10_000)) };
        var answers = new List<AppAnswer>();
        foreach (var comment in forced)
        {
            answers.Add(await ForceAsync(AnaInSlack, dialog, comment));
        }

        var undecided = await Record.StatusAsync(id);
        var done = await AnaInSlack.SubmitAsync(dialog, ("comment", Cheers));

        Assert.Equal(["comment"], Assert.IsType<SlackOutcome.InputsRefused>(nine).Errors.Keys);
        Assert.Contains("at least 10 characters", Assert.Single(Assert.IsType<SlackOutcome.ErrorsShown>(blanks).Errors).Value,
            StringComparison.Ordinal);
        Assert.Equal(["comment"], Assert.IsType<SlackOutcome.InputsRefused>(far).Errors.Keys);
        Assert.All(answers, answer =>
            Assert.Contains("\"response_action\":\"errors\",\"errors\":{\"comment\":", answer.Body, StringComparison.Ordinal));
        Assert.Equal("inReview", undecided);
        done.Says($"Approved {id}.");
        Assert.Equal(Cheers,
            (await Record.EventsAsync(id))
                .Single(recorded => StoredRecord.TypeOf(recorded) == "approved")["fact"]!["comment"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_press_on_an_old_copy_changes_nothing_and_says_what_happened()
    {
        var id = await SalInSlack.AskAsync(HumanAccount("svc-stale"));
        var old = await AnaInSlack.SeeAsync(id, "Reject");
        var open = await AnaInSlack.OpenAsync(old, "Reject", view => view.Inputs.Contains("comment"));
        await Bo.DecideAsync(id, "Approve", Yes);
        await Record.UntilStatusAsync(id, "approved");

        var late = await AnaInSlack.SubmitAsync(open, ("comment", "I would rather not."));
        Assert.IsType<SlackOutcome.Taken>(await AnaInSlack.Client.PressOldAsync(old, "Approve", Deadline));
        var again = await AnaInSlack.SeeDialogAsync(view => view.Inputs.Contains("comment"));
        var later = await AnaInSlack.SubmitAsync(again, ("comment", Yes));
        await Record.DrainAsync();

        late.Says("This is not under review any more", Yes);
        later.Says("This is not under review any more");
        Assert.Equal(["submitted", "assessed", "routed", "stageOpened", "approved", "granted"], await Record.FactsAsync(id));
        AssertNoLiveButton(id);
    }

    [Fact]
    public async Task A_decision_on_an_older_revision_does_not_count_and_shows_the_new_one()
    {
        var id = await SalInSlack.AskAsync(HumanAccount("svc-older"));
        var old = await AnaInSlack.OpenAsync(await AnaInSlack.SeeAsync(id, "Approve"), "Approve", view => view.Inputs.Contains("comment"));
        await Bo.DecideAsync(id, "Request changes", "Say which address it signs in from.");
        var form = await SalInSlack.OpenAsync(await SalInSlack.SeeAsync(id, "Edit"), "Edit", view => view.Inputs.Contains("scope"));
        await SalInSlack.SubmitAsync(await SalInSlack.SubmitAsync(form, ("scope", "svc-older, from 192.0.2.7 only")));
        await Record.UntilStatusAsync(id, "inReview");

        var refused = await AnaInSlack.SubmitAsync(old, ("comment", Yes));
        var anew = await AnaInSlack.OpenAsync(refused, "Approve", view => view.Inputs.Contains("comment"));
        var done = await AnaInSlack.SubmitAsync(anew, ("comment", "Now it says which address."));

        refused.Says("This is revision 2", "from 192.0.2.7 only");
        done.Says($"Approved {id}.");
        Assert.Single(await Record.FactsAsync(id), fact => fact == "approved");
        await Record.DrainAsync();
        AssertNoLiveButton(id);
    }

    [Fact]
    public async Task Pressing_and_submitting_twice_is_one_decision()
    {
        var id = await SalInSlack.AskAsync(VendorAccount("vendor-twice"));
        var card = await AnaInSlack.SeeAsync(id, "Approve");

        await Task.WhenAll(
            AnaInSlack.Client.PressAsync(card, "Approve", Deadline), AnaInSlack.Client.PressAsync(card, "Approve", Deadline));
        var dialog = await AnaInSlack.SeeDialogAsync(view => view.Inputs.Contains("comment"));
        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => ForceAsync(AnaInSlack, dialog, Yes)));

        Assert.All(answers, answer => Assert.Equal((200, "application/json"), (answer.Status, answer.ContentType)));
        Assert.All(answers, answer => Assert.Contains("\"response_action\":\"update\"", answer.Body, StringComparison.Ordinal));
        Assert.Single(await Record.FactsAsync(id), fact => fact == "approved");
        Assert.Equal("inReview", await Record.StatusAsync(id)); // the second stage is still to come
        await Carla.DecideAsync(id, "Reject", "It was only about pressing twice.");
    }

    [Fact]
    public async Task Next_leads_through_what_waits_within_one_dialog()
    {
        var first = await SalInSlack.AskAsync(HumanAccount("svc-queue-one"));
        var second = await SalInSlack.AskAsync(HumanAccount("svc-queue-two"));
        await AnaInSlack.SeeAsync(second, "Approve");
        await Record.DrainAsync();

        var opened = await AnaInSlack.PressAsync(await AnaInSlack.SayAsync("approvals"), "Open");
        var dialog = await AnaInSlack.OpenAsync(opened, "Approve", view => view.Inputs.Contains("comment"));
        var done = await AnaInSlack.SubmitAsync(dialog, ("comment", Yes));
        var next = await AnaInSlack.OpenAsync(done, "Next", view => view.Buttons.Contains("Reject"));
        var why = await AnaInSlack.OpenAsync(next, "Reject", view => view.Inputs.Contains("comment"));
        var rejected = await AnaInSlack.SubmitAsync(why, ("comment", "Use a vault key for this one."));

        done.Says($"Approved {first}. 1 left.");
        next.Says(second);
        rejected.Says($"Rejected {second}.");
        Assert.Equal(("approved", "rejected"), (await Record.StatusAsync(first), await Record.StatusAsync(second)));
    }

    [Fact]
    public async Task A_request_withdrawn_in_Slack_leaves_nobody_a_live_button()
    {
        var id = await SalInSlack.AskAsync(HumanAccount("svc-withdrawn-in-slack"));
        await AnaInSlack.SeeAsync(id, "Approve");
        await Bo.SeeAsync(id, "Approve");
        await Record.DrainAsync();

        var why =
            await SalInSlack.OpenAsync(await SalInSlack.SeeAsync(id, "Withdraw"), "Withdraw", view => view.Inputs.Contains("comment"));
        var gone = await SalInSlack.SubmitAsync(why, ("comment", "The vendor delivered early."));
        await Bo.ReadAsync(id, "· Withdrawn");
        await AnaInSlack.ReadAsync(id, "· Withdrawn");
        await Record.DrainAsync();

        gone.Says("Withdrawn");
        AssertNoLiveButton(id);
    }
}
