using System.Globalization;
using PolicyBot.Application.Ports;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Application.Requests.Chat;

/// <summary>Takes from a reader's proposal what stands in the text and the rules did not find.</summary>
internal static class CheckedProposal
{
    private const int FarthestYears = 10;

    /// <summary>What the rules found, and of the proposal what holds and they did not find.</summary>
    public static Understood MergeWith(
        this RequestProposal proposal, Understood byRules, string text, PolicyCatalog catalog, DateOnly today) => byRules with
        {
            Policies = byRules.Policies.Count == 1 || !StandsIn(text, proposal.PolicyQuote)
            || catalog.Policy(proposal.PolicyId) is not { } policy
            ? byRules.Policies
            : [policy],
            Until = byRules.Until is not null || !StandsIn(text, proposal.ExpiresOnQuote) || Day(proposal.ExpiresOn, today) is not { } day
            ? byRules.Until
            : new DayReading.Day(day),
            Scope = byRules.Scope
            ?? (StandsIn(text, proposal.Scope) && proposal.Scope.Trim().Length is >= 3 and <= TextLimits.Other
            ? proposal.Scope.Trim() : null),
            Owner = byRules.Owner
            ?? (StandsIn(text, proposal.OwnerEmail) && PersonId.TryParse(proposal.OwnerEmail, out var owner) ? owner.Value : null),
            Reason = byRules.Reason ?? (StandsIn(text, proposal.ReasonQuote) ? text : null),
        };

    private static DateOnly? Day(string typed, DateOnly today) =>
        DateOnly.TryParseExact(typed, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            && day >= today
            && day <= today.AddYears(FarthestYears)
            ? day
            : null;

    private static bool StandsIn(string text, string quote) =>
        !string.IsNullOrWhiteSpace(quote) && text.Contains(quote, StringComparison.Ordinal);
}
