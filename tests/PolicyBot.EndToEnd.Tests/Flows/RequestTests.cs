using System.Text.Json.Nodes;
using PolicyBot.Lab.Teams.Client;

namespace PolicyBot.EndToEnd.Tests.Flows;

[Collection(ProductTests.Name)]
public sealed class RequestTests(ProductLab running) : LabTest(running)
{
    [Fact]
    public async Task A_preview_says_what_will_be_asked_and_nobody_else_has_seen_it()
    {
        var preview = await Sal.FillAsync(HumanAccount("svc-preview"));
        var stored = await Record.IdsAsync();
        var edit = await preview.PressAsync("Edit");
        var again = await edit.PressAsync("Preview", ("title", "svc-preview, corrected"));
        var gone = await again.PressAsync("Discard");
        await Record.DrainAsync();

        preview.Says("Nobody has seen this yet", "Security leads: 1 of Ana Lima", "Bo Chen");
        Assert.Equal(["Submit", "Answer 3 questions", "Edit", "Discard"], preview.Buttons);
        Assert.Equal(Wish.Justification, edit.ValueOf("justification"));
        again.Says("svc-preview, corrected");
        gone.Says(" is gone. Nobody has seen it.");
        Assert.DoesNotContain(preview.Message.Card!.ToJsonString(), stored, StringComparer.Ordinal);
        Assert.DoesNotContain(Ana.Teams.Chat.Messages, message =>
            message.Card?.ToJsonString().Contains("svc-preview", StringComparison.Ordinal) == true);
    }

    [Fact]
    public async Task A_form_with_faults_comes_back_with_everything_that_was_typed()
    {
        var wish = HumanAccount("svc-faulty").With("expiresOn", "2020-01-01");
        var form = await (await Sal.SayAsync("request", shown => shown.Buttons.Contains("Next")))
            .PressAsync("Next", ("policyId", wish.Policy));
        var data =
            new JsonObject
            {
                ["id"] = IdIn(form),
                ["justification"] = "Too short.",
                ["expiresOn"] = "2020-01-01",
                ["title"] = "svc-faulty",
                ["field.accountType"] = "robot"
            };

        // A client would hold this back; the server must not rely on that.
        var outcome = Assert.IsType<ClickOutcome.CardShown>(await Sal.Teams.ExecuteAsync(form.Message, "request.preview", data, Deadline));

        var again = new Shown(Sal, form.Message, outcome.Card);
        again.Says("What you wrote is kept.", "At least 40 characters; this has 10.", "This day has passed", "Choose one of the answers.");
        Assert.Equal("Too short.", again.ValueOf("justification"));
        Assert.DoesNotContain("Submit", again.Buttons);
    }

