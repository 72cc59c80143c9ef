namespace PolicyBot.Domain.Policies;

/// <summary>The ids of the standard fields: a contract of forms, API and record.</summary>
public static class FieldIds
{
    /// <summary>The policy.</summary>
    public const string Policy = "policyId";

    /// <summary>The area of the policy, where there are too many policies for one list.</summary>
    public const string Area = "areaId";

    /// <summary>The title.</summary>
    public const string Title = "title";

    /// <summary>The justification.</summary>
    public const string Justification = "justification";

    /// <summary>What exactly is concerned.</summary>
    public const string Scope = "scope";

    /// <summary>What stands in the policy's place.</summary>
    public const string Controls = "compensatingControls";

    /// <summary>The last day.</summary>
    public const string ExpiresOn = "expiresOn";

    /// <summary>What a denial would mean.</summary>
    public const string Impact = "impactIfDenied";

    /// <summary>The owner's address.</summary>
    public const string Owner = "ownerEmail";

    /// <summary>The department.</summary>
    public const string Department = "department";

    /// <summary>Ids that scanners know, one a line.</summary>
    public const string Assets = "assets";

    /// <summary>Those of them that were chosen from the catalog's list, joined by commas; becomes part of <see cref="Assets"/>.</summary>
    public const string AssetsPicked = "assetsPicked";

    /// <summary>The kind of reason.</summary>
    public const string ReasonKind = "reasonKind";

    /// <summary>Links, one a line.</summary>
    public const string Evidence = "evidence";

    /// <summary>Whether only its people may see it.</summary>
    public const string Confidential = "confidential";

    /// <summary>A decision's comment, and the reason of any other action that needs one.</summary>
    public const string Comment = "comment";

    /// <summary>What the owner must keep, by a decision; one a line.</summary>
    public const string Conditions = "conditions";

    /// <summary>By when.</summary>
    public const string ConditionsDueOn = "conditionsDueOn";

    /// <summary>Which promise, by its number.</summary>
    public const string Promise = "promise";

    /// <summary>The id of the choice of a fact.</summary>
    public static string Fact(string fact) => "fact." + fact;

    /// <summary>The id of the answer to the question about a gap.</summary>
    public static string Answer(string tag) => "answer." + tag;

    /// <summary>How the ids of a policy's own fields begin.</summary>
    public const string OwnPrefix = "field.";

    /// <summary>The id of one of a policy's own fields.</summary>
    public static string Own(string fieldId) => OwnPrefix + fieldId;
}
