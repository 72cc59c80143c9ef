using System.Text.Json.Serialization;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Application.Views;

/// <summary>
/// What a person is shown, in any channel: all words, and no channel's JSON. A channel turns a view into its own card with a pure function.
/// All texts are plain, unescaped, and may hold typed text: the channel escapes them for where it shows them.
/// </summary>
public abstract record CardView
{
    private protected CardView()
    {
    }

    /// <summary>The language that its words are in: a channel draws its own words in the same.</summary>
    [JsonIgnore] // no part of what was decided on
    public string Language { get; init; } = Languages.Current;

    /// <summary>One sentence for the notification, the conversation list and screen readers.</summary>
    public required string Summary { get; init; }

    /// <summary>What went wrong with the press that led here, shown in red above everything else; null when nothing did.</summary>
    public string? Fault { get; init; }

    /// <summary>What was just done, shown above everything else ("Approved PX-…. 11 left."); null for nothing.</summary>
    public string? Done { get; init; }
}

/// <summary>Something to fill in: the choice of a policy, a request, a reason.</summary>
public sealed record FormView : CardView
{
    /// <summary>The heading.</summary>
    public required string Heading { get; init; }

    /// <summary>Words above the fields: what it is for, the policy's text and help, reviewers' comments.</summary>
    public IReadOnlyList<TextPart> Intro { get; init; } = [];

    /// <summary>
    /// The choices the other fields follow from, for channels that can redraw a form while it is filled in: once one changes, they press
    /// <see cref="Verbs.Next"/> with it. Empty where nothing can be chosen any more.
    /// </summary>
    public IReadOnlyList<FormField> Follows { get; init; } = [];

    /// <summary>What is shown first, in order.</summary>
    public required IReadOnlyList<FormField> Fields { get; init; }

    /// <summary>What opens under <i>More</i>, in order; empty for none.</summary>
    public IReadOnlyList<FormField> More { get; init; } = [];

    /// <summary>The buttons, in order.</summary>
    public required IReadOnlyList<CardAction> Actions { get; init; }
}

/// <summary>What the requester checks before sending.</summary>
public sealed record PreviewView : CardView
{
    /// <summary>The heading: it says that this is not sent yet.</summary>
    public required string Heading { get; init; }

    /// <summary>What will be asked for, until when, the risk and the reason that decided it, who will review.</summary>
    public required IReadOnlyList<TextPart> Parts { get; init; }

    /// <summary>The risk label.</summary>
    public required RiskLabel Risk { get; init; }

    /// <summary>The risk in words; it needs no colour.</summary>
    public required string RiskWords { get; init; }

    /// <summary>What reviewers would ask; at most three.</summary>
    public IReadOnlyList<string> Questions { get; init; } = [];

    /// <summary>The buttons: Submit, Edit, Discard.</summary>
    public required IReadOnlyList<CardAction> Actions { get; init; }
}

/// <summary>What an approver decides on; made for a phone. Its canonical JSON is hashed into the decision.</summary>
public sealed record ApprovalView : CardView
{
    /// <summary>The exception.</summary>
    public required ExceptionId Id { get; init; }

    /// <summary>The revision that a decision would be about.</summary>
    public required int Revision { get; init; }

    /// <summary>The title of the request.</summary>
    public required string Title { get; init; }

    /// <summary>The risk label.</summary>
    public required RiskLabel Risk { get; init; }

    /// <summary>The risk in words.</summary>
    public required string RiskWords { get; init; }

    /// <summary>The id of the policy.</summary>
    public required string PolicyId { get; init; }

    /// <summary>The first screen: who, what, until when, why, what stands in its place, what is open.</summary>
    public required IReadOnlyList<TextPart> Parts { get; init; }

    /// <summary>The sentence above the buttons: which risk is accepted, for whom, until when.</summary>
    public required string Acceptance { get; init; }

    /// <summary>The required <c>comment</c>.</summary>
    public required FormField Comment { get; init; }

    /// <summary>What an approver may add, opened by a toggle (a shorter <c>expiresOn</c>).</summary>
    public IReadOnlyList<FormField> More { get; init; } = [];

    /// <summary>Everything else, opened by a toggle: full texts, fields, assessment, routing, earlier exceptions.</summary>
    public required IReadOnlyList<TextPart> Details { get; init; }