    [Fact]
    public async Task Submitting_twice_at_once_is_one_request()
    {
        var preview = await Sal.FillAsync(HumanAccount("svc-twice"));
        var id = IdIn(preview);

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Sal.ExecuteAsync(preview.Message, "request.submit", id, 0, preview.Seal)));
        await Record.DrainAsync();

        Assert.All(outcomes, outcome =>
            Assert.Contains(
                id, string.Join('\n', Shown.Lines(Assert.IsType<ClickOutcome.CardShown>(outcome).Card)), StringComparison.Ordinal));
        Assert.Single(await Record.FactsAsync(id), fact => fact == "submitted");
        Assert.Single(Sal.About(id));
        Assert.Single(Ana.About(id));
    }

    [Fact]
    public async Task A_named_owner_accepts_before_it_is_in_force_and_is_told_like_the_requester()
    {
        var id = (await Sal.AskAsync(HumanAccount("svc-owned").With("ownerEmail", Fay.Email))).Id;

        await Ana.DecideAsync(id, "Approve", "Agreed until the vendor delivers.");
        var between = await Record.StatusAsync(id);
        var waiting = await Sal.ReadAsync(id, "Waiting for the owner");
        await (await Fay.SeeAsync(id, "I accept")).PressAsync("I accept");
        await Record.UntilStatusAsync(id, "approved");

        Assert.Equal("inReview", between);
        waiting.Says("once Fay Novak");
        Assert.Contains("Close: fixed", (await Fay.SeeAsync(id, "Close: fixed")).Buttons);
        (await Sal.ReadAsync(id, "· Approved")).Says("· Approved");
    }

    [Fact]
    public async Task An_owner_who_declines_sends_it_back_to_the_requester()
    {
        var id = (await Sal.AskAsync(HumanAccount("svc-declined").With("ownerEmail", Fay.Email))).Id;
        await Ana.SeeAsync(id, "Approve");

        await (await Fay.SeeAsync(id, "Not me")).PressAsync("Not me");
        var form = await (await Sal.SeeAsync(id, "Edit")).PressAsync("Edit");
        var preview = await form.PressAsync("Preview", ("ownerEmail", ""));
        await preview.PressAsync("Submit");
        await Record.DrainAsync(); // until then Ana's card is about the first revision
        await Ana.DecideAsync(id, "Approve", "Agreed until the vendor delivers.");
        await Record.UntilStatusAsync(id, "approved");

        Assert.Contains("ownerDeclined", await Record.FactsAsync(id));
        Assert.Equal(Sal.Email, (await Record.HeadAsync(id))["content"]!["ownerEmail"]!.GetValue<string>());
    }

    [Fact]
    public async Task Who_decides_on_it_cannot_be_named_its_owner()
    {
        var refused = await Sal.FillAsync(HumanAccount("svc-owner").With("ownerEmail", Ana.Email));

        refused.Says($"({Ana.Email}) decides on this policy; name somebody else."); // two share the name
        Assert.Equal(Ana.Email, refused.ValueOf("ownerEmail"));
        Assert.DoesNotContain("Submit", refused.Buttons);
    }

    [Fact]
    public async Task An_approver_who_asks_is_not_asked_about_it()
    {
        var mine = await Ana.AskAsync(HumanAccount("svc-ana"));
        var id = mine.Id;
        var asked = await Bo.SeeAsync(id, "Approve");
        var own = await Ana.ForceAsync(mine.Message, "review.approve", id, 1, ("comment", "I allow it to myself."));
        var elsewhere = await Ana.ExecuteAsync(asked.Message, "review.approve", id, 1, ("comment", "I allow it to myself."));
        await Bo.DecideAsync(id, "Approve", "Agreed until the vendor delivers.");
        await Record.UntilStatusAsync(id, "approved");

        own.Says("Requester and owner do not decide on their own exception.");
        // where others read it, the card stays
        Assert.Equal("Requester and owner do not decide on their own exception.", Assert.IsType<ClickOutcome.NoticeShown>(elsewhere).Text);
        Assert.Single(await Record.FactsAsync(id), fact => fact == "approved");
    }

    [Fact]
    public async Task An_exception_in_force_is_closed_with_words_that_say_how()
    {
        var id = (await Sal.AskAsync(HumanAccount("svc-closed"))).Id;
        await Ana.DecideAsync(id, "Approve", "Agreed until the vendor delivers.");

        var how = await (await Sal.SeeAsync(id, "Close: fixed")).PressAsync("Close: fixed");
        await how.PressAsync("Close: fixed", ("comment", "The account signs in with a vault key now."));

        Assert.Equal("closed", await Record.StatusAsync(id));
        (await Ian.ReadAsync(id, "· Closed")).Says("The account signs in with a vault key now.");
    }

    [Fact]
    public async Task A_policy_owner_revokes_with_a_reason_that_everybody_concerned_reads()
    {
        var id = (await Sal.AskAsync(HumanAccount("svc-revoked"))).Id;
        await Ana.DecideAsync(id, "Approve", "Agreed until the vendor delivers.");

        var why = await (await Ian.SeeAsync(id, "Revoke")).PressAsync("Revoke");
        await why.PressAsync("Revoke", ("comment", "The account was seen in an incident."));

        Assert.Equal("revoked", await Record.StatusAsync(id));
        (await Sal.ReadAsync(id, "· Revoked")).Says("The account was seen in an incident.");
        (await Ana.ReadAsync(id, "· Revoked")).Says("The account was seen in an incident.");
    }

    private static string IdIn(Shown shown) =>
        CardForm.Read(shown.Card).Buttons.Select(button => button.Action["data"]?["id"]?.GetValue<string>())
            .First(id => !string.IsNullOrEmpty(id))!;
}
