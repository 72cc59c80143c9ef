using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;
using PolicyBot.Domain.Exceptions;

namespace PolicyBot.Application.Exports;

/// <summary>The columns of an export, in their order.</summary>
public static class ExportColumns
{
    /// <summary>All of them. A new one goes to the end.</summary>
    public static IReadOnlyList<ExportColumn> All { get; } =
    [
        Text("id", one => one.State.Id.Value),
        Text("title", one => one.State.Content?.Title),
        Text("status", one => Name(one.State.Status)),
        YesNo("inForce", one => one.State.IsInForce(one.Now)),
        Text("policyId", one => one.State.Content?.PolicyId),
        Text("policyName", one => one.Policy?.Name),
        Text("areaId", one => one.AreaId),
        Text("areaName", one => one.AreaId is { } area ? one.Served?.FindArea(area)?.Name : null),
        Text("controls", one => Lines(one.Policy?.Controls)),
        Text("requester", one => one.State.Requester.Value),
        Text("requesterName", one => one.State.RequesterName),
        Text("owner", one => one.State.Owner.Value),
        Text("department", one => one.State.Content?.Department),
        YesNo("confidential", one => one.State.Content?.Confidential == true),
        Text("risk", one => one.State.Risk is { } risk ? Name(risk) : null),
        Text("riskDecidedBy", one => one.State.Assessment is { } assessment ? Name(assessment.DecidedBy) : null),
        Text("scope", one => one.State.Content?.Scope),
        Text("assets", one => Lines(one.State.Content?.Assets)),
        Text("justification", one => one.State.Content?.Justification),
        Text("reasonKind", one => one.State.Content?.ReasonKind),
        Text("compensatingControls", one => one.State.Content?.CompensatingControls),
        Text("impactIfDenied", one => one.State.Content?.ImpactIfDenied),
        Text("evidence", one => Lines(one.State.Content?.Evidence)),
        Text("fields", one => Lines(one.State.Content?.Fields.OrderBy(field => field.Key, StringComparer.Ordinal)
            .Select(field => $"{field.Key}={field.Value}"))),
        Instant("submittedAt", one => one.State.SubmittedAt),
        Number("revision", one => one.State.Revision),
        Number("durationDays", one => one.State.DurationDays),
        Day("expiresOn", one => one.State.Grant?.ExpiresOn ?? one.State.Content?.ExpiresOn),
        Instant("holdsUntil", one => one.State.HoldsUntil),
        Instant("grantedAt", one => one.State.Grant?.Since),
        Instant("emergencySince", one => one.State.Emergency?.Since),
        Text("rule", one => one.State.ReviewPolicy?.Rule),
        Text("tier", one => one.State.ReviewPolicy?.Tier),
        Text("approvers", one => Lines(one.State.Approvers.Select(person => person.Value))),
        Text("decisions", one => Lines(one.State.Decisions.Select(Say))),
        Text("conditions", one => Lines(one.State.Promises.Select(Say))),
        Text("renews", one => one.State.Shown(one.State.Renews)?.Value),
        Number("renewal", one => one.State.Renewal),
        Text("renewedBy", one => one.State.Shown(one.State.RenewedBy)?.Value),
        Text("asksAgain", one => one.State.Shown(one.State.AsksAgain)?.Value),
        Instant("endedAt", one => one.State.EndedAt),
        Text("endedBecause", one => one.State.EndedBecause),
        Text("metAgain", one => one.State.EndAnswer is { } answer ? (answer.Met ? "yes" : "no") : null),
        Text("metAgainHow", one => one.State.EndAnswer?.How),
        Text("catalog", one => one.State.CatalogHash),
        Number("events", one => one.State.Version),
        Text("lastHash", one => one.State.LastHash),
        Text("externalId", one => one.State.Origin?.ExternalId),
        Text("approvedBy", one => one.State.Origin?.ApprovedBy),
        Day("approvedOn", one => one.State.Origin?.ApprovedOn),
        Text("importedFrom", one => one.State.Origin is { } origin ? $"{origin.File}, line {origin.Line}" : null),
        Text("importedFileHash", one => one.State.Origin?.FileHash),
    ];

    /// <summary>An instant as text: <c>2026-11-30T09:00:00Z</c>.</summary>
    internal static string Write(DateTime instant) => instant.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static ExportColumn Text(string name, Func<ExportSource, string?> value) =>
        new(name, ExportKind.Text, one => value(one) is { Length: > 0 } text ? text : null);

    private static ExportColumn Number(string name, Func<ExportSource, long> value) =>
        new(name, ExportKind.Number, one => value(one));

    private static ExportColumn Instant(string name, Func<ExportSource, DateTimeOffset?> value) =>
        new(name, ExportKind.Instant, one => value(one)?.UtcDateTime);

    private static ExportColumn Day(string name, Func<ExportSource, DateOnly?> value) =>
        new(name, ExportKind.Day, one => value(one) is { } day ? Write(day) : null);

    private static ExportColumn YesNo(string name, Func<ExportSource, bool> value) =>
        new(name, ExportKind.YesNo, one => value(one) ? "yes" : "no");

    private static string Write(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Lines(IEnumerable<string>? texts) => string.Join('\n', texts ?? []);

    private static string Say(PastDecision decision)
    {
        var behalf = decision.OnBehalfOf is { } principal ? $" for {principal.Value}" : "";
        var shorter = decision.ExpiresOn is { } day ? $", until {Write(day)}" : "";
        return $"{Name(decision.Kind)} by {decision.Name} <{decision.By.Value}>{behalf} at {Write(decision.At.UtcDateTime)} "
            + $"(revision {decision.Revision}, stage {decision.Stage}{shorter}): {decision.Comment}";
    }

    private static string Say(Promise promise) =>
        $"{promise.Number}. {promise.Text} (by {Write(promise.DueOn)}, {(promise.Kept ? "kept" : promise.IsShown ? "shown" : "open")})";

    // As the record writes it: inReview, high, changesRequested.
    private static string Name<T>(T value)
        where T : struct, Enum => Names<T>.All[value];

    private static class Names<T>
        where T : struct, Enum
    {
        public static FrozenDictionary<T, string> All { get; } =
            Enum.GetValues<T>().ToFrozenDictionary(value => value, value => JsonNamingPolicy.CamelCase.ConvertName(value.ToString()));
    }
}
