using PolicyBot.EndToEnd.Tests.Flows;
using PolicyBot.Lab.Slack;
using PolicyBot.Lab.Slack.Client;
using PolicyBot.Lab.Teams.Client;

namespace PolicyBot.EndToEnd.Tests.Slack;

/// <summary>A product whose stage one is also posted in a channel of Slack, and stage two in one of Teams.</summary>
public sealed class StageChannelLab() : BothChannelsLab(casts: 4)
{
    protected override bool WithModel => false;

    protected override string Catalog => Enumerable.Range(1, Casts).Aggregate(base.Catalog, (catalog, number) => catalog
        .Replace(
            $"group: leads-{number}, needs: 1", $"group: leads-{number}, needs: 1, channel: 'slack:C0EXCEPTIONS'", StringComparison.Ordinal)
        .Replace($"group: office-{number}, needs: 1",
        $"group: office-{number}, needs: 1, channel: 'teams:19:contoso-policy-exceptions@thread.tacv2'", StringComparison.Ordinal));
}

/// <summary>Cards that several people read: the person who presses counts, never the channel.</summary>
public sealed class StageChannelTests(StageChannelLab running) : SlackTest(running), IClassFixture<StageChannelLab>
{
    private const string Yes = "Agreed until the vendor delivers.";
    private const string YesToo = "The office of the CISO agrees too.";
    private const string NotAsked = "You are not asked to decide on this now.";

    [Fact]
    public async Task Each_stage_is_posted_in_its_channel_and_an_approver_decides_there()
    {
        var id = await SalInSlack.AskAsync(VendorAccount("vendor-posted"));
        var direct = await AnaInSlack.SeeAsync(id, "Approve");
        var post = await SeePostAsync(id, message => message.Buttons.Contains("Approve"));
        var done = await DecideOnAsync(AnaInSlack, post, "Approve", Yes);
        var card = await SeeCardAsync(id, shown => shown.Buttons.Contains("Approve"));
        await Carla.SeeAsync(id, "Approve");
        var answered =
            await Carla.Teams.PressAsync(card.Message, "Approve", new Dictionary<string, string> { ["comment"] = YesToo }, Deadline);
        await Record.UntilStatusAsync(id, "approved");
        await Record.DrainAsync();

        post.Says("vendor-posted", "By approving you accept the remaining risk (high) for Security");
        done.Says($"Approved {id}.");
        Assert.Contains($"Approved {id}.", Assert.IsType<ClickOutcome.NoticeShown>(answered).Text, StringComparison.Ordinal);
        var (postAfter, cardAfter) = (Assert.Single(PostsAbout(id)), Assert.Single(CardsAbout(id)));
        postAfter.Says($"{id} · Approved");
        cardAfter.Says($"{id} · Approved");
        Assert.Empty(postAfter.Buttons.Intersect(Decisions));
        Assert.Empty(cardAfter.Buttons.Intersect(Decisions));
        Assert.All(new[] { Yes, YesToo }, reason =>
            Assert.DoesNotContain(reason, postAfter.Words + postAfter.Text + cardAfter.Text, StringComparison.Ordinal));
        Assert.NotEqual(post.Ts, direct.Ts);
        AssertNoLiveButton(id);
        await AssertDoneByAsync(id, ("approved", Cast.Email("ana"), "slack"), ("approved", Cast.Email("carla"), "teams"));
    }

