using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Web.Api;

/// <summary>A request in a person's name. What the policy needs is required; the person can still change it before it is sent.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public record SubmitDocument
{
    /// <summary>The address of who asks: they are told in chat, and send or discard it there.</summary>
    public string RequesterEmail { get; init; } = "";

    /// <summary>The policy that cannot be met.</summary>
    public string PolicyId { get; init; } = "";

    /// <summary>What it is about, in a line; at most 150 characters.</summary>
    public string Title { get; init; } = "";

    /// <summary>Why; at most 3,000 characters.</summary>
    public string Justification { get; init; } = "";

    /// <summary>What exactly is concerned; at most 1,000 characters.</summary>
    public string Scope { get; init; } = "";

    /// <summary>What stands in the place of the policy meanwhile; at most 1,000 characters.</summary>
    public string CompensatingControls { get; init; } = "";

    /// <summary>The last day it is to hold, in the catalog's time zone: 2027-01-31.</summary>
    public DateOnly? ExpiresOn { get; init; }

    /// <summary>What happens when it is denied; at most 1,000 characters.</summary>
    public string ImpactIfDenied { get; init; } = "";

    /// <summary>Who is accountable; empty: who asks.</summary>
    public string OwnerEmail { get; init; } = "";

    /// <summary>The requester's department, as the catalog lists it.</summary>
    public string Department { get; init; } = "";

    /// <summary>Ids of things that scanners know.</summary>
    public IReadOnlyList<string> Assets { get; init; } = [];

    /// <summary>business, technical or operational.</summary>
    public string ReasonKind { get; init; } = "";

    /// <summary>Links to what proves the reason.</summary>
    public IReadOnlyList<string> Evidence { get; init; } = [];

    /// <summary>Whether it is visible to its people, auditors and administrators only.</summary>
    public bool Confidential { get; init; }

    /// <summary>The policy's own fields, by id.</summary>
    public IReadOnlyDictionary<string, string> Fields { get; init; } = new Dictionary<string, string>();

    /// <summary>The facts that the catalog asks for, by id.</summary>
    public IReadOnlyDictionary<string, string> Facts { get; init; } = new Dictionary<string, string>();

    /// <summary>The answers by field id, as a form has them.</summary>
    internal Dictionary<string, string> ToInputs()
    {
        var inputs = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [FieldIds.Policy] = PolicyId,
            [FieldIds.Title] = Title,
            [FieldIds.Justification] = Justification,
            [FieldIds.Scope] = Scope,
            [FieldIds.Controls] = CompensatingControls,
            [FieldIds.ExpiresOn] = ExpiresOn?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "",
            [FieldIds.Impact] = ImpactIfDenied,
            [FieldIds.Owner] = OwnerEmail,
            [FieldIds.Department] = Department,
            [FieldIds.Assets] = string.Join('\n', Assets),
            [FieldIds.ReasonKind] = ReasonKind,
            [FieldIds.Evidence] = string.Join('\n', Evidence),
            [FieldIds.Confidential] = Confidential ? "true" : "",
        };
        foreach (var (id, value) in Fields)
        {
            inputs[FieldIds.Own(id)] = value;
        }

        foreach (var (id, value) in Facts)
        {
            inputs[FieldIds.Fact(id)] = value;
        }

        return inputs.Where(input => !string.IsNullOrWhiteSpace(input.Value))
            .ToDictionary(input => input.Key, input => input.Value, StringComparer.Ordinal);
    }

    /// <summary>What a field is called here.</summary>
    internal static string NameOf(string fieldId) =>
        fieldId.StartsWith(FieldIds.OwnPrefix, StringComparison.Ordinal) ? $"fields.{fieldId[FieldIds.OwnPrefix.Length..]}"
        : fieldId.StartsWith(FieldIds.Fact(""), StringComparison.Ordinal) ? $"facts.{fieldId[FieldIds.Fact("").Length..]}"
        : fieldId;

    /// <summary>Reads one; null with the field that is wrong and why.</summary>
    internal static (SubmitDocument? Asked, string Field, string Why) Read(ReadOnlySpan<byte> json)
    {
        try
        {
            return JsonSerializer.Deserialize<SubmitDocument>(json, Strict) is { } asked
                ? (asked, "", "") : (null, "$", "It is null; send an object.");
        }
        catch (JsonException fault)
        {
            return (null, FieldOf(fault), Say(fault));
        }
    }

    /// <summary>What is wrong with JSON, in a line that names the member.</summary>
    internal static string Explain(JsonException fault) => $"{FieldOf(fault)}: {Say(fault)}";

    private static string FieldOf(JsonException fault) => fault.Path is { Length: > 2 } path ? path[2..] : "$";

    private static readonly JsonSerializerOptions Strict = new(JsonSerializerDefaults.Web)
    {
        PropertyNameCaseInsensitive = false,
        AllowDuplicateProperties = false,
        RespectNullableAnnotations = true,
    };

    // The library's sentence names our types.
    private static string Say(JsonException fault) =>
        fault.Message.Contains("could not be mapped", StringComparison.Ordinal) ? "There is no such member."
        : fault.Message.Contains("could not be converted", StringComparison.Ordinal) ? "It is not of the type that the document says."
        : $"It cannot be read (line {fault.LineNumber + 1}, byte {fault.BytePositionInLine + 1}).";
}

/// <summary>How a request of a machine stands.</summary>
public sealed record SubmittedDocument
{
    /// <summary>Its number; once it is sent, that of the exception.</summary>
    public required string Id { get; init; }

    /// <summary>awaitsConfirmation, submitted or discarded.</summary>
    public required string State { get; init; }
}
