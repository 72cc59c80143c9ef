using PolicyBot.EndToEnd.Tests.Flows;
using PolicyBot.Lab.Slack;
using PolicyBot.Lab.Teams.Client;

namespace PolicyBot.EndToEnd.Tests.Delivery;

/// <summary>Something that is not as promised.</summary>
/// <param name="Rule">Which promise, <c>1</c> to <c>5</c>.</param>
/// <param name="Id">The exception.</param>
/// <param name="Person">Whose message; empty: no person's.</param>
/// <param name="What">What was expected, and what was seen.</param>
internal sealed record Violation(int Rule, string Id, string Person, string What)
{
    public override string ToString() => $"rule {Rule}: {Id} {Person}: {What}";
}

/// <summary>
/// Compares what people were told, what is stored and what stands in both channels, once nothing is left to do. The rules: 1 what was
/// answered as accepted stands exactly once; 2 what is wanted has arrived; 3 nothing twice in one channel; 4 nothing to press on a decided
/// request; 5 no person was replaced or given up.
/// </summary>
internal sealed class ProofChecker(Play play, IReadOnlyCollection<PlayedCall> calls, IReadOnlyCollection<DateTimeOffset> kills)
{
    // an ask that could not go out for that long counts as not wanted any more: it is never sent late
    private static readonly TimeSpan LongEnough = TimeSpan.FromMinutes(10);

    // a Host notes an answer at once: who died later had noted it
    private static readonly TimeSpan NotesWithin = TimeSpan.FromSeconds(1.5);

    private static readonly string[] _decisions = ["Approve", "Reject", "Request changes"];
    private readonly List<Violation> _violations = [];

    /// <summary>Messages that stand twice in Teams because an answer was lost.</summary>
    public int Repeated { get; private set; }

    /// <summary>Asks that were never sent, because another approver decided before they could be.</summary>
    public int NotAskedInTime { get; private set; }

    public async Task<IReadOnlyList<Violation>> CheckAsync(IReadOnlyList<ProofRow> rows)
    {
        CheckAcknowledged(rows);
        foreach (var row in rows)
        {
            CheckNobodyReplaced(row);
            CheckArrived(row);
            foreach (var person in People(row.Cast))
            {
                await CheckTeamsAsync(row, person);
                CheckSlack(row, person);
            }
        }

        return _violations;
    }

    /// <summary>Everybody who may have a message about an exception of a cast.</summary>
    public static IEnumerable<string> People(Cast cast) =>
        [.. new[] { "sal", "fay", "ana", "bo", "carla", "deputy", "ian" }.Select(cast.Email), "admin@contoso.example"];

    /// <summary>What a person sees about an exception, in both channels.</summary>
    public string Seen(string id, string person) => person.Length == 0 ? "" : string.Join('\n',
    [
        .. InTeams(id, person).Select(shown => $"Teams {shown}"),
        .. InSlack(id, person).Select(message => $"Slack [{message.Ts}]\n{message.Words}\n{string.Join(" | ", message.Buttons)}\n"),
    ]);

    private void Add(int rule, ProofRow row, string person, string what) => _violations.Add(new Violation(rule, row.Id, person, what));

    private void CheckAcknowledged(IReadOnlyList<ProofRow> rows)
    {
        var byId = rows.ToDictionary(row => row.Id);
        foreach (var done in play.Done)
        {
            var found = byId.GetValueOrDefault(done.Id)?.Events.Count(recorded => StoredRecord.TypeOf(recorded) == done.Fact
                && recorded.ToJsonString().Contains(done.Words, StringComparison.Ordinal)) ?? 0;
            if (found != 1)
            {
                _violations.Add(new Violation(1, done.Id, "", $"{done.Fact} ({done.Words}) was answered as done and stands {found} times"));
            }
        }

        foreach (var title in play.Titles)
        {
            var asked = rows.Where(row => row.Title == title).ToList();
            if (asked.Count > 1)
            {
                Add(1, asked[1], asked[1].Requester, $"'{title}' was sent once and stands as {asked.Count} exceptions");
            }
        }
    }

    private void CheckNobodyReplaced(ProofRow row)
    {
        foreach (var recorded in row.Events)
        {
            if (StoredRecord.TypeOf(recorded) == "stoodIn"
                || recorded["fact"]!.ToJsonString().Contains("\"reason\":\"unreachable\"", StringComparison.Ordinal))
            {
                Add(5, row, "", $"somebody who can be reached was replaced: {recorded["fact"]!.ToJsonString()}");
            }
        }

        foreach (var notice in row.Outbox.Where(notice => !KindOf(notice).StartsWith("shown", StringComparison.Ordinal)))
        {
            // "unanswered": not wanted any more, and nothing in Teams can find out whether it arrived
            if (notice["deadBecause"]!.GetValue<string>() is { Length: > 0 } and not "unanswered" and var why)
            {
                Add(5, row, PersonOf(notice), $"the {KindOf(notice)} message was given up ({why})");
            }
        }
    }

