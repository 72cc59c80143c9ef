using PolicyBot.Application.Views;
using PolicyBot.Domain;
using PolicyBot.Domain.Policies;
using PolicyBot.Domain.Risk;
using PolicyBot.Domain.Routing;

namespace PolicyBot.Application.Catalogs;

/// <summary>What <c>policybot catalog check</c> and <c>policybot catalog explain</c> print.</summary>
public static class CatalogExplanation
{
    /// <summary>Checks a catalog.</summary>
    /// <param name="beside">Reads the files that it names; null: they are left out.</param>
    /// <returns>Exit code 0 for a sound catalog, with or without warnings; 1 for one that does not load.</returns>
    public static CatalogAnswer Check(string fileName, string yaml, FilesBeside? beside = null) =>
        CatalogReader.Read(fileName, yaml, beside) switch
        {
            CatalogReading.Good(var catalog, var warnings) => new CatalogAnswer(
                [
                    .. warnings.Select(warning => warning.ToString()),
                CatalogWords.CheckSound.With(
                    fileName, catalog.Policies.Count, catalog.Groups.Count, catalog.Rules.Count, catalog.Examples.Count, warnings.Count),
            ],
                ExitCode: 0),
            CatalogReading reading => Refused(fileName, (CatalogReading.Bad)reading),
        };

    /// <summary>Routes a request that exists only for this question.</summary>
    /// <returns>Exit code 0; 1 when the catalog does not load, names no such policy or field, or leaves no approver to decide.</returns>
    public static CatalogAnswer Explain(string fileName, string yaml, CatalogQuestion question)
    {
        if (CatalogReader.Read(fileName, yaml) is not CatalogReading.Good { Catalog: var catalog })
        {
            return Check(fileName, yaml);
        }

        if (catalog.Policy(question.Policy) is not { } policy)
        {
            return new CatalogAnswer(
                [CatalogWords.ExplainUnknownPolicy.With(question.Policy, string.Join(", ", catalog.Policies.Select(known => known.Id)))],
                ExitCode: 1);
        }

        var unknown = question.Fields.Keys.FirstOrDefault(
            field => !AssetList.Has(field)
                && !policy.Fields.Any(known => string.Equals(known.Id, field, StringComparison.OrdinalIgnoreCase)));
        return unknown is null
            ? Explain(catalog, policy, question)
            : new CatalogAnswer([CatalogWords.ExplainUnknownField.With(policy.Id, unknown)], ExitCode: 1);
    }

    private static CatalogAnswer Explain(PolicyCatalog catalog, Policy policy, CatalogQuestion question)
    {
        var risk = question.Risk > policy.RiskFloor ? question.Risk : policy.RiskFloor;
        var lines =
            new List<string> { CatalogWords.ExplainQuestion.With(policy.Id, policy.Name, risk.InWords(), question.Days, question.Renewal) };
        if (risk > question.Risk)
        {
            lines.Add(CatalogWords.ExplainFloor.With(risk.InWords(), policy.Id));
        }

        if (question.Days > policy.MaxDays)
        {
            lines.Add(CatalogWords.ExplainTooLong.With(policy.Id, policy.MaxDays));
        }

        if (question.Renewal > policy.MaxRenewals)
        {
            lines.Add(CatalogWords.ExplainTooOften.With(policy.Id, policy.MaxRenewals));
        }

        var requester = question.Requester ?? default; // a person in no group, so left out of none
        var asked = new RoutingQuestion(
            policy, risk, question.Days, question.Renewal, question.Department, question.Fields, requester, question.Owner ?? requester);
        switch (Router.Route(catalog, asked, _ => true))
        {
            case RoutingResult.Routed { Route: var route }:
                return new CatalogAnswer(
                    [.. lines, .. RouteExplanation.Render(route), CatalogWords.ExplainTier.With(route.Tier)], ExitCode: 0);
            case RoutingResult.Nobody { Route: var partial, Stage: var stage }:
                var nobody = CatalogWords.ExplainNobody.With(stage.Number, RouteExplanation.GroupName(stage));
                return new CatalogAnswer([.. lines, .. RouteExplanation.Render(partial), nobody], ExitCode: 1);
            case var other:
                throw new System.Diagnostics.UnreachableException($"{other.GetType().Name} has no words.");
        }
    }

    private static CatalogAnswer Refused(string fileName, CatalogReading.Bad bad) =>
        new([.. bad.Faults.Select(fault => fault.ToString()), CatalogWords.CheckFaults.With(fileName, bad.Faults.Count)], ExitCode: 1);
}

/// <summary>A request that is made up, to be routed.</summary>
/// <param name="Policy">The policy's id, in any letter case.</param>
/// <param name="Days">Days from submission to the end.</param>
/// <param name="Requester">Null: a person who approves nothing.</param>
/// <param name="Owner">Null: the requester.</param>
/// <param name="Fields">Answers by field id, without <c>field.</c>.</param>
public sealed record CatalogQuestion(
    string Policy,
    RiskLabel Risk,
    int Days,
    string? Department,
    PersonId? Requester,
    PersonId? Owner,
    int Renewal,
    IReadOnlyDictionary<string, string> Fields);

/// <summary>What a command prints, and how it ends.</summary>
/// <param name="Lines">For standard output, in this order.</param>
/// <param name="ExitCode">The process's exit code.</param>
public sealed record CatalogAnswer(IReadOnlyList<string> Lines, int ExitCode);
