using PolicyBot.Domain.Time;

namespace PolicyBot.Domain.Policies;

/// <summary>
/// One version of the catalog: policy as data, read from one YAML file and found to be sound. Never changed; a new file is a new catalog.
/// </summary>
public sealed record PolicyCatalog
{
    /// <summary>Version of the file's format; 1.</summary>
    public required int Version { get; init; }

    /// <summary>Whose policies these are.</summary>
    public required string Organization { get; init; }

    /// <summary>Where days begin and end, and where pings go out at 09:00.</summary>
    public required TimeZoneInfo TimeZone { get; init; }

    /// <summary>When people work, where neither a group nor an area says otherwise.</summary>
    public WorkingCalendar Calendar { get; init; } = WorkingCalendar.Standard;

    /// <summary>The areas that policies belong to; at least one.</summary>
    public required IReadOnlyList<Area> Areas { get; init; }

    /// <summary>The policies, in the order of the file; at least one.</summary>
    public required IReadOnlyList<Policy> Policies { get; init; }

    /// <summary>The departments to choose from; empty: the department is free text.</summary>
    public IReadOnlyList<string> Departments { get; init; } = [];

    /// <summary>The groups of approvers.</summary>
    public required IReadOnlyList<Group> Groups { get; init; }

    /// <summary>The routing rules; the first that matches wins, and the last one always matches.</summary>
    public required IReadOnlyList<RoutingRule> Rules { get; init; }

    /// <summary>When reviewers are reminded, when others join them, when a request lapses.</summary>
    public ReviewSettings Review { get; init; } = new();

    /// <summary>The emergency lane; null: there is none.</summary>
    public EmergencyLane? Emergency { get; init; }

    /// <summary>When owners are told that the end comes near.</summary>
    public ExpirySettings Expiry { get; init; } = new();

    /// <summary>Who may see everything, and who looks after the installation.</summary>
    public required CatalogRoles Roles { get; init; }

    /// <summary>What the channels' own directories do not say about a person.</summary>
    public IReadOnlyList<PersonEntry> People { get; init; } = [];

    /// <summary>The assets of the file that the catalog names; <see cref="AssetList.None"/> where it names none.</summary>
    public AssetList Assets { get; init; } = AssetList.None;

    /// <summary>How facts of a request become a risk label.</summary>
    public required AssessmentSettings Assessment { get; init; }

    /// <summary>Tests of the rules; all of them hold, or the catalog would not have loaded.</summary>
    public IReadOnlyList<RoutingExample> Examples { get; init; } = [];

    /// <summary>SHA-256 of the file's text as UTF-8 without a byte order mark, in lower-case hex: the name of this version.</summary>
    public required string Hash { get; init; }

    /// <summary>The file, as it was read.</summary>
    public required string Text { get; init; }

    /// <summary>Finds a policy by its id, in any letter case; null: there is none.</summary>
    public Policy? Policy(string id) => Policies.FirstOrDefault(policy => Same(policy.Id, id));

    /// <summary>Finds an area by its id, in any letter case.</summary>
    /// <exception cref="InvalidOperationException">There is none; every <see cref="Policy.AreaId"/> has one.</exception>
    public Area Area(string id) => FindArea(id) ?? throw new InvalidOperationException($"There is no area {id}.");

    /// <summary>Finds an area by its id, in any letter case; null: there is none.</summary>
    public Area? FindArea(string id) => Areas.FirstOrDefault(area => Same(area.Id, id));

    /// <summary>Finds a group by its id, in any letter case; null: there is none.</summary>
    public Group? Group(string id) => Groups.FirstOrDefault(group => Same(group.Id, id));

    /// <summary>When the people work whom an exception to a policy concerns: of its area, else of the catalog.</summary>
    /// <param name="policyId">The policy's id; it may have left the catalog.</param>
    public WorkingCalendar CalendarOf(string policyId) =>
        (Policy(policyId) is { } policy ? Area(policy.AreaId).Calendar : null) ?? Calendar;

    /// <summary>When the reviewers of a stage work: of its group, else of the policy's area, else of the catalog.</summary>
    /// <param name="policyId">The policy's id; it may have left the catalog.</param>
    /// <param name="groupId">The stage's group; null: the requester's manager.</param>
    public WorkingCalendar CalendarOf(string policyId, string? groupId) =>
        (groupId is null ? null : Group(groupId)?.Calendar) ?? CalendarOf(policyId);

    /// <summary>Who is who: all people that stand in the catalog are named by it.</summary>
    public PeopleDirectory Directory { get => field ??= new PeopleDirectory([], People); private init; }

    /// <summary>Finds a person's entry by any of their identities; null: there is none.</summary>
    public PersonEntry? Person(PersonId id) => People.FirstOrDefault(person => Directory.AreSame(person.Email, id));

    /// <summary>What a person is called: see <see cref="PeopleDirectory.NameOf"/>.</summary>
    public string NameOf(PersonId person) => NamesByAddress ? Directory.Resolve(person).Address : Directory.NameOf(person);