    private void CheckArrived(ProofRow row)
    {
        if (row.Status is not ("approved" or "rejected"))
        {
            Add(2, row, "", $"it was decided on by all who were asked, and is {row.Status}");
            return;
        }

        var living = Stands(row, row.Requester, words => words.Contains(row.Heading, StringComparison.Ordinal)
            && !words.Contains("A newer message ", StringComparison.Ordinal));
        if (!living)
        {
            Add(2, row, row.Requester, $"no message of the requester shows '{row.Heading}'");
        }

        var told = row.Outbox.Any(notice => KindOf(notice) == "decided" && PersonOf(notice) == row.Requester
            && notice["message"]?["message"] is not null);
        if (!told)
        {
            Add(2, row, row.Requester, "the requester was never told of the decision");
        }

        foreach (var (person, open) in row.Asked())
        {
            if (!Stands(row, person, _ => true))
            {
                NotAskedInTime++;
                if (open > LongEnough)
                {
                    Add(2, row, person, $"was asked for {open:g} and has no message");
                }
            }
        }
    }

    private bool Stands(ProofRow row, string person, Func<string, bool> wanted) =>
        InTeams(row.Id, person).Any(shown => wanted(shown.Text)) || InSlack(row.Id, person).Any(message => wanted(message.Words));

    private async Task CheckTeamsAsync(ProofRow row, string person)
    {
        var excused = Unheard("teams", play.InTeams(person)?.Teams.Chat.Id, row.Id);
        foreach (var shown in InTeams(row.Id, person))
        {
            var isKept = row.Kept.Contains(shown.Message.Id);
            var repeats = !isKept && !play.Forms.Contains(shown.Message.Id);
            if (repeats)
            {
                Repeated++;
                if (--excused < 0)
                {
                    Add(3, row, person, $"message {shown.Message.Id} stands beside what is remembered, and no answer to it was lost");
                }
            }

            if (!shown.Buttons.Intersect(_decisions).Any())
            {
                continue;
            }

            if (!repeats)
            {
                Add(4, row, person, $"message {shown.Message.Id} can still be decided on in Teams");
                continue;
            }

            await PressAsync(row, person, shown);
        }
    }

    /// <summary>Nothing can find a message whose answer was lost in Teams: a press on it is answered, and it is redrawn.</summary>
    private async Task PressAsync(ProofRow row, string person, Shown shown)
    {
        var facts = row.Events.Count;
        var comment = ("comment", "Pressed on a card that nobody remembers.");
        var outcome = await shown.Reader.ExecuteAsync(shown.Message, "review.approve", row.Id, 1, comment);
        var answer = outcome is ClickOutcome.CardShown card ? new Shown(shown.Reader, shown.Message, card.Card) : null;
        if (answer is null || answer.Buttons.Intersect(_decisions).Any() || !answer.Text.Contains(row.Heading, StringComparison.Ordinal))
        {
            var seen = answer?.ToString() ?? $"{outcome}";
            Add(4, row, person, $"a press on the repeated message {shown.Message.Id} is not explained: {seen}");
        }

        var after = await new StoredRecord(play.Lab, play.Deadline).FactsAsync(row.Id);
        if (after.Count != facts)
        {
            Add(1, row, person, $"a press on the repeated message {shown.Message.Id} added {after[^1]}");
        }
    }

    private void CheckSlack(ProofRow row, string person)
    {
        var messages = InSlack(row.Id, person);
        foreach (var twice in messages.GroupBy(message => message.Metadata?["event_payload"]?["id"]?.GetValue<string>() ?? message.Ts)
            .Where(same => same.Count() > 1))
        {
            Add(3, row, person, $"the same message stands in Slack as {string.Join(", ", twice.Select(message => message.Ts))}");
        }

        foreach (var message in messages)
        {
            if (message.Buttons.Intersect(_decisions).Any())
            {
                var known = row.Kept.Contains(message.Ts) ? "" : " and is not remembered";
                Add(4, row, person, $"message {message.Ts} can still be decided on in Slack{known}");
            }
        }
    }

    /// <summary>Of how many posts in a conversation no Host can have heard that they arrived.</summary>
    private int Unheard(string channel, string? conversation, string id) => calls.Count(call => call.Posts
        && call.Channel == channel && call.Conversation == conversation && call.Body.Contains(id, StringComparison.Ordinal)
        && (call.IsLost || (call.Fault is null or BurstKind.Late && IsHostKilledAfter(call))));

    private bool IsHostKilledAfter(PlayedCall call)
    {
        var answered = call.Fault == BurstKind.Late ? call.At.AddSeconds(4) : call.At;
        return kills.Any(kill => kill >= call.At.AddSeconds(-0.1) && kill - answered < NotesWithin);
    }

    private IReadOnlyList<Shown> InTeams(string id, string person) => play.InTeams(person) is { } reader
        ? [.. play.Cards(reader).Where(shown => IsAbout(id, shown.Text, shown.Buttons))] : [];

    private IReadOnlyList<SlackMessage> InSlack(string id, string person) => play.InSlack(person) is { } reader
        ? [.. Play.Messages(reader).Where(message => IsAbout(id, message.Words, message.Buttons))] : [];

    // the list of the next morning names it too, with a button that opens it
    private static bool IsAbout(string id, string words, IReadOnlyList<string> buttons) =>
        words.Contains(id, StringComparison.Ordinal) && !buttons.Contains("Open");

    private static string KindOf(System.Text.Json.Nodes.JsonObject notice) => notice["key"]!["kind"]!.GetValue<string>();

    private static string PersonOf(System.Text.Json.Nodes.JsonObject notice) => notice["key"]!["person"]?.ToString() ?? "";
}
