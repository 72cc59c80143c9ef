using PolicyBot.Domain.Policies;

namespace PolicyBot.Application.Importing;

/// <summary>
/// The columns of an import. Where one means what a column of an export means it has that one's name; <c>field.</c> and a field's id is one
/// of the policy's own fields.
/// </summary>
public static class ImportColumns
{
    /// <summary>Who is accountable: an address.</summary>
    public const string Owner = "owner";

    /// <summary>Who asked: an address; the owner where it is empty.</summary>
    public const string Requester = "requester";

    /// <summary>Who approved it, in the words of the register that it comes from.</summary>
    public const string ApprovedBy = "approvedBy";

    /// <summary>On which day.</summary>
    public const string ApprovedOn = "approvedOn";

    /// <summary>The risk it was given.</summary>
    public const string Risk = "risk";

    /// <summary>Its id in the register that it comes from.</summary>
    public const string ExternalId = "externalId";

    /// <summary>Those that every line has something in.</summary>
    public static IReadOnlyList<string> Required { get; } =
        [FieldIds.Policy, FieldIds.Title, FieldIds.Justification, Owner, FieldIds.ExpiresOn, ApprovedBy, ApprovedOn];

    /// <summary>Those that may be missing or empty.</summary>
    public static IReadOnlyList<string> Optional { get; } =
    [
        FieldIds.Scope, FieldIds.Controls, Requester, Risk, ExternalId, FieldIds.Assets, FieldIds.Department, FieldIds.Confidential,
        FieldIds.Impact, FieldIds.ReasonKind, FieldIds.Evidence,
    ];

    /// <summary>The name of the column that a head names, in any letter case; null: it names none.</summary>
    public static string? Find(string head) =>
        Required.Concat(Optional).FirstOrDefault(name => name.Equals(head, StringComparison.OrdinalIgnoreCase))
        ?? (head.StartsWith(FieldIds.OwnPrefix, StringComparison.OrdinalIgnoreCase) && head.Length > FieldIds.OwnPrefix.Length
            ? FieldIds.Own(head[FieldIds.OwnPrefix.Length..])
            : null);
}
