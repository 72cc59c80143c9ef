using PolicyBot.Domain.Exceptions;

namespace PolicyBot.Application.Views;

/// <summary>A button. Its data comes back from a client: it is a hint for a look-up and grants nothing.</summary>
public sealed record CardAction
{
    /// <summary>What it does: one of <see cref="Verbs"/>.</summary>
    public required string Verb { get; init; }

    /// <summary>What it says.</summary>
    public required string Title { get; init; }

    /// <summary>The exception or draft it is about; null for none.</summary>
    public ExceptionId? Id { get; init; }

    /// <summary>The revision it is about; 0 for none.</summary>
    public int Revision { get; init; }

    /// <summary>
    /// What it answers, where it is one of several answers; it comes back among the inputs as <see cref="ValueInput"/>. At most 300
    /// characters; null for nothing.
    /// </summary>
    public string? Value { get; init; }

    /// <summary>The input's id under which <see cref="Value"/> comes back.</summary>
    public const string ValueInput = "value";

    /// <summary>Opens this address in a browser, and nothing comes back; null: it comes back.</summary>
    public Uri? Link { get; init; }

    /// <summary>The verb of what opens an address: no press of it is answered.</summary>
    public const string OpensLink = "link";

    /// <summary>How it looks.</summary>
    public ActionLook Look { get; init; }

    /// <summary>It works with any input (Discard, Edit): required inputs do not block it, and none are sent.</summary>
    public bool IgnoresInputs { get; init; }
}

/// <summary>How a button looks.</summary>
public enum ActionLook
{
    /// <summary>One of several.</summary>
    Plain,

    /// <summary>The next step.</summary>
    Positive,

    /// <summary>It ends or takes away something.</summary>
    Destructive,
}

/// <summary>What a button does. Stored in cards that are out for months: a verb is never renamed.</summary>
public static class Verbs
{
    /// <summary>Start a request: choose the policy.</summary>
    public const string Request = "request.new";

    /// <summary>The policy is chosen: show its form.</summary>
    public const string Next = "request.next";

    /// <summary>The form is filled: show the preview.</summary>
    public const string Preview = "request.preview";

    /// <summary>Show the preview of a draft that a door began.</summary>
    public const string ShowDraft = "request.show";

    /// <summary>Back to the form.</summary>
    public const string Edit = "request.edit";

    /// <summary>Ask what reviewers would ask.</summary>
    public const string AskAnswers = "request.askAnswers";

    /// <summary>The answers, to be added to the request.</summary>
    public const string Answer = "request.answer";

    /// <summary>Show what was understood, to be corrected.</summary>
    public const string AskFacts = "request.askFacts";

    /// <summary>What is right instead.</summary>
    public const string Correct = "request.correct";

    /// <summary>Send it to review.</summary>
    public const string Submit = "request.submit";

    /// <summary>Start it at once, before its review.</summary>
    public const string StartNow = "request.startNow";

    /// <summary>Forget the draft.</summary>
    public const string Discard = "request.discard";

    /// <summary>Edit what a reviewer asked to be changed.</summary>
    public const string Revise = "request.revise";

    /// <summary>Remind the approvers.</summary>
    public const string Nudge = "request.nudge";

    /// <summary>Ask whether it is really to be withdrawn.</summary>
    public const string AskWithdraw = "request.askWithdraw";

    /// <summary>Take the request back.</summary>
    public const string Withdraw = "request.withdraw";

    /// <summary>A new linked request after a rejection or a lapse.</summary>
    public const string AskAgain = "request.again";

    /// <summary>Show the form for a comment.</summary>
    public const string AskComment = "request.askComment";

    /// <summary>Add a comment.</summary>
    public const string Comment = "request.comment";

    /// <summary>Answer a question of a talk: <c>field=answer</c>.</summary>
    public const string TalkAnswer = "talk.answer";

    /// <summary>The question before.</summary>
    public const string TalkBack = "talk.back";

    /// <summary>Which request typed words are about.</summary>
    public const string TalkWith = "talk.with";

    /// <summary>A question about a policy becomes a request: <c>policy=question</c>.</summary>
    public const string TalkAsk = "talk.ask";

    /// <summary>After an answer: no exception is needed.</summary>
    public const string TalkNoNeed = "talk.noNeed";

