using System.Globalization;

namespace PolicyBot.EndToEnd.Tests.Flows;

/// <summary>A request by talking, over sockets and stored rows.</summary>
[Collection(ProductTests.Name)]
public sealed class TalkTests(ProductLab running) : LabTest(running)
{
    [Fact]
    public async Task A_sentence_a_pressed_answer_and_a_correction_lead_to_an_approved_exception()
    {
        var until = Today.AddDays(20);

        var question = await Sal.SayAsync($"I need an exception to {Cast.MfaPolicy} for svc-talk for 30 days. {Wish.Justification}");
        question.Says("I began a request", "svc-talk", "Account type?");
        var next = await question.PressAsync("human");
        next.Says("Noted: Account type: human.", "What protects us meanwhile?");
        var corrected = await Sal.SayAsync(string.Create(CultureInfo.InvariantCulture, $"change the end date to {until:d MMMM yyyy}"));
        corrected.Says(until.ToString("ddd d MMM yyyy", CultureInfo.InvariantCulture), "What protects us meanwhile?");
        var preview = await Sal.SayAsync("sign-in from the build network only");
        while (preview.Buttons.Contains("Skip"))
        {
            preview = await preview.PressAsync("Skip");
        }

        preview.Says("Nobody has seen this yet. Is it right?", "sign-in from the build network only");
        var id = (await preview.PressAsync("Submit")).Id;
        await Ana.DecideAsync(id, "Approve", "Agreed until the vendor delivers.");

        await Record.UntilStatusAsync(id, "approved");
        var content = (await Record.HeadAsync(id))["content"]!;
        Assert.Equal((Wish.Day(until), "svc-talk"), (content["expiresOn"]!.GetValue<string>(), content["scope"]!.GetValue<string>()));
        Assert.Contains(Wish.Justification, content["justification"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_form_goes_on_where_the_talk_was()
    {
        var question = await Sal.SayAsync($"exception to {Cast.LeavePolicy} for leave in the form until {Wish.Day(Today.AddDays(10))}");

        var form = await question.PressAsync("Open the form");
        var preview = await form.PressAsync("Preview", ("justification", Wish.Justification));

        Assert.Equal(("leave in the form", Wish.Day(Today.AddDays(10))), (form.ValueOf("scope"), form.ValueOf("expiresOn")));
        preview.Says("Nobody has seen this yet. Is it right?");
        (await Sal.SayAsync("cancel")).Says(" is gone. Nobody has seen it.");
    }
}
