using System.Text.Json.Nodes;

namespace PolicyBot.Lab.Model;

/// <summary>What the model does with each request from now on, as chosen on the page; each by its id in the page's lists.</summary>
/// <param name="Answer">A key of <see cref="Answers"/>; counts where nothing goes wrong.</param>
/// <param name="Delay">A key of <see cref="Delays"/>.</param>
/// <param name="Fault">A key of <see cref="Faults"/>; empty: none.</param>
public sealed record ModelChoice(string Answer, string Delay, string Fault)
{
    /// <summary>Answers when none comes at all: <see cref="ModelAnswer.Silent"/>.</summary>
    public const string Silent = "silent";

    /// <summary>As the Lab starts: an answer made up from the request, at once.</summary>
    public static ModelChoice Usual { get; } = new("scripted", "", "");

    /// <summary>What it may answer.</summary>
    public static IReadOnlyDictionary<string, ModelAnswer> Answers { get; } = new Dictionary<string, ModelAnswer>
    {
        ["scripted"] = new ModelAnswer.Conforming(),
        ["low"] = Proposing("low"),
        ["medium"] = Proposing("medium"),
        ["high"] = Proposing("high"),
        ["critical"] = Proposing("critical"),
        ["obeying"] = new ModelAnswer.Obeying(),
    };

    /// <summary>How long it takes to answer; null: it never answers.</summary>
    public static IReadOnlyDictionary<string, TimeSpan?> Delays { get; } = new Dictionary<string, TimeSpan?>
    {
        [""] = TimeSpan.Zero,
        ["5s"] = TimeSpan.FromSeconds(5),
        [Silent] = null,
    };

    /// <summary>What may go wrong.</summary>
    public static IReadOnlyDictionary<string, ModelAnswer?> Faults { get; } = new Dictionary<string, ModelAnswer?>
    {
        [""] = null,
        ["throttled"] = new ModelAnswer.Throttled(RetryAfterSeconds: 30),
        ["failed"] = new ModelAnswer.Failed(),
        ["refused"] = new ModelAnswer.Refused(),
        ["filtered"] = new ModelAnswer.PromptFiltered(),
        ["cutOff"] = new ModelAnswer.CutOff(),
        ["noJson"] = new ModelAnswer.NoJson(),
    };

    /// <summary>Whether the page has such a choice.</summary>
    public bool IsKnown => Answers.ContainsKey(Answer) && Delays.ContainsKey(Delay) && Faults.ContainsKey(Fault);

    /// <summary>What that makes of a request.</summary>
    /// <exception cref="KeyNotFoundException">The page has no such choice.</exception>
    public ModelAnswer ToAnswer() =>
        Delays[Delay] is { } delay ? (Faults[Fault] ?? Answers[Answer]) with { Delay = delay } : new ModelAnswer.Silent();

    private static ModelAnswer.Conforming Proposing(string label) =>
        new(new JsonObject { ["label"] = label, ["rationale"] = $"The Lab's stand-in for a model was told to propose {label}." });
}