    /// <summary>Approve the open stage.</summary>
    public const string Approve = "review.approve";

    /// <summary>Reject the request.</summary>
    public const string Reject = "review.reject";

    /// <summary>Send it back to the requester.</summary>
    public const string RequestChanges = "review.changes";

    /// <summary>The next one that waits for this person.</summary>
    public const string QueueNext = "queue.next";

    /// <summary>The next one, this one stays.</summary>
    public const string QueueSkip = "queue.skip";

    /// <summary>A named owner accepts.</summary>
    public const string OwnerAccept = "owner.accept";

    /// <summary>A named owner declines.</summary>
    public const string OwnerDecline = "owner.decline";

    /// <summary>The form for a renewal.</summary>
    public const string Renew = "grant.renew";

    /// <summary>Ask how it was fixed.</summary>
    public const string AskClose = "grant.askClose";

    /// <summary>Close it: fixed.</summary>
    public const string Close = "grant.close";

    /// <summary>No further pings; it ends on its day.</summary>
    public const string LetItEnd = "grant.letItEnd";

    /// <summary>Ask how the owner knows that it is still needed and that the compensating controls work.</summary>
    public const string AskAttest = "grant.askAttest";

    /// <summary>The owner attests.</summary>
    public const string Attest = "grant.attest";

    /// <summary>Ask how it was checked that the policy is met again.</summary>
    public const string AskMet = "grant.askMet";

    /// <summary>After the end: the policy is met again.</summary>
    public const string Met = "grant.met";

    /// <summary>After the end: it is not met yet.</summary>
    public const string NotMet = "grant.notMet";

    /// <summary>Ask what shows that a promise is kept.</summary>
    public const string AskProve = "promise.askProve";

    /// <summary>Show that a promise is kept.</summary>
    public const string Prove = "promise.prove";

    /// <summary>Ask for the comment with which a proof is taken.</summary>
    public const string AskAcceptProof = "promise.askAccept";

    /// <summary>Take a proof.</summary>
    public const string AcceptProof = "promise.accept";

    /// <summary>Ask why a proof is returned.</summary>
    public const string AskReturnProof = "promise.askReturn";

    /// <summary>Return a proof.</summary>
    public const string ReturnProof = "promise.return";

    /// <summary>Ask who is to own it from now on.</summary>
    public const string AskHandOver = "owner.askHandOver";

    /// <summary>Ask a person to own it from now on.</summary>
    public const string HandOver = "owner.handOver";

    /// <summary>Ask for the reason of a revocation.</summary>
    public const string AskRevoke = "grant.askRevoke";

    /// <summary>Revoke it.</summary>
    public const string Revoke = "grant.revoke";

    /// <summary>Show how one exception stands.</summary>
    public const string Status = "show.status";

    /// <summary>Show all of it in a dialog of its own: what a message has no room for. Answered as <see cref="Status"/> is.</summary>
    public const string Details = "show.details";

    /// <summary>Show one exception's history.</summary>
    public const string History = "show.history";

    /// <summary>Show my requests.</summary>
    public const string Mine = "show.mine";

    /// <summary>Show the next lines of a list.</summary>
    public const string More = "show.more";

    /// <summary>Show what the bot can do.</summary>
    public const string Help = "show.help";

    /// <summary>End the person's sessions of the register page.</summary>
    public const string EndSessions = "page.endSessions";

    /// <summary>Every verb there is; anything else from a client is refused.</summary>
    public static IReadOnlySet<string> All { get; } = new HashSet<string>(StringComparer.Ordinal)
    {
        Request, Next, Preview, ShowDraft, Edit, AskAnswers, Answer, AskFacts, Correct, Submit, StartNow, Discard, Revise, Nudge,
            AskWithdraw, Withdraw, AskAgain, AskComment, Comment,
        TalkAnswer, TalkBack, TalkWith, TalkAsk, TalkNoNeed,
        Approve, Reject, RequestChanges, QueueNext, QueueSkip, OwnerAccept, OwnerDecline,
        Renew, AskClose, Close, LetItEnd, AskRevoke, Revoke,
        AskAttest, Attest, AskMet, Met, NotMet, AskProve, Prove, AskAcceptProof, AcceptProof, AskReturnProof, ReturnProof, AskHandOver,
            HandOver, Status, Details, History, Mine, More, Help, EndSessions,
    };
}
