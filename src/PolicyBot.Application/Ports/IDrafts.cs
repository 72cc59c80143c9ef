using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;
using PolicyBot.Domain.Risk;
using PolicyBot.Domain.Routing;

namespace PolicyBot.Application.Ports;

/// <summary>Requests that people have begun and not sent. Only the requester sees them.</summary>
/// <remarks>Every member throws <see cref="StoreUnavailableException"/> when the store does not answer.</remarks>
public interface IDrafts
{
    /// <summary>Reads one of a person's drafts; null when there is none.</summary>
    Task<Draft?> ReadAsync(PersonId person, ExceptionId id, CancellationToken cancellationToken);

    /// <summary>The drafts of a person that are being talked about, in no order.</summary>
    Task<IReadOnlyList<Draft>> TalksAsync(PersonId person, CancellationToken cancellationToken);

    /// <summary>All drafts of a person, in no order.</summary>
    Task<IReadOnlyList<Draft>> OfAsync(PersonId person, CancellationToken cancellationToken);

    /// <summary>Writes a draft, over what stood there.</summary>
    Task WriteAsync(Draft draft, CancellationToken cancellationToken);

    /// <summary>
    /// Replaces a draft that was read, unless it was written or removed since; or writes one that was not, unless there is one.
    /// </summary>
    /// <returns>False when something else stands there now: nothing is changed.</returns>
    Task<bool> TryReplaceAsync(Draft draft, CancellationToken cancellationToken);

    /// <summary>Forgets a draft; nothing happens when there is none.</summary>
    Task RemoveAsync(PersonId person, ExceptionId id, CancellationToken cancellationToken);
}

/// <summary>A request that is being written.</summary>
public sealed record Draft
{
    /// <summary>How long a draft is kept after it was written last.</summary>
    public static readonly TimeSpan KeptFor = TimeSpan.FromDays(30);

    /// <summary>The same for a draft that a door began in a person's name.</summary>
    public static readonly TimeSpan KeptFromDoor = TimeSpan.FromDays(14);

    /// <summary>The number that the exception will have (or has, for a revision).</summary>
    public required ExceptionId Id { get; init; }

    /// <summary>Whose it is.</summary>
    public required PersonId Person { get; init; }

    /// <summary>What it is for.</summary>
    public required DraftPurpose Purpose { get; init; }

    /// <summary>The exception it renews or follows; null for none.</summary>
    public ExceptionId? Linked { get; init; }

    /// <summary>The answers so far, by field id, as typed.</summary>
    public required IReadOnlyDictionary<string, string> Inputs { get; init; }

    /// <summary>What the person corrected of what was understood, by fact id; null for nothing. It outlives changes of the texts.</summary>
    public IReadOnlyDictionary<string, string>? Corrected { get; init; }

    /// <summary>What the person answered to the questions about gaps, by gap; null for nothing. It stands in the texts too.</summary>
    public IReadOnlyDictionary<string, string>? Answered { get; init; }

    /// <summary>What the model said of exactly these answers; null when it has not.</summary>
    public ModelAnswer? Model { get; init; }

    /// <summary>SHA-256 of the answers that <see cref="Model"/> is about.</summary>
    public string ModelAbout { get => field ?? ""; init; } = "";

    /// <summary>Its preview is what the person was shown last; false: its form.</summary>
    public bool Previewed { get; init; }

    /// <summary>
    /// The message in which it lives: its last question, its form or its preview; null where none of these was shown yet.
    /// </summary>
    public MessageRef? Living { get; init; }

    /// <summary>The revision that it revises; null for none.</summary>
    public int? Revises { get; init; }

    /// <summary>The print of the route that its preview showed last (<see cref="Shows"/>); null for none.</summary>
    public string? ShownRoute { get; init; }

    /// <summary>Where the talk about it stands; null: it is written in the form alone.</summary>
    public ChatState? Talk { get; init; }

    /// <summary>
    /// The door that began it in the person's name, as a key is called; empty: an app with their own sign-in; null: the person began it.
    /// </summary>
    public string? Door { get; init; }

    /// <summary>When its policy was chosen last, by the clock of the channel it was chosen in; null where that does not say.</summary>
    public DateTimeOffset? ChosenAt { get; init; }

    /// <summary>When it was written last (UTC).</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>When (UTC) it is forgotten, unless it is written again.</summary>
    [JsonIgnore]
    public DateTimeOffset KeptUntil => UpdatedAt + (Door is null ? KeptFor : KeptFromDoor);

    /// <summary>What a replacement must match; null for a draft that was not read, and so has none to replace.</summary>
    [JsonIgnore]
    public string? ETag { get; init; }

    /// <summary>The draft while its form or preview is shown: no question is open, so typed words answer none.</summary>
    public Draft WithoutQuestion() => this with { Talk = Talk is { } talk ? talk with { Open = "", Doubt = null } : null };

    /// <summary>
    /// Whether there is a request in it that its person may want to go on with: a form that was only opened is none. What revises a request
    /// stands in the lists as that request.
    /// </summary>
    [JsonIgnore]
    public bool IsBegun => Purpose != DraftPurpose.Revise
        && (Talk is not null || Previewed || ShownRoute is not null
            || (Purpose == DraftPurpose.New && Inputs.Any(input =>
                input.Value.Length > 0 && input.Key is not (FieldIds.Policy or FieldIds.Area or FieldIds.Department))));

    /// <summary>SHA-256 of the answers, in lower-case hexadecimal.</summary>
    public string HashInputs() => Hash(Write(Inputs));

    /// <summary>
    /// What a button that sends the draft carries: it stands for what would be sent, and after the point for who reviews it; neither for
    /// the assessment nor for the language of the preview. Another one means that something else was shown.
    /// </summary>
    [JsonIgnore]
    public string Seal =>
        $"{Hash($"{Revises}\u001d{Write(Inputs)}\u001d{Write(Corrected ?? new Dictionary<string, string>())}")[..16]}.{ShownRoute}";

    /// <summary>The draft as a preview shows it that names who reviews it: rule, stages, seats and people.</summary>
    public Draft Shows(Route route) => this with
    {
        ShownRoute = Hash(string.Join('\u001d', route.Stages.Select(Write).Prepend(route.RuleId)))[..8],
    };

    private static string Write(RoutedStage stage) => string.Join(
        '\u001e',
        stage.Number,
        stage.GroupId,
        stage.NeedsAll,
        stage.Seats,
        string.Join(' ', stage.People.Select(one => one.Person)));

    private static string Write(IReadOnlyDictionary<string, string> answers) => string.Join(
        '\u001f', answers.OrderBy(input => input.Key, StringComparer.Ordinal).Select(input => $"{input.Key}\u001e{input.Value}"));

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}

/// <summary>What a draft is for.</summary>
public enum DraftPurpose
{
    /// <summary>A request of its own.</summary>
    New,

    /// <summary>The next revision of a request that came back.</summary>
    Revise,

    /// <summary>A renewal.</summary>
    Renew,

    /// <summary>A request that follows a rejected or lapsed one.</summary>
    AskAgain,
}
