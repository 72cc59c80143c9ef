using System.Text.Json.Nodes;
using PolicyBot.EndToEnd.Tests.Flows;
using PolicyBot.Lab.Slack;
using PolicyBot.Lab.Slack.Client;
using PolicyBot.Lab.Teams.Client;
using PolicyBot.Lab.Teams.Connector;

namespace PolicyBot.EndToEnd.Tests.Slack;

/// <summary>A product in both channels with 600 more policies in 12 more areas, one with 150, and one policy whose form is too large.</summary>
public sealed class LargeCatalogLab() : BothChannelsLab(casts: 8)
{
    /// <summary>A policy that asks for far more than a card of Teams can hold.</summary>
    public const string TooLarge = "GIANT";

    protected override bool WithModel => false;

    protected override string FullCards => "3"; // as it is where nothing is set

    /// <summary>300 assets, far more than a form lists: srv-1000 to srv-1299.</summary>
    private static readonly string Assets = Path.Combine(Path.GetTempPath(), $"policybot-{Path.GetRandomFileName()}.csv");

    protected override string Catalog => $"{base.Catalog}\nassets: {Path.GetFileName(Assets)}\n"
        .Replace("\npolicies:\n", $"\n{Lines(1, 12, Area)}\npolicies:\n", StringComparison.Ordinal)
        .Replace("\ngroups:\n", $"\n{Lines(1, 12, Policies)}\n{Giant}\ngroups:\n", StringComparison.Ordinal);

    public override async Task InitializeAsync()
    {
        await File.WriteAllTextAsync(Assets, $"id,name\n{Lines(1_000, 300, number => $"srv-{number},Server {number}")}\n");
        await base.InitializeAsync();
    }

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        File.Delete(Assets);
    }

    private static string Giant => $"""
          - id: {TooLarge}
            area: many-12
            name: Asks for everything
            text: It asks for everything.
            owner: ian.1@contoso.example
            fields:
        {Lines(1, 20, at => $"      - {{ id: f{at}, label: Field {at}, type: choice, choices: [{Choices(at)}] }}")}
        """;

    private static string Choices(int field) => string.Join(
        ", ", Enumerable.Range(1, 100).Select(choice => $"\"{field}-{choice} {new string('x', 60)}\""));

    private static string Area(int number) =>
        $"  - {{ id: many-{number:00}, name: Area {number:00}, owner: carla.1@contoso.example }}";

    private static string Policies(int area) => Lines(1, area == 1 ? 150 : area == 12 ? 50 : 40, number => $$"""
          - id: M{{area}}-{{number}}
            area: many-{{area:00}}
            name: Rule {{number:000}} of area {{area:00}}
            text: It is to be met.
            owner: ian.1@contoso.example
        """);

    private static string Lines(int first, int count, Func<int, string> line) =>
        string.Join('\n', Enumerable.Range(first, count).Select(line));
}

[CollectionDefinition(Name)]
public sealed class LargeCatalogLabs : ICollectionFixture<LargeCatalogLab>
{
    public const string Name = "large catalog";
}

/// <summary>A form that is too large for its channel: asked in two steps, and never a silence.</summary>
[Collection(LargeCatalogLabs.Name)]
public sealed class LargeCatalogTests(LargeCatalogLab running) : SlackTest(running)
{
    private (string, string)[] Scanner => [.. Wish.For("", "Scanner", Today.AddDays(9)).Inputs.Select(one => (one.Key, one.Value))];

    [Fact]
    public async Task In_Teams_a_request_goes_by_the_area_to_a_policy_of_the_largest_one()
    {
        var areas = await Sal.SayAsync("request", shown => shown.Buttons.Contains("Next"));
        var policies = await areas.PressAsync("Next", ("areaId", "many-01/2"));
        var form = await policies.PressAsync("Next", ("policyId", "M1-149"));
        var preview = await form.PressAsync("Preview", Scanner);
        var sent = await preview.PressAsync("Submit");

        Assert.Contains("Another area", policies.Buttons);
        sent.Says("is sent.");
        Assert.Equal("M1-149", (string?)(await Record.HeadAsync(sent.Id))["content"]!["policyId"]);
    }

    [Fact]
    public async Task In_Slack_a_request_goes_by_the_area_to_a_policy_of_the_largest_one()
    {
        Assert.IsType<SlackOutcome.Taken>(await SalInSlack.Client.SlashAsync("", Deadline));
        var areas = await SalInSlack.SeeDialogAsync(view => view.Inputs.Contains("areaId"));
        var policies = await SalInSlack.SubmitAsync(areas, ("areaId", "many-02"));
        Assert.IsType<SlackOutcome.Taken>(await SalInSlack.Client.ChooseAsync(policies, "areaId", "many-01/2", Deadline));
        var others = await SalInSlack.SeeDialogAsync(view => view.Blocks.ToJsonString().Contains("M1-149", StringComparison.Ordinal));
        var form = await SalInSlack.SubmitAsync(others, ("policyId", "M1-149"));
        var preview = await SalInSlack.SubmitAsync(form, Scanner);
        var sent = await SalInSlack.SubmitAsync(preview);

        Assert.Equal("M1-149", (string?)(await Record.HeadAsync(sent.Says("is sent.").Id()))["content"]!["policyId"]);
    }