    /// <summary>Exactly Approve, Reject and Request changes.</summary>
    public required IReadOnlyList<CardAction> Actions { get; init; }

    /// <summary>The value of the buttons on a card that was opened from the queue: its decision says how many are left.</summary>
    public const string FromQueue = "queue";

    /// <summary>The same card as part of the queue, or as a message by itself.</summary>
    public ApprovalView InQueue(bool isIn = true) =>
        this with { Actions = [.. Actions.Select(action => action with { Value = isIn ? FromQueue : null })] };
}

/// <summary>How something stands, with the buttons that fit: a status, a decision, a ping, a question to the owner.</summary>
public sealed record StatusView : CardView
{
    /// <summary>The heading, with the exception's id.</summary>
    public required string Heading { get; init; }

    /// <summary>How it looks: it colours the heading, which says the same in words.</summary>
    public required Tone Tone { get; init; }

    /// <summary>What there is to say, in order; the last line is the receipt where there is one.</summary>
    public required IReadOnlyList<TextPart> Parts { get; init; }

    /// <summary>What opens under a toggle; empty for nothing.</summary>
    public IReadOnlyList<TextPart> Details { get; init; } = [];

    /// <summary>
    /// The button that opens all of it in a dialog, for channels whose messages have no toggle and hold less; null where there is none.
    /// </summary>
    public CardAction? Whole { get; init; }

    /// <summary>The buttons, in order; empty for none.</summary>
    public IReadOnlyList<CardAction> Actions { get; init; } = [];
}

/// <summary>Several exceptions, one a line, each with a button that opens it; or a plain answer with none.</summary>
public sealed record ListView : CardView
{
    /// <summary>A sentence and nothing else.</summary>
    public static ListView Sentence(string sentence) => new() { Summary = sentence, Heading = sentence, Lines = [] };

    /// <summary>The heading.</summary>
    public required string Heading { get; init; }

    /// <summary>Words above the lines.</summary>
    public IReadOnlyList<TextPart> Intro { get; init; } = [];

    /// <summary>The lines, in order.</summary>
    public required IReadOnlyList<ListLine> Lines { get; init; }

    /// <summary>The buttons below, in order.</summary>
    public IReadOnlyList<CardAction> Actions { get; init; } = [];
}

/// <summary>
/// What one person has to do with, at a glance, for channels with a page of their own for that: what they asked for, what waits for them,
/// what they own.
/// </summary>
public sealed record HomeView : CardView
{
    /// <summary>The heading.</summary>
    public required string Heading { get; init; }

    /// <summary>The sections, in order.</summary>
    public required IReadOnlyList<HomeSection> Sections { get; init; }

    /// <summary>The buttons above the sections, in order.</summary>
    public IReadOnlyList<CardAction> Actions { get; init; } = [];
}

/// <summary>One section of a home page.</summary>
/// <param name="Heading">Its heading.</param>
/// <param name="Lines">Its lines, in order.</param>
/// <param name="Empty">What stands there when there is no line.</param>
public sealed record HomeSection(string Heading, IReadOnlyList<ListLine> Lines, string Empty);

/// <summary>One line of a list.</summary>
/// <param name="Title">What it is: id and title.</param>
/// <param name="Text">How it stands.</param>
/// <param name="Open">The button that opens it; null for none.</param>
public sealed record ListLine(string Title, string Text, CardAction? Open)
{
    /// <summary>It is about a confidential exception: what leaves the chat names its number and nothing more.</summary>
    public bool IsConfidential { get; init; }
}

/// <summary>A piece of text: with a label a fact, without one a paragraph.</summary>
/// <param name="Label">What it is; empty for a paragraph.</param>
/// <param name="Text">Plain text; line breaks are kept. May be a person's own words.</param>
/// <param name="Quoted">A person's own words: set off from PolicyBot's.</param>
public sealed record TextPart(string Label, string Text, bool Quoted = false)
{
    /// <summary>A paragraph of our own words.</summary>
    public static TextPart Paragraph(string text) => new("", text);
}

/// <summary>How a status looks.</summary>
public enum Tone
{
    /// <summary>Nothing to do.</summary>
    Neutral,

    /// <summary>The person must do something.</summary>
    Attention,

    /// <summary>It went as asked.</summary>
    Good,

    /// <summary>It did not.</summary>
    Bad,
}
