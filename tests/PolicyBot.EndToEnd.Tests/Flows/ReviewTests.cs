using PolicyBot.Lab.Teams.Client;
using PolicyBot.Lab.Teams.Connector;

namespace PolicyBot.EndToEnd.Tests.Flows;

[Collection(ProductTests.Name)]
public sealed class ReviewTests(ProductLab running) : LabTest(running)
{
    private const string Yes = "Agreed until the vendor delivers.";

    [Fact]
    public async Task A_request_is_in_force_once_the_one_stage_has_approved_it()
    {
        var sent = await Sal.AskAsync(HumanAccount("svc-one"));
        var id = sent.Id;
        var asked = await Ana.SeeAsync(id, "Approve");
        var done = await asked.PressAsync("Approve", ("comment", Yes));

        sent.Says($"{id} is sent.");
        asked.Says("Medium risk", "By approving you accept the remaining risk (medium) for Security");
        Assert.Equal(["Approve", "Reject", "Request changes"], asked.Buttons);
        done.Says($"Approved {id}.");
        (await Sal.ReadAsync(id, "· Approved")).Says(Yes);
        Assert.DoesNotContain("Approve", (await Bo.ReadAsync(id, "· Approved")).Buttons);
        Assert.Equal(["submitted", "assessed", "routed", "stageOpened", "approved", "granted"], await Record.FactsAsync(id));
    }

    [Fact]
    public async Task Nobody_gets_more_than_one_message_unless_they_must_act_or_a_decision_fell()
    {
        var id = (await Sal.AskAsync(HumanAccount("svc-few"))).Id;
        await Ana.DecideAsync(id, "Approve", Yes);
        await Record.UntilStatusAsync(id, "approved");
        await Record.DrainAsync();

        Assert.Equal(2, Sal.About(id).Count); // the one that lives, and the decision
        Assert.Single(Ana.About(id));
        Assert.Single(Bo.About(id));
        Assert.Single(Ian.About(id)); // the policy's owner is told
        Assert.All(new[] { Carla, Fay, Audra, Adam }, person => Assert.Empty(person.About(id)));
        Assert.Single(Sal.About(id), shown => shown.Buttons.Contains("Close: fixed")); // only the newest has buttons
    }

    [Fact]
    public async Task High_risk_is_asked_of_the_second_stage_only_after_the_first()
    {
        var id = (await Sal.AskAsync(VendorAccount("vendor-two"))).Id;
        var first = await Ana.SeeAsync(id, "Approve");
        await Record.DrainAsync();
        var before = Carla.About(id).Count;
        await first.PressAsync("Approve", ("comment", Yes));
        var second = await Carla.SeeAsync(id, "Approve");
        await second.PressAsync("Approve", ("comment", "The office of the CISO agrees too."));
        await Record.UntilStatusAsync(id, "approved");

        Assert.Equal(0, before);
        second.Says("High risk");
        second.Says(Yes); // what stage one wrote
        Assert.Equal(["submitted", "assessed", "routed", "stageOpened", "approved", "stageOpened", "approved", "granted"],
            await Record.FactsAsync(id));
    }

    [Fact]
    public async Task After_changes_the_approvals_of_the_old_revision_do_not_count()
    {
        var id = (await Sal.AskAsync(VendorAccount("vendor-changes"))).Id;
        var old = await Ana.SeeAsync(id, "Approve");
        await old.PressAsync("Approve", ("comment", Yes));

        await Carla.DecideAsync(id, "Request changes", "Say which address it signs in from.");
        var form = await (await Sal.SeeAsync(id, "Edit")).PressAsync("Edit");
        var preview = await form.PressAsync("Preview", ("scope", "The vendor's account, from 192.0.2.7 only"));
        await preview.PressAsync("Submit");
        var again =
            await Ana.SeeAsync(id, shown =>
                shown.Buttons.Contains("Approve") && shown.Text.Contains("from 192.0.2.7 only", StringComparison.Ordinal));
        await Record.DrainAsync();

        form.Says("Say which address it signs in from.");
        Assert.Equal("vendor-changes", form.ValueOf("title"));
        again.Says("Ana Lima approved on"); // by revision 1, for information
        Assert.DoesNotContain(Carla.About(id), shown => shown.Buttons.Contains("Approve"));
        var stale = await Ana.ForceAsync(old.Message, "review.approve", id, 1, ("comment", Yes));
        stale.Says("This is revision 2");
        await Bo.DecideAsync(id, "Approve", "Now it says which address.");
        await Carla.DecideAsync(id, "Approve", "Thank you, that is clear now.");
        await Record.UntilStatusAsync(id, "approved");
        Assert.Equal(2, (await Record.HeadAsync(id))["revision"]!.GetValue<int>());
    }

