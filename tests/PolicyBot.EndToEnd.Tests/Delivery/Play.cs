using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using PolicyBot.EndToEnd.Tests.Flows;
using PolicyBot.EndToEnd.Tests.Slack;
using PolicyBot.Lab.LabProcess;
using PolicyBot.Lab.Slack;
using PolicyBot.Lab.Teams;

namespace PolicyBot.EndToEnd.Tests.Delivery;

/// <summary>Something that a person was told is done.</summary>
/// <param name="Id">The exception.</param>
/// <param name="Fact">The event's stored name.</param>
/// <param name="Words">What stands in that event and in no other.</param>
internal sealed record Acknowledged(string Id, string Fact, string Words);

/// <summary>What all people of a play share: the product, what they were told is done, and what they pressed on.</summary>
/// <param name="name">What the titles of its requests start with.</param>
internal sealed class Play(string name, PolicyBotLab lab, int seed, CancellationToken deadline)
{
    private readonly ConditionalWeakTable<TeamsMessage, Shown> _read = [];

    /// <summary>What the titles of its requests start with.</summary>
    public string Name { get; } = name;

    public PolicyBotLab Lab { get; } = lab;

    public CancellationToken Deadline { get; } = deadline;

    /// <summary>What people were told is done.</summary>
    public ConcurrentBag<Acknowledged> Done { get; } = [];

    /// <summary>The titles of all requests that were tried, told to be sent or not.</summary>
    public ConcurrentBag<string> Titles { get; } = [];

    /// <summary>The messages of forms that requesters pressed on in Teams: answers to what they typed, and no notifications.</summary>
    public ConcurrentBag<string> Forms { get; } = [];

    /// <summary>Whether all is decided.</summary>
    public bool IsOver { get; set; }

    public Colleague? InTeams(string email) =>
        DeliveryLab.IsIn("teams", email) ? new Colleague(Lab, Lab.Tenant.Person(email), Deadline) : null;

    public SlackColleague? InSlack(string email) =>
        Lab.Workspace!.FindPerson(email) is { } person ? new SlackColleague(Lab, person, Deadline) : null;

    /// <summary>A person's choices: the same for the same seed.</summary>
    public Random RandomOf(string who) => new(who.Aggregate(seed, (hash, letter) => unchecked((hash * 31) + letter)));

    /// <summary>The cards of a chat as they stand; each state of a message is read once.</summary>
    public IEnumerable<Shown> Cards(Colleague person) =>
        person.Teams.Chat.Messages
            .Where(message => message is { Author: null, Deleted: false } && message.CardFor(person.Teams.Account) is not null)
            .Select(message => _read.GetValue(message, read => new Shown(person, read, read.CardFor(person.Teams.Account)!)));

    /// <summary>The bot's messages to a person in Slack that everybody in the conversation sees.</summary>
    public static IEnumerable<SlackMessage> Messages(SlackColleague person) =>
        person.Messages.Where(message => message.OnlyFor is null);

    /// <summary>Looks until there is something, or it has taken too long; null: then.</summary>
    public async Task<T?> SoonAsync<T>(Func<T?> look, double seconds = 4)
        where T : class
    {
        var started = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(started) < TimeSpan.FromSeconds(seconds))
        {
            if (look() is { } found)
            {
                return found;
            }

            await Task.Delay(100, Deadline);
        }

        return null;
    }
}
