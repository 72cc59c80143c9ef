using System.Text.Json.Serialization;

namespace PolicyBot.Application.Ports;

/// <summary>
/// Where the talk about a draft stands. Stored with the draft, so that typed words find their question also after a restart.
/// </summary>
/// <remarks>What an older version did not store yet is null when it is read: the serializer leaves out no member, and knows no
/// initializers.</remarks>
public sealed record ChatState
{
    /// <summary>The id of the field that is asked for; empty while the preview or the form is what the person sees.</summary>
    public string Open { get => field ?? ""; init; } = "";

    /// <summary>How often something was asked or shown: the buttons of a question carry it, and only those of the last one count.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int Asked { get; init; }

    /// <summary>The fields that were asked for and answered, in order: the way back.</summary>
    public IReadOnlyList<string> Trail { get => field ?? []; init; } = [];

    /// <summary>Optional fields that were passed over.</summary>
    public IReadOnlyList<string> Skipped { get => field ?? []; init; } = [];

    /// <summary>The words the talk began with, whole.</summary>
    public string Said { get => field ?? ""; init; } = "";

    /// <summary>The title that was made from the answers; empty where the person gave one.</summary>
    public string MadeTitle { get => field ?? ""; init; } = "";

    /// <summary>Words of which it was not clear whether they are about this draft, until the person has said so; null for none.</summary>
    public string? Pending { get; init; }

    /// <summary>The number of the draft that this one waits for: its sentence asked for both; null for none.</summary>
    public string? After { get; init; }

    /// <summary>Days of which the person has still to say which is meant: no other question comes before this one; null for none.</summary>
    public DayDoubt? Doubt { get; init; }

    /// <summary>The ids of the last typed messages: a message that is processed again does not change the draft again.</summary>
    public IReadOnlyList<string> Heard { get => field ?? []; init; } = [];
}

/// <summary>A day that was said and is not clear: "3/4", or one that no calendar has.</summary>
/// <param name="Field">The id of the field that it answers.</param>
/// <param name="Days">What may be meant, as <c>yyyy-MM-dd</c>; at least one.</param>
public sealed record DayDoubt(string Field, IReadOnlyList<string> Days);
