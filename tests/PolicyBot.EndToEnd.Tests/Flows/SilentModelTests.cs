using PolicyBot.Lab.Model;

namespace PolicyBot.EndToEnd.Tests.Flows;

/// <summary>A model that never says a word, in a product that would listen to it for longer than any test here lasts.</summary>
[Collection(SilentModels.Name)]
public sealed class SilentModelTests(SilentModelLab running) : LabTest(running)
{
    [Fact]
    public async Task The_preview_and_the_receipt_are_there_before_the_model_has_said_a_word()
    {
        var preview = await Sal.FillAsync(HumanAccount("svc-unheard"));
        var sent = await preview.PressAsync("Submit");

        preview.Says("Nobody has seen this yet. Is it right?", "Medium risk", "the risk may rise");
        sent.Says($"{sent.Id} is sent.");
        Assert.Equal("submitted", await Record.StatusAsync(sent.Id));
        await Lab.Tenant.Changes.UntilAsync(() => Lab.Model.Requests.Count > 0 ? Lab.Model : null, Deadline);
        Assert.All(Lab.Model.Requests, request => Assert.Equal(0, request.Status)); // asked, and no answer
    }

    [Fact]
    public async Task Who_just_writes_is_answered_by_the_rules()
    {
        var asked = Lab.Model.Requests.Count;

        var question = await Sal.SayAsync($"I need an exception to {Cast.MfaPolicy} for svc-written for 30 days. {Wish.Justification}");

        question.Says("I began a request", "svc-written", "Account type?");
        Assert.Equal(0, Assert.Single(Lab.Model.Requests.Skip(asked)).Status); // asked, and no answer
        await Sal.SayAsync("cancel");
    }

    [Fact]
    public async Task While_the_model_is_silent_for_some_others_are_decided_on_as_ever()
    {
        Lab.Model.Otherwise = ProductLab.RaisesNothing;
        var decided = (await Sal.AskAsync(HumanAccount("svc-heard"))).Id;
        await Ana.SeeAsync(decided, "Approve");
        Lab.Model.Otherwise = new ModelAnswer.Silent();
        for (var number = 0; number < 20; number++)
        {
            await Sal.FillAsync(HumanAccount($"svc-unheard-{number}")); // each waits for the model
        }

        await Ana.DecideAsync(decided, "Approve", "Agreed until the vendor delivers.");

        await Sal.ReadAsync(decided, "It is in force until the end of");
        await Bo.ReadAsync(decided, "Approved");
    }
}

/// <summary>A product that gives its model two minutes.</summary>
public sealed class SilentModelLab() : RunningLab(casts: 3, ("OpenAI__TimeoutSeconds", "120"))
{
    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        Lab.Model.Otherwise = new ModelAnswer.Silent();
    }
}

[CollectionDefinition(Name)]
public sealed class SilentModels : ICollectionFixture<SilentModelLab>
{
    public const string Name = "silent model";
}
