namespace PolicyBot.Lab.Slack.Client;

/// <summary>What a person sees at once after typing, pressing or submitting.</summary>
public abstract record SlackOutcome
{
    private SlackOutcome() { }

    /// <summary>The app took it in time; what follows comes as messages and views.</summary>
    public sealed record Taken : SlackOutcome;

    /// <summary>
    /// No answer in time, or not one that Slack understands: a warning sign, or "We had some trouble connecting. Try again?".
    /// </summary>
    /// <param name="Why">For the tester of the app.</param>
    public sealed record Failed(string Why) : SlackOutcome;

    /// <summary>The client refused the inputs and sent nothing.</summary>
    /// <param name="Errors">What stands under each input, by <c>block_id</c>.</param>
    public sealed record InputsRefused(IReadOnlyDictionary<string, string> Errors) : SlackOutcome;

    /// <summary>The app refused the inputs.</summary>
    /// <param name="Errors">What stands under each input, by <c>block_id</c>.</param>
    public sealed record ErrorsShown(IReadOnlyDictionary<string, string> Errors) : SlackOutcome;

    /// <summary>The view shows something else now.</summary>
    public sealed record ViewUpdated(SlackView View) : SlackOutcome;

    /// <summary>Another view lies on top.</summary>
    public sealed record ViewPushed(SlackView View) : SlackOutcome;

    /// <summary>The view is closed, or all of them.</summary>
    public sealed record ViewClosed : SlackOutcome;

    /// <summary>The button opens a page; the app was told too.</summary>
    public sealed record LinkOpened(Uri Address) : SlackOutcome;
}
