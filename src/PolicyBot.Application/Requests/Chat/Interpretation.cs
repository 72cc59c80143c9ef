using PolicyBot.Application.Ports;
using PolicyBot.Application.Views;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Application.Requests.Chat;

/// <summary>The result of a typed text.</summary>
/// <param name="Draft">The draft with what was understood.</param>
internal sealed record Interpretation(Draft Draft)
{
    /// <summary>The fields that were set, in order.</summary>
    public IReadOnlyList<string> Noted { get; init; } = [];

    /// <summary>What was not understood, or does not do; null for nothing.</summary>
    public string? Fault { get; init; }

    /// <summary>The answer to a question of the person's; null: they asked nothing.</summary>
    public string? Told { get; init; }

    /// <summary>What the open question may be answered with.</summary>
    public IReadOnlyList<FieldChoice> Offers { get; init; } = [];

    /// <summary>The draft's open question is asked again.</summary>
    public bool Stays { get; init; }

    /// <summary>Nothing was said: the open question is asked again.</summary>
    public static Interpretation AskAgain(Draft draft) => new(draft) { Stays = draft.Talk!.Open.Length > 0 };

    /// <summary>A field is set.</summary>
    public Interpretation With(string field, string value) => this with
    {
        Draft = Draft with
        {
            Inputs = new Dictionary<string, string>(Draft.Inputs, StringComparer.Ordinal) { [field] = value },
            Talk = Draft.Talk! with
            {
                MadeTitle = field == FieldIds.Title ? "" : Draft.Talk.MadeTitle,
                Doubt = Draft.Talk.Doubt?.Field == field ? null : Draft.Talk.Doubt,
                Skipped = [.. Draft.Talk.Skipped.Where(skipped => skipped != field)]
            },
        },
        Noted = [.. Noted.Where(noted => noted != field), field],
    };

    /// <summary>What another reading found and this one did not; what was not understood then was.</summary>
    public Interpretation With(Interpretation other)
    {
        var added = other.Noted.Where(field => !Noted.Contains(field)).ToList();
        return added.Count == 0 ? this
            : added.Aggregate(this, (heard, field) => heard.With(field, other.Draft.Inputs[field])) with { Fault = null };
    }

    /// <summary>A question was answered: the way back leads to it.</summary>
    public Interpretation Passed(string field) => this with
    {
        Draft = Draft with { Talk = Draft.Talk! with { Trail = [.. Draft.Talk.Trail.Where(asked => asked != field), field] } },
    };

    /// <summary>What was said is no answer to a question, which is asked now.</summary>
    public Interpretation Unanswered(string field, string? fault) =>
        this with { Draft = Draft with { Talk = Draft.Talk! with { Open = field } }, Fault = fault, Stays = true };
}