    [Fact]
    public async Task A_rejected_request_can_be_asked_for_again_with_the_comment_on_top()
    {
        var id = (await Sal.AskAsync(HumanAccount("svc-again"))).Id;

        await Ana.DecideAsync(id, "Reject", "Use a vault key for this one.");
        var form = await (await Sal.SeeAsync(id, "Ask again")).PressAsync("Ask again");
        var preview = await form.PressAsync("Preview", ("scope", "svc-again, which has no vault client"));
        var sent = await preview.PressAsync("Submit");
        await Record.DrainAsync();

        form.Says("Use a vault key for this one.");
        Assert.True(
            form.Text.IndexOf("Use a vault key", StringComparison.Ordinal) < form.Text.IndexOf("[svc-again]", StringComparison.Ordinal));
        Assert.Equal(Wish.Justification, form.ValueOf("justification"));
        Assert.NotEqual(id, sent.Id);
        Assert.Equal(id, (await Record.HeadAsync(sent.Id))["asksAgain"]!.GetValue<string>());
        Assert.Equal("rejected", await Record.StatusAsync(id));
        Assert.Contains("Approve", Ana.About(sent.Id)[^1].Says($"Earlier: {id} was rejected", "Use a vault key for this one.").Buttons);
        Assert.All(Ana.About(id).Where(shown => !shown.Text.Contains(sent.Id!, StringComparison.Ordinal)), shown =>
            Assert.DoesNotContain("Approve", shown.Buttons));
    }

    [Fact]
    public async Task A_withdrawn_request_leaves_nobody_a_live_button()
    {
        var sent = await Sal.AskAsync(HumanAccount("svc-withdrawn"));
        var id = sent.Id;
        await Ana.SeeAsync(id, "Approve");

        var why = await sent.PressAsync("Withdraw");
        var gone = await why.PressAsync("Withdraw", ("comment", "The vendor delivered early."));

        gone.Says("Withdrawn");
        Assert.DoesNotContain("Approve", (await Ana.ReadAsync(id, "· Withdrawn")).Buttons);
        Assert.DoesNotContain("Approve", (await Bo.ReadAsync(id, "· Withdrawn")).Buttons);
        (await Ana.ReadAsync(id, "· Withdrawn")).Says("The vendor delivered early.");
    }

