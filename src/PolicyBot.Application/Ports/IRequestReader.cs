using System.Globalization;
using PolicyBot.Application.Requests.Chat;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Application.Ports;

/// <summary>Reads a request out of free text: a language model. It proposes, and decides nothing.</summary>
public interface IRequestReader
{
    /// <summary>Reads a text.</summary>
    /// <returns>Null: there is no proposal, whatever went wrong outside.</returns>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    Task<RequestProposal?> ReadAsync(ReadingInput input, CancellationToken cancellationToken);
}

/// <summary>What a reader is shown.</summary>
/// <param name="Text">What somebody typed: untrusted.</param>
/// <param name="Today">The day it is in the catalog's time zone.</param>
/// <param name="Catalog">The policies there are.</param>
public sealed record ReadingInput(string Text, DateOnly Today, PolicyCatalog Catalog);

/// <summary>What a reader makes of a text, unchecked. Each quotation is said to stand in the text; what is empty was not found.</summary>
/// <param name="PolicyId">The id of the policy.</param>
/// <param name="PolicyQuote">The words that name it.</param>
/// <param name="ExpiresOn">The last day, <c>yyyy-MM-dd</c>.</param>
/// <param name="ExpiresOnQuote">The words that say so.</param>
/// <param name="Scope">What exactly is concerned, in the text's own words.</param>
/// <param name="OwnerEmail">The owner's address as it stands in the text.</param>
/// <param name="ReasonQuote">The words that say why.</param>
public sealed record RequestProposal(string PolicyId, string PolicyQuote, string ExpiresOn, string ExpiresOnQuote, string Scope, string OwnerEmail, string ReasonQuote)
{
    private const int FarthestYears = 10;

    /// <summary>What the rules found, and of this what holds and they did not find.</summary>
    internal Understood MergeWith(Understood byRules, string text, PolicyCatalog catalog, DateOnly today) => byRules with
    {
        Policies = byRules.Policies.Count == 1 || !StandsIn(text, PolicyQuote) || catalog.Policy(PolicyId) is not { } policy ? byRules.Policies : [policy],
        Until = byRules.Until is not null || !StandsIn(text, ExpiresOnQuote) || Day(today) is not { } day ? byRules.Until : new DayReading.Day(day),
        Scope = byRules.Scope ?? (StandsIn(text, Scope) && Scope.Trim().Length is >= 3 and <= TextLimits.Other ? Scope.Trim() : null),
        Owner = byRules.Owner ?? (StandsIn(text, OwnerEmail) && PersonId.TryParse(OwnerEmail, out var owner) ? owner.Value : null),
        Reason = byRules.Reason ?? (StandsIn(text, ReasonQuote) ? text : null),
    };

    private DateOnly? Day(DateOnly today) =>
        DateOnly.TryParseExact(ExpiresOn, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day >= today && day <= today.AddYears(FarthestYears) ? day : null;

    private static bool StandsIn(string text, string quote) => !string.IsNullOrWhiteSpace(quote) && text.Contains(quote, StringComparison.Ordinal);
}
