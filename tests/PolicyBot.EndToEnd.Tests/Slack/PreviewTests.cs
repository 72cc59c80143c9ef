using System.Text.Json.Nodes;
using PolicyBot.EndToEnd.Tests.Flows;
using PolicyBot.Lab.Model;

namespace PolicyBot.EndToEnd.Tests.Slack;

[Collection(SlackTests.Name)]
public sealed class PreviewTests(SlackLab running) : SlackTest(running)
{
    public override Task DisposeAsync()
    {
        Lab.Model.Otherwise = ProductLab.RaisesNothing;
        return base.DisposeAsync();
    }

    [Fact]
    public async Task What_reviewers_would_ask_is_answered_and_what_was_misread_is_corrected_in_the_same_dialog()
    {
        var preview = await SalInSlack.FillAsync(HumanAccount("administrator of the domain"));
        var questions = await SalInSlack.OpenAsync(preview, "Answer 3 questions", view => view.Inputs.Contains("answer.controls"));
        var answered =
            await SalInSlack.SubmitAsync(questions, ("answer.controls", "Sign-in only from 10.0.4.12, watched by the operations desk."));
        var facts = await SalInSlack.OpenAsync(answered, "Not right?", view => view.Inputs.Contains("fact.systems"));
        var corrected = await SalInSlack.SubmitAsync(facts, ("fact.systems", "application"));
        var id = (await SalInSlack.SubmitAsync(corrected)).Id();
        var asked = await AnaInSlack.SeeAsync(id, "Approve");

        preview.Says("Critical risk");
        Assert.Equal(preview.Id, corrected.Id);
        corrected.Says("Medium risk", "watched by the operations desk", Wish.Justification);
        asked.Says("Medium risk", "watched by the operations desk");
        await Bo.DecideAsync(id, "Reject", "It was only about the questions.");
    }

    [Theory]
    [InlineData(0)] // an answer as fast as the dialog's own must not be lost under it
    [InlineData(700)]
    public async Task The_preview_is_drawn_again_in_its_dialog_once_the_model_has_answered(int milliseconds)
    {
        Lab.Model.Otherwise =
            new ModelAnswer.Conforming(
                new JsonObject { ["label"] = "critical", ["rationale"] = "Whoever holds this account holds every build." })
            {
                Delay = TimeSpan.FromMilliseconds(milliseconds),
            };

        var preview = await SalInSlack.FillAsync(HumanAccount("svc-redrawn-in-slack"));
        var renewed = await SalInSlack.SeeDialogAsync(view => view.Words.Contains("Critical risk", StringComparison.Ordinal));
        var asked = Lab.Model.Requests.Count;
        var id = (await SalInSlack.SubmitAsync(renewed)).Id();
        await AnaInSlack.SeeAsync(id, "Approve");

        Assert.Equal((preview.Id, "Submit"), (renewed.Id, renewed.Submit));
        Assert.Contains(Slack.Requests, request =>
            request is { Method: "views.update", Error: null } && request.Arguments["view_id"]!.GetValue<string>() == preview.Id);
        Assert.Equal(asked, Lab.Model.Requests.Count); // one call a revision
        Assert.Equal("critical", (await Record.HeadAsync(id))["assessment"]!["label"]!.GetValue<string>());
        await Bo.DecideAsync(id, "Reject", "It was only about the preview.");
    }
}
