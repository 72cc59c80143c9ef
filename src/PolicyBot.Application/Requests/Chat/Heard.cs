using PolicyBot.Application.Ports;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Application.Requests.Chat;

/// <summary>A person's words, before they are answered.</summary>
/// <param name="Open">The requests that they are writing, the one talked about last first.</param>
/// <param name="Question">What they want to know; null for nothing.</param>
/// <param name="Proposal">What a model reads in them; null for nothing.</param>
internal sealed record Heard(List<Draft> Open, LookUp? Question, RequestProposal? Proposal)
{
    private const int ShortQuestion = 60;

    private static readonly HashSet<string> Theirs = new(
        ["my", "our", "meine", "meinen", "meiner", "unsere", "unseren", "unserer"], StringComparer.OrdinalIgnoreCase);

    /// <summary>What a button would say, a day, or words that steer the chat: no model is asked what they mean.</summary>
    public static bool IsDecided(PolicyCatalog catalog, Draft talk, string text, DateOnly today)
    {
        var open = talk.Talk!.Open;
        var field = open.Length == 0 ? null : MessageInterpreter.FieldOf(catalog, talk, open, today);
        return DraftQuestions.Are(text) || ChatWords.FindWish(text) is not null || ChatWords.AsksToSend(text) || ChatWords.Skips(text)
            || FillerWords.IsAll(text) || SeveralChanges.Read(catalog, talk, text, today) is { Fault: null }
            || Corrections.Read(text, MessageInterpreter.PolicyOf(catalog, talk), today) is { Ordered: true, Field.Length: > 0 }
            || DateWords.Whole(text, today) is not null || PolicyWords.IsOnly(text, catalog)
            || field is { Kind: RequestFieldKind.Choice or RequestFieldKind.Number or RequestFieldKind.Boolean }
            && FieldAnswers.Set(catalog, talk, open, text, today).Fault is null;
    }

    /// <summary>In the middle of a chat words are mostly an answer: only what asks in so many words is a question.</summary>
    public static bool Interrupts(PolicyCatalog catalog, LookUp question, string text, Draft talk, DateOnly today) =>
        !DraftQuestions.Are(text) && question.Kind switch
        {
            LookUpKind.Thanks or LookUpKind.Help or LookUpKind.Withdraw or LookUpKind.WhoSees or LookUpKind.HowLong
                or LookUpKind.HowToRenew => true,
            LookUpKind.WhoDecides when text.Length <= ShortQuestion => true,
            LookUpKind.Existing => question.Number is not null || Theirs.Contains(question.Thing),
            LookUpKind.Unknown => text.TrimEnd().EndsWith('?') && !LookUps.AsksAgain(text) && !IsDecided(catalog, talk, text, today),
            LookUpKind.Policy when talk.Talk!.Open == FieldIds.Policy && PolicyWords.IsOnly(text, catalog) => false,
            LookUpKind.List => !(talk.Talk!.Open.Length > 0 && text.Contains('\n', StringComparison.Ordinal)),
            _ => text.TrimEnd().EndsWith('?'),
        };
}