    /// <summary>People are called by their addresses: for what must not change when a channel shows another name.</summary>
    public bool NamesByAddress { get; init; }

    /// <summary>The same catalog with the humans of now behind its addresses, each once.</summary>
    /// <param name="rows">What is known of each address.</param>
    public PolicyCatalog Resolve(IEnumerable<KnownAddress> rows)
    {
        var directory = new PeopleDirectory(rows, People);
        return directory.IsTrivial ? this with { Directory = directory } : this with
        {
            Directory = directory,
            Areas = [.. Areas.Select(area => area with { Owner = directory.FindHolder(area.Owner) })],
            Policies = [.. Policies.Select(policy => policy with { Owner = directory.FindHolder(policy.Owner) })],
            Groups = [.. Groups.Select(group => group with { Members = Holders(group.Members) })],
            Roles = new CatalogRoles(Holders(Roles.Auditors), Holders(Roles.Administrators)),
            People =
            [
                .. People.Select(entry => entry.Manager is { } manager ? entry with { Manager = directory.FindHolder(manager) } : entry),
            ],
            Examples = [.. Examples.Select(example => example with
            {
                Requester = example.Requester is { } asks ? directory.FindHolder(asks) : null,
                Owner = example.Owner is { } owns ? directory.FindHolder(owns) : null,
                ExpectedApprovers = example.ExpectedApprovers is { } approvers ? Holders(approvers) : null,
            })],
        };

        IReadOnlyList<PersonId> Holders(IReadOnlyList<PersonId> people) => [.. people.Select(directory.FindHolder).Distinct()];
    }

    private static bool Same(string left, string right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);
}

/// <summary>A part of the organisation's rules, such as security.</summary>
/// <param name="Owner">Who sees the exceptions of the area.</param>
/// <param name="Calendar">When its people work; null: as the catalog says.</param>
public sealed record Area(string Id, string Name, PersonId Owner, WorkingCalendar? Calendar = null);

/// <summary>A group of approvers.</summary>
/// <param name="Members">At least one, none twice.</param>
/// <param name="Fallback">Id of the group that steps in when a member can't be reached or too few are left; null: none.</param>
/// <param name="Calendar">When its members work; null: as the area or the catalog says.</param>
public sealed record Group(string Id, string Name, IReadOnlyList<PersonId> Members, string? Fallback, WorkingCalendar? Calendar = null);

/// <summary>
/// When reviewers are reminded, when others join them, when a request lapses; all hours count from the moment a stage opens, closing from
/// the revision.
/// </summary>
/// <param name="EscalateTo">Id of the group that joins after <paramref name="EscalateAfterHours"/>; null: none does.</param>
public sealed record ReviewSettings(
    int RemindAfterHours = 24, int EscalateAfterHours = 72, string? EscalateTo = null, int CloseAfterHours = 336)
{
    /// <summary>What is frozen of them when a revision is routed.</summary>
    public ReviewHours Hours => new(RemindAfterHours, EscalateAfterHours, EscalateTo);
}

/// <summary>The emergency lane: an exception that starts before it is reviewed.</summary>
/// <param name="Policies">Ids of the policies that allow it.</param>
/// <param name="MaxHours">How long it may last without a review's yes.</param>
/// <param name="ReviewWithinHours">How long reviewers have before it ends.</param>
public sealed record EmergencyLane(IReadOnlyList<string> Policies, int MaxHours, int ReviewWithinHours);

/// <summary>When owners are told that the end comes near.</summary>
public sealed record ExpirySettings
{
    /// <summary>Days before the end, the farthest first; empty: no pings.</summary>
    public IReadOnlyList<int> PingDaysBefore { get; init; } = [14, 7, 1];
}

/// <summary>Roles that hold for the whole register.</summary>
public sealed record CatalogRoles(IReadOnlyList<PersonId> Auditors, IReadOnlyList<PersonId> Administrators);

/// <summary>What the channels' own directories do not say about a person.</summary>
/// <param name="Addresses">Other addresses of the same person.</param>
/// <param name="Prefers">Where to write first, <c>teams</c> or <c>slack</c>; null: the channel last used.</param>
/// <param name="Slack">Slack user id.</param>
/// <param name="Teams">Entra object id, an opaque string.</param>
/// <param name="Manager">Who decides where a stage names <c>manager</c>.</param>
public sealed record PersonEntry(
    PersonId Email, IReadOnlyList<PersonId> Addresses, string? Prefers, string? Slack, string? Teams, PersonId? Manager)
{
    /// <summary>The account that is listed in a channel; null for none.</summary>
    /// <param name="channel">The channel's name.</param>
    public string? AccountIn(string channel) => channel switch { "slack" => Slack, "teams" => Teams, _ => null };

    /// <summary>Whether an account is listed as theirs.</summary>
    public bool Lists(ChannelAccount account) => string.Equals(AccountIn(account.Channel), account.Id, StringComparison.OrdinalIgnoreCase);
}
