using System.Globalization;
using PolicyBot.Application.Ports;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Application.Requests.Chat;

/// <summary>Takes from a reader's proposal what stands in the text and the rules did not find. Pure.</summary>
internal static class CheckedProposal
{
    private const int FarthestYears = 10;
    private const int FewestWordsOfReason = 3;

    /// <summary>What the rules found, and of the proposal what holds and they did not find.</summary>
    public static Understood MergeWith(
        this RequestProposal proposal, Understood byRules, string text, PolicyCatalog catalog, DateOnly today) => byRules with
        {
            Policies = byRules.Policies.Count == 1 || proposal.FindPolicy(text, catalog) is not { } policy ? byRules.Policies : [policy],
            Until = byRules.Until is null or DayReading.Event && Day(text, proposal.ExpiresOn, proposal.ExpiresOnQuote, today) is { } day
                ? new DayReading.Day(day) : byRules.Until,
            Scope = byRules.Scope
                ?? (StandsIn(text, proposal.Scope) && proposal.Scope.Trim().Length is >= 3 and <= TextLimits.Other
                    && !FillerWords.IsLeftOver(proposal.Scope)
                    ? proposal.Scope.Trim() : null),
            Owner = byRules.Owner
                ?? (StandsIn(text, proposal.OwnerEmail) && PersonId.TryParse(proposal.OwnerEmail, out var owner) ? owner.Value : null),
            Reason = Reason(proposal, byRules.Reason, text),
            AsksForOne = byRules.AsksForOne || proposal.Intent == ProposedIntent.Request,
        };

    /// <summary>The policy that the proposal names, where its words stand in the text; null for none.</summary>
    public static Policy? FindPolicy(this RequestProposal proposal, string text, PolicyCatalog catalog) =>
        StandsIn(text, proposal.PolicyQuote) ? catalog.Policy(proposal.PolicyId) : null;

    /// <summary>Whether the proposal takes a text for a request, and something of it stands there.</summary>
    public static bool FindsRequest(this RequestProposal proposal, string text, PolicyCatalog catalog) =>
        proposal.Intent == ProposedIntent.Request
        && (proposal.FindPolicy(text, catalog) is not null || StandsIn(text, proposal.ReasonQuote) || StandsIn(text, proposal.Scope));

    /// <summary>The question that the proposal takes a text for; null: it takes it for none.</summary>
    public static LookUp? FindQuestion(this RequestProposal proposal, string text, PolicyCatalog catalog)
    {
        IReadOnlyList<Policy> policies = proposal.FindPolicy(text, catalog) is { } policy ? [policy] : [];
        return proposal.Intent switch
        {
            ProposedIntent.Policy => policies.Count > 0
                ? new LookUp(LookUpKind.Policy) { Policies = policies } : new LookUp(LookUpKind.Unknown),
            ProposedIntent.Decider => new LookUp(LookUpKind.WhoDecides) { Policies = policies },
            ProposedIntent.End => new LookUp(LookUpKind.MyEnd) { Policies = policies },
            ProposedIntent.Status => new LookUp(LookUpKind.MyStatus),
            ProposedIntent.Covered when StandsIn(text, proposal.Scope) =>
                new LookUp(LookUpKind.Covered) { Policies = policies, Thing = proposal.Scope.Trim() },
            ProposedIntent.List => new LookUp(LookUpKind.List) { Policies = policies },
            ProposedIntent.Withdraw => new LookUp(LookUpKind.Withdraw),
            ProposedIntent.Thanks => new LookUp(LookUpKind.Thanks),
            ProposedIntent.Question => new LookUp(LookUpKind.Unknown),
            _ => null,
        };
    }

    /// <summary>
    /// A draft with the proposed changes that hold: each quotation stands in the text, and each value is one the field takes.
    /// </summary>
    /// <returns>Null: none holds.</returns>
    public static Interpretation? ApplyTo(
        this RequestProposal proposal, PolicyCatalog catalog, Draft draft, string text, DateOnly today)
    {
        var heard = new Interpretation(draft);
        var ids = MessageInterpreter.Fields(catalog, draft, today).Select(field => field.Id).Append(FieldIds.Policy).ToHashSet();
        foreach (var change in proposal.Changes.Where(change => ids.Contains(change.Field) && StandsIn(text, change.Quote)))
        {
            if (Value(catalog, heard.Draft, change, text, today) is { } value)
            {
                heard = heard.With(change.Field, value);
            }
        }

        return heard.Noted.Count > 0 ? heard : null;
    }

    private static string? Value(PolicyCatalog catalog, Draft draft, ProposedChange change, string text, DateOnly today)
    {
        var field = MessageInterpreter.FieldOf(catalog, draft, change.Field, today);
        return change.Field == FieldIds.Policy ? catalog.Policy(change.Value)?.Id
            : field.Kind switch
            {
                RequestFieldKind.Date => Day(text, change.Value, change.Quote, today) is { } day ? RequestField.FormatDay(day) : null,
                RequestFieldKind.Choice => field.Choices.Contains(change.Value, StringComparer.Ordinal) ? change.Value : null,
                RequestFieldKind.Boolean => change.Value is "true" or "false" ? change.Value : null,
                RequestFieldKind.Number => SaidValues.ParseNumber(change.Quote),
                RequestFieldKind.Person => RequestWords.Address(change.Quote),
                // a text is the person's own words: what the model adds to them is not taken
                _ => StandsIn(text, change.Value) && field.Check(change.Value.Trim()) is null ? change.Value.Trim() : change.Quote.Trim(),
            };
    }

    // Where the rules can read the words themselves, they say which day it is.
    private static DateOnly? Day(string text, string typed, string quote, DateOnly today) =>
        !StandsIn(text, quote) ? null
        : DateWords.InAnswer(quote, today) is { } read ? (read as DayReading.Day)?.Value
        : DateOnly.TryParseExact(typed, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            && day >= today && day <= today.AddYears(FarthestYears) ? day
        : null;

    // Of what the rules took for the reason, the model may leave words out.
    private static string? Reason(RequestProposal proposal, string? byRules, string text) =>
        StandsIn(text, proposal.ReasonQuote) && !RequestWords.AsksForOne(proposal.ReasonQuote) // what is wanted is no reason
        && !FillerWords.IsAll(proposal.ReasonQuote) && !FillerWords.IsLeftOver(proposal.ReasonQuote)
        && (byRules is null || byRules.Contains(proposal.ReasonQuote.Trim(), StringComparison.Ordinal)
            && proposal.ReasonQuote.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length >= FewestWordsOfReason)
            ? proposal.ReasonQuote.Trim() : byRules;

    private static bool StandsIn(string text, string quote) =>
        SeenText.Count(quote) > 0 && text.Contains(quote, StringComparison.Ordinal);
}
