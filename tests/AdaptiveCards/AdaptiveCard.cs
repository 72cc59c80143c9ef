namespace AdaptiveCards;

/// <summary>
/// A type that Microsoft's bot SDK names in one signature (<c>SharePoint.QuickViewResponse.Template</c>) and no test uses.
/// </summary>
public sealed class AdaptiveCard;
