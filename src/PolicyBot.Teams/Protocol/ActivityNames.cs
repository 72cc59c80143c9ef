namespace PolicyBot.Teams.Protocol;

/// <summary>Kinds of activity that PolicyBot does something with. Any other is answered 200.</summary>
internal static class ActivityTypes
{
    /// <summary>Text, a command or a submitted card.</summary>
    public const string Message = "message";

    /// <summary>Members came or went, or a team changed.</summary>
    public const string ConversationUpdate = "conversationUpdate";

    /// <summary>The app was installed or removed.</summary>
    public const string InstallationUpdate = "installationUpdate";

    /// <summary>A question that needs its answer in the HTTP response.</summary>
    public const string Invoke = "invoke";
}

/// <summary>Names of invokes. An unknown one is answered 501 (microsoft/botbuilder-dotnet <c>ActivityHandler.cs</c>).</summary>
internal static class InvokeNames
{
    /// <summary>A press on Action.Execute, or a refresh.</summary>
    public const string AdaptiveCardAction = "adaptiveCard/action";

    /// <summary>Open a dialog.</summary>
    public const string TaskFetch = "task/fetch";

    /// <summary>A dialog was sent.</summary>
    public const string TaskSubmit = "task/submit";
}
