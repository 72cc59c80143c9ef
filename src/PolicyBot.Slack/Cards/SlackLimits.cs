namespace PolicyBot.Slack.Cards;

/// <summary>
/// What Slack takes, in characters as <see cref="SlackText.Cost"/> counts them (docs.slack.dev/reference/block-kit, surfaces/modals). Texts
/// of ours stay a twentieth below what is documented, because whether Slack counts before or after escaping is not.
/// </summary>
internal static class SlackLimits
{
    /// <summary>Blocks of a message.</summary>
    public const int MessageBlocks = 50;

    /// <summary>Blocks of a modal or a home page.</summary>
    public const int ViewBlocks = 100;

    /// <summary>
    /// Characters of a message's blocks as JSON. No page names a limit; 12,000 characters of text have been refused with
    /// <c>msg_blocks_too_long</c> (slackapi/bolt-js#2509, #2867), so this stays below that with all that is not text.
    /// </summary>
    public const int MessageSize = 10_000;

    /// <summary>
    /// Bytes of a view as JSON in which everything outside ASCII is escaped, the longest form there is; Slack's limit is 250 kB.
    /// </summary>
    public const int ViewSize = 240_000;

    /// <summary>The sentence that stands for a message in notifications; <c>chat.update</c> refuses more than 4,000.</summary>
    public const int Sentence = 3_800;

    /// <summary>A header (150).</summary>
    public const int Header = 142;

    /// <summary>The text of a section (3,000), and of one block of rich text, for which none is documented.</summary>
    public const int Text = 2_850;

    /// <summary>Title, submit and close of a modal.</summary>
    public const int Title = 24;

    /// <summary>The text of a button (75).</summary>
    public const int Button = 71;

    /// <summary>Text and description of an option, and the label of a group (75 each).</summary>
    public const int Option = 71;

    /// <summary>What an option carries: 75 in @slack/types, 150 in the docs.</summary>
    public const int OptionValue = 75;

    /// <summary>Options of a select or of one of its groups, and groups of a select.</summary>
    public const int Options = 100;

    /// <summary>Label and hint of an input (2,000), far more than a person reads.</summary>
    public const int Label = 1_900;

    /// <summary>A placeholder (150).</summary>
    public const int Placeholder = 142;

    /// <summary>What a text input takes.</summary>
    public const int Input = 3_000;

    /// <summary>Buttons of one row.</summary>
    public const int Buttons = 25;
}