    [Fact]
    public async Task An_approver_can_set_an_earlier_end_and_not_a_later_one()
    {
        var id = (await Sal.AskAsync(HumanAccount("svc-shorter"))).Id;
        var asked = await Ana.SeeAsync(id, "Approve");

        var later = await Ana.ForceAsync(
            asked.Message, "review.approve", id, 1, ("comment", Yes), ("expiresOn", Wish.Day(Today.AddDays(60))));
        await asked.PressAsync("Approve", ("comment", Yes), ("expiresOn", Wish.Day(Today.AddDays(5))));
        await Record.UntilStatusAsync(id, "approved");

        later.Says("Choose a day from today to");
        Assert.Equal(Wish.Day(Today.AddDays(5)), (await Record.HeadAsync(id))["grant"]!["expiresOn"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_comment_that_is_too_short_is_refused_by_client_and_server_and_what_was_typed_is_kept()
    {
        var id = (await Sal.AskAsync(HumanAccount("svc-short"))).Id;
        var asked = await Ana.SeeAsync(id, "Approve");

        var byClient =
            await Ana.Teams.PressAsync(asked.Message, "Approve", new Dictionary<string, string> { ["comment"] = "ok" }, Deadline);
        var byServer = await Ana.ForceAsync(asked.Message, "review.approve", id, 1, ("comment", "  ok then  "));

        Assert.Equal(["comment"], Assert.IsType<ClickOutcome.InputsRefused>(byClient).Inputs);
        var again = new Shown(Ana, asked.Message, byServer.Card);
        again.Says("at least 10 characters");
        Assert.Equal("  ok then  ", again.ValueOf("comment"));
        Assert.Contains("Approve", again.Buttons);
        Assert.DoesNotContain("approved", await Record.FactsAsync(id));
        await again.PressAsync("Approve", ("comment", Yes));
        await Record.UntilStatusAsync(id, "approved");
    }

    [Fact]
    public async Task A_second_approver_who_is_late_changes_nothing_and_is_told_what_happened()
    {
        var id = (await Sal.AskAsync(HumanAccount("svc-late"))).Id;
        var stale = await Bo.SeeAsync(id, "Approve");

        await Ana.DecideAsync(id, "Approve", Yes);
        var late = await Bo.ForceAsync(stale.Message, "review.reject", id, 1, ("comment", "I would rather not."));
        await Bo.ReadAsync(id, "· Approved");
        await Record.DrainAsync();

        var words = string.Join('\n', Shown.Lines(late.Card));
        Assert.Contains("This is not under review any more", words, StringComparison.Ordinal);
        Assert.Contains(Yes, words, StringComparison.Ordinal);
        Assert.DoesNotContain("rejected", await Record.FactsAsync(id));
        Assert.All(Bo.About(id), shown =>
            Assert.DoesNotContain(shown.Buttons, button => button is "Approve" or "Reject" or "Request changes"));
        Assert.Contains(Lab.Tenant.Requests, request =>
            request.Operation == ConnectorOperation.Update && request.Status == 200
            && request.Target.EndsWith(stale.Message.Id, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Approving_twice_at_once_is_one_approval()
    {
        var id = (await Sal.AskAsync(VendorAccount("vendor-double"))).Id;
        var asked = await Ana.SeeAsync(id, "Approve");

        var outcomes =
            await Task.WhenAll(Enumerable.Range(0, 4)
                .Select(_ => Ana.ExecuteAsync(asked.Message, "review.approve", id, 1, ("comment", Yes))));

        Assert.All(outcomes, outcome => Assert.IsType<ClickOutcome.CardShown>(outcome));
        Assert.Single(await Record.FactsAsync(id), fact => fact == "approved");
        Assert.Equal("inReview", await Record.StatusAsync(id)); // the second stage is still to come
    }

    [Fact]
    public async Task Approve_and_reject_at_once_is_one_decision_and_everybody_is_told_the_same()
    {
        var id = (await Sal.AskAsync(HumanAccount("svc-race"))).Id;
        var (hers, his) = (await Ana.SeeAsync(id, "Approve"), await Bo.SeeAsync(id, "Approve"));

        await Task.WhenAll(
            Ana.ExecuteAsync(hers.Message, "review.approve", id, 1, ("comment", Yes)),
            Bo.ExecuteAsync(his.Message, "review.reject", id, 1, ("comment", "I would rather not.")));
        await Record.DrainAsync();

        var facts = await Record.FactsAsync(id);
        var heading = facts.Contains("approved") ? "· Approved" : "· Rejected";
        Assert.Single(facts, fact => fact is "approved" or "rejected");
        Assert.All(new[] { Sal, Ana, Bo }, person =>
            Assert.All(person.About(id), shown => Assert.Contains(heading, shown.Text, StringComparison.Ordinal)));
    }
}
