using PolicyBot.Application.Screens;
using PolicyBot.Application.Views;
using PolicyBot.Domain.Policies;
using PolicyBot.Testing.Views;

namespace PolicyBot.Slack.Tests.Cards;

/// <summary>The sample views, and those that look different in Slack than anywhere else.</summary>
internal static class SlackViews
{
    public static IReadOnlyDictionary<string, CardView> All { get; } = new Dictionary<string, CardView>(SampleViews.All)
    {
        ["policy-choice"] = PolicyChoice(),
        ["policy-changed"] = PolicyChanged(),
        ["decision"] = Decision(),
        ["plain"] = new ListView { Summary = "Nothing waits for your decision.", Heading = "Nothing waits for your decision.", Lines = [] },
        ["help"] = Help(),
        ["home"] = Home(),
    };

    /// <summary>The views with a text of the test's choice in every place where a person's text can stand.</summary>
    /// <param name="text">The text for a place, given the most UTF-16 code units it can hold.</param>
    public static IReadOnlyDictionary<string, CardView> Filled(Func<int, string> text) =>
        new Dictionary<string, CardView>(FilledViews.All(text))
        {
            ["policy-choice"] =
            PolicyChoice() with
            {
                Fields =
                [Policies() with { Choices =
                    [.. Policies().Choices.Select(choice =>
                        choice with { Title = $"{text(TextLimits.Title)}: {text(TextLimits.Title)}" })] }]
            },
            ["decision"] = DecisionForm.Render(Verbs.Approve, SampleViews.Id, 2, text(TextLimits.Field)),
            ["plain"] = new ListView { Summary = text(TextLimits.Title), Heading = text(TextLimits.Title), Lines = [] },
            ["home"] = Home() with
            {
                Heading = text(TextLimits.Title),
                Sections =
                [.. Enumerable.Range(0, 3)
                    .Select(_ => new HomeSection(text(TextLimits.Title), FilledViews.List(text).Lines, text(TextLimits.Title)))],
            },
        };

    public static FormView PolicyChoice() => new()
    {
        Summary = "Which policy can you not meet?",
        Heading = "Which policy can you not meet?",
        Intro = [TextPart.Paragraph("You ask for an exception that ends on a day you choose. Nobody sees it before you send it.")],
        Fields = [Policies()],
        Actions =
        [
            SampleViews.Action(Verbs.Next, "Next", ActionLook.Positive),
            SampleViews.Action(Verbs.Discard, "Discard", ignoresInputs: true),
        ],
    };

    public static FormView PolicyChanged() => SampleViews.Form() with { Follows = [Policies() with { Value = "SEC-MFA" }] };

    public static FormView Decision() => DecisionForm.Render(Verbs.Approve, SampleViews.Id, 2, SampleViews.Approval().Acceptance);

    public static HomeView Home() => new()
    {
        Summary = "Your policy exceptions",
        Heading = "Your policy exceptions",
        Actions =
            [new() { Verb = Verbs.Request, Title = "New request", Look = ActionLook.Positive, IgnoresInputs = true },
            new() { Verb = Verbs.Help, Title = "Help", IgnoresInputs = true }],
        Sections =
        [
            new("Waiting for you", SampleViews.List().Lines.Take(2).ToList(), "Nothing waits for your decision."),
            new("My requests",
                [new("PX-7K2M9QRT · In review", "HIGH: MFA off on svc-build, Sal Ortiz, until 15 Feb",
                SampleViews.Action(Verbs.Status, "Open"))], "You have not asked for an exception."),
            new("Ending soon", [], "Nothing of yours ends in the next 30 days."),
        ],
    };

    private static FormField Policies() => new()
    {
        Id = FieldIds.Policy,
        Label = "Policy",
        Kind = FieldKind.Choice,
        Required = true,
        Choices =
        [
            new("SEC-MFA", "Security: Multi-factor authentication"),
            new("SEC-TLS", "Security: Encryption in transit for every service that staff, customers or suppliers can reach"),
            new("PRC-SOLE", "Procurement: Sole source"),
        ],
        ErrorMessage = "Choose one of the policies.",
    };

    private static ListView Help() => new()
    {
        Summary = "This is what I can do",
        Heading = "This is what I can do",
        Fault = "I did not understand that.",
        Intro = [TextPart.Paragraph("I take requests for time-limited exceptions to the policies of Contoso.")],
        Lines = [new("request", "ask for an exception", null), new("my requests", "what you asked for, and how it stands", null)],
        Actions = [new() { Verb = Verbs.Request, Title = "New request", Look = ActionLook.Positive, IgnoresInputs = true }],
    };
}
