using FsCheck;
using FsCheck.Fluent;
using PolicyBot.Application.Requests.Chat;
using PolicyBot.Application.Views;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Testing;
using static PolicyBot.Testing.Someone;

namespace PolicyBot.Application.Tests.Requests.Chat;

/// <summary>No typed text causes a fault, and none is lost.</summary>
public sealed class TalkProperties
{
    private static readonly string[] Pieces =
    [
        "I need an exception", "MFA", "purchases", "until", "bis", "for", "für", "two weeks", "15 March", "30.2.", "1/2/2027", "Ende",
            "nächsten", "Monats", "99999999999", "-", "owner is", "bo@contoso.example", "@",
        "change", "the end date", "to", "ändere", "auf", "no,", "nein,", "scope", "is", ":", "=", ",", ".", "?", "\n", "🎉", "\ud83c", "ß",
            "é", "例外", "\u202e", "\0", "PX-00000001", "PX-", "status", "help", "because", "the vendor has no support",
        "yes", "skip", "back", "  ", "a", "{0}", "'", "\"", "<mailto:bo@contoso.example|bo@contoso.example>", "May", "march", "q1", "Q5",
            "29 February", "half", "a", "year", "mid", "next", "of", "the", "31", "2027", "0", "1,000",
    ];

    private static Arbitrary<string> Texts => Gen.OneOf(
        Gen.Elements(Pieces).ListOf().Select(pieces => string.Join(' ', pieces)),
        Gen.Elements(Pieces).ListOf().Select(pieces => string.Concat(pieces)),
        Gen.Choose(0, 3).Select(size => string.Concat(Enumerable.Repeat(Pieces[size * 7 % Pieces.Length] + " x", 1_000 * size))),
        ArbMap.Default.GeneratorFor<string>().Where(text => text is not null)).Where(text => text.Length <= 12_000).ToArbitrary();

    [Fact]
    public void Any_text_is_answered_and_none_that_could_be_a_request_is_lost() => Prop.ForAll(Texts, text =>
    {
        var office = Office.OpenAsync(Sal).GetAwaiter().GetResult();

        var answer = office.SayAsync(Sal, text).GetAwaiter().GetResult();

        AssertKept(office, text, answer.View);
    }).Check(Tries.Of());

    [Fact]
    public void Any_answers_leave_a_talk_that_goes_on() =>
        Prop.ForAll(Texts, Texts, Gen.Choose(0, 4).ToArbitrary(), (first, second, asked) =>
    {
        var office = Office.OpenAsync(Sal).GetAwaiter().GetResult();
        string[] begun =
            ["I need an exception", "Exception to purchases", "Exception to purchases for the lobby",
            "Exception to purchases for the lobby because only one company makes them",
            "Exception to purchases for the lobby until 1 February because only one company makes them"];
        office.SayAsync(Sal, begun[asked]).GetAwaiter().GetResult();

        foreach (var text in new[] { first, second })
        {
            AssertKept(office, text, office.SayAsync(Sal, text).GetAwaiter().GetResult().View);
        }
    }).Check(Tries.Of());

    private static void AssertKept(Office office, string text, CardView shown)
    {
        var said = text.Trim();
        var drafts = office.Drafts.TalksAsync(Sal.Person, default).GetAwaiter().GetResult();
        var stored = drafts.SelectMany(draft => draft.Inputs.Values.Append(draft.Talk!.Said).Append(draft.Talk.Pending ?? "")).ToList();
        Assert.NotEmpty(shown.Summary);
        Assert.True(
            stored.Exists(kept => kept.Contains(said, StringComparison.Ordinal)) // in the draft
            || shown.Fault is not null // said not to be understood, or why it does not do
            || shown.Done is not null // noted: the answer to a choice, a day, a correction
                                      // passed over, or one step back
            || drafts.Count > 0 && drafts.All(draft => draft.Talk!.Skipped.Count + draft.Talk.Trail.Count > 0)
            // a command
            || ChatWords.FindWish(said) is not null || said.Split((char[]?)null)[0].ToLowerInvariant() is "" or "help" or "status"
            || ExceptionId.TryParse(said, out _)
            || said.Contains("PX-00000001", StringComparison.Ordinal) && shown.Summary == Words.RefusedNotFound // a question about it
            || shown.Summary == Words.HelpHeading && !said.Any(char.IsLetterOrDigit) // "?"
            || said.EndsWith('?') && shown.Summary.StartsWith("I don’t know", StringComparison.Ordinal) // a question, which is answered
            || shown.Summary == Words.AnswerAllRight // "k"
            || LookUps.Read(said, TestCatalog.Contoso, new(2026, 11, 20)) is { Kind: LookUpKind.Help or LookUpKind.Thanks }, // "yo"
            $"“{text}” is lost: {shown.Words()}");
    }
}