    [Fact]
    public async Task Who_is_not_asked_decides_nothing_in_front_of_all_and_is_told_so_alone()
    {
        var id = await SalInSlack.AskAsync(VendorAccount("vendor-bystanders"));
        var post = await SeePostAsync(id, message => message.Buttons.Contains("Approve"));
        var fay = await DecideOnAsync(FayInSlack, post, "Approve", "I was just passing by here.");
        var sal = await DecideOnAsync(SalInSlack, post, "Approve", "I would like my own request.");
        await DecideOnAsync(AnaInSlack, post, "Approve", Yes);
        var card = await SeeCardAsync(id, shown => shown.Buttons.Contains("Reject"));
        var refusals = new List<ClickOutcome>();
        foreach (var person in new[] { Fay, Sal, Bo })
        {
            refusals.Add(
                await person.Teams.PressAsync(
                    card.Message, "Reject", new Dictionary<string, string> { ["comment"] = "I was just passing by here." }, Deadline));
        }

        await Record.DrainAsync();

        fay.Says("There is no such exception, or it is not yours to see."); // in a dialog of her own, which knows nothing of the post
        sal.Says("Requester and owner do not decide on their own exception.");
        Assert.Equal(
            [NotAsked, "Requester and owner do not decide on their own exception.", NotAsked],
            refusals.Select(refusal => Assert.IsType<ClickOutcome.NoticeShown>(refusal).Text));
        Assert.Equal(["submitted", "assessed", "routed", "stageOpened", "approved", "stageOpened"], await Record.FactsAsync(id));
        Assert.Contains("Approve", Assert.Single(CardsAbout(id)).Buttons); // unchanged, for all readers
        Assert.Empty(Assert.Single(PostsAbout(id)).Buttons.Intersect(Decisions));
        Assert.Empty(FayInSlack.About(id));
        Assert.Empty(Fay.About(id));
    }

    [Fact]
    public async Task A_decision_taken_elsewhere_takes_the_buttons_off_the_post_and_an_old_copy_says_so()
    {
        var id = await SalInSlack.AskAsync(HumanAccount("svc-elsewhere"));
        var post = await SeePostAsync(id, message => message.Buttons.Contains("Approve"));
        await Bo.DecideAsync(id, "Reject", "A vault key does the same without it.");
        var after = await SeePostAsync(id, message => !message.Buttons.Contains("Approve"));

        Assert.IsType<SlackOutcome.Taken>(await AnaInSlack.Client.PressOldAsync(post, "Approve", Deadline));
        var dialog = await AnaInSlack.SeeDialogAsync(view => view.Inputs.Contains("comment"));
        var late = await AnaInSlack.SubmitAsync(dialog, ("comment", Yes));
        await Record.DrainAsync();

        after.Says($"{id} · Rejected");
        late.Says("Rejected");
        Assert.Equal("rejected", await Record.StatusAsync(id));
        Assert.Single(PostsAbout(id));
    }

    [Fact]
    public async Task Nothing_of_a_confidential_request_is_posted()
    {
        var id = await SalInSlack.AskAsync(HumanAccount("svc-secret").With("confidential", "true"));
        await AnaInSlack.SeeAsync(id, "Approve");
        await Record.DrainAsync();

        Assert.Empty(PostsAbout(id));
        Assert.Empty(CardsAbout(id));
    }

    private IReadOnlyList<SlackMessage> PostsAbout(string id) =>
        [.. Slack.Channel.Messages.Where(message =>
            message is { AuthorId: null, Deleted: false } && message.Words.Contains(id, StringComparison.Ordinal))];

    /// <summary>What the Teams channel shows to a person who pressed nothing there.</summary>
    private IReadOnlyList<Shown> CardsAbout(string id) =>
        [.. Lab.Tenant.Channel.Messages.Where(message => message is { Author: null, Deleted: false, Card: not null })
            .Select(message => new Shown(Audra, message, message.Card!)).Where(shown => shown.Text.Contains(id, StringComparison.Ordinal))];

    private Task<SlackMessage> SeePostAsync(string id, Func<SlackMessage, bool> wanted) =>
        Slack.Changes.UntilAsync(() => PostsAbout(id).LastOrDefault(wanted), Deadline);

    private Task<Shown> SeeCardAsync(string id, Func<Shown, bool> wanted) =>
        Lab.Tenant.Changes.UntilAsync(() => CardsAbout(id).LastOrDefault(wanted), Deadline);

    /// <summary>Presses a button of the post, and decides in the dialog that opens.</summary>
    private static async Task<SlackView> DecideOnAsync(SlackColleague person, SlackMessage post, string button, string comment)
    {
        var form = await person.OpenAsync(post, button, view => view.Inputs.Contains("comment"));
        return await person.SubmitAsync(form, ("comment", comment));
    }
}
