namespace PolicyBot.Domain.Exceptions;

/// <summary>A condition on which the exception was approved that another one is to renew. It ends with that one.</summary>
/// <param name="Text">What its owner must keep.</param>
/// <param name="DueOn">Until the end of which day, in the catalog's time zone.</param>
public sealed record EarlierCondition(string Text, DateOnly DueOn)
{
    /// <summary>Those of an exception that is to be renewed; null for none.</summary>
    public static IReadOnlyList<EarlierCondition>? From(ExceptionState renewed) => renewed.Promises.Count == 0
        ? null : [.. renewed.Promises.Select(promise => new EarlierCondition(promise.Text, promise.DueOn))];
}
