using PolicyBot.Application.Register;
using PolicyBot.Application.Requests.Chat;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Application.Interactions;

/// <summary>What a page of the register is asked for: each part as it stands in the address, so that an address can be kept.</summary>
public sealed record RegisterFilter
{
    /// <summary>Words, as in the chat: <c>in force high risk build</c>.</summary>
    public string Words { get; init; } = "";

    /// <summary>A <see cref="ListState"/> by its name; <see cref="Any"/>; empty: what the words say.</summary>
    public string State { get; init; } = "";

    /// <summary>A <see cref="RiskLabel"/> by its name; empty: what the words say.</summary>
    public string Risk { get; init; } = "";

    /// <summary>The id of a policy; empty: what the words say.</summary>
    public string Policy { get; init; } = "";

    /// <summary>The id of an area; empty: any.</summary>
    public string Area { get; init; } = "";

    /// <summary>An address, or a name; empty: anybody.</summary>
    public string Person { get; init; } = "";

    /// <summary>What was sent last comes first.</summary>
    public bool BySubmission { get; init; }

    /// <summary>The state that stands for all, ended ones too.</summary>
    public const string Any = "any";
}

/// <summary>Reads what a page of the register is asked for.</summary>
public static class RegisterSearch
{
    /// <summary>What is asked for without the filters that are no state, risk, policy or area.</summary>
    public static RegisterFilter WithoutUnknown(RegisterFilter filter, PolicyCatalog catalog) => filter with
    {
        State = filter.State.Equals(RegisterFilter.Any, StringComparison.OrdinalIgnoreCase) || IsNameOf<ListState>(filter.State)
            ? filter.State : "",
        Risk = IsNameOf<RiskLabel>(filter.Risk) ? filter.Risk : "",
        Policy = catalog.Policy(filter.Policy) is null ? "" : filter.Policy,
        Area = catalog.FindArea(filter.Area) is null ? "" : filter.Area,
    };

    private static bool IsNameOf<T>(string text)
        where T : struct, Enum => Enum.GetNames<T>().Contains(text, StringComparer.OrdinalIgnoreCase);

    /// <summary>Reads it; what is no state, risk, policy or area filters nothing.</summary>
    public static ListQuery Read(RegisterFilter filter, PolicyCatalog catalog)
    {
        var person = PersonId.TryParse(filter.Person, out var id) ? id : default(PersonId?);
        var typed = filter.Words.ReplaceLineEndings(" ").Trim();
        typed = typed.Length > ListWords.Longest ? typed[..ListWords.Longest] : typed;
        var read = ListWords.Read(
            ListWords.IsCommand(typed.Split(' ')[0].ToLowerInvariant()) ? typed : $"list {typed}".TrimEnd(), catalog);
        var isAny = filter.State.Equals(RegisterFilter.Any, StringComparison.OrdinalIgnoreCase);
        return read with
        {
            States = isAny ? []
                : Enum.TryParse<ListState>(filter.State, true, out var state) && Enum.IsDefined(state) ? [state] : read.States,
            Ended = read.Ended || isAny,
            Risks = Enum.TryParse<RiskLabel>(filter.Risk, true, out var risk) && Enum.IsDefined(risk) ? [risk] : read.Risks,
            Policies = filter.Policy.Length > 0 && catalog.Policy(filter.Policy) is { } policy ? [policy] : read.Policies,
            Area = catalog.FindArea(filter.Area)?.Id ?? "",
            Person = person is { } one ? catalog.Directory.Resolve(one) : null,
            BySubmission = filter.BySubmission,
            Words = person is null ? [.. read.Words.Concat(Ports.ListingKey.WordsIn(filter.Person)).Distinct()] : read.Words,
        };
    }
}
