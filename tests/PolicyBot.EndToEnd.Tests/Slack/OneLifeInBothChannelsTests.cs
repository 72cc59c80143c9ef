using System.Text.Json.Nodes;
using PolicyBot.EndToEnd.Tests.Flows;

namespace PolicyBot.EndToEnd.Tests.Slack;

[Collection(SlackTests.Name)]
public sealed class OneLifeInBothChannelsTests(SlackLab running) : SlackTest(running)
{
    private const string Yes = "Agreed until the vendor delivers.";
    private const string Which = "Say which address it signs in from.";

    [Fact]
    public async Task An_exception_asked_for_in_Slack_is_sent_back_from_Teams_revised_in_Slack_and_approved_in_both()
    {
        var preview = await SalInSlack.FillAsync(VendorAccount("vendor-cross"));
        var sent = await SalInSlack.SubmitAsync(preview);
        var id = sent.Id();
        var (hers, his) = (await AnaInSlack.SeeAsync(id, "Approve"), await Bo.SeeAsync(id, "Approve"));
        var received = await SalInSlack.ReadAsync(id, "· In review");
        await his.PressAsync("Request changes", ("comment", Which));
        var back = await SalInSlack.SeeAsync(id, "Edit");
        var overtaken = await AnaInSlack.SeeAsync(id, message => !message.Buttons.Contains("Approve"));
        var form = await SalInSlack.OpenAsync(back, "Edit", view => view.Inputs.Contains("scope"));
        var revised = await SalInSlack.SubmitAsync(form, ("scope", "The vendor's account, from 192.0.2.7 only"));
        await SalInSlack.SubmitAsync(revised);
        var again =
            await AnaInSlack.SeeAsync(id, message =>
                message.Buttons.Contains("Approve") && message.Words.Contains("from 192.0.2.7 only", StringComparison.Ordinal));
        var dialog = await AnaInSlack.OpenAsync(again, "Approve", view => view.Inputs.Contains("comment"));
        var done = await AnaInSlack.SubmitAsync(dialog, ("comment", Yes));
        var second = await Carla.SeeAsync(id, "Approve");
        await second.PressAsync("Approve", ("comment", "The office of the CISO agrees too."));
        await Record.UntilStatusAsync(id, "approved");
        await Record.DrainAsync();

        preview.Says("vendor-cross", "High");
        Assert.Equal("Submit", preview.Submit);
        sent.Says($"{id} is sent.");
        received.Says("vendor-cross");
        hers.Says("High risk", "By approving you accept the remaining risk (high) for Security");
        Assert.Equal(["Approve", "Reject", "Request changes", "Show all"], hers.Buttons);
        Assert.Contains("HIGH", hers.Text, StringComparison.Ordinal); // what a notification reads
        back.Says(Which);
        overtaken.Says(Which);
        form.Says(Which);
        Assert.Equal("vendor-cross", form.ValueOf("title"));
        Assert.Equal("Approve", dialog.Submit);
        dialog.Says("By approving you accept the remaining risk (high) for Security");
        done.Says($"Approved {id}.");
        second.Says(Yes); // what stage one wrote in Slack
        Assert.Equal(
            ["submitted", "assessed", "routed", "stageOpened", "changesRequested", "submitted", "assessed", "routed", "stageOpened",
                "approved", "stageOpened", "approved", "granted"],
            await Record.FactsAsync(id));

        AssertNoLiveButton(id);
        (await SalInSlack.ReadAsync(id, "· Approved")).Says("The office of the CISO agrees too.");
        (await AnaInSlack.ReadAsync(id, "· Approved")).Says(Yes);
        (await Bo.ReadAsync(id, "· Approved")).Says(Yes);
        (await Carla.ReadAsync(id, "· Approved")).Says(Yes);
        Assert.Empty(Sal.About(id)); // one message a person, in one channel
        Assert.Empty(Ana.About(id));
        Assert.Empty(CarlaInSlack.About(id));
        await AssertDoneByAsync(id, ("changesRequested", Cast.Email("bo"), "teams"), ("approved", Cast.Email("ana"), "slack"),
            ("approved", Cast.Email("carla"), "teams"));
    }

    [Theory]
    [InlineData("Approve")]
    [InlineData("Reject")]
    [InlineData("Request changes")]
    public async Task Nobody_decides_in_Slack_on_what_they_asked_for_in_Teams(string button)
    {
        var own = (await Ana.AskAsync(HumanAccount("svc-own-teams"))).Id;
        var other = (await Sal.AskAsync(HumanAccount("svc-others"))).Id;
        var card = await AnaInSlack.SeeAsync(other, button);
        await Bo.SeeAsync(own, "Approve");

        var forged =
            card with { Blocks = JsonNode.Parse(card.Blocks.ToJsonString().Replace(other, own, StringComparison.Ordinal))!.AsArray() };
        await AnaInSlack.Client.PressOldAsync(forged, button, Deadline);
        var dialog = await AnaInSlack.SeeDialogAsync(view => view.Inputs.Contains("comment"));
        var answer = await AnaInSlack.SubmitAsync(dialog, ("comment", "I would like my own request."));

        answer.Says("Requester and owner do not decide on their own exception.");
        Assert.Equal("inReview", await Record.StatusAsync(own));
        Assert.Equal(["submitted", "assessed", "routed", "stageOpened"], await Record.FactsAsync(own));
        Assert.DoesNotContain(Ana.About(own), shown => shown.Buttons.Contains("Approve"));
    }

    [Fact]
    public async Task Nobody_approves_in_Teams_what_they_asked_for_in_Slack()
    {
        var id = await AnaInSlack.AskAsync(HumanAccount("svc-own-slack"));
        await Record.UntilStatusAsync(id, "inReview");
        var status = await Ana.SayAsync($"status {id}");

        var refused = await Ana.ForceAsync(status.Message, "review.approve", id, 1, ("comment", "I would like my own request."));
        await Bo.DecideAsync(id, "Approve", Yes);
        await Record.UntilStatusAsync(id, "approved");

        refused.Says("Requester and owner do not decide on their own exception.");
        Assert.Equal(["submitted", "assessed", "routed", "stageOpened", "approved", "granted"], await Record.FactsAsync(id));
        await AssertDoneByAsync(id, ("submitted", Cast.Email("ana"), "slack"), ("approved", Cast.Email("bo"), "teams"));
    }
}
