using PolicyBot.Lab.Slack;
using PolicyBot.Lab.Teams;

namespace PolicyBot.Lab.LabProcess;

/// <summary>What a lab is made of. As created: everything in memory, the sample catalog, the Host of this build.</summary>
public sealed record PolicyBotLabOptions
{
    /// <summary>Catalog file; null: the sample.</summary>
    public string? CatalogPath { get; init; }

    /// <summary>
    /// Keys and values for the Host, on top of what the Lab sets; an empty value takes a key away. Names as in the environment:
    /// <c>Teams__CardActions</c>.
    /// </summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>Folder that keeps tables, chats and clock for the next start; null: all is gone at the end.</summary>
    public string? KeepFolder { get; init; }

    /// <summary>An account that runs already; null: an Azurite of its own.</summary>
    public string? StorageConnectionString { get; init; }

    /// <summary>Start of all table names.</summary>
    public string TablePrefix { get; init; } = "PolicyBot";

    /// <summary>The port the Host shall have; a free one when it is taken. 0: any free one.</summary>
    public int HostPort { get; init; } = HostProcess.UsualPort;

    /// <summary>Path of <c>PolicyBot.Host.dll</c>; null: that of this build.</summary>
    public string? HostAssembly { get; init; }

    /// <summary>The tenant; null: Contoso.</summary>
    public TeamsTenantOptions? Tenant { get; init; }

    /// <summary>
    /// The Slack workspace; null: none, and the Host's Slack is off. With <see cref="SlackWorkspaceOptions.SocketMode"/> the Host connects
    /// out to it.
    /// </summary>
    public SlackWorkspaceOptions? Workspace { get; init; }

    /// <summary>Whether the Host is given the scripted model; without it the rubric alone assesses.</summary>
    public bool WithModel { get; init; } = true;

    /// <summary>Whether all people get the app as soon as the Host serves, as by an admin's setup policy.</summary>
    public bool InstallForEverybody { get; init; } = true;
}
