using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Application.Requests;

/// <summary>Reads the answers against the field schema: the same for forms, chat and API. Nothing is cut, nothing guessed.</summary>
public static class RequestCheck
{
    /// <summary>Reads the answers.</summary>
    /// <param name="catalog">The catalog that serves.</param>
    /// <param name="inputs">The answers by field id, as typed.</param>
    /// <param name="requester">The requester: owns the exception unless another owner is named.</param>
    /// <param name="today">The day it is in the catalog's time zone.</param>
    public static RequestReading Read(PolicyCatalog catalog, IReadOnlyDictionary<string, string> inputs, PersonId requester, DateOnly today)
    {
        string Value(string id) => SeenText.Trim(inputs.GetValueOrDefault(id));

        if (catalog.Policy(Value(FieldIds.Policy)) is not { } policy)
        {
            return new RequestReading(
                null, null, new Dictionary<string, FieldFault> { [FieldIds.Policy] = new FieldFault.UnknownPolicy() });
        }

        var faults = new Dictionary<string, FieldFault>(StringComparer.Ordinal);
        foreach (var field in FieldSchema.For(catalog, policy, today).Where(field => field.Id != FieldIds.Policy))
        {
            if (field.Check(Value(field.Id)) is { } fault)
            {
                faults[field.Id] = fault;
            }
        }

        if (faults.Count > 0)
        {
            return new RequestReading(null, policy, faults);
        }

        var facts = catalog.Assessment.FindAsked(policy)
            .Select(asked => (asked.Fact, Value: Value(FieldIds.Fact(asked.Fact)))).Where(fact => fact.Value.Length > 0)
            .ToDictionary(fact => fact.Fact, fact => fact.Value, StringComparer.Ordinal);
        var content = new RequestContent
        {
            PolicyId = policy.Id,
            Title = Value(FieldIds.Title),
            Justification = Value(FieldIds.Justification),
            Scope = Value(FieldIds.Scope),
            CompensatingControls = Value(FieldIds.Controls),
            ExpiresOn = RequestField.TryParseDay(Value(FieldIds.ExpiresOn), out var day) ? day : default,
            Fields = policy.Fields.Select(field => (field.Id, Value: Value(FieldIds.Own(field.Id)))).Where(field => field.Value.Length > 0)
                .ToDictionary(field => field.Id, field => field.Value, StringComparer.Ordinal),
            ImpactIfDenied = Value(FieldIds.Impact),
            OwnerEmail = PersonId.TryParse(Value(FieldIds.Owner), out var owner) ? catalog.Directory.FindHolder(owner) : requester,
            Department = Value(FieldIds.Department),
            Assets = [.. Lines(Value(FieldIds.Assets)).Select(text => catalog.Assets.Find(text)?.Id ?? text).Distinct()],
            ReasonKind = Value(FieldIds.ReasonKind),
            Evidence = Lines(Value(FieldIds.Evidence)),
            Facts = facts.Count > 0 ? facts : null,
            Confidential = bool.TryParse(Value(FieldIds.Confidential), out var confidential) && confidential,
        };
        return new RequestReading(content, policy, faults);
    }

    private static string[] Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}

/// <summary>What was read of the answers.</summary>
/// <param name="Content">What is asked for; null when there are faults.</param>
/// <param name="Policy">The policy chosen; null when it is unknown.</param>
/// <param name="Faults">What is wrong, by field id, in the order of the form.</param>
public sealed record RequestReading(RequestContent? Content, Policy? Policy, IReadOnlyDictionary<string, FieldFault> Faults);
