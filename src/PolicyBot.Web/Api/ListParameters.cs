using System.ComponentModel;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using PolicyBot.Application.Ports;
using PolicyBot.Application.Register;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Web.Api;

/// <summary>What a list is asked for. What is left out filters nothing.</summary>
internal sealed record ListParameters
{
    /// <summary>One or more states.</summary>
    [FromQuery(Name = "state")]
    [Description("inForce, expiring (within 30 days), suspended, open, ended, expired, closed, revoked, rejected, withdrawn, lapsed, "
        + "renewed; or any. Without one: all that has not ended.")]
    public string[]? State { get; init; }

    /// <summary>One or more labels.</summary>
    [FromQuery(Name = "risk")]
    [Description("low, medium, high or critical.")]
    public string[]? Risk { get; init; }

    /// <summary>One or more policies.</summary>
    [FromQuery(Name = "policyId")]
    [Description("Ids of policies.")]
    public string[]? PolicyId { get; init; }

    /// <summary>An area.</summary>
    [FromQuery(Name = "areaId")]
    [Description("The id of an area.")]
    public string? AreaId { get; init; }

    /// <summary>A person.</summary>
    [FromQuery(Name = "person")]
    [Description("The address of a person who asked, owns, approved or is asked to.")]
    public string? Person { get; init; }

    /// <summary>Words.</summary>
    [FromQuery(Name = "q")]
    [Description("Words of title, scope, asset, person or number; each may be the beginning of one.")]
    public string? Words { get; init; }

    /// <summary>The order.</summary>
    [FromQuery(Name = "sort")]
    [Description("end: what ends or lapses first (the default). submitted: what was sent last.")]
    public string? Sort { get; init; }

    /// <summary>Reads them.</summary>
    /// <returns>What is asked for; null with what is wrong.</returns>
    public (ListQuery? Query, ProblemHttpResult? Problem) Read(PolicyCatalog catalog)
    {
        var faults = new Dictionary<string, string[]>();
        List<ListState> states = [];
        List<RiskLabel> risks = [];
        var isAny = State is ["any"];
        foreach (var name in isAny ? [] : State ?? [])
        {
            Take(name, states, "state");
        }

        foreach (var name in Risk ?? [])
        {
            Take(name, risks, "risk");
        }

        List<Policy> policies = [];
        foreach (var id in PolicyId ?? [])
        {
            if (catalog.Policy(id) is { } policy)
            {
                policies.Add(policy);
            }
            else
            {
                faults["policyId"] = [$"The catalog has no policy \"{id}\"."];
            }
        }

        var area = string.IsNullOrEmpty(AreaId) ? null : catalog.FindArea(AreaId);
        if (area is null && !string.IsNullOrEmpty(AreaId))
        {
            faults["areaId"] = [$"The catalog has no area \"{AreaId}\"."];
        }

        PersonId? person = PersonId.TryParse(Person, out var one) ? catalog.Directory.Resolve(one) : null;
        if (person is null && !string.IsNullOrEmpty(Person))
        {
            faults["person"] = [$"\"{Person}\" is no e-mail address."];
        }

        if (Sort is not (null or "end" or "submitted"))
        {
            faults["sort"] = [$"\"{Sort}\" is neither end nor submitted."];
        }

        return faults.Count > 0 ? (null, ApiProblem.Fields(faults)) : (new ListQuery
        {
            Text = "",
            States = states,
            Ended = isAny,
            Risks = risks,
            Policies = policies,
            Area = area?.Id ?? "",
            Person = person,
            BySubmission = Sort == "submitted",
            Words = [.. ListingKey.WordsIn(Words ?? "").Distinct()],
        }, null);

        void Take<T>(string name, List<T> into, string field)
            where T : struct, Enum
        {
            var at = Enum.GetValues<T>().Where(value => ApiMapping.NameOf(value) == name).ToList();
            if (at.Count == 1)
            {
                into.Add(at[0]);
            }
            else
            {
                faults[field] = [$"\"{name}\" is none of {string.Join(", ", Enum.GetValues<T>().Select(ApiMapping.NameOf))}."];
            }
        }
    }
}
