using System.Text.Json;
using PolicyBot.Application.Doors;
using PolicyBot.Application.Ports;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Web.Api;

/// <summary>Makes what doors send of what is stored.</summary>
internal static class ApiMapping
{
    public static ExceptionPage ToPage(DoorList list) => new()
    {
        Items = [.. list.States.Select(state => ToSummary(state, list.Catalog, list.Now))],
        LookedThrough = list.LookedThrough,
        Total = list.Of > 0 ? list.Of : list.Next.Length == 0 ? list.LookedThrough : null,
        Next = list.Next.Length > 0 ? list.Next : null,
    };

    public static ExceptionSummary ToSummary(ExceptionState state, PolicyCatalog catalog, DateTimeOffset now)
    {
        var content = state.Content!;
        return new ExceptionSummary
        {
            Id = state.Id.Value,
            Title = content.Title,
            Status = NameOf(state.Status),
            InForce = state.IsInForce(now),
            PolicyId = content.PolicyId,
            AreaId = catalog.Policy(content.PolicyId)?.AreaId ?? state.AreaId,
            Controls = ControlsOf(state, catalog),
            ReasonKind = content.ReasonKind,
            Risk = state.Risk is { } risk ? NameOf(risk) : null,
            Requester = new PersonDocument { Email = state.Requester.Value, Name = state.RequesterName },
            Owner = ToPerson(state.Owner, catalog),
            Scope = content.Scope,
            Assets = content.Assets,
            SubmittedAt = state.SubmittedAt,
            ExpiresOn = state.Grant?.ExpiresOn ?? content.ExpiresOn,
            HoldsUntil = state.HoldsUntil,
            EndedAt = state.EndedAt,
        };
    }

    public static ExceptionDocument ToDocument(ExceptionState state, PolicyCatalog catalog, DateTimeOffset now)
    {
        var (content, summary) = (state.Content!, ToSummary(state, catalog, now));
        return new ExceptionDocument
        {
            Id = summary.Id,
            Title = summary.Title,
            Status = summary.Status,
            InForce = summary.InForce,
            PolicyId = summary.PolicyId,
            AreaId = summary.AreaId,
            Controls = summary.Controls,
            ReasonKind = summary.ReasonKind,
            Risk = summary.Risk,
            Requester = summary.Requester,
            Owner = summary.Owner,
            Scope = summary.Scope,
            Assets = summary.Assets,
            SubmittedAt = summary.SubmittedAt,
            ExpiresOn = summary.ExpiresOn,
            HoldsUntil = summary.HoldsUntil,
            EndedAt = summary.EndedAt,
            Justification = content.Justification,
            CompensatingControls = content.CompensatingControls,
            ImpactIfDenied = content.ImpactIfDenied,
            Evidence = content.Evidence,
            Fields = content.Fields,
            Revision = state.Revision,
            DecideBy = state.DecideBy,
            GrantedAt = state.Grant?.Since,
            Emergency = state.Emergency is not null,
            Decisions =
            [
                .. state.Decisions.Select(decision => new DecisionDocument
                {
                    Kind = NameOf(decision.Kind),
                    By = new PersonDocument { Email = decision.By.Value, Name = decision.Name },
                    OnBehalfOf = decision.OnBehalfOf is { } principal ? ToPerson(principal, catalog) : null,
                    At = decision.At,
                    Comment = decision.Comment,
                    Revision = decision.Revision,
                    Stage = decision.Stage,
                    ExpiresOn = decision.ExpiresOn,
                }),
            ],
            Conditions = ToConditions(state),
            Renews = state.Shown(state.Renews)?.Value,
            RenewedBy = state.Shown(state.RenewedBy)?.Value,
            EndedBecause = state.EndedBecause,
            CatalogHash = state.CatalogHash,
            ReviewPolicy = ToReviewPolicy(state),
            Events = state.Version,
            LastHash = state.LastHash,
        };
    }

    public static HistoryDocument ToHistory(ExceptionRecord record) => new()
    {
        Id = record.Head.State.Id.Value,
        Events =
        [
            .. record.Events.Select(stored => new EventDocument { Hash = stored.Hash, Event = JsonElement.Parse(stored.Json) }),
        ],
    };

    public static ActiveDocument ToActive(ActiveAnswer answer, string? policyId) => new()
    {
        Active = answer.States.Count > 0,
        AsOf = answer.Now,
        PolicyId = policyId,
        Asset = answer.Asset.Length > 0 ? answer.Asset : null,
        Exceptions = [.. answer.States.Select(state => ToActive(state, answer.Catalog))],
        HasMore = answer.HasMore,
    };

    public static ActiveItem ToActive(ExceptionState state, PolicyCatalog catalog) => new()
    {
        Id = state.Id.Value,
        PolicyId = state.Content!.PolicyId,
        Controls = ControlsOf(state, catalog),
        ReasonKind = state.Content.ReasonKind,
        Assets = state.Content.Assets,
        Until = state.InForceUntil ?? state.HoldsUntil,
        ExpiresOn = state.Grant?.ExpiresOn ?? state.Content.ExpiresOn,
        ApprovedBy = [.. state.ApproversOfRecord.Distinct().Select(person => ToPerson(person, catalog))],
        Conditions = ToConditions(state),
        Emergency = state.Status != Status.Approved,
    };

    public static JsonElement? ToReviewPolicy(ExceptionState state) => state.ReviewPolicy is { } policy
        ? JsonSerializer.SerializeToElement(policy, RecordJson.Default.ReviewPolicy) : null;

    /// <summary>A value by its name, as the record writes it: <c>inReview</c>.</summary>
    public static string NameOf<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());

    private static IReadOnlyList<string> ControlsOf(ExceptionState state, PolicyCatalog catalog) =>
        catalog.Policy(state.Content!.PolicyId)?.Controls ?? [];

    private static PersonDocument ToPerson(PersonId person, PolicyCatalog catalog) =>
        new() { Email = person.Value, Name = catalog.NameOf(person) };

    private static IReadOnlyList<ConditionDocument> ToConditions(ExceptionState state) =>
    [
        .. state.Promises.Select(promise => new ConditionDocument
        {
            Number = promise.Number,
            Text = promise.Text,
            DueOn = promise.DueOn,
            Kept = promise.Kept,
        }),
    ];
}
