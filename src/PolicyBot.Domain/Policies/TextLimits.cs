namespace PolicyBot.Domain.Policies;

/// <summary>The longest texts, in UTF-16 code units; more is refused, nothing is cut.</summary>
public static class TextLimits
{
    /// <summary>A title.</summary>
    public const int Title = 150;

    /// <summary>A justification.</summary>
    public const int Justification = 3_000;

    /// <summary>Any other text.</summary>
    public const int Other = 1_000;

    /// <summary>One of a policy's own fields.</summary>
    public const int Field = 300;

    /// <summary>The shortest comment of a decision, once trimmed.</summary>
    public const int MinimumComment = 10;
}
