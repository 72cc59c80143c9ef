namespace PolicyBot.Lab.Teams;

/// <summary>
/// Who the tenant and the bot in it are. The defaults are made up and stable, so that a kept store finds its people again.
/// </summary>
public sealed record TeamsTenantOptions
{
    /// <summary>Id of the Entra tenant.</summary>
    public string TenantId { get; init; } = "5f0c1c5e-6d11-4f6e-9c3b-c0470500c0de";

    /// <summary>The bot's app id.</summary>
    public string AppId { get; init; } = "0b07b07b-1ab0-4ab0-8ab0-b07b07b07b07";

    /// <summary>The bot's client secret.</summary>
    public string AppPassword { get; init; } = "lab~secret~no~real~one";

    /// <summary>Who works there; empty: the people of Contoso.</summary>
    public IReadOnlyList<TeamsAccount> Accounts { get; init; } = ContosoPeople.All;

    /// <summary>Whether the connector counts requests and answers 429 above its documented rates.</summary>
    public bool RateLimits { get; init; } = true;

    /// <summary>
    /// How long the tenant waits for the bot's answer before a message is delivered again and a click fails; 15 s as documented.
    /// </summary>
    public TimeSpan AnswerWithin { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>The port the connector shall have; a free one when it is taken. 0: any free one.</summary>
    public int ConnectorPort { get; init; }

    /// <summary>How far ahead of the real time messages are dated; tokens and rates never follow it.</summary>
    public Func<TimeSpan> ClockOffset { get; init; } = () => TimeSpan.Zero;
}
