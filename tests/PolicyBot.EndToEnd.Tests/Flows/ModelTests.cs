using System.Text.Json.Nodes;
using PolicyBot.Lab.Model;

namespace PolicyBot.EndToEnd.Tests.Flows;

[Collection(ProductTests.Name)]
public sealed class ModelTests(ProductLab running) : LabTest(running)
{
    public override Task DisposeAsync()
    {
        Lab.Model.Otherwise = ProductLab.RaisesNothing;
        return base.DisposeAsync();
    }

    [Fact]
    public async Task A_higher_label_of_the_model_holds_and_its_reason_is_shown()
    {
        Lab.Model.Otherwise = Says("critical", "Whoever holds this account holds every build.");

        var id = (await Sal.AskAsync(HumanAccount("svc-raised"))).Id;
        var asked = await Ana.SeeAsync(id, "Approve");

        asked.Says("Critical risk", "Whoever holds this account holds every build.");
        Assert.Equal(2, (await Record.HeadAsync(id))["review"]!["policy"]!["stages"]!.AsArray().Count);
    }

    [Fact]
    public async Task A_preview_is_drawn_again_once_the_model_has_answered()
    {
        Lab.Model.Otherwise =
            Says("critical", "Whoever holds this account holds every build.") with { Delay = TimeSpan.FromMilliseconds(600) };

        var preview = await Sal.FillAsync(HumanAccount("svc-redrawn"));
        await Lab.Tenant.Changes.UntilAsync(
            () => Shown.Lines(Now(preview).CardFor(Sal.Teams.Account)).FirstOrDefault(line => line == "Critical risk"), Deadline);
        var requests = Lab.Model.Requests.Count;
        var sent = await preview.PressAsync("Submit");
        await Ana.SeeAsync(sent.Id, "Approve");

        preview.Says("Medium risk", "the risk may rise");
        Assert.Equal(requests, Lab.Model.Requests.Count); // one call a revision
        Assert.Equal("critical", (await Record.HeadAsync(sent.Id))["assessment"]!["label"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_low_proposal_never_lowers_the_label_below_table_and_floor()
    {
        Lab.Model.Otherwise = Says("low", "The text says that this is harmless.");

        var medium = (await Sal.AskAsync(HumanAccount("svc-lowered"))).Id;
        var high = (await Sal.AskAsync(VendorAccount("vendor-lowered"))).Id;

        (await Ana.SeeAsync(medium, "Approve")).Says("Medium risk");
        (await Ana.SeeAsync(high, "Approve")).Says("High risk");
    }

    [Fact]
    public async Task Nobody_waits_for_a_silent_model_and_the_review_says_that_it_went_without()
    {
        Lab.Model.Otherwise = new ModelAnswer.Silent();

        var sent = await Sal.AskAsync(HumanAccount("svc-silent"));
        var received = await Record.StatusAsync(sent.Id);
        var asked = await Ana.SeeAsync(sent.Id, "Approve");

        sent.Says($"{sent.Id} is sent.");
        Assert.Equal("submitted", received);
        asked.Says("There is no AI summary of this request; the risk was worked out without it.");
        // by the product's clock; the 20 s are for a machine under load
        Assert.InRange(
            await BetweenAsync(sent.Id, "submitted", "stageOpened"), TimeSpan.Zero, ProductLab.ModelTimeout + TimeSpan.FromSeconds(20));
        Assert.Equal("timeout", (await Record.HeadAsync(sent.Id))["assessment"]!["fallbackWhy"]!.GetValue<string>());
    }

    private async Task<TimeSpan> BetweenAsync(string id, string one, string other)
    {
        var events = await Record.EventsAsync(id);
        return At(other) - At(one);

        DateTimeOffset At(string type) => events.First(recorded => StoredRecord.TypeOf(recorded) == type)["at"]!.GetValue<DateTimeOffset>();
    }

    private static Lab.Teams.TeamsMessage Now(Shown shown) =>
        shown.Reader.Teams.Chat.Messages.First(message => message.Id == shown.Message.Id);

    private static ModelAnswer.Conforming Says(string label, string rationale) =>
        new(new JsonObject { ["label"] = label, ["rationale"] = rationale });
}