    [Fact]
    public async Task In_Teams_assets_of_a_long_list_are_looked_up_and_sent_beside_what_was_typed()
    {
        var form = await (await (await Sal.SayAsync("request", shown => shown.Buttons.Contains("Next")))
            .PressAsync("Next", ("areaId", "many-02"))).PressAsync("Next", ("policyId", "M2-1"));

        var found = await Sal.Teams.LookUpAsync(form.Message, "assets", "server 112", Deadline);
        var preview = await form.PressAsync("Preview", [.. Scanner, ("assetsPicked", "srv-1120,srv-1121"), ("assets", "mainframe")]);

        Assert.Equal(Enumerable.Range(1_120, 10).Select(number => $"srv-{number}"), found);
        Assert.Equal(15, (await Sal.Teams.LookUpAsync(form.Message, "assets", "srv", Deadline)).Count);
        preview.Says("srv-1120 (Server 1120)", "srv-1121 (Server 1121)", "mainframe is not in the list of assets");
    }

    [Fact]
    public async Task In_Slack_assets_of_a_long_list_are_looked_up_and_sent_beside_what_was_typed()
    {
        Assert.IsType<SlackOutcome.Taken>(await FayInSlack.Client.SlashAsync("", Deadline));
        var areas = await FayInSlack.SeeDialogAsync(view => view.Inputs.Contains("areaId"));
        var form = await FayInSlack.SubmitAsync(await FayInSlack.SubmitAsync(areas, ("areaId", "many-02")), ("policyId", "M2-1"));

        var found = await FayInSlack.Client.LookUpAsync(form, "assetsPicked", "server 112", Deadline);
        var all = await FayInSlack.Client.LookUpAsync(form, "assetsPicked", "srv", Deadline);
        var preview = await FayInSlack.SubmitAsync(form, [.. Scanner, ("assetsPicked", "srv-1120,srv-1121"), ("assets", "mainframe")]);

        Assert.Equal(Enumerable.Range(1_120, 10).Select(number => $"srv-{number}"), found);
        Assert.Equal(100, all.Count);
        preview.Says("srv-1120 (Server 1120)", "srv-1121 (Server 1121)", "mainframe is not in the list of assets");
    }

    [Fact]
    public async Task A_form_that_Teams_would_refuse_for_its_size_is_answered_with_a_sentence_and_Slack_takes_it()
    {
        var areas = await Sal.SayAsync("request", shown => shown.Buttons.Contains("Next"));
        var policies = await areas.PressAsync("Next", ("areaId", "many-12"));
        var pressed = await Sal.Teams.PressAsync(
            policies.Message, "Next", new Dictionary<string, string> { ["policyId"] = LargeCatalogLab.TooLarge }, Deadline);
        Assert.IsType<SlackOutcome.Taken>(await FayInSlack.Client.SlashAsync("", Deadline));
        var inSlack = await FayInSlack.SubmitAsync(
            await FayInSlack.SeeDialogAsync(view => view.Inputs.Contains("areaId")), ("areaId", "many-12"));
        var form = await FayInSlack.SubmitAsync(inSlack, ("policyId", LargeCatalogLab.TooLarge));

        var notice = Assert.IsType<ClickOutcome.NoticeShown>(pressed);
        Assert.StartsWith("Teams did not take the card that belongs here (MessageSizeTooBig).", notice.Text, StringComparison.Ordinal);
        Assert.Contains("title", form.Inputs);
    }

    [Fact]
    public async Task Who_types_is_told_in_Teams_that_its_answer_was_refused_for_good()
    {
        var sal = Person(Cast.Email("sal")).Teams;
        Lab.Tenant.Faults.Plan = (operation, conversation, body) =>
            operation == ConnectorOperation.Send && conversation == sal.Chat.Id && body.Contains("AdaptiveCard", StringComparison.Ordinal)
                ? ConnectorFault.TooBig : null;

        Assert.Equal(200, (await sal.SayAsync("help", Deadline)).Status);
        var told = await Lab.Tenant.Changes.UntilAsync(
            () => sal.Chat.Messages.LastOrDefault(message => message.Author is null && message.Text is not null), Deadline);
        Lab.Tenant.Faults.Plan = (_, _, _) => null;

        Assert.StartsWith("Teams did not take the card that belongs here (MessageSizeTooBig).", told.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_approver_whose_card_a_channel_refuses_for_good_reads_what_waits_and_can_still_decide()
    {
        var (bo, ana) = (Bo.Teams, AnaInSlack);
        Lab.Tenant.Faults.Plan = (operation, conversation, body) =>
            operation == ConnectorOperation.Send && conversation == bo.Chat.Id && body.Contains("AdaptiveCard", StringComparison.Ordinal)
                ? ConnectorFault.TooBig : null;
        Slack.Faults.Plan = (method, arguments) =>
            method == "chat.postMessage" && arguments["blocks"] is JsonArray { Count: > 0 } && $"{arguments["text"]}".Contains("too large")
                ? new SlackFault.Refused("msg_blocks_too_long") : null;

        var id = (await Sal.AskAsync(HumanAccount("a card too large"))).Id;
        var inTeams = await Lab.Tenant.Changes.UntilAsync(
            () => bo.Chat.Messages.LastOrDefault(message => message.Text?.Contains(id, StringComparison.Ordinal) == true), Deadline);
        var inSlack = await ana.SeeAsync(id, message => message.Words.Contains("did not take", StringComparison.Ordinal));
        await Record.DrainAsync();
        (Lab.Tenant.Faults.Plan, Slack.Faults.Plan) = ((_, _, _) => null, (_, _) => null);
        var decided = await (await Bo.SayAsync("approvals")).PressAsync("Approve", ("comment", "Agreed until the vendor delivers."));

        Assert.StartsWith("Teams did not take the card that belongs here (MessageSizeTooBig).", inTeams.Text, StringComparison.Ordinal);
        inSlack.Says("Slack did not take what belongs here (msg_blocks_too_long).");
        Assert.Contains(Adam.Cards, card => card.Text.Contains(id, StringComparison.Ordinal)); // told that it could not be sent
        decided.Says($"Approved {id}.");
    }
}
